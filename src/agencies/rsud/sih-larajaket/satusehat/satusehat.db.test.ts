import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openLarajaketTown, post, type LarajaketTown } from '../../../../../test/town/larajaket.ts';
import { signInWith } from '../../../../../test/engines/sign-in.ts';
import { expectSoundHtml } from '../../../../../test/html/sound.ts';
import { openSatusehat, type Satusehat } from './index.ts';
import type { Misbehaviour, StandIn } from './standin/standin.ts';

let town: LarajaketTown;
let gateway: Satusehat;
let bundles: Satusehat;
let away: StandIn;
const nurse = post('perawat');
const doctor = post('dokter');
const note = { subjective: 'Kontrol.', objective: 'Baik.', assessment: 'DM.', plan: 'Lanjut.' };

beforeAll(async () => {
  town = await openLarajaketTown();
  await town.licence(doctor.id);
  await town.rows("update sih_larajaket.practitioner set ihs = 'N10000001'");
  gateway = openSatusehat(town.larajaket, town.test.house.config, town.test.house.vault);
  bundles = openSatusehat(town.larajaket, { ...town.test.house.config, SATUSEHAT_STYLE: 'bundle' }, town.test.house.vault, standInOf(gateway));
});
afterAll(() => town.close());
afterEach(() => { town.test.clock.set('2026-11-23T02:00:00Z'); });
beforeEach(async () => { away = standInOf(gateway); away.refuseDuplicates = false; await town.rows("update sih_larajaket.satusehat set state = 'rejected', cause = 'let-go', let_go_reason = 'uji lain', remote_id = null"); });

function standInOf(of: Satusehat): StandIn {
  if (!of.standIn) throw new Error('no stand-in');
  return of.standIn;
}

let serial = 0;
async function visit(nik?: string | null): Promise<string> {
  serial += 1;
  const { perform, actions } = town.larajaket;
  const { visitId } = await town.patient(nik === null ? {} : { nik: nik ?? `1606011403790${String(100 + serial)}` });
  await perform(actions.triage, nurse, { visitId, vitals: { systolic: '130', diastolic: '80', weight: '65' }, allergy: 'none-known' });
  await perform(actions.begin, doctor, { visitId });
  await perform(actions.addCode, doctor, { visitId, code: 'E11.9' });
  await perform(actions.prescribe, doctor, { visitId, drug: 'MET500', signa: '2x1 tab pc 30 hari' });
  await perform(actions.sign, doctor, { visitId, base: 0, note, proof: 're-authentication' });
  return visitId;
}
const states = (visitId: string) => town.rows<{ resource: string; state: string; cause: string | null; outcome: string | null; remote_id: string | null; attempts: number }>('select resource, state, cause, outcome, remote_id, attempts from sih_larajaket.satusehat where visit_id = $1 order by resource, local_id', [visitId]);
const open = async (visitId: string) => (await states(visitId)).filter((row) => row.state !== 'acked').map((row) => row.resource);
const copies = (where: StandIn) => { const by = Map.groupBy([...where.stored.values()], (one) => `${one.type}|${one.identifier}`); return [...by.values()].filter((list) => list.length > 1).length; };
async function until(of: Satusehat, visitId: string, rounds = 40): Promise<void> {
  for (let round = 0; round < rounds && (await open(visitId)).length > 0; round += 1) {
    await of.drain();
    town.test.clock.advance({ minutes: 61 });
  }
}

describe('a visit on its way to SATUSEHAT', () => {
  it('goes in the order of what depends on what, with its diagnoses at last, in UTC and under our identifiers', async () => {
    const visitId = await visit();
    await gateway.drain();
    expect(await open(visitId)).toEqual([]);
    const order = away.seen.filter((call) => call.method === 'POST').map((call) => call.url.split('/').at(-1));
    expect(order.slice(0, 3)).toEqual(['Organization', 'Location', 'Encounter']);
    // The book's order: allergy, observations, diagnosis, therapy, and the résumé at the end.
    const book = ['Encounter', 'AllergyIntolerance', 'Observation', 'Condition', 'MedicationRequest', 'Composition'];
    expect(order.slice(2).map((type) => book.indexOf(type ?? ''))).toEqual(order.slice(2).map((type) => book.indexOf(type ?? '')).toSorted((a, b) => a - b));
    expect(order.filter((type) => type === 'Encounter')).toHaveLength(1);
    const sent = [...away.stored.values()].find((one) => one.type === 'Encounter');
    expect(sent?.identifier).toBe(`http://sys-ids.kemkes.go.id/encounter/10000001|${visitId}`);
    expect(JSON.stringify(sent?.body['diagnosis'])).toMatch(/Condition\/con-\d+/);
    expect(JSON.stringify(sent?.body)).not.toContain('Pasien');
    const request = [...away.stored.values()].find((one) => one.type === 'MedicationRequest');
    expect(JSON.stringify(request?.body['contained'])).toContain('MedicationType');
    expect([...away.stored.values()].every((one) => [...JSON.stringify(one.body).matchAll(/T\d\d:\d\d:\d\d([^"]*)"/g)].every((match) => match[1] === '+00:00'))).toBe(true);
  });

  it('sends a change as a new version of the same thing', async () => {
    const visitId = await visit();
    await gateway.drain();
    const before = away.stored.size;
    await town.larajaket.perform(town.larajaket.actions.prescribe, doctor, { visitId, drug: 'AMLO5', signa: '1x1 tab pagi 30 hari' });
    await town.larajaket.perform(town.larajaket.actions.amend, doctor, { visitId, note: { ...note, plan: 'Tambah obat.' }, reason: 'Tekanan darah', proof: 're-authentication' });
    await gateway.drain();
    expect([await open(visitId), away.stored.size - before]).toEqual([[], 1]);
  });

  it('asks for one token, however many visits go at once, and for a new one when it ended early', async () => {
    const ids = [await visit(), await visit(), await visit()];
    const tokens = away.tokens;
    town.test.clock.advance({ hours: 2 });
    await gateway.drain();
    expect(away.tokens - tokens).toBe(1);
    away.misbehave('expired');
    const late = await visit();
    await gateway.drain();
    expect([...await Promise.all(ids.map(open)), await open(late)]).toEqual([[], [], [], []]);
    expect(away.tokens - tokens).toBe(2);
  });
});

describe('bad days', () => {
  it('park a patient without or with an unknown NIK in words, and the visit goes on', async () => {
    const without = await visit(null);
    const unknown = await visit('9906011403790177');
    await gateway.drain();
    const held = async (visitId: string) => (await states(visitId)).filter((row) => row.state === 'parked').map((row) => [row.resource, row.cause]);
    expect([await held(without), await held(unknown)]).toEqual([[['Encounter', 'patient']], [['Encounter', 'patient']]]);
    expect((await states(unknown)).find((row) => row.state === 'parked')?.outcome).toContain('tidak dikenal');
    expect((await town.rows<{ state: string }>('select state from sih_larajaket.visit where id = $1', [without]))[0]?.state).toBe('coded');
  });

  it.each<[Misbehaviour]>([['busy'], ['broken'], ['silent'], ['lost'], ['lying']])('%s: wait, ask by identifier, and make nothing twice', async (mood) => {
    const visitId = await visit();
    away.misbehave('fine', 'fine', mood, mood, 'fine', mood);
    await gateway.drain();
    expect((await open(visitId)).length).toBeGreaterThan(0);
    await until(gateway, visitId);
    expect([await open(visitId), copies(away)]).toEqual([[], 0]);
  });

  it('a slow answer is waited for, and nobody else sends the visit meanwhile', async () => {
    const visitId = await visit();
    away.delay = 60;
    away.misbehave('slow', 'slow', 'slow');
    const seen = away.seen.length;
    await Promise.all([gateway.drain(), gateway.drain()]);
    expect([await open(visitId), copies(away)]).toEqual([[], 0]);
    const made = away.seen.slice(seen).filter((call) => call.method === 'POST').length;
    expect(made).toBe((await states(visitId)).length);
  });

  it('“there already” is looked for and found, not parked', async () => {
    const visitId = await visit();
    away.refuseDuplicates = true;
    // The Encounter is kept and its answer lost; the next search does not see it yet.
    away.misbehave('fine', 'fine', 'lost');
    await gateway.drain();
    town.test.clock.advance({ minutes: 61 });
    away.misbehave('blind');
    await gateway.drain();
    expect((await states(visitId)).find((row) => row.resource === 'Encounter')).toMatchObject({ state: 'sent', outcome: expect.stringContaining('sudah ada') });
    await until(gateway, visitId);
    expect([await open(visitId), copies(away), (await states(visitId)).filter((row) => row.state === 'parked')]).toEqual([[], 0, []]);
  });

  it('half a bundle: what was not answered is looked for, not sent twice', async () => {
    const visitId = await visit();
    const other = away;
    other.misbehave(...Array.from({ length: 2 }, (): Misbehaviour => 'fine'));
    let halves = 0;
    other.chance = (call) => { if (call.method !== 'POST' || halves >= 3) return 'fine'; halves += 1; return 'half'; };
    await bundles.drain();
    expect(halves).toBeGreaterThan(0);
    other.chance = undefined;
    await until(bundles, visitId);
    expect([await open(visitId), copies(other)]).toEqual([[], 0]);
  });

  it('one bad entry refuses a bundle: alone, each says what is wrong with itself', async () => {
    const visitId = await visit();
    await town.rows("update clinical_record.version set content = jsonb_set(content, '{effectiveDateTime}', '\"2013-01-01T00:00:00+00:00\"') where type = 'Observation' and content->>'id' = $1", [`${visitId}-weight`]);
    await until(bundles, visitId, 4);
    expect((await states(visitId)).filter((row) => row.state === 'parked').map((row) => [row.resource, row.cause])).toEqual([['Observation', 'time']]);
    expect((await states(visitId)).filter((row) => row.state === 'acked').length).toBeGreaterThan(5);
  });

  it('a dozen visits under random faults: nothing lost, nothing doubled', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 12; index += 1) ids.push(await visit());
    let state = 20_261_126;
    const next = () => { state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0; return state / 4_294_967_296; };
    const moods: readonly Misbehaviour[] = ['busy', 'broken', 'silent', 'lost', 'lying', 'expired'];
    away.chance = () => (next() < 0.25 ? (moods[Math.floor(next() * moods.length)] ?? 'fine') : 'fine');
    for (let round = 0; round < 60; round += 1) {
      await gateway.drain();
      town.test.clock.advance({ minutes: 61 });
      if ((await town.rows("select 1 from sih_larajaket.satusehat where state in ('ready', 'sent')")).length === 0) break;
    }
    away.chance = undefined;
    await gateway.drain();
    const left = await Promise.all(ids.map(open));
    expect([left.flat(), copies(away)]).toEqual([[], 0]);
    const ours = await town.rows<{ n: number }>("select count(*)::int as n from sih_larajaket.satusehat where visit_id = any($1)", [ids]);
    const identifiers = new Set([...away.stored.values()].map((one) => one.identifier));
    const rows = await town.rows<{ resource: string; local_id: string }>('select resource, local_id from sih_larajaket.satusehat where visit_id = any($1)', [ids]);
    expect(rows.filter((row) => !identifiers.has(`http://sys-ids.kemkes.go.id/${row.resource.toLowerCase()}/10000001|${row.local_id}`))).toEqual([]);
    expect(ours[0]?.n).toBe(rows.length);
  }, 120_000);

  it('a night later the comparison finds what vanished there and sends it again', async () => {
    const visitId = await visit();
    await gateway.drain();
    const [gone] = [...away.stored].filter(([, one]) => one.type === 'Condition').at(-1) ?? [];
    away.stored.delete(gone ?? '');
    const day = town.test.clock.now().toZonedDateTimeISO('Asia/Jakarta').toPlainDate();
    const found = await gateway.reconcile(day);
    expect(found.findings.map((finding) => [finding.resource, finding.kind])).toEqual([['Condition', 'lost']]);
    await gateway.drain();
    expect([await open(visitId), (await gateway.reconcile(day)).findings]).toEqual([[], []]);
  });

  it('works on from its own cache while SATUSEHAT is down', async () => {
    const first = await visit('1606011403790909');
    await gateway.drain();
    expect(await open(first)).toEqual([]);
    expect(await town.rows("select 1 from sih_larajaket.satusehat_master where key like '%1606%'")).toEqual([]);
    const asked = away.seen.filter((call) => call.url.includes('/Patient?')).length;
    await town.larajaket.perform(town.larajaket.actions.amend, doctor, { visitId: first, note: { ...note, plan: 'Ubah.' }, reason: 'Perbaikan', proof: 're-authentication' });
    await gateway.drain();
    expect(away.seen.filter((call) => call.url.includes('/Patient?')).length).toBe(asked);
  });
});

describe('master data', () => {
  it('of places is registered once and known from then on, also while SATUSEHAT is down', async () => {
    await gateway.drain();
    const first = await visit();
    await gateway.drain();
    const places = () => away.seen.filter((call) => /\/(Location|Organization)(\?|$)/.test(call.url)).length;
    const asked = places();
    const second = await visit();
    await gateway.drain();
    expect([await open(first), await open(second), places()]).toEqual([[], [], asked]);
    expect([...away.stored.values()].filter((one) => one.type === 'Location').map((one) => one.identifier)).toEqual(['http://sys-ids.kemkes.go.id/location/10000001|INT']);
    const encounter = [...away.stored.values()].findLast((one) => one.type === 'Encounter');
    expect(JSON.stringify(encounter?.body['location'])).toMatch(/"Location\/loc-\d+"/);
  });

  it('of a doctor is found by NIK, of a newborn by the mother’s; neither NIK is kept', async () => {
    away.practitioners.set('1606010101700001', 'N10009999');
    expect([await gateway.findPractitioner('1606010101700001'), await gateway.findPractitioner('9906010101709999')]).toMatchObject([{ ok: true, id: 'N10009999' }, { ok: false, park: { cause: 'practitioner' } }]);
    const baby = await visit(null);
    await gateway.drain();
    expect((await states(baby)).find((row) => row.state === 'parked')?.outcome).toContain('NIK ibu');
    const personId = (await town.rows<{ person_id: string }>('select person_id from sih_larajaket.visit where id = $1', [baby]))[0]?.person_id ?? '';
    const mother = '1606014507900001';
    const made = await gateway.findNewborn(personId, mother, 1);
    expect(made).toMatchObject({ ok: true, id: expect.stringMatching(/^P\d{11}$/) });
    expect([...away.stored.values()].filter((one) => one.type === 'Patient').map((one) => [one.identifier, one.body['multipleBirthInteger']])).toEqual([[`https://fhir.kemkes.go.id/id/nik-ibu|${mother}`, 1]]);
    // Asked again it is the same child; the second twin is another.
    expect(await gateway.findNewborn(personId, mother, 1)).toEqual(made);
    await town.rows("update sih_larajaket.satusehat set state = 'ready', cause = null where visit_id = $1", [baby]);
    await until(gateway, baby);
    expect(await open(baby)).toEqual([]);
    expect(await town.rows("select 1 from sih_larajaket.satusehat_master where key like '%1606%' or ihs like '%1606%'")).toEqual([]);
    away.misbehave('silent');
    expect(await gateway.findNewborn(personId, mother, 2)).toMatchObject({ ok: false, wait: { words: expect.any(String) } });
  });
});

describe('the officer’s page', () => {
  it('says what is held, why, and what waits; mends by look-up and sends again', async () => {
    const { house } = town.test;
    const { cookie } = await signInWith(house, { role: 'sih-larajaket/komite', agency: 'rsud' });
    const page = () => house.http.app.inject({ url: '/sih-larajaket/satusehat', headers: { cookie, accept: 'text/html' } });
    const post = (values: Record<string, string>, as = cookie) => house.http.app.inject({ method: 'POST', url: '/sih-larajaket/satusehat', headers: { cookie: as, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams(values).toString() });
    const held = async (visitId: string) => (await states(visitId)).filter((row) => row.state === 'parked').map((row) => row.cause);
    await town.rows('update sih_larajaket.practitioner set ihs = null');
    const [noDoctor, other] = [await visit(), await visit()];
    await gateway.drain();
    const shown = await page();
    await expectSoundHtml(shown.body);
    for (const words of ['Nomor IHS dokter belum dicatat', 'Kirim ulang semua karena dokter (2)', 'Menunggu giliran atau jawaban', 'Kunjungan', 'NIK dokter']) expect(shown.body).toContain(words);
    expect((await post({ do: 'retry-cause', cause: 'practitioner' }, (await signInWith(house, { role: 'sih-larajaket/perawat', agency: 'rsud' })).cookie)).statusCode).toBe(403);
    expect([(await post({ do: 'find-doctor', visitId: noDoctor, nik: '12' })).statusCode, (await post({ do: 'find-doctor', visitId: noDoctor, nik: '9906010101700001' })).body.includes('tidak dikenal SATUSEHAT sebagai tenaga kesehatan')]).toEqual([422, true]);
    expect((await post({ do: 'find-doctor', visitId: noDoctor, nik: '1606010101700077' })).headers.location).toContain('selesai=found');
    expect([await town.rows('select distinct ihs from sih_larajaket.practitioner'), await held(noDoctor), await held(other)]).toEqual([[{ ihs: 'N01700077' }], [], []]);
    await until(gateway, noDoctor);
    expect([await open(noDoctor), await open(other)]).toEqual([[], []]);
    const baby = await visit(null);
    await gateway.drain();
    expect((await page()).body).toContain('NIK ibu');
    expect((await post({ do: 'find-baby', visitId: baby, nik: '1606014507900055', order: '1' })).statusCode).toBe(303);
    await until(gateway, baby);
    expect(await open(baby)).toEqual([]);
    const lost = await visit('9906011403790100');
    await gateway.drain();
    const [item] = (await town.rows<{ resource: string; local_id: string }>("select resource, local_id from sih_larajaket.satusehat where visit_id = $1 and state = 'parked'", [lost]));
    expect((await post({ do: 'let-go', resource: item?.resource ?? '', localId: item?.local_id ?? '', reason: 'x' })).statusCode).toBe(422);
    expect((await post({ do: 'let-go', resource: item?.resource ?? '', localId: item?.local_id ?? '', reason: 'pasien asing tanpa NIK' })).statusCode).toBe(303);
    expect(await held(lost)).toEqual([]);
  });
});
