import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import { sha256 } from '#kernel/digest';
import { leafHash, rootOf, verifyConsistency, verifyInclusion } from '#kernel/merkle';
import { formatTlogProof, noteVerifier, openNote, parseCheckpoint, parseTlogProof } from '#kernel/note';
import { openVault } from '#platform/vault';
import { checkProof, openTransparency, readWholeLog, type Transparency } from '#commons/transparency';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';
import { check } from './verifier/check.ts';
import { testMasterKey } from '../../../test/engines/template.ts';

let town: TestHouse;
let log: Transparency;
let folder: string;
const intent = { actor: system('test'), action: 'test/state' };
const random = (size: number) => crypto.getRandomValues(new Uint8Array(size));

const open = (dataFolder: string, origin = 'muba.test/log', witnesses: Parameters<typeof openTransparency>[0]['witnesses'] = []) => openTransparency({
  database: town.house.database, evidence: town.house.evidence, vault: openVault({ masterKey: testMasterKey, dataFolder, random }), random, zone: 'Asia/Jakarta', origin, dataFolder, counted: ['try/served', 'try/began'], receipted: ['try/served'], witnesses, quorum: 1, watched: [],
});
const state = (subject: string) => town.house.database.write(intent, async (work) => { await log.log.state(work, { type: 'rilis', subject, payloadSha256: sha256(subject), method: 'uji' }); });

beforeAll(async () => {
  town = await openTestHouse();
  folder = mkdtempSync(join(tmpdir(), 'srs-log-'));
  log = open(folder);
});
afterAll(async () => {
  await town.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the public log', () => {
  it('publishes what was stated, and any entry can be proved against the signed checkpoint', async () => {
    for (let index = 0; index < 300; index += 1) await state(`a-${index}`);
    expect(await log.log.publish()).toBe(300);
    const checkpoint = await log.log.checkpoint();
    const opened = openNote(checkpoint?.note ?? '', [noteVerifier(log.log.verifierKey)]);
    const head = parseCheckpoint(opened?.text ?? '');
    expect(head).toMatchObject({ origin: 'muba.test/log', size: 300 });
    const { rows } = await town.house.pool.query<{ body: string }>('select body from transparency.entry order by index');
    const leaves = rows.map((row) => leafHash(Buffer.from(row.body)));
    expect(Buffer.from(rootOf(leaves)).equals(head?.root ?? Buffer.alloc(0))).toBe(true);
    for (const index of [0, 1, 255, 256, 299]) {
      const proof = await log.log.prove(index, 300);
      expect(verifyInclusion({ index, size: 300, leaf: leaves[index] ?? Buffer.alloc(0), proof, root: head?.root ?? Buffer.alloc(0) })).toBe(true);
    }
  });

  it('grows only forward: every published size is a beginning of the next', async () => {
    const before = await log.log.checkpoint();
    for (let index = 0; index < 260; index += 1) await state(`b-${index}`);
    await log.log.publish();
    const after = await log.log.checkpoint();
    expect(after?.size).toBe(560);
    const proof = await log.log.proveConsistency(before?.size ?? 0, after?.size ?? 0);
    expect(verifyConsistency({ from: before?.size ?? 0, to: after?.size ?? 0, fromRoot: before?.root ?? Buffer.alloc(0), toRoot: after?.root ?? Buffer.alloc(0), proof })).toBe(true);
  });

  it('says nothing of what was rolled back', async () => {
    await expect(town.house.database.write(intent, async (work) => {
      await log.log.state(work, { type: 'rilis', subject: 'never', payloadSha256: '', method: 'uji' });
      throw new Error('no');
    })).rejects.toThrow('no');
    expect(await log.log.publish()).toBeUndefined();
  });

  it('refuses every change to an entry', async () => {
    await expect(town.house.pool.query("update transparency.entry set body = '{}' where index = 1")).rejects.toThrow('never changed');
    await expect(town.house.pool.query('delete from transparency.entry where index = 1')).rejects.toThrow('never changed');
  });
});

describe('somebody outside', () => {
  const inject = (path: string) => town.house.http.app.inject(`/log/${path}`);

  it('reads the whole log by its public addresses and finds it whole', async () => {
    for (let index = 0; index < 3; index += 1) await state(`o-${index}`);
    await log.log.publish();
    const read = async (path: string) => new Uint8Array((await inject(path)).rawPayload);
    expect(await readWholeLog(read, log.log.verifierKey)).toEqual({ size: 563, origin: 'muba.test/log' });
    const bent = async (path: string) => (await read(path)).map((byte, place) => (path.startsWith('tile') && place === 40 ? byte ^ 1 : byte));
    expect((await readWholeLog(bent, log.log.verifierKey)).fault).toContain('tidak cocok');
    const cut = async (path: string) => (path.startsWith('tile') ? (await read(path)).slice(0, -3) : read(path));
    expect((await readWholeLog(cut, log.log.verifierKey)).fault).toContain('terpotong');
  });

  it('gets tiles and entries for ever, the checkpoint for seconds, and a plain no outside the tree', async () => {
    expect((await inject('tile/0/000')).headers['cache-control']).toContain('immutable');
    expect((await inject('tile/0/000')).rawPayload).toHaveLength(8192);
    expect((await inject('tile/1/000.p/2')).rawPayload).toHaveLength(64);
    expect((await inject('checkpoint')).headers['cache-control']).toContain('max-age=5');
    for (const path of ['tile/0/002', 'tile/0/999', 'tile/9/000', 'tile/0/0', 'tile/entries/x001/000', 'tile/-1/000', 'penutupan/try/kemarin']) expect((await inject(path)).statusCode).toBe(404);
  });

  it('sees pages that say how to check', async () => {
    const page = await town.house.http.app.inject({ url: '/log', headers: { accept: 'text/html' } });
    expect(page.body).toContain('Cara memeriksa sendiri');
    expect((await town.house.http.app.inject({ url: '/struk?kode=0000-0000-0000-0000', headers: { accept: 'text/html' } })).body).toContain('tidak dikenal');
  });
});

describe('a database that was put back to an earlier day', () => {
  it('gets no signature, and says so, until the log continues what was signed', async () => {
    const other = mkdtempSync(join(tmpdir(), 'srs-log-'));
    const restored = open(other, 'muba.test/log');
    await state('c-1');
    await log.log.publish();
    // The signer of `other` has signed a longer log than this database will ever hold at that size.
    const { writeFileSync, mkdirSync } = await import('node:fs');
    mkdirSync(join(other, 'keys'), { recursive: true });
    writeFileSync(join(other, 'keys', 'log-signed'), `muba.test/log\n9999\n${Buffer.alloc(32, 1).toString('base64')}\n`);
    await state('c-2');
    expect(await restored.log.publish()).toBeUndefined();
    expect(restored.log.stopped()).toContain('dihentikan');
    expect(await log.log.publish()).toBe(565);
    rmSync(other, { recursive: true, force: true });
  });
});

describe('a day that was closed', () => {
  it('proves to whoever was served that the event was counted, and to nobody else which one it was', async () => {
    await town.house.database.write(intent, async (work) => {
      for (let index = 1; index <= 9; index += 1) work.emit({ type: 'try/served', version: 1, subject: `v-${index}`, data: {} });
      work.emit({ type: 'try/began', version: 1, subject: 'v-10', data: {} });
    });
    const code = log.receiptCode({ type: 'try/served', subject: 'v-2' });
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(await log.readReceipt(code)).toEqual({ state: 'unknown' });
    await town.house.evidence.pump();
    expect(await log.readReceipt(code)).toMatchObject({ state: 'recorded' });
    expect(await log.closeDays()).toEqual([]);

    town.clock.advance({ hours: 24 });
    const [closing] = await log.closeDays();
    expect(closing).toMatchObject({ service: 'try', day: '2026-11-23', count: 10 });
    // One total, no kinds of events: a single `try/began` would point at somebody.
    expect(JSON.stringify(closing)).not.toContain('began');
    expect(await log.readReceipt(log.receiptCode({ type: 'try/began', subject: 'v-10' }))).toEqual({ state: 'unknown' });
    expect(await log.closeDays()).toEqual([]);
    await log.log.publish();

    const receipt = await log.readReceipt(code.toLowerCase().replaceAll('-', ' '));
    expect(receipt.state).toBe('closed');
    if (receipt.state !== 'closed') return;
    const key = noteVerifier(log.log.verifierKey);
    const file = receipt.file ?? '';
    expect(checkProof(file, [key])).toMatchObject({ origin: 'muba.test/log', counted: { service: 'try', day: '2026-11-23', count: 10 } });
    expect(check(file, log.log.verifierKey)).toMatchObject({ ok: true, counted: { service: 'try', day: '2026-11-23', count: 10 } });
    // Whatever is bent, both checkers, written apart, name the same step that fails.
    const proof = parseTlogProof(file);
    const bend = (change: (extra: Record<string, unknown>) => object) => formatTlogProof({ index: proof?.index ?? 0, path: proof?.path ?? [], checkpoint: proof?.checkpoint ?? '', extra: Buffer.from(JSON.stringify(change(JSON.parse(Buffer.from(proof?.extra ?? []).toString()) as Record<string, unknown>))) });
    const swap = (field: string, from: string, to: string) => bend((extra) => ({ ...extra, [field]: String(extra[field]).replace(from, to) }));
    for (const [name, bent, words] of [
      ['counted', bend((extra) => ({ ...extra, eventId: 'ghost' })), 'tidak termasuk'],
      ['closing', swap('closing', '"count":10', '"count":11'), 'bukan yang tercatat'],
      ['closing', swap('closing', '2026-11-23', '2026-11-22'), 'bukan yang tercatat'],
      ['inclusion', swap('entry', 'pohon-jumlah-v1', 'pohon-jumlah-v2'), 'tidak ada di catatan publik'],
      ['inclusion', file.replace(/index \d+/, 'index 0'), 'tidak ada di catatan publik'],
      ['inclusion', file.replace(/(index \d+\n)[^\n]+\n/, '$1'), 'tidak ada di catatan publik'],
      ['signature', file.replace(/\n(\d+)\n(?=[A-Za-z0-9+/]{43}=\n\n—)/, (_match, size: string) => `\n${Number(size) + 1}\n`), 'Tanda tangan'],
      ['file', file.slice(0, 200), 'utuh'],
      ['file', file.replace('index ', 'index 0'), 'utuh'],
    ] as const) {
      expect([name, check(bent, log.log.verifierKey)]).toEqual([name, { ok: false, fault: name }]);
      expect(checkProof(bent, [key])).toMatchObject({ fault: expect.stringContaining(words) });
    }
    expect(await log.readReceipt('0000-0000-0000-0000')).toEqual({ state: 'unknown' });
  });

  it('takes an event that became known too late into today, and never reopens', async () => {
    await town.house.database.write(intent, async (work) => { work.emit({ type: 'try/served', version: 1, subject: 'late', data: {}, occurredAt: Temporal.Instant.from('2026-11-23T05:00:00Z') }); });
    await town.house.evidence.pump();
    const { rows } = await town.house.pool.query("select day from transparency.commitment where event_subject = 'late'");
    expect(rows).toEqual([{ day: '2026-11-24' }]);
    await expect(town.house.pool.query('update transparency.closing set count = 4')).rejects.toThrow('never changed');
  });

  it('forgets who was counted when the salt is destroyed, and keeps the total', async () => {
    await town.house.database.write(intent, async (work) => { work.emit({ type: 'try/served', version: 1, subject: 'erase-me', data: {} }); });
    const code = log.receiptCode({ type: 'try/served', subject: 'erase-me' });
    await town.house.evidence.pump();
    town.clock.advance({ hours: 24 });
    // Two events in a day (one late) are too few to close: they are counted with the next day, and no receipt is lost.
    expect(await log.closeDays()).toEqual([]);
    expect(await log.readReceipt(code)).toMatchObject({ state: 'recorded' });
    await town.house.database.write(intent, async (work) => { for (let index = 0; index < 8; index += 1) work.emit({ type: 'try/served', version: 1, subject: `n-${index}`, data: {} }); });
    await town.house.evidence.pump();
    town.clock.advance({ hours: 24 });
    expect((await log.closeDays()).map(({ day, count }) => ({ day, count }))).toEqual([{ day: '2026-11-25', count: 10 }]);
    const totals = (await town.house.pool.query('select day, count from transparency.closing order by day')).rows;
    expect(await town.house.database.write(intent, (work) => log.forgetReceipt(work, '0000-0000-0000-0000'))).toBe(false);
    expect(await town.house.database.write(intent, (work) => log.forgetReceipt(work, code))).toBe(true);
    expect(await town.house.database.write(intent, (work) => log.forgetReceipt(work, code))).toBe(false);
    expect((await town.house.pool.query('select day, count from transparency.closing order by day')).rows).toEqual(totals);
    expect(await log.readReceipt(code)).toMatchObject({ state: 'erased' });
    expect(await log.closeDays()).toEqual([]);
  });
});

describe('witnesses', () => {
  it('sign a log that only grows, and refuse one that forks, rewinds or pads its proof', async () => {
    await log.watch(log.log.verifierKey);
    const asBody = async (old: number, proof: readonly Uint8Array[]) => {
      const { note } = (await log.log.checkpoint()) ?? { note: '' };
      return `${[`old ${old}`, ...proof.map((hash) => Buffer.from(hash).toString('base64'))].join('\n')}\n\n${note}`;
    };
    const first = await log.addCheckpoint(await asBody(0, []));
    expect(first.verdict.status).toBe(200);
    expect(first.line).toMatch(/^— muba\.test\/saksi /);

    const { size } = (await log.log.checkpoint()) ?? { size: 0 };
    for (let index = 0; index < 5; index += 1) await state(`d-${index}`);
    await log.log.publish();
    const now = (await log.log.checkpoint())?.size ?? 0;
    const proof = await log.log.proveConsistency(size, now);
    expect((await log.addCheckpoint(await asBody(0, []))).verdict).toEqual({ status: 409, size });
    expect((await log.addCheckpoint(await asBody(size, proof.slice(1)))).verdict.status).toBe(422);
    expect((await log.addCheckpoint(await asBody(size, [...proof, Buffer.alloc(32)]))).verdict.status).toBe(422);
    expect((await log.addCheckpoint((await asBody(size, proof)).replace('muba.test/log\n', 'lain.test/log\n'))).verdict.status).toBe(404);
    expect((await log.addCheckpoint((await asBody(size, proof)).replace(`\n${now}\n`, `\n${now + 1}\n`))).verdict.status).toBe(403);
    expect((await log.addCheckpoint('old 01\n\nx')).verdict.status).toBe(400);
    expect((await log.addCheckpoint(await asBody(size, proof))).verdict.status).toBe(200);
  });
});
