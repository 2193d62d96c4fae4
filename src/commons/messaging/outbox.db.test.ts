import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';
import type { Notice } from './types.ts';
import type { Stands } from './standins/index.ts';

let town: TestHouse;
let stands: Stands;
let phoneNumber = 100;

beforeAll(async () => {
  town = await openTestHouse({ settings: { MESSAGE_BUDGET: '100000' } });
  const { messaging } = town.house;
  if (!messaging.stands) throw new Error('the stand-ins should play without tokens');
  stands = messaging.stands;
  messaging.templates.register(
    { name: 'coba-batal', category: 'utility', text: 'Halo ((nama)), dokter tidak praktik hari ini. ((jkn??Kartu JKN tetap berlaku.))', sms: 'Dokter tidak praktik hari ini. Balas atau telepon RSUD.' },
    { name: 'coba-ingat', category: 'utility', text: 'Besok Anda terdaftar pukul ((jam)).' },
  );
  messaging.onMessage((incoming) => Promise.resolve(incoming.text?.startsWith('diam') ? [] : [{ text: `ok ${incoming.text ?? ''}` }]));
});
afterAll(() => town.close());
beforeEach(() => { town.clock.set(town.clock.now().add({ hours: 48 }).toZonedDateTimeISO('Asia/Jakarta').with({ hour: 9, minute: 0, second: 0 }).toInstant()); });

const pump = () => town.house.messaging.pump();
const newPhone = () => `62812000${String(phoneNumber += 1).padStart(5, '0')}`;
const write = <T>(step: Parameters<typeof town.house.database.write<T>>[1]) => town.house.database.write({ actor: system('test'), action: 'test/notify' }, step);
const notify = (notice: Partial<Notice> & Pick<Notice, 'to' | 'dedupe'>) => write((work) => town.house.messaging.notify(work, { template: 'coba-batal', data: { nama: 'Sari', jkn: 'ya' }, importance: 'urgent', subject: notice.dedupe, ...notice }));
const outgoing = async (dedupe: string) => (await town.house.pool.query('select status, channel, attempts, error_code, cost, template from messaging.outgoing where dedupe = $1', [dedupe])).rows[0] as { status: string; channel: string; attempts: number; error_code: string | null; cost: bigint };
const from = (phone: string) => stands.whatsapp.chat(phone).filter((bubble) => bubble.from === 'us').map((bubble) => bubble.text);
const acquainted = async () => {
  const phone = newPhone();
  stands.whatsapp.userSends({ phone, text: 'diam' });
  await pump();
  return phone;
};

describe('a notice', () => {
  it('is free words inside the 24-hour window and an approved template outside it', async () => {
    const phone = await acquainted();
    await notify({ to: { phone: `+${phone}` }, dedupe: 'inside' });
    await pump();
    town.clock.advance({ hours: 24 });
    await notify({ to: { phone: `+${phone}` }, dedupe: 'outside' });
    await pump();
    expect(stands.whatsapp.accepted.slice(-2).map(({ body }) => body['type'])).toEqual(['text', 'template']);
    expect(from(phone)).toEqual(['Halo Sari, dokter tidak praktik hari ini. Kartu JKN tetap berlaku.', 'Halo Sari, dokter tidak praktik hari ini. Kartu JKN tetap berlaku.']);
    expect((await outgoing('outside')).cost).toBe(400n);
    expect((await outgoing('inside')).cost).toBe(0n);
  });

  it('is one notice however often it is asked for, and the newest of one kind', async () => {
    const phone = await acquainted();
    const later = town.clock.now().add({ hours: 1 });
    const first = await notify({ to: { phone: `+${phone}` }, dedupe: 'twice', subject: 'b-1', notBefore: later });
    expect(await notify({ to: { phone: `+${phone}` }, dedupe: 'twice', subject: 'b-1' })).toEqual({ id: first.id, repeated: true });
    await notify({ to: { phone: `+${phone}` }, dedupe: 'newer', subject: 'b-1' });
    town.clock.advance({ hours: 2 });
    await pump();
    expect((await outgoing('twice')).status).toBe('replaced');
    expect(from(phone)).toHaveLength(1);
  });

  it('keeps quiet hours unless it is about today, and is dropped when it came too late', async () => {
    const phone = await acquainted();
    town.clock.set(town.clock.now().toZonedDateTimeISO('Asia/Jakarta').with({ hour: 21 }).toInstant());
    await notify({ to: { phone: `+${phone}` }, dedupe: 'night', template: 'coba-ingat', data: { jam: '08.00' }, importance: 'reminder' });
    await notify({ to: { phone: `+${phone}` }, dedupe: 'today', importance: 'normal', sameDay: true });
    await notify({ to: { phone: `+${phone}` }, dedupe: 'stale', template: 'coba-ingat', data: { jam: '07.00' }, importance: 'reminder', subject: 'other', expiresAt: town.clock.now().add({ hours: 2 }) });
    await pump();
    expect([(await outgoing('night')).status, (await outgoing('today')).status]).toEqual(['queued', 'delivered']);
    town.clock.advance({ hours: 9 });
    await pump();
    expect([(await outgoing('night')).status, (await outgoing('stale')).status]).toEqual(['delivered', 'expired']);
  });

  it('names what its template misses', async () => {
    await expect(notify({ to: { phone: '+6281200009999' }, dedupe: 'missing', data: {} })).rejects.toMatchObject({ facts: { missing: ['nama', 'jkn'] } });
  });
});

describe('the fallback ladder', () => {
  it('goes to SMS when the messenger cannot reach the person, and marks the address', async () => {
    const phone = await acquainted();
    stands.whatsapp.userBlocks(phone);
    await notify({ to: { phone: `+${phone}` }, dedupe: 'blocked' });
    await pump();
    expect(stands.sms.inbox(`+${phone}`).map((sms) => sms.text)).toEqual(['Dokter tidak praktik hari ini. Balas atau telepon RSUD.']);
    expect(await outgoing('blocked')).toMatchObject({ channel: 'sms', status: 'delivered' });
    const { rows } = await town.house.pool.query('select dead_why from messaging.address where value = $1', [`+${phone}`]);
    expect(rows[0]).toEqual({ dead_why: '131026' });
  });

  it('goes to SMS when nobody confirmed within two minutes, and to the officers\' call list when that fails too', async () => {
    const phone = await acquainted();
    stands.whatsapp.courier.manners.held = true;
    stands.sms.courier.manners.held = true;
    await notify({ to: { phone: `+${phone}` }, dedupe: 'unconfirmed' });
    await pump();
    expect(await outgoing('unconfirmed')).toMatchObject({ channel: 'whatsapp', status: 'accepted' });
    town.clock.advance({ minutes: 2 });
    await pump();
    expect(await outgoing('unconfirmed')).toMatchObject({ channel: 'sms', status: 'accepted' });
    town.clock.advance({ minutes: 5 });
    await pump();
    expect(await outgoing('unconfirmed')).toMatchObject({ status: 'failed' });
    const { rows } = await town.house.pool.query("select phone, why from messaging.call_list where subject = 'unconfirmed'");
    expect(rows).toEqual([{ phone: `+${phone}`, why: 'Tidak sampai lewat sms (deadline)' }]);
    stands.whatsapp.courier.manners.held = false;
    stands.sms.courier.manners.held = false;
    stands.whatsapp.courier.release();
    stands.sms.courier.release();
    await pump();
    expect((await outgoing('unconfirmed')).status).toBe('delivered');
  });

  it('sends a reminder by SMS only to who asked for it', async () => {
    for (const asked of [false, true]) {
      const phone = newPhone();
      stands.whatsapp.userBlocks(phone);
      await notify({ to: { phone: `+${phone}` }, dedupe: `reminder-${asked}`, template: 'coba-ingat', data: { jam: '08.00' }, importance: 'reminder', smsAllowed: asked });
      await pump();
      expect(stands.sms.inbox(`+${phone}`)).toHaveLength(asked ? 1 : 0);
    }
  });

  it('stops using a Telegram chat that was blocked', async () => {
    const user = 5_100_000_001;
    stands.telegram.userSends({ user, text: 'diam' });
    await pump();
    const { rows } = await town.house.pool.query("select conversation_id from messaging.address where value = $1", [String(user)]);
    stands.telegram.userBlocks(user);
    await notify({ to: { conversationId: rows[0].conversation_id }, dedupe: 'tg-blocked' });
    await pump();
    expect(await outgoing('tg-blocked')).toMatchObject({ status: 'failed' });
  });
});

describe('a provider on a bad day', () => {
  it('is asked again after 429 and 5xx, in order, and the person reads everything once', async () => {
    const phone = await acquainted();
    stands.whatsapp.misbehave({ is: 'refuse', status: 429, code: 130429 }, { is: 'refuse', status: 500, code: 131000 }, { is: 'silent-before' });
    for (const text of ['satu', 'dua', 'tiga']) { stands.whatsapp.userSends({ phone, text, at: town.clock.now() }); town.clock.advance({ seconds: 1 }); }
    for (let round = 0; round < 8; round += 1) { await pump(); town.clock.advance({ seconds: 40 }); }
    expect(from(phone)).toEqual(['ok satu', 'ok dua', 'ok tiga']);
  });

  it('may keep silent after accepting: its report settles the message and nothing is sent twice', async () => {
    const phone = await acquainted();
    stands.whatsapp.misbehave({ is: 'silent-after-accepting' });
    stands.whatsapp.userSends({ phone, text: 'sekali' });
    for (let round = 0; round < 4; round += 1) { await pump(); town.clock.advance({ seconds: 31 }); }
    expect(from(phone)).toEqual(['ok sekali']);
  });

  it('is asked again when no report came within thirty seconds of the silence', async () => {
    const phone = await acquainted();
    stands.whatsapp.misbehave({ is: 'gateway', status: 504 });
    stands.whatsapp.userSends({ phone, text: 'lagi' });
    await pump();
    town.clock.advance({ seconds: 29 });
    await pump();
    expect(from(phone)).toEqual([]);
    town.clock.advance({ seconds: 2 });
    await pump();
    expect(from(phone)).toEqual(['ok lagi']);
  });

  it('says when to come back, and Telegram is asked then', async () => {
    const user = 5_100_000_002;
    stands.telegram.misbehave({ is: 'refuse', status: 429, code: 429, retryAfter: 7 });
    stands.telegram.userSends({ user, text: 'nanti' });
    await pump();
    town.clock.advance({ seconds: 6 });
    await pump();
    expect(stands.telegram.chat(user).filter((bubble) => bubble.from === 'us')).toEqual([]);
    town.clock.advance({ seconds: 1 });
    await pump();
    expect(stands.telegram.chat(user).at(-1)?.text).toBe('ok nanti');
  });

  it('may refuse our token: the channel rests, nothing is lost', async () => {
    const phone = await acquainted();
    stands.whatsapp.misbehave({ is: 'refuse', status: 401, code: 190 });
    stands.whatsapp.userSends({ phone, text: 'kunci' });
    await pump();
    town.clock.advance({ minutes: 4 });
    await pump();
    expect(from(phone)).toEqual([]);
    town.clock.advance({ minutes: 2 });
    await pump();
    expect(from(phone)).toEqual(['ok kunci']);
  });

  it('may report the window closed afterwards: the notice goes out as a template', async () => {
    const phone = await acquainted();
    // Our clock of the window runs ahead of the provider's.
    await town.house.pool.query("update messaging.conversation set window_expires_at = now() + interval '10 years' where id = (select conversation_id from messaging.address where value = $1)", [`+${phone}`]);
    town.clock.advance({ hours: 25 });
    await notify({ to: { phone: `+${phone}` }, dedupe: 'closed' });
    await pump();
    expect(stands.whatsapp.accepted.slice(-2).map(({ body }) => body['type'])).toEqual(['text', 'template']);
    expect(from(phone)).toHaveLength(1);
  });
});

describe('an answer that comes after the window', () => {
  it('waits, asks by template, and is shown when the person writes again', async () => {
    const phone = await acquainted();
    const { rows } = await town.house.pool.query('select conversation_id from messaging.address where value = $1', [`+${phone}`]);
    town.clock.advance({ hours: 25 });
    await write((work) => town.house.messaging.say(work, rows[0].conversation_id, { text: 'Jawaban petugas' }, { by: 'petugas-1' }));
    await pump();
    expect(from(phone)).toEqual(['Ada jawaban untuk pesan Anda. Balas "ya" untuk membacanya.']);
    stands.whatsapp.userSends({ phone, text: 'diam: ya' });
    await pump();
    expect(from(phone).at(-1)).toBe('Jawaban petugas');
  });
});

describe('money', () => {
  it('past the month\'s limit only urgent notices go by paid channels', async () => {
    await town.house.pool.query("update messaging.outgoing set cost = 100000, accepted_at = $1 where dedupe = 'outside'", [town.clock.now().toString()]);
    const phone = newPhone();
    await notify({ to: { phone: `+${phone}` }, dedupe: 'poor-normal', importance: 'normal', sameDay: true });
    await notify({ to: { phone: `+${phone}` }, dedupe: 'poor-urgent', importance: 'urgent' });
    await pump();
    expect([(await outgoing('poor-normal')).error_code, (await outgoing('poor-urgent')).status]).toEqual(['budget', 'delivered']);
  });
});
