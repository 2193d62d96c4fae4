import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { standingClock } from '#kernel/time';
import { openCalendar } from '#commons/calendar';
import { openOffice, wishFor, type PermitOffice } from '../../../../test/town/saji.ts';
import { openTestAuthority } from '../../../commons/signing/authority/authority.ts';
import { startEsignStandIn } from '../../../commons/signing/standin/server.ts';
import { readDashboard } from './desk/figures.ts';
import { tellMoved } from './jobs.ts';
import { findPermit } from './store/permits.ts';

const folder = mkdtempSync(join(tmpdir(), 'srs-life-'));
const credentials = { username: 'serasan', password: 'rahasia layanan' };
const nik = '1606014101800001';
const authorityClock = standingClock('2026-11-23T02:00:00Z');
let town: PermitOffice;
let standIn: Awaited<ReturnType<typeof startEsignStandIn>>;

beforeAll(async () => {
  const authority = await openTestAuthority({ file: join(folder, 'authority.json'), clock: authorityClock, random: (size) => crypto.getRandomValues(new Uint8Array(size)) });
  writeFileSync(join(folder, 'root.pem'), authority.rootPem);
  standIn = await startEsignStandIn({ authority, clock: authorityClock, credentials });
  town = await openOffice({ settings: { SIGNER: 'esign-v2', ESIGN_URL: standIn.url, ESIGN_USERNAME: credentials.username, ESIGN_PASSWORD: credentials.password, ESIGN_ROOTS: join(folder, 'root.pem'), ESIGN_TIMEOUT_SECONDS: '2' } });
  standIn.add(nik, { name: 'BUDI CONTOH', nik });
  at('2026-11-23T02:00:00Z');
});
afterAll(async () => { await town.close(); await standIn.close(); rmSync(folder, { recursive: true }); });

/** The office and the authority live at the same time. */
function at(when: string): void { town.clock.set(when); authorityClock.set(when); }
const run: PermitOffice['house']['perform'] = (action, actor, input) => town.house.perform(action, actor, input);
const refusal = (step: Promise<unknown>) => step.then(() => 'done', (error: unknown) => (error instanceof Problem ? error.code : String(error)));
const stateOf = async (caseId: string) => (await town.house.cases.of(caseId))?.state;
const permitOf = async (caseId: string) => { const permit = await findPermit(town.saji.doors, { caseId }); if (!permit) throw new Error('nothing was issued'); return permit; };
const page = async (path: string) => (await town.house.http.app.inject({ url: path })).body;
const told = async (caseId: string) => (await town.house.pool.query<{ template: string }>('select template from messaging.outgoing where subject = $1 order by created_at, id', [caseId])).rows.map((row) => row.template);
const sign = { jenis: 'papan', bunyi: 'Toko Contoh', lokasi: 'Jalan Merdeka', panjang: 2, lebar: 1, jumlah: 1 };
const letter = { nomorIzin: '503/1/REK/DPMPTSP/2026', keperluan: 'Bank' };

async function asked(type: string, answers: Record<string, unknown>, wish: Record<string, unknown> = {}) {
  const found = await run(town.saji.actions.request, town.resident, wishFor(town, type, wish));
  await decide(type, found.caseId, answers);
  return found;
}

/** Everything between the answers and the signer's basket. */
async function decide(type: string, caseId: string, answers: Record<string, unknown>): Promise<void> {
  const { actions, doors } = town.saji;
  const kind = doors.catalogue.find(type);
  await run(actions.submit, town.people.front, { caseId, answers });
  await run(actions.judge, town.people.front, { caseId, items: Object.fromEntries((kind?.requirements ?? []).map((one) => [one.id, { verdict: 'ok', note: '' }])), complete: true });
  if (await stateOf(caseId) === 'technical') for (const one of kind?.recommenders ?? []) await run(actions.recommend, town.people.technical(one.agency), { caseId, findings: Object.fromEntries(one.criteria.map((criterion) => [criterion.id, 'meets'])) });
  await run(actions.draft, town.people.back, { caseId, decision: 'grant' });
  const chain: Readonly<Record<string, Actor>> = { 'dpmptsp/verification': town.people.coordinator, 'dpmptsp/permit-division': town.people.division, 'dpmptsp/secretary': town.people.secretary };
  for (const position of kind?.paraf ?? []) if (await stateOf(caseId) === 'paraf') await run(actions.paraf, chain[position] ?? town.people.division, { caseId });
}
async function issued(type: string, answers: Record<string, unknown>, wish: Record<string, unknown> = {}) {
  const found = await asked(type, answers, wish);
  await town.signBasket();
  return { ...found, permit: await permitOf(found.caseId) };
}

describe('a permit that was issued', () => {
  it('is suspended, resumed and revoked; the proof page and the register say so at once, with the reason, and the holder is told', async () => {
    const { permit, caseId } = await issued('keterangan-izin', letter);
    const change = (verb: string) => run(town.saji.actions.changePermit, town.people.head, { permitId: permit.id, verb, reason: `Pelanggaran ketentuan nomor tiga, ${verb}.` });
    const says = async () => [(await page(`/verifikasi/${permit.verification}`)), (await page(`/saji-muba/daftar-izin?cari=${permit.number}`))] as const;
    expect(await says()).toEqual([expect.stringContaining('Dokumen ini berlaku'), expect.stringContaining('>Berlaku<')]);
    await change('suspend');
    expect(await says()).toEqual([expect.stringMatching(/sedang dibekukan[\s\S]*nomor tiga, suspend/), expect.stringContaining('>Dibekukan<')]);
    expect(await refusal(change('suspend'))).toBe('saji-muba/not-valid');
    await change('resume');
    expect(await says()).toEqual([expect.stringContaining('Dokumen ini berlaku'), expect.stringContaining('>Berlaku<')]);
    await change('suspend');
    await change('revoke');
    expect(await says()).toEqual([expect.stringMatching(/sudah dicabut[\s\S]*nomor tiga, revoke/), expect.stringContaining('>Dicabut<')]);
    expect(await refusal(change('resume'))).toBe('saji-muba/not-valid');
    expect((await told(caseId)).filter((name) => name === 'saji-changed')).toHaveLength(4);
    expect(await refusal(run(town.saji.actions.changePermit, town.people.front, { permitId: permit.id, verb: 'revoke', reason: 'Bukan wewenang loket.' }))).toBe('action/forbidden');
  });

  it('is renewed by its holder alone and not too early; the old one is superseded everywhere once the new one is signed', async () => {
    const wish = wishFor(town, 'reklame');
    const { permit, caseId, code } = await issued('reklame', sign, wish);
    const renew = (more: Record<string, unknown> = {}) => run(town.saji.actions.follow, town.resident, { code, purpose: 'renewal', commandId: `perpanjang-${caseId}`, ...more });
    expect(await refusal(renew())).toBe('saji-muba/too-early');
    at('2027-10-01T02:00:00Z');
    const stranger = wishFor(town, 'reklame', { aboutPermit: permit.id, purpose: 'renewal' });
    expect(await refusal(run(town.saji.actions.request, town.resident, stranger))).toBe('saji-muba/not-holder');
    const counter = (digits: string, by: Actor = town.people.front) => run(town.saji.actions.follow, by, { permitId: permit.id, nik: digits, purpose: 'renewal', commandId: `loket-${caseId}` });
    expect(await refusal(counter(stranger.who.nik))).toBe('saji-muba/not-holder');
    expect(await refusal(counter(wish.who.nik, town.resident))).toBe('saji-muba/not-holder');
    const renewed = await renew();
    expect(await refusal(renew({ commandId: 'perpanjang-lagi-1' }))).toBe('cases/already-open');
    await decide('reklame', renewed.caseId, sign);
    expect(await page(`/verifikasi/${permit.verification}`)).toContain('Dokumen ini berlaku');
    await town.signBasket();
    const later = await permitOf(renewed.caseId);
    expect([later.validUntil?.toString(), later.replaces]).toEqual(['2028-09-30', permit.id]);
    expect(await page(`/verifikasi/${permit.verification}`)).toMatch(new RegExp(`sudah diganti[\\s\\S]*/verifikasi/${later.verification}`));
    expect((await findPermit(town.saji.doors, { id: permit.id }))?.status).toBe('superseded');
    expect(await refusal(renew({ commandId: 'perpanjang-usang' }))).toBe('saji-muba/not-in-force');
    at('2026-11-23T02:00:00Z');
  });

  it('is copied without a second opinion, beside the original; an amendment of what was revoked meanwhile is not signed', async () => {
    const { permit, code, caseId } = await issued('reklame', sign);
    const copy = await run(town.saji.actions.follow, town.resident, { code, purpose: 'copy', commandId: `salinan-${caseId}` });
    const changed = await run(town.saji.actions.follow, town.resident, { code, purpose: 'amendment', commandId: `ubah-${caseId}` });
    await decide('reklame', copy.caseId, sign);
    expect((await town.house.pool.query('select 1 from saji_muba.recommendation where case_id = $1', [copy.caseId])).rowCount).toBe(0);
    await town.signBasket();
    expect((await permitOf(copy.caseId)).validUntil?.toString()).toBe(permit.validUntil?.toString());
    expect(await page(`/verifikasi/${permit.verification}`)).toContain('Dokumen ini berlaku');
    await decide('reklame', changed.caseId, { ...sign, lebar: 2 });
    await run(town.saji.actions.changePermit, town.people.head, { permitId: permit.id, verb: 'revoke', reason: 'Papan dipasang di badan jalan.' });
    expect(await refusal(town.signBasket())).toBe('saji-muba/about-ended');
    await run(town.saji.actions.sendBack, town.people.head, { caseId: changed.caseId, reason: 'Izin asalnya sudah dicabut.' });
    expect(await stateOf(changed.caseId)).toBe('drafting');
  });
});

describe('bad days', () => {
  it('a delivery that fails three times waits at the counter, the applicant is told, and takes it there', async () => {
    const { caseId, path } = await issued('keterangan-izin', letter);
    const { dispatch } = town.house;
    const courier = await town.write((work) => dispatch.crews.set(work, { agency: 'dpmptsp', account: 'kurir-uji', name: 'Kurir Uji', profile: 'motor', latitude: -2.88, longitude: 103.84, visitsADay: 8, load: 20 }).then(() => 'kurir-uji'));
    await run(town.saji.actions.dispatch, town.people.front, { caseId, date: '2026-11-23', half: 'pagi' });
    const [visit] = await dispatch.visits.list({ service: 'saji-muba', ref: caseId });
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      if (attempt > 1) await town.write((work) => dispatch.visits.schedule(work, { visit: visit?.id ?? '', date: '2026-11-24', half: 'pagi' }));
      await town.write((work) => dispatch.plan.assign(work, { visit: visit?.id ?? '', officer: courier }));
      await town.write((work) => dispatch.visits.depart(work, { visit: visit?.id ?? '' }));
      await town.write((work) => dispatch.visits.fail(work, { visit: visit?.id ?? '', why: 'Tidak di rumah' }));
      expect(await stateOf(caseId)).toBe(attempt < 3 ? 'dispatched' : 'hold_at_counter');
    }
    expect((await told(caseId)).filter((name) => name === 'saji-held')).toHaveLength(1);
    expect(await page(path)).toContain('Disimpan di loket');
    await run(town.saji.actions.handOver, town.people.front, { caseId });
    expect(await stateOf(caseId)).toBe('delivered');
  });

  it('an answer lost after signing is asked for again with the same bytes: one permit, one number', async () => {
    const { caseId } = await asked('keterangan-izin', letter);
    standIn.seen.length = 0;
    standIn.misbehave('lost', '/api/v2/sign/pdf');
    await town.signBasket();
    expect([await stateOf(caseId), standIn.seen.length]).toEqual(['issued', 2]);
    expect((await town.house.pool.query('select number from saji_muba.permit where case_id = $1', [caseId])).rowCount).toBe(1);
    expect((await town.house.pool.query("select n.void_at from signing.number n join signing.document d on d.id = n.document where d.subject = $1", [caseId])).rows).toEqual([{ void_at: null }]);
  });

  it('an official replaced in mid-signature signs nothing: the permit waits for the new one and keeps its number', async () => {
    const { caseId } = await asked('keterangan-izin', letter);
    standIn.seen.length = 0;
    standIn.misbehave('slow', '/api/v2/sign/pdf');
    const signing = town.signBasket();
    await expect.poll(() => standIn.seen.length, { timeout: 30_000, interval: 20 }).toBeGreaterThan(0);
    const registrar = { ...town.people.head, permissions: new Set(['signing/record-officials']) };
    const term = (await town.house.pool.query<{ id: string }>("select id from signing.holder where position = 'dpmptsp/head' and ended_at is null")).rows[0];
    await run(town.house.signing.actions.endTerm, registrar, { term: term?.id, reason: 'Mutasi jabatan.' });
    await signing;
    expect([await stateOf(caseId), await findPermit(town.saji.doors, { caseId })]).toEqual(['signing', undefined]);
    const [waiting] = await town.house.signing.documentsOf('saji-muba', caseId);
    expect(waiting).toMatchObject({ state: 'waiting', returnedBecause: 'official-changed' });
    await run(town.house.signing.actions.recordTerm, registrar, { position: 'dpmptsp/head', kind: 'plt', account: town.people.head.id, name: 'Budi Contoh', nik, decree: 'SP 9/2026', validFrom: '2026-11-23', validTo: '2026-12-31' });
    await town.signBasket();
    expect([await stateOf(caseId), (await permitOf(caseId)).number]).toEqual(['issued', waiting?.number]);
  });

  it('a holiday declared in the middle of the year moves the promise by a day, tells the applicant once, and leaves what was decided alone', async () => {
    const done = await issued('keterangan-izin', letter);
    const open = await run(town.saji.actions.request, town.resident, wishFor(town, 'izin-penelitian'));
    const { actions, doors } = town.saji;
    await run(actions.submit, town.people.front, { caseId: open.caseId, answers: { lembaga: 'Universitas Contoh', judul: 'Penelitian contoh', lokasi: 'Lalan', mulai: '2026-12-01' } });
    await run(actions.judge, town.people.front, { caseId: open.caseId, items: Object.fromEntries((doors.catalogue.find('izin-penelitian')?.requirements ?? []).map((one) => [one.id, { verdict: 'ok', note: '' }])), complete: true });
    const due = async (caseId: string) => (await town.house.pool.query<{ due_at: Temporal.Instant | null }>("select due_at from cases.clock where case_id = $1 and promise = 'service'", [caseId])).rows[0]?.due_at?.toString();
    const [before, closed] = [await due(open.caseId), await due(done.caseId)];
    const { regency, database, calendar, cases } = town.house;
    const changed = await openCalendar({ database, regency: { ...regency, holidays: [...regency.holidays, { date: '2026-11-24', name: 'Cuti bersama baru', kind: 'regional', status: 'verified', source: 'SKB' }] } });
    await cases.reproject(changed);
    expect(Temporal.Instant.from(before ?? '').until(Temporal.Instant.from(await due(open.caseId) ?? '')).total('hours')).toBeGreaterThanOrEqual(24);
    expect(await due(done.caseId)).toBe(closed);
    await tellMoved(doors);
    await tellMoved(doors);
    expect([(await told(open.caseId)).filter((name) => name === 'saji-moved'), (await told(done.caseId)).filter((name) => name === 'saji-moved')]).toEqual([['saji-moved'], []]);
    await cases.reproject(calendar);
  });
});

describe('reports of unofficial fees', () => {
  it('are read by the head and the Inspectorate alone, each reading recorded, handled once, and counted for the head', async () => {
    const { caseId, code } = await asked('keterangan-izin', letter);
    await run(town.saji.actions.reportFee, town.resident, { code, text: 'Diminta seratus ribu di depan kantor.' });
    const report = (await town.house.pool.query<{ id: string; text: string }>('select id, text from saji_muba.fee_report where case_id = $1', [caseId])).rows[0];
    expect(report?.text).not.toContain('seratus');
    const read = (by: Actor) => run(town.saji.actions.readReport, by, { report: report?.id });
    for (const other of [town.people.front, town.people.back, town.people.division]) expect(await refusal(read(other))).toBe('action/forbidden');
    const auditor = town.people.officer('inspektur', 'inspektur-1', 'inspektorat');
    expect(await read(auditor)).toMatchObject({ text: 'Diminta seratus ribu di depan kantor.', code, outcome: undefined });
    const looks = await town.house.pool.query<{ actor_id: string; purpose: string }>("select actor_id, purpose from access.reading where fields @> array['fee-report']::text[]");
    expect(looks.rows).toEqual([{ actor_id: 'inspektur-1', purpose: 'complaint' }]);
    expect(await readDashboard(town.saji.doors)).toMatchObject({ feeReports: 1, openReports: 1 });
    const close = () => run(town.saji.actions.closeReport, auditor, { report: report?.id, outcome: 'Petugas diperiksa, uang dikembalikan.' });
    await close();
    expect(await refusal(close())).toBe('saji-muba/report-closed');
    expect(await read(town.people.head)).toMatchObject({ outcome: 'Petugas diperiksa, uang dikembalikan.' });
    expect(await readDashboard(town.saji.doors)).toMatchObject({ feeReports: 1, openReports: 0 });
  });
});

describe('trips and kilometres spared', () => {
  it('count visits an officer finished at the door, not those promised, failed or fetched at the counter', async () => {
    const { dispatch } = town.house;
    await run(town.saji.actions.sendBack, town.people.head, { caseId: (await town.house.cases.find({ service: 'saji-muba', state: 'signing' }))[0]?.id ?? '', reason: 'Ditunda dahulu.' });
    const before = await readDashboard(town.saji.doors);
    const { caseId } = await issued('keterangan-izin', letter);
    await run(town.saji.actions.dispatch, town.people.front, { caseId, date: '2026-11-23', half: 'pagi' });
    const [visit] = await dispatch.visits.list({ service: 'saji-muba', ref: caseId });
    expect(await readDashboard(town.saji.doors)).toMatchObject({ trips: before.trips, km: before.km });
    await town.write(async (work) => {
      await dispatch.plan.assign(work, { visit: visit?.id ?? '', officer: 'kurir-uji' });
      await dispatch.visits.depart(work, { visit: visit?.id ?? '' });
      await dispatch.visits.arrive(work, { visit: visit?.id ?? '' });
      await dispatch.visits.finish(work, { visit: visit?.id ?? '' });
    });
    const after = await readDashboard(town.saji.doors);
    expect([after.trips - before.trips, after.km >= before.km]).toEqual([1, true]);
  });
});
