import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '#kernel/problem';
import { openTestHouse, type TestHouse } from '../../../../test/engines/index.ts';
import { talk } from '../../../../test/language/transcript.ts';
import { openAssistant, type Entry } from '#commons/assistant';
import { manifest } from '#agencies/rsud/saroale/manifest';

/** A small service of its own, so that the engine is tested without any other room's rules: borrowing a book. */
interface Loan { book?: string; day?: string; sure?: 'yes' | 'no' }
const books: Entry[] = [{ kind: 'buku', id: 'b1', name: 'Laskar Pelangi', aliases: ['laskar'] }, { kind: 'buku', id: 'b2', name: 'Bumi Manusia', aliases: [] }];

let town: TestHouse;
let lent: string[] = [];

beforeAll(async () => {
  town = await openTestHouse();
  const { messaging } = town.house;
  const assistant = openAssistant({ conversations: messaging.conversations, place: { zone: 'Asia/Jakarta', latitude: -2.88, longitude: 103.83 }, emergencyContacts: [{ name: 'IGD contoh', phone: '119' }] });
  assistant.know({ ...manifest, id: 'pustaka', name: 'Pustaka', agency: 'dispusip' });
  assistant.task<Loan>({
    id: 'pustaka/pinjam', service: 'pustaka', title: 'Pinjam buku', intents: ['daftar'], menu: true, startsByName: true, vocabulary: () => Promise.resolve(books),
    hear: ({ reading, tapped }, slots) => Promise.resolve({
      ...slots, ...(reading.found[0] ? { book: reading.found[0].id } : {}), ...(reading.when.day?.kind === 'day' ? { day: String(reading.when.day.date) } : {}),
      ...(tapped?.slot === 'book' ? { book: tapped.value } : {}), ...(tapped?.slot === 'sure' ? { sure: tapped.value as 'yes' } : {}), ...(reading.answer && slots.book && slots.day ? { sure: reading.answer } : {}),
    }),
    async next({ work }, slots) {
      if (!slots.book) return { kind: 'ask', slot: 'book', text: 'Buku apa?', options: books.map(({ id, name }) => ({ value: id, title: name })) };
      if (!slots.day) return { kind: 'ask', slot: 'day', text: 'Diambil hari apa?' };
      if (slots.sure === 'no') return { kind: 'done', message: { text: 'Tidak jadi.' } };
      if (slots.sure !== 'yes') return { kind: 'ask', slot: 'sure', text: `${slots.book} diambil ${slots.day}, benar?`, commit: true, options: [{ value: 'yes', title: 'Ya, benar' }, { value: 'no', title: 'Tidak' }] };
      work.emit({ type: 'try/lent', version: 1, subject: slots.book, data: {} });
      if (slots.book === 'b2') throw new Problem({ code: 'pustaka/out', status: 409, title: 'Buku sedang dipinjam', detail: 'Pilih buku lain.' });
      lent.push(slots.book);
      return { kind: 'done', message: { text: `Dipinjamkan: ${slots.book}` } };
    },
    describe: (slots) => `buku ${slots.book ?? 'belum dipilih'}`,
  });
  messaging.onMessage(assistant.answer);
});
afterAll(() => town.close());

let next = 0;
const caller = () => talk(town, `62812000100${String(next += 1).padStart(2, '0')}`);
const standing = async () => (await town.house.pool.query<{ handling: string; urgent: boolean; handover_reason: string; handover_summary: string }>('select handling, urgent, handover_reason, handover_summary from messaging.conversation order by created_at desc limit 1')).rows[0];

describe('a conversation', () => {
  it('asks only what is missing and does what was agreed, once', async () => {
    lent = [];
    const chat = caller();
    expect(await chat.says('mau booking laskar pelangi bsk')).toContain('b1 diambil 2026-11-24, benar?');
    expect(await chat.says('iya')).toBe('Dipinjamkan: b1');
    expect(await chat.says('iya')).not.toContain('Dipinjamkan');
    expect(lent).toEqual(['b1']);
  });

  it('is one dialogue although two messages come at once', async () => {
    const whatsapp = town.house.messaging.stands?.whatsapp;
    const phone = '6281200020001';
    whatsapp?.userSends({ phone, text: 'mau booking', id: 'wamid.A1' });
    whatsapp?.userSends({ phone, text: 'laskar pelangi', id: 'wamid.A2' });
    await town.house.messaging.pump();
    const bubbles = whatsapp?.chat(phone).filter((bubble) => bubble.from === 'us').map((bubble) => bubble.text);
    expect(bubbles).toEqual(['Buku apa?', 'Diambil hari apa?']);
  });

  it('takes a title typed, a number said and a button tapped alike', async () => {
    for (const answer of ['laskar pelangi', 'yg pertama', '1']) {
      const chat = caller();
      await chat.says('mau booking');
      expect(await chat.says(answer)).toBe('Diambil hari apa?');
    }
    const chat = caller();
    await chat.says('mau booking');
    expect(await chat.taps('Laskar Pelangi')).toBe('Diambil hari apa?');
  });

  it('explains a stale tap and asks the open question anew', async () => {
    const chat = caller();
    await chat.says('mau booking');
    await chat.taps('Laskar Pelangi');
    const answer = await chat.taps('Bumi Manusia');
    expect(answer).toContain('pertanyaan yang sudah lewat');
    expect(answer).toContain('Diambil hari apa?');
    town.clock.advance({ hours: 72 });
    await chat.says('batal');
    expect(await chat.taps('Bumi Manusia')).toContain('pertanyaan yang sudah lewat');
  });

  it('says a refusal, undoes what the refused step had written, and lives on', async () => {
    const chat = caller();
    await chat.says('booking bumi manusia besok');
    expect(await chat.says('ya')).toBe('Buku sedang dipinjam. Pilih buku lain.');
    const { rows } = await town.house.pool.query("select 1 from evidence.event where type = 'try/lent' and subject = 'b2'");
    expect(rows).toEqual([]);
    expect(await chat.says('menu')).toContain('pilih keperluan');
  });

  it('commits nothing on a yes that came hours late, and says so', async () => {
    lent = [];
    const chat = caller();
    await chat.says('booking laskar pelangi lusa');
    const phone = `62812000100${String(next).padStart(2, '0')}`;
    town.clock.advance({ hours: 3 });
    town.house.messaging.stands?.whatsapp.userSends({ phone, text: 'ya', at: town.clock.now().subtract({ hours: 2 }) });
    await town.house.messaging.pump();
    expect(chat.last()?.text).toMatch(/Pesan Anda (?:tadi|tanggal).*baru kami terima[\s\S]*benar\?/);
    expect(lent).toEqual([]);
    expect(await chat.says('ya')).toBe('Dipinjamkan: b1');
  });

  it('reads "besok" of a late message as its writer’s tomorrow', async () => {
    const phone = '6281200020009';
    const written = town.clock.now();
    town.clock.advance({ hours: 20 });
    town.house.messaging.stands?.whatsapp.userSends({ phone, text: 'booking laskar pelangi besok', at: written });
    await town.house.messaging.pump();
    const day = written.toZonedDateTimeISO('Asia/Jakarta').toPlainDate().add({ days: 1 });
    expect(talk(town, phone).last()?.text).toContain(`diambil ${String(day)}`);
  });

  it('offers buttons after two messages it does not understand and a person, with the whole context, after three', async () => {
    const chat = caller();
    await chat.says('booking laskar pelangi');
    expect(await chat.says('qwerty zxcv')).toContain('belum paham');
    expect(await chat.says('asdf 1606011203850001')).toContain('masih belum paham');
    expect(chat.last()?.options.map((option) => option.title)).toContain('Petugas');
    expect(await chat.says('hjkl')).toContain('sambungkan ke petugas');
    expect(await standing()).toMatchObject({ handling: 'waiting', handover_reason: 'Tiga pesan tidak dipahami asisten' });
    expect((await standing())?.handover_summary).toMatch(/Pinjam buku.*buku b1.*qwerty zxcv/s);
    expect((await standing())?.handover_summary).not.toContain('1203850');
    expect(await chat.says('zzzz')).toBe('');
    expect(await chat.says('menu')).toContain('pilih keperluan');
    expect((await standing())?.handling).toBe('bot');
  });

  it('keeps quiet while a person answers, except for an emergency and the word menu', async () => {
    const chat = caller();
    await chat.says('petugas');
    await town.house.pool.query("update messaging.conversation set handling = 'person' where id = (select id from messaging.conversation order by created_at desc limit 1)");
    expect(await chat.says('booking laskar pelangi besok')).toBe('');
    expect(await chat.says('anak saya kejang')).toContain('119');
    await town.house.pool.query("update messaging.conversation set handling = 'person' where id = (select id from messaging.conversation order by created_at desc limit 1)");
    expect(await chat.says('menu')).toContain('Asisten kembali');
  });

  it('puts the emergency card first in every state, flags the talk, and goes on where it was', async () => {
    const openings = [[], ['halo'], ['mau booking'], ['booking laskar pelangi'], ['booking laskar pelangi besok'], ['petugas'], ['asdf', 'qwer']];
    for (const opening of openings) {
      const chat = caller();
      for (const text of opening) await chat.says(text);
      const card = await chat.says('tolong ibu saya sesek nafas');
      expect(card).toMatch(/^DARURAT/);
      expect(card).toContain('119');
      expect(card).not.toContain('Buku');
      expect(await standing()).toMatchObject({ urgent: true, handover_reason: 'Darurat: sesak napas' });
      const after = await chat.says('lanjut');
      expect(after).toContain(opening.join(' ').includes('booking') ? '?' : 'pilih keperluan');
    }
  });

  it('answers a burst of twenty messages with at most ten bubbles, and an emergency among them still at once', async () => {
    const whatsapp = town.house.messaging.stands?.whatsapp;
    const phone = '6281200020020';
    for (let index = 0; index < 20; index += 1) whatsapp?.userSends({ phone, text: index === 19 ? 'bapak pingsan' : `halo ${index}`, id: `wamid.F${String(index).padStart(2, '0')}` });
    await town.house.messaging.pump();
    const bubbles = whatsapp?.chat(phone).filter((bubble) => bubble.from === 'us').map((bubble) => bubble.text) ?? [];
    expect(bubbles.length).toBeLessThanOrEqual(10);
    expect(bubbles.filter((text) => text.includes('sangat banyak'))).toHaveLength(1);
    expect(bubbles.at(-1)).toMatch(/^DARURAT/);
  });

  it('answers questions of fact with source and date, also in the middle of a task, and does not guess', async () => {
    const chat = caller();
    expect(await chat.says('syaratnya apa aja?')).toMatch(/Syarat Pustaka[\s\S]*Sumber: Standar Pelayanan Pustaka versi \d+, per \d+ \p{L}+ \d{4}/u);
    await chat.says('booking laskar pelangi');
    expect(await chat.says('biayanya brp?')).toMatch(/Biaya Pustaka[\s\S]*Diambil hari apa\?/);
    expect(await chat.says('jam besuk kapan?')).not.toMatch(/\d{2}\.\d{2}/);
  });

  it('never repeats a NIK and says why', async () => {
    const chat = caller();
    const answer = await chat.says('halo nik saya 1606 0112 0385 0001');
    expect(answer).toContain('jangan kirim NIK');
    expect(answer).not.toMatch(/0385|0112/);
    const { rows } = await town.house.pool.query("select count(*)::int as n from messaging.conversation where state::text like '%0385%'");
    expect(rows[0]).toEqual({ n: 0 });
  });

  it('lives with emoji, one-word names, nothing at all and a thousand letters', async () => {
    const chat = caller();
    for (const text of ['😭😭😭', 'Suharto', '.', 'a'.repeat(4000)]) expect((await chat.says(text)).length + 1).toBeGreaterThan(0);
    expect(await chat.says('menu')).toContain('pilih keperluan');
  });
});
