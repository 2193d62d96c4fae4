import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInWith } from '../../../../../test/engines/sign-in.ts';
import { expectSoundHtml } from '../../../../../test/html/sound.ts';
import { must, openTown, staff, type SaroaleTown } from '../../../../../test/town/saroale.ts';
import type { BpjsPeople } from './doors.ts';
import { mountBpjs, type Bpjs } from './index.ts';
import { runUat, type Send } from './uat/run.ts';

/** People of the town with their numbers; the door of #commons/people this room asks. */
interface Numbers { nik: string; noka: string; norm?: string }
let town: SaroaleTown;
let bpjs: Bpjs;
const numbers = new Map<string, Numbers>();
const login = { username: 'bpjs-uji', password: 'sandi-uji-bpjs' };

beforeAll(async () => {
  town = await openTown();
  const { house, clock } = town.test;
  const people: BpjsPeople = {
    findBy: async (kind, value) => [...numbers].filter(([, own]) => own[kind] === value).map(([id, own]) => ({ id, maskedNorm: own.norm }))[0],
    async register(_work, person) {
      const id = town.person({ initials: 'U.T.', sex: person.sex, birthYear: Number(person.birthDate.slice(0, 4)) });
      numbers.set(id, { nik: person.nik, noka: person.noka });
      return { personId: id, existing: false };
    },
    addIdentifier: async (_work, { personId, value }) => { const own = numbers.get(personId); if (own) own.norm = value; },
    reveal: async (_by, id) => numbers.get(id) ?? {},
  };
  bpjs = mountBpjs({
    database: house.database, perform: house.perform, http: town.http, jobs: house.jobs, evidence: house.evidence, clock, random: house.random, zone: 'Asia/Jakarta', people, tokenKey: new Uint8Array(32).fill(9),
    settings: { ...house.config, BPJS_USERNAME: login.username, BPJS_PASSWORD: login.password },
  }, town.saroale);
  await house.jobs.start({ work: false, zone: 'Asia/Jakarta' });
});
afterAll(() => town.close());

const send: Send = async (method, path, headers, body) => {
  const answer = await town.http.app.inject({ method, url: path, headers, ...(body === undefined ? {} : { payload: body }) });
  return { status: answer.statusCode, body: answer.body };
};

async function call(service: string, body: Record<string, unknown>): Promise<{ code: number; message: string; response: Record<string, unknown> }> {
  const token = (JSON.parse((await send('GET', '/mobile-jkn/auth', { 'x-username': login.username, 'x-password': login.password })).body) as { response: { token: string } }).response.token;
  const { body: text } = await send('POST', `/mobile-jkn/${service}`, { 'x-token': token, 'x-username': login.username, 'content-type': 'application/json' }, JSON.stringify(body));
  const { response, metadata } = JSON.parse(text) as { response?: Record<string, unknown>; metadata: { code: number; message: string } };
  return { ...metadata, response: response ?? {} };
}

let serial = 0;
/** A patient with a record number, and the request of their phone for a place tomorrow. */
function patient(): Record<string, unknown> & { nomorkartu: string } {
  serial += 1;
  const own = { nik: `16060101018${String(serial).padStart(5, '0')}`, noka: `000${String(serial).padStart(10, '0')}`, norm: `0000${serial}` };
  numbers.set(town.person(), own);
  return { nomorkartu: own.noka, nik: own.nik, nohp: '081200000001', norm: '', kodepoli: 'ANA', tanggalperiksa: '2026-11-25', kodedokter: 101, jampraktek: '08:00 - 12:00', jeniskunjungan: 1, nomorreferensi: `0601R0011126P${String(serial).padStart(6, '0')}` };
}

const queueOf = (code: unknown) => must(must(bpjs.standIn).state.queues.get(String(code)));
async function settle(): Promise<void> {
  await town.test.house.evidence.pump();
  await bpjs.drain();
}

describe('the acceptance test of BPJS', () => {
  it('passes every check of the list', async () => {
    const result = await runUat({ base: 'uji', ...login, send, now: town.test.clock.now() });
    expect(result.evidence.filter((one) => !one.passed)).toEqual([]);
    expect(result.passed).toBeGreaterThan(60);
    expect(result.sheet).toContain('0 tidak sesuai');
  });

  it('fails where the deployment differs', async () => {
    const broken: Send = async (method, path, headers, body) => {
      const answer = await send(method, path, headers, body);
      return path.endsWith('sisaantrean') ? { ...answer, body: answer.body.replace('Antrean Tidak Ditemukan', 'Tidak ada') } : answer;
    };
    expect((await runUat({ base: 'uji', ...login, send: broken, now: town.test.clock.now().add({ milliseconds: 77 }) })).failed).toBeGreaterThan(0);
  });
});

describe('Mobile JKN', () => {
  it('gets the same code for the same request, however often and however much at once', async () => {
    const asked = patient();
    const answers = await Promise.all([call('ambilantrean', asked), call('ambilantrean', asked), call('ambilantrean', asked)]);
    const again = await call('ambilantrean', asked);
    expect([...answers, again].map((answer) => answer.message)).toEqual(['Ok', 'Ok', 'Ok', 'Ok']);
    expect(new Set([...answers, again].map((answer) => answer.response['kodebooking'])).size).toBe(1);
    expect(again.code).toBe(200);
  });

  it('refuses the second booking of a day and a letter that is in use', async () => {
    const first = patient();
    await call('ambilantrean', { ...first, tanggalperiksa: '2026-11-26' });
    expect((await call('ambilantrean', { ...first, tanggalperiksa: '2026-11-26', kodepoli: '027', kodedokter: 102, nomorreferensi: '0601R0011126P990001' })).message).toBe('Nomor Antrean Hanya Dapat Diambil 1 Kali Pada Tanggal Yang Sama');
    expect((await call('ambilantrean', { ...patient(), tanggalperiksa: '2026-11-27', nomorreferensi: first['nomorreferensi'] })).message).toBe('Nomor Referensi Sudah Digunakan Pada Antrean Lain');
  });

  it('counts JKN and other places apart', async () => {
    const other = () => ({ ...patient(), nomorkartu: '', nomorreferensi: '', tanggalperiksa: '2026-11-30' });
    expect((await call('ambilantrean', other())).code).toBe(200);
    expect((await call('ambilantrean', other())).message).toMatch(/^Kuota Non JKN/);
    const jkn = await call('ambilantrean', { ...patient(), tanggalperiksa: '2026-11-30' });
    expect(jkn.response).toMatchObject({ sisakuotajkn: 2, kuotajkn: 3, sisakuotanonjkn: 0, kuotanonjkn: 1 });
  });

  it('may take a new place after cancelling, and the freed place is given once', async () => {
    const asked = { ...patient(), tanggalperiksa: '2026-12-02' };
    const first = await call('ambilantrean', asked);
    expect((await call('batalantrean', { kodebooking: first.response['kodebooking'], keterangan: 'berubah rencana' })).code).toBe(200);
    const second = await call('ambilantrean', asked);
    expect(second.code).toBe(200);
    expect(second.response['kodebooking']).not.toBe(first.response['kodebooking']);
  });

  it('is refused without ever naming what was wrong with the login, and with a token of another', async () => {
    const answer = await send('POST', '/mobile-jkn/sisaantrean', { 'x-token': 'a.b.c', 'x-username': login.username }, '{}');
    expect(JSON.parse(answer.body)).toEqual({ metadata: { code: 201, message: 'Token Expired' } });
    town.test.clock.advance({ minutes: 0 });
    const token = (JSON.parse((await send('GET', '/mobile-jkn/auth', { 'x-username': login.username, 'x-password': login.password })).body) as { response: { token: string } }).response.token;
    const before = town.test.clock.now();
    town.test.clock.advance({ minutes: 61 });
    expect((await send('POST', '/mobile-jkn/sisaantrean', { 'x-token': token, 'x-username': login.username }, '{}')).body).toContain('Token Expired');
    town.test.clock.set(before);
  });

  it('is answered in the envelope even when it sends nonsense', async () => {
    const token = (JSON.parse((await send('GET', '/mobile-jkn/auth', { 'x-username': login.username, 'x-password': login.password })).body) as { response: { token: string } }).response.token;
    for (const body of ['{', '[]', '"x"', 'null', '<xml/>']) {
      const answer = JSON.parse((await send('POST', '/mobile-jkn/ambilantrean', { 'x-token': token, 'x-username': login.username, 'content-type': 'text/plain' }, body)).body) as { metadata: { code: number } };
      expect(answer.metadata.code).toBe(201);
    }
  });

  it('lets a new patient register, gives a record number, and takes a place as a new patient', async () => {
    const asked = { ...patient(), nomorkartu: '0009999999991', nik: '1606015101900077', tanggalperiksa: '2026-12-03' };
    expect((await call('ambilantrean', asked)).code).toBe(202);
    const form = { nomorkartu: asked.nomorkartu, nik: asked.nik, nomorkk: '1606010101010001', nama: 'Contoh', jeniskelamin: 'P', tanggallahir: '2015-01-11', nohp: '', alamat: 'Jl. Contoh', kodeprop: '16', namaprop: 'Sumsel', kodedati2: '1606', namadati2: 'Muba', kodekec: '160601', namakec: 'Sekayu', kodekel: '1606011001', namakel: 'Serasan', rw: '1', rt: '2' };
    const registered = await call('pasienbaru', form);
    expect(registered).toMatchObject({ code: 200, response: { norm: expect.stringMatching(/^\d{8}$/) as string } });
    const taken = await call('ambilantrean', asked);
    expect(taken.response['norm']).toBe(registered.response['norm']);
    const visit = must(await town.saroale.reads.visit({ code: String(taken.response['kodebooking']) }));
    expect(visit).toMatchObject({ newPatient: true, channel: 'mobile-jkn' });
  });
});

describe('a day told to BPJS', () => {
  it('goes out with the recorded times: booking, check-in, call, finish, pharmacy', async () => {
    const { perform, actions, reads } = town.saroale;
    const { clock } = town.test;
    clock.set('2026-11-25T00:30:00Z');
    const personId = town.person();
    numbers.set(personId, { nik: '1606010101800999', noka: '0007777777777', norm: '00777' });
    const session = must((await reads.searchSessions({ poli: 'ANA', from: Temporal.PlainDate.from('2026-11-25'), to: Temporal.PlainDate.from('2026-11-25') }))[0]);
    const booked = await perform(actions.book, staff('admisi'), { sessionId: session.sessionId, personId, payer: 'jkn', visitKind: 3, reference: '0601R0011126K000777', key: 'counter-777-abc' });
    await settle();
    expect(queueOf(booked.code).add).toMatchObject({ jenispasien: 'JKN', nomorkartu: '0007777777777', kodepoli: 'ANA', jampraktek: '08:00-12:00', jeniskunjungan: 3, kuotajkn: 3, pasienbaru: 0, norm: '00777' });
    await perform(actions.checkIn, staff('admisi'), { bookingId: booked.bookingId, via: 'counter' });
    clock.advance({ minutes: 40 });
    await perform(actions.callNext, staff('perawat'), { sessionId: session.sessionId });
    clock.advance({ minutes: 2 });
    await perform(actions.start, staff('perawat'), { bookingId: booked.bookingId });
    clock.advance({ minutes: 10 });
    await perform(actions.finish, staff('perawat'), { bookingId: booked.bookingId, prescription: 'compounded' });
    clock.advance({ minutes: 5 });
    await perform(actions.recordPharmacy, staff('farmasi'), { bookingId: booked.bookingId, step: 'preparing' });
    clock.advance({ minutes: 15 });
    await perform(actions.recordPharmacy, staff('farmasi'), { bookingId: booked.bookingId, step: 'ready' });
    await settle();
    const ours = (await reads.tasks(booked.bookingId)).map((stamp) => [stamp.task, stamp.at.epochMilliseconds]);
    expect([...queueOf(booked.code).tasks].map(([task, { rs }]) => [task, rs])).toEqual(ours);
    expect(ours.map(([task]) => task)).toEqual([3, 4, 5, 6, 7]);
    expect(queueOf(booked.code).pharmacy).toEqual({ jenisresep: 'racikan', nomorantrean: 1 });
    expect((await call('statusantreanfarmasi', { kodebooking: booked.code })).response).toMatchObject({ jenisresep: 'racikan', totalantrean: 1, sisaantrean: 0, antreanpanggil: 1 });
    expect((await call('batalantrean', { kodebooking: booked.code, keterangan: 'x' })).message).toBe('Pasien Sudah Dilayani, Antrean Tidak Dapat Dibatalkan');
    expect((await call('sisaantrean', { kodebooking: booked.code })).response).toMatchObject({ sisaantrean: 0, waktutunggu: 0 });
  });

  it('sends a cancellation of ours, and none that Mobile JKN made', async () => {
    const asked = { ...patient(), tanggalperiksa: '2026-12-04' };
    const code = (await call('ambilantrean', asked)).response['kodebooking'];
    await settle();
    expect(must(bpjs.standIn).seen.filter(({ call: name, input }) => name === 'add' && input['kodebooking'] === code)).toEqual([]);
    await call('batalantrean', { kodebooking: code, keterangan: 'tidak jadi' });
    await settle();
    expect(queueOf(code).cancelled).toBeUndefined();
    const { perform, actions, reads } = town.saroale;
    const personId = town.person();
    numbers.set(personId, { nik: '1606010101800998', noka: '0007777777778', norm: '00778' });
    const session = must((await reads.searchSessions({ poli: 'ANA', from: Temporal.PlainDate.from('2026-12-04') }))[0]);
    const booked = await perform(actions.book, staff('admisi'), { sessionId: session.sessionId, personId, payer: 'umum', visitKind: 1, key: 'counter-778-abc' });
    await perform(actions.cancelBooking, staff('admisi'), { bookingId: booked.bookingId, by: 'hospital', reason: 'Dokter berhalangan' });
    await settle();
    expect(queueOf(booked.code).cancelled).toBe('Rumah sakit: Dokter berhalangan');
  });

  it('lets Mobile JKN check in twice as one visit', async () => {
    const asked = { ...patient(), tanggalperiksa: '2026-11-26', kodepoli: '027', kodedokter: 102 };
    numbers.set(town.person({ birthYear: 1980 }), must([...numbers.values()].at(-1)));
    numbers.delete(must([...numbers].find(([, own]) => own.noka === asked.nomorkartu))[0]);
    const code = (await call('ambilantrean', asked)).response['kodebooking'];
    town.test.clock.set('2026-11-26T00:45:00Z');
    const at = { kodebooking: code, waktu: town.test.clock.now().epochMilliseconds };
    expect((await Promise.all([call('checkinantrean', at), call('checkinantrean', at)])).map((answer) => answer.code)).toEqual([200, 200]);
    await settle();
    expect([...queueOf(code).tasks.keys()]).toEqual([3]);
  });

  it('is compared at night: what BPJS lost is found and sent again', async () => {
    const date = Temporal.PlainDate.from('2026-11-25');
    const lost = must([...must(bpjs.standIn).state.queues.values()].find((queue) => queue.add.tanggalperiksa === '2026-11-25' && queue.tasks.size === 5));
    lost.tasks.delete(7);
    must(bpjs.standIn).rememberMobile({ kodebooking: 'ASING00000001', tanggalperiksa: '2026-11-25' });
    const report = await bpjs.reconcile(date);
    expect(report.findings.map((one) => one.kind).sort()).toEqual(['task-missing', 'unknown-here']);
    await bpjs.drain();
    expect([...lost.tasks.keys()]).toContain(7);
  });
});

describe('the desk pages', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded', 'accept': 'text/html' };
  const app = () => town.http.app;

  it('show an officer what is held, send it again, and turn away whoever may not see it', async () => {
    const { perform, actions, reads } = town.saroale;
    const personId = town.person();
    numbers.set(personId, { nik: '1606010101800997', noka: '0007777777779', norm: '00779' });
    must(bpjs.standIn).state.badReferences.add('0601R0011126K000779');
    const session = must((await reads.searchSessions({ poli: 'ANA', from: Temporal.PlainDate.from('2026-12-07') }))[0]);
    const booked = await perform(actions.book, staff('admisi'), { sessionId: session.sessionId, personId, payer: 'jkn', visitKind: 3, reference: '0601R0011126K000779', key: 'counter-779-abc' });
    await settle();
    expect((await app().inject({ url: '/saroale/bpjs', headers: { accept: 'text/html' } })).statusCode).toBe(403);
    const { cookie } = await signInWith(town.test.house, { role: 'saroale/admisi', agency: 'rsud' });
    const page = await app().inject({ url: '/saroale/bpjs', headers: { cookie, accept: 'text/html' } });
    await expectSoundHtml(page.body);
    expect(page.body).toContain(booked.code);
    expect(page.body).toContain('Rujukan tidak valid');
    expect(page.body).not.toContain('1606010101800997');
    expect((await app().inject({ method: 'POST', url: '/saroale/bpjs/lepas', headers: { cookie, ...form }, payload: `bookingId=${booked.bookingId}&reason=` })).statusCode).toBe(422);
    must(bpjs.standIn).state.badReferences.clear();
    expect((await app().inject({ method: 'POST', url: '/saroale/bpjs/kirim', headers: { cookie, ...form }, payload: `bookingId=${booked.bookingId}` })).statusCode).toBe(303);
    await bpjs.drain();
    expect(queueOf(booked.code).add.jeniskunjungan).toBe(3);
  });

  it('compare practice hours with HFIS and file ours there', async () => {
    let { cookie } = await signInWith(town.test.house, { role: 'saroale/kepala', agency: 'rsud' });
    const look = async () => { const page = await app().inject({ url: '/saroale/bpjs/jadwal?poli=ANA', headers: { cookie, accept: 'text/html' } }); await expectSoundHtml(page.body); return page.body; };
    expect(await look()).toContain('Jadwal sama dengan HFIS');
    const listed = must(must(bpjs.standIn).state.hfis.get('ANA'));
    must(bpjs.standIn).setSchedule('ANA', listed.map((row) => (row.hari === 3 ? { ...row, jadwal: '13:00 - 15:00' } : row)));
    const page = await look();
    expect(page).toContain('13:00-15:00');
    const filed = await app().inject({ method: 'POST', url: '/saroale/bpjs/jadwal', headers: { cookie, ...form }, payload: 'poli=ANA&doctor=101' });
    expect(filed.body).toContain('Jadwal diajukan');
    town.test.clock.advance({ hours: 40 });
    cookie = (await signInWith(town.test.house, { role: 'saroale/kepala', agency: 'rsud' })).cookie;
    expect(await look()).toContain('Jadwal sama dengan HFIS');
  });

  it('plan operations that Mobile JKN then lists', async () => {
    const { cookie } = await signInWith(town.test.house, { role: 'saroale/kepala', agency: 'rsud' });
    const payload = (card: string) => new URLSearchParams({ card, date: '2026-12-01', operation: 'Operasi katarak', poli: 'ANA' }).toString();
    expect((await app().inject({ method: 'POST', url: '/saroale/bpjs/operasi', headers: { cookie, ...form }, payload: payload('0000000000000') })).statusCode).toBe(422);
    expect((await app().inject({ method: 'POST', url: '/saroale/bpjs/operasi', headers: { cookie, ...form }, payload: payload('0007777777779') })).statusCode).toBe(303);
    await expectSoundHtml((await app().inject({ url: '/saroale/bpjs/operasi', headers: { cookie, accept: 'text/html' } })).body);
    expect((await call('jadwaloperasipasien', { nopeserta: '0007777777779' })).response['list']).toMatchObject([{ tanggaloperasi: '2026-12-01', jenistindakan: 'Operasi katarak', kodepoli: 'ANA', terlaksana: 0 }]);
    expect((await call('jadwaloperasirs', { tanggalawal: '2026-12-01', tanggalakhir: '2026-12-31' })).response['list']).toMatchObject([{ nopeserta: '0007777777779', lastupdate: expect.any(Number) as number }]);
  });
});
