import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { expectSoundHtml } from '../../../../../test/html/sound.ts';
import { must, openTown, staff, type SaroaleTown } from '../../../../../test/town/saroale.ts';

let town: SaroaleTown;
let acting: Actor | undefined;
const actAs = (actor: Actor | undefined) => { acting = actor; };
beforeAll(async () => {
  town = await openTown();
  // Identity has its own tests; here the desk is whoever the test says.
  town.http.app.addHook('preHandler', async (request) => { if (acting) request.actor = acting; });
  town.person({ nik: '1606015705190001', birthDate: '2019-05-17', initials: 'B.K.' });
});
afterAll(() => town.close());

const page = async (url: string) => {
  const answer = await town.http.app.inject({ url, headers: { accept: 'text/html' } });
  if (answer.statusCode === 200 && String(answer.headers['content-type']).includes('html')) await expectSoundHtml(answer.body);
  return answer;
};
const send = (url: string, form: Record<string, string>) => town.http.app.inject({ method: 'POST', url, headers: { 'accept': 'text/html', 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams(form).toString() });
const draftIn = (location: string) => must(new URL(location, 'http://x').searchParams.get('d'));
const born = { 'birthDate-day': '17', 'birthDate-month': '5', 'birthDate-year': '2019' };

async function follow(answer: Awaited<ReturnType<typeof send>>) {
  expect(answer.statusCode, answer.body.slice(0, 3000)).toBe(303);
  return String(answer.headers.location);
}

/** Walks the five steps as a browser without scripts would. */
async function register(patient: { identifier: string }, choice: { date: string; payer?: string; reference?: string }): Promise<string> {
  let next = await follow(await send('/saroale/daftar', { ...patient, ...born, phone: '0812 3456 7890' }));
  await page(next);
  next = await follow(await send('/saroale/daftar/bayar', { d: draftIn(next), payer: choice.payer ?? 'umum', visitKind: '3', reference: choice.reference ?? '' }));
  expect((await page(next)).body).toContain('Poli Anak');
  next = await follow(await send('/saroale/daftar/poli', { d: draftIn(next), poli: 'ANA' }));
  await page(next);
  const [session] = await town.saroale.reads.searchSessions({ poli: 'ANA', from: Temporal.PlainDate.from(choice.date), to: Temporal.PlainDate.from(choice.date) });
  next = await follow(await send('/saroale/daftar/jadwal', { d: draftIn(next), session: must(session).sessionId }));
  const check = await page(next);
  expect(check.body).toContain('B.K.');
  expect(check.body).not.toContain('1606015705190001');
  return next;
}

describe('the pages of registration, without scripts', () => {
  it('lead from person to ticket in five steps, and sending the last step twice books once', async () => {
    expect((await page('/saroale')).body).toContain('Ambil antrean');
    await page('/saroale/daftar');
    await page('/saroale/daftar/baru');
    const check = await register({ identifier: '1606 0157 0519 0001' }, { date: '2026-11-24', payer: 'jkn', reference: '0601R0011126K000777' });
    const first = await follow(await send('/saroale/daftar/periksa', { d: draftIn(check) }));
    expect(await follow(await send('/saroale/daftar/periksa', { d: draftIn(check) }))).toBe(first);
    const ticket = await page(first);
    expect(ticket.body).toMatch(/Antrean Anda sudah diambil.*SKY261124/s);
    expect(ticket.body).toContain('Surat kontrol');
    expect(town.told.at(-1)).toMatchObject({ template: 'saroale-booked', to: { phone: '+6281234567890' } });
    const link = must(first.split('?')[0]);
    expect((await page(`${link}/keadaan`)).body).toContain('id="keadaan"');
    expect((await page(`${link}/cetak`)).body).toContain('<svg');
    const calendar = await page(`${link}/kalender.ics`);
    expect(calendar.body).toMatch(/BEGIN:VEVENT[\s\S]*UID:.*@serasan[\s\S]*DTSTART:20261124T\d{6}Z/);
    expect(calendar.body).not.toContain('Anak');
    await page(`${link}/pindah`);
    const [other] = await town.saroale.reads.searchSessions({ poli: 'ANA', from: Temporal.PlainDate.from('2026-11-25'), to: Temporal.PlainDate.from('2026-11-25') });
    const moved = await follow(await send(`${link}/pindah`, { session: must(other).sessionId }));
    expect((await page(moved)).body).toContain('25 November 2026');
    const movedLink = must(moved.split('?')[0]);
    await page(`${movedLink}/batal`);
    expect((await page(await follow(await send(`${movedLink}/batal`, {})))).body).toContain('Dibatalkan');
    expect((await send(`${movedLink}/batal`, {})).statusCode).toBe(409);
  });

  it('show every fault beside its field and keep what was typed', async () => {
    const wrong = await send('/saroale/daftar', { identifier: '1606015705190001', ...born, 'birthDate-year': '2018' });
    expect(wrong.statusCode).toBe(422);
    await expectSoundHtml(wrong.body);
    expect(wrong.body).toContain('value="1606015705190001"');
    expect((await send('/saroale/daftar', { identifier: '1606015705190001', ...born, phone: '12' })).body).toContain('Nomor telepon tidak sesuai');
    const bad = await send('/saroale/daftar/baru', { 'name': '😀😀', 'nik': '1606999999990000', 'sex': '', 'birthDate-day': '31', 'birthDate-month': '2', 'birthDate-year': '2020' });
    expect(bad.statusCode).toBe(422);
    for (const message of ['Nama hanya huruf', 'tidak mungkin 0000', 'Pilih jenis kelamin', 'Isi tanggal lahir', 'Centang persetujuan']) expect(bad.body).toContain(message);
    expect((await send('/saroale/daftar/baru', { name: 'Suharto', sex: 'L', ...born, consent: 'on' })).statusCode).toBe(303);
    expect((await send('/saroale/daftar/baru', { name: 'Suharto', sex: 'L', ...born, 'birthDate-year': '2031', 'consent': 'on' })).body).toContain('tidak boleh sesudah hari ini');
    expect((await page('/saroale/daftar/bayar')).statusCode).toBe(410);
    expect((await page('/saroale/tiket/ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijkl')).statusCode).toBe(404);
  });

  it('refuse an eleventh try on one identifier', async () => {
    const tries = [];
    for (let count = 0; count < 11; count += 1) tries.push((await send('/saroale/daftar', { identifier: '1606015705190099', ...born })).statusCode);
    expect(tries).toEqual([...Array.from({ length: 10 }, () => 422), 429]);
  });

  it('let a full session be waited for and the kiosk check in', async () => {
    const check = await register({ identifier: '1606015705190001' }, { date: '2026-11-23' });
    const ticket = await follow(await send('/saroale/daftar/periksa', { d: draftIn(check) }));
    const code = must(/SKY261123[0-9A-Z]{5}/.exec((await page(ticket)).body)?.[0]);
    await page('/saroale/anjungan');
    const kiosk = await send('/saroale/anjungan', { code: code.toLowerCase() });
    expect(kiosk.statusCode).toBe(200);
    expect(kiosk.body).toContain('Selamat datang');
    expect((await send('/saroale/anjungan', { code: 'SKY000' })).statusCode).toBe(404);
    expect(await follow(await send('/saroale/cari', { code, ...born }))).toBe(ticket.split('?')[0]);
    expect((await send('/saroale/cari', { code, ...born, 'birthDate-day': '18' })).statusCode).toBe(404);
  });
});

describe('the API', () => {
  it('books by an opaque patient token, once for a key, and answers problems with codes', async () => {
    const { app } = town.http;
    const patient = (await app.inject({ method: 'POST', url: '/api/saroale/patients', payload: { identifier: '1606015705190001', birthDate: '2019-05-17' } })).json<{ patient: string }>().patient;
    const sessions = (await app.inject('/api/saroale/sessions?poli=ANA&from=2026-11-30&to=2026-11-30')).json<{ sessions: { sessionId: string; left: { other: number } }[] }>().sessions;
    const payload = { patient, sessionId: must(sessions[0]).sessionId, payer: 'umum', visitKind: 1, key: 'api-test-0001' };
    const book = (more: Record<string, unknown> = {}) => app.inject({ method: 'POST', url: '/api/saroale/bookings', payload: { ...payload, ...more } });
    const booked = await book();
    expect(booked.statusCode, booked.body).toBe(200);
    expect(booked.json()).toMatchObject({ label: 'A-1', repeated: false });
    expect((await book()).json()).toMatchObject({ code: booked.json<{ code: string }>().code, repeated: true });
    expect((await book({ key: 'api-test-0002' })).json()).toMatchObject({ code: 'saroale/twice-a-day', status: 409 });
    expect((await book({ patient: 'x' })).json()).toMatchObject({ code: 'saroale/no-person' });
    expect((await book({ nik: '1' })).statusCode).toBeGreaterThanOrEqual(400);
    const url = booked.json<{ ticketUrl: string }>().ticketUrl.replace('/saroale/tiket/', '/api/saroale/tickets/');
    expect((await app.inject(url)).json()).toMatchObject({ state: 'booked', ahead: 0 });
    expect((await app.inject({ method: 'POST', url: `${url}/cancel`, payload: { reason: 'Sudah sembuh' } })).statusCode).toBe(200);
  });
});

describe('the desk pages', () => {
  it('are refused to visitors', async () => {
    for (const url of ['/saroale/loket', '/saroale/jadwal']) expect((await page(url)).statusCode).toBe(403);
    expect((await send('/saroale/jadwal', { form: 'kuota' })).statusCode).toBe(403);
  });

  it('show every channel in one list, mark double bookings and keep the history of each', async () => {
    const officer = staff('admisi');
    const kepala = staff('kepala');
    const personId = town.person({ initials: 'G.D.', birthYear: 2015 });
    const twin = town.person({ initials: 'H.R.', birthYear: 2015, maskedNorm: undefined });
    const date = Temporal.PlainDate.from('2026-12-03');
    const [ana] = await town.saroale.reads.searchSessions({ poli: 'ANA', from: date, to: date });
    const [int] = await town.saroale.reads.searchSessions({ poli: 'INT', from: date, to: date });
    const { perform, actions } = town.saroale;
    const first = await perform(actions.book, { ...officer, kind: 'resident', permissions: new Set(), channel: 'telegram' }, { sessionId: must(ana).sessionId, personId, payer: 'umum', visitKind: 1, key: crypto.randomUUID() });
    await perform(actions.bookOnsite, officer, { sessionId: must(int).sessionId, personId, payer: 'umum', visitKind: 1, key: crypto.randomUUID() });
    await perform(actions.bookOnsite, officer, { sessionId: must(ana).sessionId, personId: twin, payer: 'jkn', visitKind: 2, key: crypto.randomUUID() });
    actAs(officer);
    const list = await page('/saroale/loket?date=2026-12-03');
    for (const text of ['G.D.', 'H.R.', 'telegram', 'counter', 'Ganda', 'Baru', '3 pendaftaran']) expect(list.body).toContain(text);
    expect((await page('/saroale/loket?date=2026-12-03&channel=telegram')).body).not.toContain('H.R.');
    expect((await page(`/saroale/loket?date=2026-12-03&q=${first.code}`)).body).toContain('1 pendaftaran');
    const visit = `/saroale/loket/${first.bookingId}`;
    expect((await page(visit)).body).toContain('Batalkan antrean');
    expect((await send(`${visit}/batal`, { reason: '' })).statusCode).toBe(422);
    expect((await send(`${visit}/check-in`, {})).statusCode).toBe(409);
    expect((await send(`${visit}/batal`, { reason: 'Salah poli' })).statusCode).toBe(303);
    expect((await page(visit)).body).toContain('Salah poli');
    actAs(kepala);
    const schedule = await page('/saroale/jadwal');
    expect(schedule.body).toContain('Contoh Andini');
    const refused = await send('/saroale/jadwal', { form: 'kuota', sessionId: must(ana).sessionId, jkn: 'banyak', other: '1', reason: 'Uji' });
    expect(refused.statusCode).toBe(422);
    await expectSoundHtml(refused.body);
    expect((await send('/saroale/jadwal', { form: 'kuota', sessionId: must(ana).sessionId, jkn: '9', other: '1', reason: 'Dokter menambah jam' })).statusCode).toBe(303);
    expect((await town.saroale.reads.session(must(ana).sessionId))?.quota).toEqual({ jkn: 9, other: 1 });
    actAs(undefined);
  });
});
