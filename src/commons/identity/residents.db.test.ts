import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';
import { visitor, type Visitor } from '../../../test/engines/visitor.ts';

let town: TestHouse;
beforeAll(async () => { town = await openTestHouse(); });
afterAll(() => town.close());
beforeEach(async () => { await town.house.pool.query('delete from identity.throttle'); });

let next = 1;
const someone = () => visitor(town.house, `203.0.113.${(next += 1)}`);

/** The newest code sent to a phone, read where a person reads it: in the message. */
async function codeFor(phone: string): Promise<string> {
  await town.house.messaging.pump();
  const { rows } = await town.house.pool.query("select body::text as body from messaging.outgoing where template = 'identity-code' and address = $1 order by created_at desc, id desc limit 1", [phone]);
  return /\b(\d{6})\b/.exec(rows[0]?.body ?? '')?.[1] ?? 'none';
}

async function ask(guest: Visitor, phone: string): Promise<string> {
  town.clock.advance({ seconds: 1 });
  const answered = await guest.post('/masuk/kode', { phone, lanjut: '/akun' });
  expect([answered.status, answered.location]).toEqual([303, '/masuk/kode?lanjut=%2Fakun']);
  return codeFor(phone);
}

describe('a one-time code', () => {
  it('signs a resident in by phone alone, and shows the number masked', async () => {
    const guest = someone();
    const code = await ask(guest, '+6281200000001');
    expect((await guest.get('/masuk/kode')).body).toContain('+62812••••0001');
    const done = await guest.post('/masuk/kode', { code: `${code.slice(0, 3)} ${code.slice(3)}`, lanjut: '/akun' });
    expect([done.status, done.location]).toEqual([303, '/akun']);
    expect(done.setCookie.join()).toContain('HttpOnly; SameSite=Lax');
    const page = await guest.get('/akun');
    expect(page.body).toContain('+62812••••0001');
    expect(page.body).not.toContain('81200000001');
  });

  it('is the same resident next time, also when the number is written another way', async () => {
    town.clock.advance({ hours: 1 });
    const first = someone();
    await first.post('/masuk/kode', { code: await ask(first, '+6281200000002') });
    town.clock.advance({ minutes: 20 });
    const second = someone();
    await second.post('/masuk/kode', { phone: '0812-0000-0002' });
    await second.post('/masuk/kode', { code: await codeFor('+6281200000002') });
    const { rows } = await town.house.pool.query('select count(distinct resident)::int as residents, count(*)::int as sessions from identity.session where resident is not null and created_at >= $1', [town.clock.now().subtract({ minutes: 21 }).toString()]);
    expect(rows[0]).toEqual({ residents: 1, sessions: 2 });
  });

  it('works once, and only in the browser that asked', async () => {
    const guest = someone();
    const code = await ask(guest, '+6281200000003');
    const pending = guest.jar.get('kode') ?? '';
    expect((await someone().post('/masuk/kode', { code })).status).toBe(401);
    expect((await guest.post('/masuk/kode', { code })).status).toBe(303);
    const replay = someone();
    replay.jar.set('kode', pending);
    expect((await replay.post('/masuk/kode', { code })).status).toBe(401);
    expect(replay.jar.has('sesi')).toBe(false);
  });

  it('bears five wrong answers, counted even at the same moment; then the right one is refused too', async () => {
    const guest = someone();
    const code = await ask(guest, '+6281200000004');
    const pending = guest.jar.get('kode') ?? '';
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    const answers = await Promise.all(Array.from({ length: 12 }, () => { const robot = someone(); robot.jar.set('kode', pending); return robot.post('/masuk/kode', { code: wrong }); }));
    expect(answers.map((one) => one.status)).toEqual(Array.from({ length: 12 }, () => 401));
    const { rows } = await town.house.pool.query('select max(tries)::int as tries from identity.one_time_code');
    expect(rows[0].tries).toBe(5);
    expect((await guest.post('/masuk/kode', { code })).status).toBe(401);
  });

  it('lasts ten minutes, and a newer one replaces it', async () => {
    const late = someone();
    const old = await ask(late, '+6281200000005');
    town.clock.advance({ minutes: 10 });
    expect((await late.post('/masuk/kode', { code: old })).status).toBe(401);

    const twice = someone();
    const first = await ask(twice, '+6281200000006');
    const before = twice.jar.get('kode') ?? '';
    const second = await ask(twice, '+6281200000006');
    const stale = someone();
    stale.jar.set('kode', before);
    expect((await stale.post('/masuk/kode', { code: first })).status).toBe(401);
    expect((await twice.post('/masuk/kode', { code: second })).status).toBe(303);
  });

  it('is sent to any number alike: known or not, the answer is the same', async () => {
    const known = await someone().post('/masuk/kode', { phone: '081200000001' });
    const unknown = await someone().post('/masuk/kode', { phone: '081299999999' });
    expect([unknown.status, unknown.location, unknown.body]).toEqual([known.status, known.location, known.body]);
    const nonsense = await someone().post('/masuk/kode', { phone: 'bukan nomor' });
    expect([nonsense.status, nonsense.body.includes('0812 3456 7890')]).toEqual([422, true]);
  });

  it('cannot be made to ring a phone all day', async () => {
    const statuses: number[] = [];
    for (let index = 0; index < 4; index += 1) statuses.push((await someone().post('/masuk/kode', { phone: '081200000008' })).status);
    expect(statuses).toEqual([303, 303, 429, 429]);
  });

  it('is nowhere in the database but in the message, and the phone is sealed', async () => {
    const guest = someone();
    const code = await ask(guest, '+6281200000009');
    await guest.post('/masuk/kode', { code });
    for (const table of ['identity.one_time_code', 'identity.resident', 'identity.session', 'identity.throttle', 'audit.entry', 'evidence.event']) {
      const { rows } = await town.house.pool.query(`select t::text as row from ${table} t`);
      const text = rows.map((row: { row: string }) => row.row).join('\n');
      expect([table, text.includes('81200000009')]).toEqual([table, false]);
    }
    const { rows } = await town.house.pool.query('select id, code_hash, used_at from identity.one_time_code order by created_at desc limit 1');
    expect(rows[0].code_hash).not.toContain(code);
  });
});

describe('an officer who reads a resident’s chat', () => {
  it('sees that a code was sent, never the code', async () => {
    const { house } = town;
    town.clock.advance({ hours: 1 });
    house.messaging.stands?.whatsapp.userSends({ phone: '6281200000001', text: 'halo' });
    await house.messaging.pump();
    const code = await ask(someone(), '+6281200000001');
    town.clock.advance({ seconds: 30 });
    await house.messaging.pump();
    const { rows } = await house.pool.query('select text from messaging.message order by at');
    const said = rows.map((row: { text: string }) => row.text);
    expect(said).toContain('(kode masuk dikirim)');
    expect(said.join()).not.toContain(code);
  });
});

describe('the page of readings', () => {
  it('shows a signed-in resident who opened their data, and nobody else’s', async () => {
    const guest = someone();
    await guest.post('/masuk/kode', { code: await ask(guest, '+6281200000010') });
    const { people, database } = town.house;
    const person = await database.write({ actor: system('test'), action: 'test/register' }, async (work) => {
      const { personId } = await people.register(work, { name: 'Ayu Contoh', birthDate: '1990-05-12', sex: 'P' });
      await people.bind(work, { contact: { phone: '+6281200000010' }, personId, relation: 'saya', consent: { version: people.consent.current.version, showPoli: false }, proof: 'counter' });
      return personId;
    });
    const nurse = { kind: 'staff' as const, id: 'perawat', name: 'Perawat', permissions: new Set<string>(), agency: 'rsud', channel: 'web' as const };
    await town.house.access.readingFor(nurse, { person: person, fields: ['phone'], purpose: 'care', service: 'saroale' });
    await town.house.access.readingFor(nurse, { person: person, fields: ['nik'], purpose: 'emergency', service: 'saroale', breakGlass: true, reason: 'pasien tidak sadar di IGD' });
    await town.house.access.readingFor(nurse, { person: 'orang-lain', fields: ['birthDate'], purpose: 'care', service: 'saroale' });
    const page = await guest.get('/saya/pembacaan');
    expect(page.status).toBe(200);
    for (const seen of ['nomor HP', 'Memberi perawatan kesehatan', 'Buka darurat', 'pasien tidak sadar di IGD', 'Saroale']) expect(page.body).toContain(seen);
    expect(page.body).not.toContain('tanggal lahir');
    expect(page.headers['cache-control']).toContain('no-store');
  });
});
