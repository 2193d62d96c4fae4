import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Work } from '#platform/database';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';
import type { Incoming, OutMessage } from './types.ts';
import type { Stands } from './standins/index.ts';

let town: TestHouse;
let stands: Stands;
const heard: Incoming[] = [];
let answer: (incoming: Incoming, work: Work) => Promise<OutMessage[]> = (incoming) => Promise.resolve([{ text: `Anda menulis: ${incoming.text ?? incoming.kind}` }]);

beforeAll(async () => {
  town = await openTestHouse();
  const { messaging } = town.house;
  if (!messaging.stands) throw new Error('the stand-ins should play without tokens');
  stands = messaging.stands;
  messaging.onMessage((incoming, work) => { heard.push(incoming); return answer(incoming, work); });
});
afterAll(() => town.close());

const pump = () => town.house.messaging.pump();
const shown = (phone: string) => stands.whatsapp.chat(phone).filter((bubble) => bubble.from === 'us').map((bubble) => bubble.text);

describe('a message on WhatsApp', () => {
  it('is answered once although it is delivered five times', async () => {
    stands.whatsapp.courier.manners.copies = 5;
    stands.whatsapp.userSends({ phone: '6281200000001', text: 'halo' });
    await pump();
    stands.whatsapp.courier.manners.copies = 1;
    expect(shown('6281200000001')).toEqual(['Anda menulis: halo']);
    expect(heard.filter((incoming) => incoming.text === 'halo')).toHaveLength(1);
  });

  it('keeps its conversation when the person hides the number, and asks for proof after a change of number', async () => {
    const phone = '6281200000002';
    stands.whatsapp.userSends({ phone, text: 'dengan nomor' });
    await pump();
    stands.whatsapp.userSends({ phone, text: 'tanpa nomor', hidden: true });
    await pump();
    const [first, second] = heard.slice(-2);
    expect(second?.conversationId).toBe(first?.conversationId);
    expect(second?.conversation.phone).toBe('+6281200000002');
    stands.whatsapp.userChangesNumber(phone, '6281200000099');
    await pump();
    stands.whatsapp.userSends({ phone: '6281200000099', text: 'nomor baru' });
    await pump();
    const third = heard.at(-1);
    expect(third).toMatchObject({ conversationId: first?.conversationId, conversation: { mustRebind: true, phone: '+6281200000099' } });
  });

  it('starts a new conversation for the new holder of a recycled number', async () => {
    stands.whatsapp.userSends({ phone: '6281200000003', text: 'pemilik lama' });
    await pump();
    const before = heard.at(-1)?.conversationId;
    stands.whatsapp.userChangesNumber('6281200000003', '6281200000093');
    stands.whatsapp.userSends({ phone: '6281200000003', text: 'pemilik baru' });
    await pump();
    const after = heard.find((incoming) => incoming.text === 'pemilik baru');
    expect(after?.conversationId).not.toBe(before);
    expect(after?.conversation.mustRebind).toBe(false);
  });

  it('is handled although it comes hours late, and says so', async () => {
    stands.whatsapp.userSends({ phone: '6281200000004', text: 'terlambat', at: town.clock.now().subtract({ hours: 6 }) });
    await pump();
    expect(heard.at(-1)).toMatchObject({ text: 'terlambat', late: true });
    stands.whatsapp.userSends({ phone: '6281200000004', text: 'sekarang' });
    await pump();
    expect(heard.at(-1)).toMatchObject({ text: 'sekarang', late: false });
  });

  it('is tried again after a fault and leaves nothing half done', async () => {
    const usual = answer;
    let attempts = 0;
    answer = async (incoming, work) => {
      attempts += 1;
      await town.house.messaging.conversations.saveState(work, incoming.conversationId, { attempts });
      if (attempts < 3) throw new Error('fault of ours');
      return [{ text: `baru berhasil ${attempts}` }];
    };
    stands.whatsapp.userSends({ phone: '6281200000005', text: 'coba' });
    for (let round = 0; round < 4; round += 1) { await pump(); town.clock.advance({ seconds: 30 }); }
    answer = usual;
    expect(shown('6281200000005')).toEqual(['baru berhasil 3']);
    const { rows } = await town.house.pool.query('select state, state_version from messaging.conversation where id = $1', [heard.at(-1)?.conversationId]);
    expect(rows).toEqual([{ state: { attempts: 3 }, state_version: 1 }]);
  });

  it('apologises after five failed attempts and goes on with the next message', async () => {
    const usual = answer;
    answer = (incoming) => (incoming.text === 'racun' ? Promise.reject(new Error('always')) : Promise.resolve([{ text: `ok ${incoming.text ?? ''}` }]));
    stands.whatsapp.userSends({ phone: '6281200000006', text: 'racun' });
    await pump();
    town.clock.advance({ seconds: 1 });
    stands.whatsapp.userSends({ phone: '6281200000006', text: 'berikut' });
    for (let round = 0; round < 8; round += 1) { await pump(); town.clock.advance({ minutes: 6 }); }
    answer = usual;
    expect(shown('6281200000006')).toEqual([expect.stringContaining('Maaf'), 'ok berikut']);
  });
});

describe('choices', () => {
  it('carry their whole id through a short token, and page through a long list', async () => {
    const usual = answer;
    const long = (index: number) => `v1|sesi|${'x'.repeat(80)}|${index}`;
    answer = (incoming) => Promise.resolve(incoming.kind === 'choice' ? [{ text: `dipilih ${incoming.choiceId ?? ''}` }] : [{ text: 'Pilih dokter', choices: Array.from({ length: 23 }, (_, index) => ({ id: long(index), title: `dr. Nama Yang Panjang Sekali Nomor ${index}` })) }]);
    const phone = '6281200000007';
    stands.whatsapp.userSends({ phone, text: 'daftar' });
    await pump();
    const pages = [];
    for (let page = 0; page < 3; page += 1) {
      const bubble = stands.whatsapp.chat(phone).at(-1);
      pages.push(bubble?.options.map((option) => option.title));
      const more = bubble?.options.find((option) => option.title === 'Lainnya…');
      if (more) stands.whatsapp.userTaps({ phone, choiceId: more.id });
      await pump();
    }
    expect(pages.map((page) => page?.length)).toEqual([10, 10, 5]);
    const last = stands.whatsapp.chat(phone).at(-1)?.options.at(-1);
    expect(last?.description).toContain('dr. Nama Yang Panjang Sekali Nomor 22');
    stands.whatsapp.userTaps({ phone, choiceId: last?.id ?? '' });
    await pump();
    expect(shown(phone).at(-1)).toBe(`dipilih ${long(22)}`);
    answer = usual;
  });

  it('work on Telegram within 64 bytes', async () => {
    const usual = answer;
    answer = (incoming) => Promise.resolve(incoming.kind === 'choice' ? [{ text: `dipilih ${incoming.choiceId ?? ''}` }] : [{ text: 'Pilih <poli> & dokter', choices: [{ id: `é${'y'.repeat(70)}`, title: 'Anak' }] }]);
    stands.telegram.userSends({ user: 5_000_000_001, text: '/daftar' });
    await pump();
    const bubble = stands.telegram.chat(5_000_000_001).at(-1);
    expect(bubble?.text).toBe('Pilih <poli> & dokter');
    stands.telegram.userTaps({ user: 5_000_000_001, choiceId: bubble?.options[0]?.id ?? '' });
    await pump();
    expect(stands.telegram.chat(5_000_000_001).at(-1)?.text).toBe(`dipilih é${'y'.repeat(70)}`);
    answer = usual;
  });
});
