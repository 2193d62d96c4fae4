import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import { sha256 } from '#kernel/digest';
import { noteVerifier } from '#kernel/note';
import { openVault } from '#platform/vault';
import { checkProof, openTransparency, readWholeLog, readWitnesses, type Transparency } from '#commons/transparency';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';
import { testMasterKey } from '../../../test/engines/template.ts';
import { signInWith } from '../../../test/engines/sign-in.ts';
import { check } from './verifier/check.ts';

let town: TestHouse;
let folder: string;
let log: Transparency;
const intent = { actor: system('test'), action: 'test/state' };
const random = (size: number) => crypto.getRandomValues(new Uint8Array(size));
const open = (more: Partial<Parameters<typeof openTransparency>[0]> = {}) => openTransparency({
  database: town.house.database, evidence: town.house.evidence, vault: openVault({ masterKey: testMasterKey, dataFolder: folder, random }), random, zone: 'Asia/Jakarta', origin: log.log.origin, dataFolder: folder,
  counted: [], receipted: [], witnesses: [], quorum: 1, watched: [], ...more,
});
const state = (subject: string) => town.house.database.write(intent, (work) => log.state(work, { type: 'rilis', subject, payloadSha256: sha256(subject), method: 'uji' }));
const publicly = async (path: string) => {
  const response = await town.house.http.app.inject(`/log/${path}`);
  if (response.statusCode !== 200) throw new Error(String(response.statusCode));
  return new Uint8Array(response.rawPayload);
};

beforeAll(async () => {
  town = await openTestHouse();
  // The log of the house itself, so that its public addresses serve it.
  folder = town.house.config.DATA_DIR;
  log = town.house.transparency;
  for (let index = 0; index < 20; index += 1) await state(`a-${index}`);
  await log.log.publish();
});
afterAll(() => town.close());

describe('a statement of the log', () => {
  it('is proved by a file that needs no connection', async () => {
    const id = await state('with proof');
    expect(await log.proveEntry(id)).toBeUndefined();
    await log.log.publish();
    const response = await town.house.http.app.inject(`/log/bukti/${id}.tlog-proof`);
    expect(response.headers['content-disposition']).toContain('.tlog-proof');
    const key = log.log.verifierKey;
    expect(checkProof(response.body, [noteVerifier(key)])).toMatchObject({ index: 20, entry: { subject: 'with proof' }, signedBy: [log.log.origin] });
    expect(check(response.body, key)).toMatchObject({ ok: true, index: 20, entry: { subject: 'with proof' } });
    expect(check(response.body, 'salah')).toEqual({ ok: false, fault: 'key' });
    for (const name of ['999', '-1', '01', 'x', `${crypto.randomUUID()}.tlog-proof`]) expect((await town.house.http.app.inject(`/log/bukti/${name}`)).statusCode).toBe(404);
  });
});

describe('a database that was put back to an earlier day', () => {
  it('gets back what the log had signed, at the index it had, and the log says that it happened', async () => {
    const lost = await state('will be lost');
    await log.log.publish();
    const before = await log.log.checkpoint();
    // The restore: the newest entry, its head and its hashes are gone; two things were told since.
    const { pool } = town.house;
    await pool.query('alter table transparency.entry disable trigger entry_kept');
    await pool.query('delete from transparency.entry where index = 21');
    await pool.query('alter table transparency.entry enable trigger entry_kept');
    await pool.query('delete from transparency.head where size = 22');
    await pool.query('update transparency.tile set hashes = substring(hashes from 1 for 21 * 32) where level = 0');
    await state('after the restore');
    await log.log.publish();
    const { rows } = await pool.query<{ index: string; id: string; type: string; subject: string }>('select index, id, type, subject from transparency.entry where index >= 21 order by index');
    expect(rows.map((row) => Number(row.index))).toEqual([21, 22, 23]);
    expect(rows[0]).toMatchObject({ type: 'rilis', subject: 'will be lost' });
    expect(rows.slice(1).map((row) => `${row.type} ${row.subject}`).sort()).toEqual(['koreksi log', 'rilis after the restore']);
    expect(rows[0]?.id).toBe(lost);
    const after = await log.log.checkpoint();
    expect(log.log.stopped()).toBeUndefined();
    expect([before?.size, after?.size]).toEqual([22, 24]);
    expect(await readWholeLog(publicly, log.log.verifierKey)).toEqual({ size: 24, origin: log.log.origin });
  });

  it('stays without a signature when what was kept does not lead to what was signed', async () => {
    const kept = readFileSync(join(folder, 'keys', 'log-entries'), 'utf8');
    const signed = readFileSync(join(folder, 'keys', 'log-signed'), 'utf8');
    await state('one more');
    writeFileSync(join(folder, 'keys', 'log-signed'), `${log.log.origin}\n26\n${Buffer.alloc(32, 7).toString('base64')}\n`);
    writeFileSync(join(folder, 'keys', 'log-entries'), `${kept}${JSON.stringify({ index: 24, id: crypto.randomUUID(), type: 'rilis', subject: 'forged', body: '{}', added_at: town.clock.now().toString() })}\n{"index":25,"id":`);
    expect(await log.log.publish()).toBeUndefined();
    expect(log.log.stopped()).toContain('dihentikan');
    expect((await town.house.pool.query("select count(*)::int as n from transparency.entry where subject = 'forged'")).rows[0].n).toBe(0);
    expect((await town.house.http.app.inject({ url: '/log', headers: { accept: 'text/html' } })).body).toContain('Penerbitan dihentikan');
    writeFileSync(join(folder, 'keys', 'log-signed'), signed);
    writeFileSync(join(folder, 'keys', 'log-entries'), kept);
    const again = open();
    expect(await again.log.publish()).toBe(25);
  });
});

describe('a change of key', () => {
  it('is stated, signed by both keys, and whoever knows the old key follows it', async () => {
    const old = log.log.verifierKey;
    const next = await log.log.rotateKey();
    expect(next).not.toBe(old);
    expect(log.log.verifierKey).toBe(next);
    const [entry] = (await town.house.pool.query<{ body: string }>("select body from transparency.entry where type = 'kunci.rotasi'")).rows;
    const note = Buffer.from(await publicly('kunci/rotasi/1')).toString();
    expect(JSON.parse(entry?.body ?? '{}')).toMatchObject({ payload_sha256: sha256(note) });
    await state('under the new key');
    await log.log.publish();
    const size = (await log.log.checkpoint())?.size ?? 0;
    for (const key of [old, next]) expect(await readWholeLog(publicly, key)).toEqual({ size, origin: log.log.origin });
    const stranger = openTransparency({ ...optionsOfStranger(), origin: log.log.origin }).log.verifierKey;
    expect((await readWholeLog(publicly, stranger)).fault).toContain('tidak sah');
    expect(openNoteOf(note, old)).toBe(true);
  });
});

function optionsOfStranger(): Parameters<typeof openTransparency>[0] {
  const elsewhere = mkdtempSync(join(tmpdir(), 'srs-log-'));
  return { database: town.house.database, evidence: town.house.evidence, vault: openVault({ masterKey: Buffer.alloc(32, 9).toString('base64'), dataFolder: elsewhere, random }), random, zone: 'Asia/Jakarta', origin: 'lain.test/log', dataFolder: elsewhere, counted: [], receipted: [], witnesses: [], quorum: 1, watched: [] };
}

const openNoteOf = (note: string, key: string) => note.includes(`kunci lama ${key}`);

describe('two regencies', () => {
  it('witness each other over the wire; the page says so, and turns red when one of them saw another log', async () => {
    const neighbour = await openTestHouse({ settings: { PUBLIC_URL: 'https://tetangga.test', WITNESSED_LOGS: log.log.verifierKey } });
    try {
      await neighbour.house.transparency.watch(log.log.verifierKey);
      const address = await neighbour.house.http.app.listen({ host: '127.0.0.1', port: 0 });
      const mine = open({ witnesses: [{ url: `${address}/log/saksi`, verifierKey: neighbour.house.transparency.witnessKey }] });
      expect((await mine.standing()).overdue).toBe(true);
      expect(await mine.askWitnesses()).toBe(1);
      expect(await mine.standing()).toMatchObject({ overdue: false, alarms: [] });
      const cosigned = await mine.log.checkpoint();
      expect(cosigned?.note.split('\n').filter((line) => line.startsWith('— '))).toHaveLength(2);
      // A proof that carries the witness's line is checked with the witness's key too.
      const response = await town.house.http.app.inject('/log/bukti/3.tlog-proof');
      expect(check(response.body, `${mine.log.verifierKey}\n${neighbour.house.transparency.witnessKey}`)).toMatchObject({ ok: true, signedBy: [log.log.origin, 'tetangga.test/saksi'] });
      expect(check(response.body.replace(/(— tetangga\.test\/saksi .{30})(.)/, (_match, head: string, letter: string) => head + (letter === 'A' ? 'B' : 'A')), `${mine.log.verifierKey}\n${neighbour.house.transparency.witnessKey}`)).toEqual({ ok: false, fault: 'signature' });

      town.clock.advance({ hours: 25 });
      expect((await mine.standing()).overdue).toBe(true);
      // The neighbour remembers a longer log than ours: ours was rewound, or theirs forked.
      await neighbour.house.pool.query('update transparency.witnessed set size = size + 1000');
      expect(await mine.askWitnesses()).toBe(0);
      expect(await mine.askWitnesses()).toBe(0);
      expect((await mine.standing()).alarms).toMatchObject([{ witness: 'tetangga.test/saksi', why: expect.stringContaining('pernah menandatangani') }]);
      expect((await town.house.http.app.inject({ url: '/log', headers: { accept: 'text/html' } })).body).toContain('Saksi melihat catatan yang berbeda');
    } finally {
      await neighbour.close();
    }
  });

  it('are set up by one line, and a line that could never be believed stops the start', () => {
    const key = log.witnessKey;
    expect(readWitnesses(`https://saksi.test/log/saksi ${key}, `)).toEqual([{ url: 'https://saksi.test/log/saksi', verifierKey: key }]);
    for (const wrong of ['saksi.test', `https://saksi.test ${key.slice(0, -2)}`, `https://saksi.test ${log.log.verifierKey}`]) expect(() => readWitnesses(wrong)).toThrow();
  });
});

describe('a random check of what was counted', () => {
  it('is drawn after the counts are out, judged by the Inspektorat, and stated for ever', async () => {
    const { house, clock } = town;
    const signIn = async () => (await signInWith(house, { role: 'transparency/auditor', agency: 'rsud' })).cookie;
    let auditor = await signIn();
    const post = (url: string, payload: Record<string, string>, cookie = auditor) => house.http.app.inject({ method: 'POST', url, headers: { cookie, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams(payload).toString() });
    const day = clock.now().toZonedDateTimeISO('Asia/Jakarta').toPlainDate().toString();
    await house.database.write(intent, async (work) => { for (let index = 0; index < 80; index += 1) work.emit({ type: 'saroale/no-show', version: 1, subject: crypto.randomUUID(), data: {} }); });
    await house.evidence.pump();
    const asked = { service: 'saroale', from: day, to: day, share: '0.05' };
    expect((await post('/log/uji-petik', asked)).body).toContain('Belum ada hari yang ditutup');
    clock.advance({ hours: 24 });
    auditor = await signIn();
    await log.closeDays();
    await log.log.publish();
    // The closing is the newest entry: its own checkpoint was known when the count was.
    expect((await post('/log/uji-petik', asked)).body).toContain('Benih undian belum ada');
    await state('later');
    await log.log.publish();
    expect((await post('/log/uji-petik', asked, '')).statusCode).toBe(403);
    const drawn = await post('/log/uji-petik', asked);
    expect(drawn.statusCode).toBe(303);
    const url = String(drawn.headers.location);
    const items = (await house.pool.query<{ place: number }>('select place from transparency.sample_item order by place')).rows;
    expect(items).toHaveLength(59);
    expect((await post(`${url}/selesai`, {})).body).toContain('Masih ada yang belum diperiksa');
    expect((await post(`${url}/0`, { 'verdict-0': 'tidak-ada' })).body).toContain('Temuan perlu keterangan');
    for (const { place } of items) expect((await post(`${url}/${place}`, { [`verdict-${place}`]: place === 7 ? 'tidak-ada' : 'sesuai', [`note-${place}`]: place === 7 ? 'Tidak ada catatan kunjungan.' : '' })).statusCode).toBe(303);
    expect((await post(`${url}/selesai`, {})).statusCode).toBe(303);
    await log.log.publish();
    const result = await house.http.app.inject(`${url}/hasil.json`);
    expect(result.json()).toMatchObject({ service: 'saroale', population: 80, size: 59, sesuai: 58, tidakAda: 1 });
    const [entry] = (await house.pool.query<{ body: string }>("select body from transparency.entry where type = 'audit.hasil'")).rows;
    expect(JSON.parse(entry?.body ?? '{}')).toMatchObject({ payload_sha256: sha256(result.body), subject: 'saroale' });
    expect((await post(`${url}/3`, { 'verdict-3': 'tidak-ada', 'note-3': 'berubah pikiran' })).body).toContain('sudah selesai');
    const publicPage = await house.http.app.inject({ url, headers: { accept: 'text/html' } });
    expect(publicPage.body).toContain('1 tidak pernah terjadi');
    expect(publicPage.body).toContain('hanya terbuka bagi pemeriksa');
  });
});

describe('a figure', () => {
  it('is stated when published, and a correction names what it replaces; the proof brings the figure along', async () => {
    const { house } = town;
    const told: { type: string; replaces?: string | undefined }[] = [];
    const { publishFigures, openMeasures } = await import('#commons/evidence');
    const { manifest } = await import('#agencies/rsud/saroale/manifest');
    const measures = openMeasures({ database: house.database, zone: 'Asia/Jakarta' });
    const manifests = [{ ...manifest, measures: [{ id: 'uji', name: { id: 'Uji' }, definition: { id: 'Uji' }, unit: 'kali' as const, staleAfterHours: 24, kind: 'count' as const, of: { events: ['saroale/no-show'] } }] }];
    const publish = () => publishFigures({ database: house.database, measures, manifests, tell: (work, one) => { told.push(one); return log.state(work, { ...one, method: 'angka-v1' }); } });
    expect(await publish()).toBeGreaterThan(0);
    expect(told.every((one) => one.type === 'rilis')).toBe(true);
    const yesterday = town.clock.now().subtract({ hours: 24 });
    await house.database.write(intent, async (work) => { for (let index = 0; index < 10; index += 1) work.emit({ type: 'saroale/no-show', version: 1, subject: crypto.randomUUID(), data: { channel: 'web' }, occurredAt: yesterday }); });
    await house.evidence.pump();
    // Pages and figures are counted to one place of the log for a quarter of a minute.
    town.clock.advance({ seconds: 20 });
    told.length = 0;
    expect(await publish()).toBe(1);
    const [correction] = (await house.pool.query<{ statement: string; replaced: string }>('select p.statement, q.statement as replaced from evidence.published p join evidence.published q on q.id = p.replaces')).rows;
    expect(told).toMatchObject([{ type: 'koreksi', replaces: correction?.replaced }]);
    await log.log.publish();
    const file = (await house.http.app.inject(`/log/bukti/${correction?.statement}.tlog-proof`)).body;
    expect(check(file, log.log.verifierKey)).toMatchObject({ ok: true, entry: { type: 'koreksi', replaces: correction?.replaced }, payload: { figure: { value: 90 } } });
    expect(check(file.replace(/extra \S+/, (line) => `extra ${Buffer.from(Buffer.from(line.slice(6), 'base64').toString().replace('value\\":90', 'value\\":98')).toString('base64')}`), log.log.verifierKey)).toEqual({ ok: false, fault: 'payload' });
  });
});

