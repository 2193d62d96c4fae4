import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { system, type Actor } from '#kernel/actor';
import { sha256 } from '#kernel/digest';
import { standingClock } from '#kernel/time';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';
import { signInWith } from '../../../test/engines/sign-in.ts';
import { demoPassphrase, openTestAuthority } from './authority/authority.ts';
import { startEsignStandIn } from './standin/server.ts';
import { storeHeads } from './store/officials.ts';
import type { SigningTables } from './tables.ts';

const folder = mkdtempSync(join(tmpdir(), 'srs-signing-'));
const credentials = { username: 'serasan', password: 'rahasia layanan' };
const nik = '1606014101800001';
const secret = { passphrase: demoPassphrase };
const authorityClock = standingClock('2026-11-23T02:00:00Z');
let town: TestHouse;
let standIn: Awaited<ReturnType<typeof startEsignStandIn>>;
let head: Actor;
let second: Actor;
let headTerm = '';

const staff = (id: string, permissions = ['signing/sign']): Actor => ({ kind: 'staff', id, name: 'Uji', permissions: new Set(permissions), agency: 'dpmptsp', channel: 'web' });
const step = <T>(run: Parameters<typeof town.house.database.write<T>>[1]) => town.house.database.write({ actor: system('test'), action: 'test/step' }, run);
const tables = () => town.house.database.read<SigningTables>();
const prepare = (name = 'Siti Contoh, A.Md.Keb.', more: Record<string, unknown> = {}) => step((work) => town.house.signing.prepare(work, {
  class: 'uji/letter', subject: crypto.randomUUID(), agency: 'dpmptsp', holderName: name, data: { heading: 'SURAT IZIN UJI', blocks: [{ kind: 'fields', rows: [['Nama', name]] }] }, ...more,
}));
const prepareMany = async (count: number) => { const ids: string[] = []; for (let at = 0; at < count; at += 1) ids.push(await prepare(`Orang ${at}`)); return ids; };
async function sign(documents: readonly string[], by = head, given: { passphrase?: string } = secret) {
  const batch = await town.house.signing.sign(by, { documents, acceptUnread: true, secret: given });
  await town.house.signing.settled();
  return (await tables().selectFrom('signing.batch_item').select(['outcome', 'reason']).where('batch', '=', batch).orderBy('turn').execute()).map((item) => item.reason ?? item.outcome);
}
const fact = async (id: string) => { const found = await town.house.signing.document({ id }); if (!found) throw new Error('gone'); return found; };
const bytesOf = async (id: string) => buffer((await town.house.signing.file(head, id, { purpose: 'uji' })).stream);
/** The town's clock and the authority's are the same wall clock. */
function advance(duration: Temporal.DurationLike): void { town.clock.advance(duration); authorityClock.set(town.clock.now()); }

beforeAll(async () => {
  const authority = await openTestAuthority({ file: join(folder, 'authority.json'), clock: authorityClock, random: (size) => crypto.getRandomValues(new Uint8Array(size)) });
  writeFileSync(join(folder, 'root.pem'), authority.rootPem);
  standIn = await startEsignStandIn({ authority, clock: authorityClock, credentials });
  town = await openTestHouse({ settings: { SIGNER: 'esign-v2', ESIGN_URL: standIn.url, ESIGN_USERNAME: credentials.username, ESIGN_PASSWORD: credentials.password, ESIGN_ROOTS: join(folder, 'root.pem'), ESIGN_TIMEOUT_SECONDS: '2', ESIGN_PER_CALL: '5', LOG_LEVEL: 'silent' } });
  authorityClock.set(town.clock.now());
  town.house.signing.declareClass({ id: 'uji/letter', service: 'uji', name: { id: 'Surat uji' }, template: 'standard/letter', permission: 'uji/read' });
  const [first, other] = [await signInWith(town.house, { role: 'signing/signer', agency: 'dpmptsp' }), await signInWith(town.house, { role: 'signing/signer', agency: 'dpmptsp' })];
  head = staff(first.account);
  second = staff(other.account);
  headTerm = await step((work) => town.house.signing.storeTerm(work, { position: 'dpmptsp/head', kind: 'definitive', account: head.id, name: 'Budi Contoh, S.H., M.Si.', rank: 'Pembina Utama Muda', nip: '198001012005011001', nik, decree: 'SK Bupati 1/2026', validFrom: '2026-01-01' }));
  standIn.add(nik, { name: 'BUDI CONTOH', nik });
  standIn.add('1606014101800002', { name: 'Rina Contoh', nik: '1606014101800002' });
});
afterEach(() => { const user = standIn.users.get(nik); if (user) { user.status = 'ISSUE'; user.filesLeft = undefined; } });
afterAll(async () => { await town.close(); await standIn.close(); rmSync(folder, { recursive: true }); });

describe('a signed document', () => {
  it('gets its number, passes an independent verifier, and can be proved by code and by hash', async () => {
    const id = await prepare();
    expect((await fact(id)).number).toBeUndefined();
    expect(await sign([id])).toEqual(['signed']);
    const signed = await fact(id);
    expect(signed).toMatchObject({ state: 'signed', standing: 'valid', number: '0001/DPMPTSP/XI/2026', initials: 'S.C.' });
    const pdf = await bytesOf(id);
    expect(sha256(pdf)).toBe(signed.sha256);
    expect((await town.house.signing.document({ sha256: sha256(pdf) }))?.id).toBe(id);
    writeFileSync(join(folder, 'signed.pdf'), pdf);
    const seen = execFileSync('pdfsig', ['-nocert', join(folder, 'signed.pdf')], { encoding: 'utf8' });
    expect(seen).toContain('Signature is Valid');
    expect(seen).toContain('BUDI CONTOH');
    const text = execFileSync('pdftotext', [join(folder, 'signed.pdf'), '-'], { encoding: 'utf8' });
    expect(text).toContain('0001/DPMPTSP/XI/2026');
    expect(text).toContain(`/verifikasi/${signed.code}`);
  });

  it('can be revoked and superseded, once, and says so', async () => {
    const [old, later] = [await prepare(), await prepare()];
    await sign([old, later]);
    await step((work) => town.house.signing.supersede(work, { document: old, by: later, reason: 'Alamat berubah.' }));
    expect(await fact(old)).toMatchObject({ standing: 'superseded', replacedBy: (await fact(later)).code });
    await step((work) => town.house.signing.revoke(work, { document: later, reason: 'Syarat tidak dipenuhi lagi.' }));
    expect((await fact(later)).standing).toBe('revoked');
    await expect(step((work) => town.house.signing.revoke(work, { document: later, reason: 'lagi' }))).rejects.toMatchObject({ code: 'signing/already-ended' });
  });
});

describe('when the signing service errs', () => {
  it('keeps what is signed and returns the rest with the reason when the certificate ends in mid-batch', async () => {
    const user = standIn.users.get(nik);
    if (user) user.filesLeft = 6;
    const documents = await prepareMany(13);
    const outcomes = await sign(documents);
    expect(outcomes.slice(0, 6)).toEqual(Array.from({ length: 6 }, () => 'signed'));
    expect(new Set(outcomes.slice(6))).toEqual(new Set(['certificate-expired']));
    const rest = await Promise.all(documents.slice(6).map(fact));
    expect(rest.every((one) => one.state === 'waiting' && one.returnedBecause === 'certificate-expired')).toBe(true);
    // The last two were never begun: no number was spent on them.
    expect(rest.slice(5).map((one) => one.number)).toEqual([undefined, undefined]);
    if (user) { user.status = 'ISSUE'; user.filesLeft = undefined; }
    const numbers = rest.slice(0, 5).map((one) => one.number);
    expect(await sign(documents.slice(6))).toEqual(Array.from({ length: 7 }, () => 'signed'));
    expect((await Promise.all(documents.slice(6, 11).map(fact))).map((one) => one.number)).toEqual(numbers);
  });

  it('asks again with the same bytes when the answer is lost, and counts the document once', async () => {
    const id = await prepare();
    standIn.seen.length = 0;
    standIn.misbehave('lost', '/api/v2/sign/pdf');
    expect(await sign([id])).toEqual(['signed']);
    expect(standIn.seen).toHaveLength(2);
    const requests = await tables().selectFrom('signing.request').select(['unsigned_sha256', 'outcome']).where('document', '=', id).execute();
    expect(requests).toHaveLength(1);
    const pdf = await bytesOf(id);
    const ours = pdf.lastIndexOf('%%EOF', pdf.lastIndexOf('%%EOF') - 1) + '%%EOF'.length;
    expect(sha256(pdf.subarray(0, ours))).toBe(requests[0]?.unsigned_sha256);
  });

  it('gives up after three lost answers; the next day the page carries the new date and the same number', async () => {
    const id = await prepare();
    for (const fault of ['error', 'html', 'slow'] as const) standIn.misbehave(fault, '/api/v2/sign/pdf');
    expect(await sign([id])).toEqual(['lost']);
    const { number } = await fact(id);
    const before = await tables().selectFrom('signing.document').select('unsigned_sha256').where('id', '=', id).executeTakeFirstOrThrow();
    standIn.misbehave('error', '/api/v2/user/check/status');
    expect(await sign([id])).toEqual(['unavailable']);
    const same = await tables().selectFrom('signing.document').select('unsigned_sha256').where('id', '=', id).executeTakeFirstOrThrow();
    expect(same).toEqual(before);
    advance({ hours: 24 });
    expect(await sign([id])).toEqual(['signed']);
    const after = await tables().selectFrom('signing.document').select('unsigned_sha256').where('id', '=', id).executeTakeFirstOrThrow();
    expect(after).not.toEqual(before);
    expect((await fact(id)).number).toBe(number);
  });

  it('finds each file its own answer when they come back in another order, and asks again for one that was forgotten', async () => {
    const documents = await prepareMany(4);
    standIn.misbehave('swap', '/api/v2/sign/pdf');
    standIn.misbehave('swap', '/api/v2/sign/pdf');
    standIn.misbehave('short', '/api/v2/sign/pdf');
    expect(await sign(documents)).toEqual(['signed', 'signed', 'signed', 'signed']);
    const more = await prepareMany(3);
    standIn.misbehave('swap', '/api/v2/sign/pdf');
    standIn.misbehave('short', '/api/v2/sign/pdf');
    expect(await sign(more)).toEqual(['signed', 'signed', 'signed']);
    for (const id of [...documents, ...more]) {
      writeFileSync(join(folder, 'one.pdf'), await bytesOf(id));
      expect(execFileSync('pdftotext', [join(folder, 'one.pdf'), '-'], { encoding: 'utf8' })).toContain(String((await fact(id)).number));
    }
  });

  it.each([['tamper', 'check-prefix-changed'], ['other', 'check-signer']] as const)('accepts nothing when it %ss', async (fault, reason) => {
    const id = await prepare();
    standIn.misbehave(fault, '/api/v2/sign/pdf');
    expect(await sign([id])).toEqual([fault === 'tamper' ? expect.stringMatching(/^check-/) : reason]);
    expect((await fact(id)).state).toBe('waiting');
    expect(await sign([id])).toEqual(['signed']);
  });

  it('spends one number on a wrong passphrase, and none twice', async () => {
    const documents = await prepareMany(3);
    expect(await sign(documents, head, { passphrase: 'bukan ini' })).toEqual(['passphrase', 'passphrase', 'passphrase']);
    expect((await Promise.all(documents.map(fact))).map((one) => one.number !== undefined)).toEqual([true, false, false]);
    expect(await sign(documents)).toEqual(['signed', 'signed', 'signed']);
  });
});

describe('when the process dies between signature and saving', () => {
  it('the document returns to the basket and is signed again under its number, the first answer being put aside', async () => {
    const id = await prepare();
    standIn.seen.length = 0;
    standIn.misbehave('slow', '/api/v2/sign/pdf');
    const batch = await town.house.signing.sign(head, { documents: [id], acceptUnread: true, secret });
    await expect.poll(() => standIn.seen.length, { timeout: 20_000, interval: 20 }).toBe(1);
    const { number } = await fact(id);
    expect(await town.house.signing.recover(system('test'))).toBe(0);
    advance({ minutes: 16 });
    expect(await town.house.signing.recover(system('test'))).toBe(1);
    expect(await fact(id)).toMatchObject({ state: 'waiting', returnedBecause: 'interrupted', number });
    await town.house.signing.settled();
    const late = await tables().selectFrom('signing.request').select('outcome').where('batch', '=', batch).executeTakeFirstOrThrow();
    expect(['discarded', 'interrupted']).toContain(late.outcome);
    expect((await fact(id)).state).toBe('waiting');
    expect(await sign([id])).toEqual(['signed']);
    expect((await fact(id)).number).toBe(number);
  });
});

describe('officials', () => {
  it('keep strangers out, let an acting official sign in their days, and put the acting word on the page', async () => {
    const id = await prepare();
    await expect(town.house.signing.sign(second, { documents: [id], acceptUnread: true, secret })).rejects.toMatchObject({ code: 'signing/not-yours' });
    const today = town.clock.now().toZonedDateTimeISO('Asia/Jakarta').toPlainDate().toString();
    const acting = await step((work) => town.house.signing.storeTerm(work, { position: 'dpmptsp/head', kind: 'plh', account: second.id, name: 'Rina Contoh, S.E.', nik: '1606014101800002', decree: 'SPT 9/2026', validFrom: today, validTo: today }));
    await expect(town.house.signing.sign(head, { documents: [id], acceptUnread: true, secret })).rejects.toMatchObject({ code: 'signing/not-yours' });
    expect(await sign([id], second)).toEqual(['signed']);
    writeFileSync(join(folder, 'plh.pdf'), await bytesOf(id));
    expect(execFileSync('pdftotext', [join(folder, 'plh.pdf'), '-'], { encoding: 'utf8' })).toMatch(/Plh\.\s+Kepala\s+Dinas\s+Penanaman/);
    await town.house.perform(town.house.signing.actions.endTerm, staff(second.id, ['signing/record-officials']), { term: acting, reason: 'Kepala sudah kembali.' });
  });

  it('that are replaced in mid-signature lose it: the document waits for the new one', async () => {
    const id = await prepare();
    standIn.seen.length = 0;
    standIn.misbehave('slow', '/api/v2/sign/pdf');
    await town.house.signing.sign(head, { documents: [id], acceptUnread: true, secret });
    await expect.poll(() => standIn.seen.length, { timeout: 20_000, interval: 20 }).toBe(1);
    const registrar = staff(second.id, ['signing/record-officials']);
    await town.house.perform(town.house.signing.actions.endTerm, registrar, { term: headTerm, reason: 'Mutasi jabatan.' });
    await town.house.signing.settled();
    expect(await fact(id)).toMatchObject({ state: 'waiting', returnedBecause: 'official-changed' });
    expect(await town.house.signing.waiting(head)).toEqual([]);
    headTerm = await town.house.perform(town.house.signing.actions.recordTerm, registrar, { position: 'dpmptsp/head', kind: 'definitive', account: head.id, name: 'Budi Contoh', nik, decree: 'SK 2/2026', validFrom: '2026-11-01', validTo: '' });
    await expect(town.house.perform(town.house.signing.actions.recordTerm, registrar, { position: 'dpmptsp/head', kind: 'definitive', account: second.id, name: 'Rina Contoh', decree: 'SK 3/2026', validFrom: '2026-12-01', validTo: '' })).rejects.toMatchObject({ code: 'signing/terms-overlap' });
    await expect(town.house.perform(town.house.signing.actions.recordTerm, { ...registrar, agency: 'bpkad' }, { position: 'dpmptsp/head', kind: 'plt', account: second.id, name: 'Rina', decree: 'SK 4', validFrom: '2026-12-01', validTo: '2026-12-05' })).rejects.toMatchObject({ code: 'signing/other-agency' });
    expect(await sign([id])).toEqual(['signed']);
  });

  it('that let documents wait too long are stood in for by the named substitute, a.n.', async () => {
    const registrar = staff(second.id, ['signing/record-officials']);
    const position = await town.house.perform(town.house.signing.actions.addPosition, registrar, { agency: 'dpmptsp', id: 'sekretaris', title: 'Sekretaris Dinas' });
    await town.house.perform(town.house.signing.actions.recordTerm, registrar, { position, kind: 'definitive', account: second.id, name: 'Rina Contoh', nik: '1606014101800002', decree: 'SK 5/2026', validFrom: '2026-01-01' });
    await town.house.perform(town.house.signing.actions.setSubstitute, registrar, { position: 'dpmptsp/head', substitute: position, hours: 48 });
    const id = await prepare();
    expect((await town.house.signing.waiting(second)).map((row) => row.id)).not.toContain(id);
    advance({ hours: 49 });
    expect((await town.house.signing.waiting(second)).map((row) => row.id)).toContain(id);
    expect(await sign([id], second)).toEqual(['signed']);
    writeFileSync(join(folder, 'an.pdf'), await bytesOf(id));
    expect(execFileSync('pdftotext', ['-layout', join(folder, 'an.pdf'), '-'], { encoding: 'utf8' })).toMatch(/a\.n\.\s+Kepala\s+Dinas/);
  });
});

describe('numbers', () => {
  it('have no gap and no duplicate when many sign at once, some failing', async () => {
    const groups = await Promise.all(Array.from({ length: 4 }, () => prepareMany(5)));
    const shared = await prepare();
    // Two: three in a row on one request would use up its attempts, and which request meets them is chance.
    for (let at = 0; at < 2; at += 1) standIn.misbehave('error', '/api/v2/sign/pdf');
    await Promise.allSettled(groups.map((documents, at) => town.house.signing.sign(head, { documents: [...documents, shared], acceptUnread: true, secret: at === 3 ? { passphrase: 'salah' } : secret })));
    await town.house.signing.settled();
    const given = await tables().selectFrom('signing.number').select(['series', 'year', 'seq', 'number']).where('series', '=', 'uji/letter').orderBy('seq').execute();
    expect(given.map((row) => row.seq)).toEqual(given.map((_, at) => at + 1));
    expect(new Set(given.map((row) => row.number)).size).toBe(given.length);
    const twice = await tables().selectFrom('signing.number').select('document').groupBy('document').having((test) => test.fn.countAll(), '>', 1).execute();
    expect(twice).toEqual([]);
    const states = await Promise.all([...groups.flat(), shared].map(fact));
    expect(states.every((one) => one.state === 'signed' || one.state === 'waiting')).toBe(true);
    expect(states.filter((one) => one.state === 'signed').length).toBeGreaterThanOrEqual(15);
    expect(await sign(states.filter((one) => one.state === 'waiting').map((one) => one.id))).not.toContain('returned');
  });

  it('begin anew each year; one that was given last year and not signed is void and stays in the book', async () => {
    const id = await prepare();
    await sign([id], head, { passphrase: 'salah' });
    const old = (await fact(id)).number;
    advance({ hours: 24 * 45 });
    expect(await sign([id])).toEqual(['signed']);
    expect((await fact(id)).number).toBe('0001/DPMPTSP/I/2027');
    const book = await tables().selectFrom('signing.number').select(['number', 'void_because']).where('document', '=', id).orderBy('year').execute();
    expect(book).toEqual([{ number: old, void_because: 'Tahun berganti sebelum ditandatangani.' }, { number: '0001/DPMPTSP/I/2027', void_because: null }]);
  });

  it('can be voided before the signature by the registrar of the agency, who says why', async () => {
    const id = await prepare();
    await sign([id], head, { passphrase: 'salah' });
    const registrar = staff(second.id, ['signing/end-documents']);
    await expect(town.house.perform(town.house.signing.actions.void, registrar, { document: id, reason: 'x' })).rejects.toMatchObject({ code: 'action/invalid' });
    await town.house.perform(town.house.signing.actions.void, registrar, { document: id, reason: 'Pemohon mundur.' });
    expect(await fact(id)).toMatchObject({ state: 'void', standing: 'void', endedBecause: 'Pemohon mundur.' });
    await expect(town.house.signing.sign(head, { documents: [id], acceptUnread: true, secret })).rejects.toMatchObject({ code: 'signing/not-waiting' });
  });
});

describe('the basket', () => {
  it('wants each document opened or accepted unread, and at most fifty', async () => {
    const id = await prepare();
    await expect(town.house.signing.sign(head, { documents: [id], acceptUnread: false, secret })).rejects.toMatchObject({ code: 'signing/not-opened' });
    await town.house.perform(town.house.signing.actions.open, head, { document: id });
    await town.house.signing.sign(head, { documents: [id], acceptUnread: false, secret });
    await town.house.signing.settled();
    expect((await fact(id)).state).toBe('signed');
    await expect(town.house.signing.sign(head, { documents: Array.from({ length: 51 }, () => crypto.randomUUID()), acceptUnread: true, secret })).rejects.toMatchObject({ code: 'action/invalid' });
    await expect(town.house.signing.sign(head, { documents: [id], acceptUnread: true, secret: {} })).rejects.toMatchObject({ code: 'signing/secret-missing' });
  });

  it('sends a document back with a reason, which the service hears', async () => {
    const id = await prepare();
    await town.house.perform(town.house.signing.actions.sendBack, head, { document: id, reason: 'Nama salah tulis.' });
    expect(await fact(id)).toMatchObject({ state: 'withdrawn', endedBecause: 'Nama salah tulis.' });
    const { rows } = await town.house.pool.query("select 1 from evidence.event where type = 'signing/withdrawn' and subject = $1", [id]);
    expect(rows).toHaveLength(1);
  });
});

it('leaves passphrases and names nowhere in the database that they must not be', async () => {
  const { rows } = await town.house.pool.query<{ table: string }>("select quote_ident(table_schema) || '.' || quote_ident(table_name) as table from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')");
  expect(rows.length).toBeGreaterThan(40);
  for (const { table } of rows) for (const hidden of [demoPassphrase, 'bukan ini', 'Siti Contoh', nik]) {
    const found = await town.house.pool.query(`select 1 from ${table} as t where t::text like $1 limit 1`, [`%${hidden}%`]);
    expect([table, hidden, found.rowCount]).toEqual([table, hidden, 0]);
  }
  expect(readFileSync(join(folder, 'authority.json'), 'utf8')).not.toContain(demoPassphrase);
});

describe('positions', () => {
  it('are the one list of the cases floor: heads, those a registrar adds, and those signing kept for itself before', async () => {
    const { cases, regency, signing, perform } = town.house;
    const named = async (id: string) => (await cases.positions.list()).find((one) => one.id === id);
    expect((await cases.positions.list()).filter((one) => one.id.endsWith('/head')).map((one) => one.agency).sort()).toEqual(regency.agencies.map((agency) => agency.id).sort());
    const registrar = staff(second.id, ['signing/record-officials']);
    await perform(signing.actions.addPosition, registrar, { agency: 'dpmptsp', id: 'loket-utama', title: 'Kepala Loket Utama' });
    expect(await named('dpmptsp/loket-utama')).toMatchObject({ agency: 'dpmptsp', name: { id: 'Kepala Loket Utama' } });
    await town.house.pool.query("insert into signing.former_position (id, agency, title) values ('dpmptsp/lama', 'dpmptsp', 'Jabatan Lama')");
    for (const _start of [1, 2]) await step((work) => storeHeads(work, regency, cases.positions));
    expect(await named('dpmptsp/lama')).toMatchObject({ name: { id: 'Jabatan Lama' } });
    expect((await town.house.pool.query('select count(*)::int as n from signing.former_position')).rows).toEqual([{ n: 0 }]);
    // Where work falls to, which the permit office says, is left alone.
    expect((await town.house.pool.query("select falls_to from cases.position where id = 'dpmptsp/head'")).rows).toEqual([{ falls_to: 'dpmptsp/secretary' }]);
  });
});
