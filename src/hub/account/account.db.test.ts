import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import { exportBlocks } from './export.ts';
import { expectSoundHtml } from '../../../test/html/sound.ts';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';
import { signInWith } from '../../../test/engines/sign-in.ts';
import { visitor, type Visitor } from '../../../test/engines/visitor.ts';

let town: TestHouse;
let mother: Visitor;
let neighbour: Visitor;
const persons: string[] = [];

beforeAll(async () => {
  town = await openTestHouse();
  const { people, database } = town.house;
  for (const [phone, name] of [['+6281200000501', 'Suparmi Contoh'], ['+6281200000502', 'Rohaya Contoh']] as const) {
    persons.push(await database.write({ actor: system('test'), action: 'test/register' }, async (work) => {
      const { personId } = await people.register(work, { name, birthDate: '1980-01-02', sex: 'P' });
      await people.bind(work, { contact: { phone }, personId, relation: 'saya', consent: { version: people.consent.current.version, showPoli: false }, proof: 'counter' });
      return personId;
    }));
  }
  mother = await signIn('+6281200000501', '203.0.113.51');
  neighbour = await signIn('+6281200000502', '203.0.113.52');
});
afterAll(() => town.close());

async function signIn(phone: string, address: string): Promise<Visitor> {
  const who = visitor(town.house, address);
  town.clock.advance({ seconds: 1 });
  await who.post('/masuk/kode', { phone, lanjut: '/saya' });
  await town.house.messaging.pump();
  const { rows } = await town.house.pool.query<{ body: string }>("select body::text as body from messaging.outgoing where template = 'identity-code' and address = $1 order by created_at desc, id desc limit 1", [phone]);
  expect((await who.post('/masuk/kode', { code: /\b(\d{6})\b/.exec(rows[0]?.body ?? '')?.[1] ?? '', lanjut: '/saya' })).location).toBe('/saya');
  return who;
}

const requests = async () => (await town.house.pool.query<{ id: string; words_sealed: string; answer_sealed: string | null }>('select id, words_sealed, answer_sealed from hub.data_request order by asked_at, id')).rows;

describe('the account of a resident', () => {
  it('asks visitors to sign in, and shows one page with cases, readings and rights in sound HTML', async () => {
    expect((await visitor(town.house).get('/saya')).location).toBe('/masuk?lanjut=/saya');
    const page = await mother.get('/saya');
    expect(page.status).toBe(200);
    await expectSoundHtml(page.body);
    expect(page.body).toContain('/saya/pembacaan');
    expect(page.body).toContain(`/saya/data/${persons[0]}.json`);
    expect(page.body).not.toContain(persons[1]);
  });

  it('gives a person their own data, writes that down for them, and gives nobody else’s', async () => {
    const own = await mother.get(`/saya/data/${persons[0]}.json`, { accept: 'application/json' });
    expect(own.status).toBe(200);
    expect(JSON.parse(own.body)).toMatchObject({ data: { name: 'Suparmi Contoh' }, cases: [] });
    expect((await town.house.access.readingsAbout([persons[0] ?? ''])).map((reading) => reading.purpose)).toContain('own');
    expect((await mother.get(`/saya/data/${persons[1]}.json`, { accept: 'application/json' })).status).toBeGreaterThanOrEqual(400);
    expect((await visitor(town.house).get(`/saya/data/${persons[0]}.json`, { accept: 'application/json' })).status).toBe(403);
  });
});

describe('a paper of one’s own data', () => {
  it('is an archival PDF with the JSON inside, and says who looked', async () => {
    const paper = await mother.get(`/saya/data/${persons[0]}.pdf`);
    expect([paper.status, paper.headers['content-type'], paper.headers['cache-control']]).toEqual([200, 'application/pdf', 'no-store']);
    expect(paper.body).toContain('pdfaid:part>3');
    expect(paper.body).toContain('data-saya.json');
    expect((await neighbour.get(`/saya/data/${persons[0]}.pdf`)).status).toBeGreaterThanOrEqual(400);
    const own = { data: { name: 'Suparmi Contoh', nik: '1606010101800001' }, contacts: [], consents: [] };
    const blocks = JSON.stringify(exportBlocks(own, [], await town.house.access.readingsAbout([persons[0] ?? '']), 'Asia/Jakarta'));
    for (const words of ['Suparmi Contoh', '1606010101800001', 'Dibuka oleh orang ini sendiri', '3 × 24 jam']) expect(blocks).toContain(words);
  });
});

describe('a request about one’s own data', () => {
  it('is sealed, seen by its owner and by the officer only, and has 72 hours', async () => {
    expect((await mother.post('/saya/permintaan', { kind: 'correction', person: persons[0] ?? '', words: 'salah' })).status).toBe(422);
    expect((await mother.post('/saya/permintaan', { kind: 'correction', person: persons[1] ?? '', words: 'Alamat saya keliru, seharusnya Sekayu.' })).status).toBe(403);
    expect((await mother.post('/saya/permintaan', { kind: 'correction', person: persons[0] ?? '', words: 'Alamat saya keliru, seharusnya Sekayu.' })).status).toBe(303);
    expect((await mother.get('/saya')).body).toContain('dijawab paling lambat 26 November 2026');
    expect((await neighbour.get('/saya')).body).not.toContain('seharusnya Sekayu');
    expect(JSON.stringify(await requests())).not.toContain('Sekayu');
    expect((await mother.get('/permintaan-data')).status).toBe(403);
  });

  it('is answered once, in words the resident reads; late is said to be late', async () => {
    town.clock.advance({ hours: 73 });
    const officer = visitor(town.house);
    officer.jar.set('sesi', (await signInWith(town.house, { role: 'hub/data-officer', agency: 'rsud' })).token);
    const inbox = await officer.get('/permintaan-data');
    await expectSoundHtml(inbox.body);
    expect(inbox.body).toContain('Lewat 72 jam');
    expect(inbox.body).toContain('seharusnya Sekayu');
    const id = (await requests())[0]?.id ?? '';
    expect((await officer.post(`/permintaan-data/${id}`, { [`outcome-${id}`]: 'done', [`words-${id}`]: 'ok' })).status).toBe(422);
    expect((await officer.post(`/permintaan-data/${id}`, { [`outcome-${id}`]: 'done', [`words-${id}`]: 'Alamat sudah kami perbaiki.' })).status).toBe(303);
    expect((await officer.post(`/permintaan-data/${id}`, { [`outcome-${id}`]: 'refused', [`words-${id}`]: 'Ternyata tidak jadi diperbaiki.' })).status).toBe(409);
    expect((await officer.get('/permintaan-data')).body).toContain('Tidak ada permintaan yang menunggu');
    const { rows } = await town.house.pool.query("select data from evidence.event where type = 'hub/data-answered'");
    expect(rows).toEqual([{ data: { kind: 'correction', outcome: 'done', within: false } }]);
    mother = await signIn('+6281200000501', '203.0.113.53');
    expect((await mother.get('/saya')).body).toContain('Alamat sudah kami perbaiki.');
  });
});

describe('a leak of personal data', () => {
  const drill = { kind: 'drill', knownDate: '2026-11-26', knownTime: '09.00', affected: '12', data: 'nama dan nomor telepon warga', happened: '25 November 2026 malam', how: 'lampiran surel salah alamat', handling: 'surel ditarik dan penerima menghapusnya', contact: 'petugas data (0714) 321000' };

  it('is practised: one form drafts both letters, the 72 hours run, and who was told is noted once', async () => {
    const officer = visitor(town.house);
    officer.jar.set('sesi', (await signInWith(town.house, { role: 'hub/data-officer', agency: 'rsud' })).token);
    expect((await mother.get('/kebocoran-data')).status).toBe(403);
    expect((await officer.post('/kebocoran-data', { ...drill, knownDate: '31-02' })).status).toBe(422);
    expect((await officer.post('/kebocoran-data', { ...drill, knownDate: '2027-11-26' })).status).toBe(422);
    expect((await officer.post('/kebocoran-data', drill)).status).toBe(303);
    const page = await officer.get('/kebocoran-data');
    await expectSoundHtml(page.body);
    expect(page.body).toContain('Waktu memberi tahu');
    const [row] = (await town.house.pool.query<{ id: string; facts_sealed: string; hours: number }>("select id, facts_sealed, extract(epoch from due_at - known_at) / 3600 as hours from hub.breach")).rows;
    expect(Number(row?.hours)).toBe(72);
    expect(row?.facts_sealed).not.toContain('telepon');
    for (const to of ['subjects', 'authority']) {
      const letter = await officer.get(`/kebocoran-data/${row?.id}/${to}.pdf`);
      expect([letter.status, letter.body.startsWith('%PDF')]).toEqual([200, true]);
      expect((await mother.get(`/kebocoran-data/${row?.id}/${to}.pdf`)).status).toBe(403);
    }
    expect((await officer.post(`/kebocoran-data/${row?.id}`, { to: 'authority' })).status).toBe(303);
    expect((await officer.post(`/kebocoran-data/${row?.id}`, { to: 'authority' })).status).toBe(409);
    town.clock.advance({ hours: 80 });
    officer.jar.set('sesi', (await signInWith(town.house, { role: 'hub/data-officer', agency: 'rsud' })).token);
    expect((await officer.post(`/kebocoran-data/${row?.id}`, { to: 'subjects' })).status).toBe(303);
    const { rows } = await town.house.pool.query("select data from evidence.event where type = 'hub/breach-told' order by occurred_at");
    expect(rows).toEqual([{ data: { to: 'authority', kind: 'drill', within: true } }, { data: { to: 'subjects', kind: 'drill', within: false } }]);
  });
});
