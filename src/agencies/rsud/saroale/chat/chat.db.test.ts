import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playTranscript, talk } from '../../../../../test/language/transcript.ts';
import { openChatTown, type ChatTown } from '../../../../../test/town/saroale-chat.ts';
import { must, staff } from '../../../../../test/town/saroale.ts';

let town: ChatTown;
beforeAll(async () => { town = await openChatTown(); });
afterAll(() => town.close());

const transcript = (name: string) => new URL(`./transcripts/${name}.txt`, import.meta.url);
const visits = async () => (await town.test.house.pool.query<{ booking_id: string; status: string; payer: string; visit_kind: number; session_id: string; channel: string }>('select booking_id, status, payer, visit_kind, session_id, channel from saroale.visit order by booked_at, booking_id')).rows;
const lastVisit = async () => must((await visits()).at(-1));

describe('booking by chat', () => {
  it.each(['tiga-giliran', 'jkn-rujukan', 'kata-sehari-hari', 'urus-antrean', 'darurat-di-tengah'])('%s', async (name) => {
    await playTranscript(town.test, town.phone({}), transcript(name));
  });

  it('asks a stranger for the one-time form, never for a NIK, and goes on where it was', async () => {
    const phone = town.phone();
    const chat = await playTranscript(town.test, phone, transcript('orang-baru'));
    expect(chat.last()?.text).not.toContain('0112');
    town.bind(phone, { relation: 'saya', birthYear: 1985, label: 'B.T. (1985) – saya' });
    expect(await chat.says('sudah')).toMatch(/B\.T\. \(1985\) – saya[\s\S]*Poli Penyakit Dalam[\s\S]*Benar\?/);
  });

  it('needs at most three messages of a known patient', async () => {
    const chat = talk(town.test, town.phone({}));
    const before = (await visits()).length;
    await chat.says('mau daftar poli anak lusa buat anak saya bpjs');
    await chat.says('0601R0011126P000777');
    expect(await chat.says('ya')).toContain('Terdaftar');
    expect(chat.bubbles()).toBe(3);
    expect((await visits()).length).toBe(before + 1);
    expect(await lastVisit()).toMatchObject({ payer: 'jkn', visit_kind: 1, channel: 'whatsapp' });
  });

  it('books again "seperti biasa" with one word and a yes', async () => {
    const chat = talk(town.test, town.phone({}));
    await chat.says('daftar poli anak besok umum');
    await chat.says('ya');
    await chat.says('batal');
    await chat.says('ya');
    // A cancelled visit is not a habit: the clinic is asked.
    expect(await chat.says('seperti biasa ya')).toContain('poli');
    await chat.says('poli anak jumat umum');
    await chat.says('ya');
    expect(await chat.says('seperti biasa, kamis')).toMatch(/Poli Anak[\s\S]*Kamis[\s\S]*bayar sendiri[\s\S]*Benar\?/);
  });

  it('lets a phone with several patients choose by initials and birth year, and understands "anak saya"', async () => {
    const phone = town.phone({ relation: 'saya', birthYear: 1988, initials: 'M.R.', label: 'M.R. (1988) – saya' }, { relation: 'anak', birthYear: 2019, label: 'A.S. (2019) – anak' }, { relation: 'anak', birthYear: 2022, initials: 'Z.', label: 'Z. (2022) – anak' });
    const chat = talk(town.test, phone);
    expect(await chat.says('daftar poli anak besok umum')).toBe('Untuk siapa?');
    expect(chat.last()?.options.map(({ title }) => title)).toEqual(['M.R. (1988) – saya', 'A.S. (2019) – anak', 'Z. (2022) – anak', 'Pasien lain']);
    await chat.says('batal');
    await chat.says('daftar poli anak besok umum buat anak saya');
    expect(chat.last()?.options.map(({ title }) => title)).toEqual(['A.S. (2019) – anak', 'Z. (2022) – anak', 'Pasien lain']);
    expect(await chat.taps('Z. (2022) – anak')).toContain('Z. (2022) – anak');
  });

  it('names the clinic in a message only if the person agreed', async () => {
    const chat = talk(town.test, town.phone({ showPoli: false }));
    await chat.says('daftar poli anak tanggal 30 umum');
    const answer = await chat.says('ya');
    expect(answer).toContain('Terdaftar');
    expect(answer).not.toContain('Poli Anak');
  });

  it('offers the waiting list when the session is full, and takes the freed place by one tap', async () => {
    const day = 'selasa 1/12/26';
    expect(await talk(town.test, town.phone({})).says(`daftar poli anak ${day} umum`)).toContain('Tidak ada praktik yang dibuka');
    const holder = talk(town.test, town.phone({}));
    await holder.says('daftar poli anak 2/12/26 umum');
    expect(await holder.says('ya')).toContain('Terdaftar');
    const phone = town.phone({});
    const waiter = talk(town.test, phone);
    expect(await waiter.says('daftar poli anak 2/12/26 umum')).toContain('sudah penuh');
    await waiter.taps('Masuk daftar tunggu');
    expect(await waiter.taps('Ya, tunggu')).toContain('daftar tunggu, urutan 1');
    await holder.says('batal');
    await holder.says('ya');
    const { rows } = await town.test.house.pool.query<{ id: string }>('select id from saroale.waiting order by joined_at desc limit 1');
    town.test.house.messaging.stands?.whatsapp.userTaps({ phone, choiceId: `v1|saroale/tawaran|waiting|${must(rows[0]).id}`, title: 'Ambil tempat' });
    await town.test.house.messaging.pump();
    expect(waiter.last()?.text).toContain('Terdaftar. Kode booking');
    const stranger = town.phone({});
    town.test.house.messaging.stands?.whatsapp.userTaps({ phone: stranger, choiceId: `v1|saroale/tawaran|waiting|${must(rows[0]).id}`, title: 'Ambil tempat' });
    await town.test.house.messaging.pump();
    expect(talk(town.test, stranger).last()?.text).toContain('tidak berlaku');
  });

  it('moves a patient whose doctor is away by two taps', async () => {
    const phone = town.phone({});
    const chat = talk(town.test, phone);
    await chat.says('daftar poli anak 3/12/26 umum');
    await chat.says('ya');
    const visit = await lastVisit();
    await town.test.house.perform(town.saroale.actions.doctorAbsent, staff('perawat'), { sessionId: visit.session_id, reason: 'Dokter sakit mendadak' });
    const notice = must(town.told.find(({ template, subject }) => template === 'saroale-absent' && subject === visit.booking_id));
    town.test.house.messaging.stands?.whatsapp.userTaps({ phone, choiceId: must(notice.choices?.[0]).id, title: must(notice.choices?.[0]).title });
    await town.test.house.messaging.pump();
    expect(chat.last()?.options.length).toBeGreaterThanOrEqual(2);
    expect(await chat.taps(must(chat.last()?.options[0]).title)).toContain('Sudah pindah. Kode booking');
  });

  it('answers a reminder tap and gives nothing to somebody else’s tap', async () => {
    const phone = town.phone({});
    const chat = talk(town.test, phone);
    await chat.says('daftar poli anak 4/12/26 umum');
    await chat.says('ya');
    const { booking_id: bookingId } = await lastVisit();
    for (const [from, expected] of [[phone, 'kami tunggu'], [town.phone({}), 'tidak berlaku']] as const) {
      town.test.house.messaging.stands?.whatsapp.userTaps({ phone: from, choiceId: `v1|saroale/hadir|visit|${bookingId}`, title: 'Saya datang' });
      await town.test.house.messaging.pump();
      expect(talk(town.test, from).last()?.text).toContain(expected);
    }
  });

  it('books once although the "ya" is delivered five times, and one person once a day', async () => {
    const phone = town.phone({});
    const chat = talk(town.test, phone);
    await chat.says('daftar poli anak besok umum');
    const stands = must(town.test.house.messaging.stands);
    const before = (await visits()).length;
    stands.whatsapp.courier.manners.copies = 5;
    await chat.says('ya');
    stands.whatsapp.courier.manners.copies = 1;
    expect((await visits()).length).toBe(before + 1);
  });

  it('refuses a second place on the same day in words that help', async () => {
    const chat = talk(town.test, town.phone({}));
    await chat.says('daftar poli anak 27/11/26 umum');
    expect(await chat.says('ya')).toContain('Terdaftar');
    await chat.says('daftar poli anak 27/11/26 umum');
    expect(await chat.says('ya')).toContain('Sudah ada antrean di poli dan tanggal ini');
  });

  it('tells the hours from the open sessions with their source', async () => {
    const chat = talk(town.test, town.phone({}));
    expect(await chat.says('kapan dr andini praktek?')).toMatch(/Poli Anak, dr\. Contoh Andini, Sp\.A: \p{L}+ \d+\/\d+, 08\.00–12\.00[\s\S]*Sumber: jadwal praktik Saroale, per/u);
  });

  it('erases on request after asking', async () => {
    const chat = talk(town.test, town.phone({}));
    await chat.says('hapus data saya');
    expect(await chat.says('ya')).toContain('sudah dihapus');
    expect(town.erased).toHaveLength(1);
  });

  it('leaves no NIK and no phone number in its state, in the facts or in the audit', async () => {
    const { rows } = await town.test.house.pool.query<{ n: number }>(`select (select count(*) from messaging.conversation where state::text ~ '16060112|62813')
      + (select count(*) from evidence.event where data::text ~ '16060112|62813') + (select count(*) from audit.entry where body ~ '16060112|62813') as n`);
    expect(Number(rows[0]?.n)).toBe(0);
  });
});
