import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, type Actor } from '#kernel/actor';
import { sha256 } from '#kernel/digest';
import sharp from 'sharp';
import { Upload } from 'tus-js-client';
import { paperTypes } from '#platform/files';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';
import { signInWith } from '../../../test/engines/sign-in.ts';

let town: TestHouse;
const kind = 'uji/rujukan';
beforeAll(async () => {
  town = await openTestHouse();
  town.house.files.declare({ kind, accept: ['image/png', 'image/jpeg', 'application/pdf'], maxBytes: 100_000, permission: 'uji/see' });
});
afterAll(() => town.close());

const officer: Actor = { ...anonymous('counter'), kind: 'staff', id: 'staff-1', permissions: new Set(['uji/see']) };
/** The head of a PNG of that size, with some bytes of its own. */
function png(width: number, height: number, more = 'isi'): Buffer {
  const head = Buffer.from('89504e470d0a1a0a0000000d4948445200000000000000000802000000', 'hex');
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return Buffer.concat([head, Buffer.alloc(4), Buffer.from('0000000049444154', 'hex'), Buffer.alloc(4), Buffer.from(more)]);
}
const keep = async (bytes: Uint8Array | Readable, name?: string) => {
  const received = await town.house.files.receive(bytes, { kind, name });
  return town.house.database.write({ actor: officer, action: 'test/keep' }, (work) => town.house.files.keep(work, received, { subject: 'booking-1' }));
};
const stored = (area: string) => { try { return readdirSync(join(town.house.config.DATA_DIR, 'files', area), { recursive: true }).filter((name) => statSync(join(town.house.config.DATA_DIR, 'files', area, String(name))).isFile()); } catch { return []; } };

describe('files', () => {
  it('keeps the same bytes once, streams them back, and writes down who opened them and why', async () => {
    const bytes = png(800, 600);
    const ids = [await keep(bytes, '../../etc/pass"wd\u202e.png'), await keep(Readable.from([bytes.subarray(0, 10), bytes.subarray(10)]))];
    expect(stored('blobs')).toHaveLength(1);
    expect(stored('incoming')).toEqual([]);
    const opened = await town.house.files.open(officer, ids[0] ?? '', { purpose: 'registration' });
    expect(opened).toMatchObject({ type: 'image/png', size: bytes.length, sha256: sha256(bytes), name: 'passwd.png', subject: 'booking-1' });
    expect(Buffer.concat(await opened.stream.toArray())).toEqual(bytes);
    expect((await town.house.pool.query('select file, actor_id, purpose from files.opening')).rows).toEqual([{ file: ids[0], actor_id: 'staff-1', purpose: 'registration' }]);
  });

  it('opens for nobody without the permission of its kind', async () => {
    const id = await keep(png(10, 10, 'rahasia'));
    await expect(town.house.files.open({ ...officer, permissions: new Set(['lain/see']) }, id, { purpose: 'care' })).rejects.toThrow('files/forbidden');
    await expect(town.house.files.open(officer, crypto.randomUUID(), { purpose: 'care' })).rejects.toThrow('files/unknown');
    await expect(town.house.files.open(officer, '../../x', { purpose: 'care' })).rejects.toThrow('files/unknown');
  });

  it.each([
    ['a program', Buffer.from('MZ\u0090\u0000'.padEnd(300, 'x'), 'latin1')], ['a Linux program', Buffer.from('7f454c460201010000000000000000000200', 'hex')], ['a script', Buffer.from('#!/bin/sh\nrm -rf /')],
    ['a page', Buffer.from('  <!DOCTYPE html><script>alert(1)</script>')], ['a picture that is a page', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>')], ['an archive', Buffer.from('504b03041400000008000000210000000000000000000000000000000000', 'hex')],
  ])('puts %s in quarantine, whatever its name', async (_what, bytes) => {
    const before = stored('quarantine').length;
    await expect(town.house.files.receive(bytes, { kind, name: 'foto.png' })).rejects.toThrow('files/dangerous');
    expect(stored('quarantine')).toHaveLength(before + 1);
    expect(stored('incoming')).toEqual([]);
  });

  it.each([
    ['too large', Buffer.concat([png(10, 10), Buffer.alloc(100_001)]), 'files/too-large'], ['empty', Buffer.alloc(0), 'files/empty'], ['of no known type', Buffer.from('halo saja'), 'files/type'],
    ['a type not asked for', Buffer.from('474946383961010001000000003b', 'hex'), 'files/type'], ['a picture that unfolds to gigabytes', png(50_000, 50_000), 'files/too-many-pixels'],
  ])('refuses what is %s and leaves nothing behind', async (_what, bytes, code) => {
    const before = stored('blobs').length;
    await expect(town.house.files.receive(bytes, { kind })).rejects.toThrow(code);
    expect([stored('blobs').length, stored('incoming')]).toEqual([before, []]);
  });

  it('removes what nobody kept after a day, what was removed, and nothing else', async () => {
    const kept = await keep(png(20, 20, 'tinggal'));
    const twice = [await keep(png(30, 30, 'dua')), await keep(png(30, 30, 'dua'))];
    const gone = await keep(png(40, 40, 'hapus'));
    await town.house.files.receive(png(50, 50, 'yatim'), { kind });
    const before = stored('blobs').length;
    expect(await town.house.files.sweep()).toBe(0);
    await town.house.database.write({ actor: officer, action: 'test/remove' }, async (work) => { for (const id of [gone, twice[0] ?? '']) await town.house.files.remove(work, id, 'salah unggah'); });
    town.clock.set(Temporal.Now.instant().add({ hours: 25 }));
    expect(await town.house.files.sweep()).toBe(2);
    expect(stored('blobs')).toHaveLength(before - 2);
    await expect(town.house.files.open(officer, gone, { purpose: 'care' })).rejects.toThrow('files/unknown');
    for (const id of [kept, twice[1] ?? '']) (await town.house.files.open(officer, id, { purpose: 'care' })).stream.destroy();
  });

  it('keeps of a clean kind only the clean copy, under its own hash, and leaves the rest of the house out of it', async () => {
    town.house.files.declare({ kind: 'uji/berkas', accept: paperTypes, maxBytes: 10_000_000, permission: 'uji/see', clean: true });
    const photo = Buffer.concat([await sharp({ create: { width: 300, height: 200, channels: 3, background: '#123' } }).withExif({ IFD0: { Artist: 'RAHASIA' } }).jpeg().toBuffer(), Buffer.from('<script>')]);
    const received = await town.house.files.receive(photo, { kind: 'uji/berkas', name: 'ktp.heic' });
    expect(received).toMatchObject({ type: 'image/jpeg', pages: 1, faint: true, original: sha256(photo) });
    const id = await town.house.database.write({ actor: officer, action: 'test/keep' }, (work) => town.house.files.keep(work, received, { subject: 'x' }));
    const opened = await town.house.files.open(officer, id, { purpose: 'service' });
    const bytes = Buffer.concat(await opened.stream.toArray());
    expect([sha256(bytes), bytes.includes('RAHASIA'), bytes.includes('<script>'), opened.faint, opened.original]).toEqual([received.sha256, false, false, true, sha256(photo)]);
    const evil = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R/Size 4>>\n%%EOF');
    const before = stored('quarantine').length;
    await expect(town.house.files.receive(evil, { kind: 'uji/berkas' })).rejects.toThrow('files/active');
    expect([stored('quarantine').length - before, stored('incoming')]).toEqual([1, []]);
  });

  it('leaves nothing when the sender breaks off', async () => {
    const broken = Readable.from((async function* () { yield png(10, 10); throw new Error('putus'); })());
    await expect(town.house.files.receive(broken, { kind })).rejects.toThrow('putus');
    expect(stored('incoming')).toEqual([]);
  });
});

describe('a resumable upload', () => {
  const bytes = Buffer.concat([png(64, 64), Buffer.alloc(60_000, 7)]);
  const given = { kind: 'uji/kiriman', size: bytes.length, sha256: sha256(bytes), name: 'pindaian.png' };
  const device: Actor = { ...anonymous('web'), kind: 'staff', id: 'staff-9', permissions: new Set(['uji/send', 'uji/see']) };
  const pieces = (from: number, to: number) => Readable.from([bytes.subarray(from, to)]);
  beforeAll(() => { town.house.files.declare({ kind: 'uji/kiriman', accept: ['image/png'], maxBytes: 100_000, permission: 'uji/see', upload: 'uji/send' }); });

  it('is announced once, goes on where it was cut, waits for its action, and belongs to its sender', async () => {
    const { uploads } = town.house.files;
    const begun = await uploads.begin(device, given);
    const cut = Readable.from((async function* () { yield bytes.subarray(0, 20_000); throw new Error('sinyal hilang'); })());
    expect((await uploads.append(device, begun.id, 0, cut)).offset).toBe(20_000);
    expect(await uploads.begin(device, { ...given, name: 'lain.png' })).toMatchObject({ id: begun.id, offset: 20_000, state: 'receiving' });
    await expect(uploads.append(device, begun.id, 10, pieces(10, 20))).rejects.toThrow('files/upload-offset');
    await expect(uploads.received(device, begun.id)).rejects.toThrow('files/upload-unfinished');
    await expect(uploads.look({ ...device, id: 'staff-10' }, begun.id)).rejects.toThrow('files/upload-gone');
    await expect(uploads.begin(anonymous('web'), given)).rejects.toThrow('files/upload-forbidden');
    expect(await uploads.append(device, begun.id, 20_000, pieces(20_000, bytes.length))).toMatchObject({ state: 'done', offset: bytes.length });
    // The phone lies dead for two days: the bytes wait though nobody has kept them.
    const now = town.clock.now();
    town.clock.set(Temporal.Now.instant().add({ hours: 50 }));
    await town.house.files.sweep();
    town.clock.set(now);
    const received = await uploads.received(device, begun.id);
    const id = await town.house.database.write({ actor: device, action: 'test/keep' }, (work) => town.house.files.keep(work, received, { subject: 'visit-1' }));
    const opened = await town.house.files.open(device, id, { purpose: 'service' });
    expect(Buffer.concat(await opened.stream.toArray()).equals(bytes)).toBe(true);
    expect(stored('uploads')).toEqual([]);
  });

  it('ends in nothing when damaged, too long, or not what it may be', async () => {
    const { uploads } = town.house.files;
    const wrong = { ...given, sha256: sha256('lain') };
    const damaged = await uploads.begin(device, wrong);
    await expect(uploads.append(device, damaged.id, 0, pieces(0, bytes.length))).rejects.toThrow('files/upload-damaged');
    expect(await uploads.look(device, damaged.id)).toMatchObject({ offset: 0, state: 'receiving' });
    await expect(uploads.append(device, damaged.id, 0, Readable.from([bytes, bytes]))).rejects.toThrow('files/upload-longer');
    await uploads.end(device, damaged.id);
    const program = Buffer.from('MZ\u0090\u0000'.padEnd(300, 'x'), 'latin1');
    const evil = await uploads.begin(device, { ...given, size: program.length, sha256: sha256(program) });
    await expect(uploads.append(device, evil.id, 0, Readable.from([program]))).rejects.toThrow('files/dangerous');
    await expect(uploads.look(device, evil.id)).rejects.toThrow('files/dangerous');
    expect(stored('uploads')).toEqual([]);
  });

  it('speaks tus with a client we did not write', async () => {
    const { cookie } = await signInWith(town.house, { role: 'people/steward', agency: 'dpmptsp' });
    town.house.files.declare({ kind: 'uji/umum', accept: ['image/png'], maxBytes: 100_000, permission: 'uji/see', upload: 'anyone' });
    const url = await town.house.start();
    const offsets: number[] = [];
    const send = (stopAfter?: number) => new Promise<string>((resolve, reject) => {
      const upload = new Upload(bytes, {
        endpoint: `${url}/berkas/unggah`, chunkSize: 16_384, retryDelays: [0, 10, 10], storeFingerprintForResuming: false, headers: { cookie, 'sec-fetch-site': 'same-origin' },
        metadata: { kind: 'uji/umum', filename: 'pindaian.png', sha256: given.sha256 },
        onChunkComplete: (_size, sent) => { offsets.push(sent); if (stopAfter !== undefined && sent >= stopAfter) void upload.abort().then(() => { resolve(upload.url ?? ''); }); },
        onError: reject, onSuccess: () => { resolve(upload.url ?? ''); },
      });
      upload.start();
    });
    const half = await send(32_768);
    expect(await send()).toBe(half);
    expect(offsets.at(-1)).toBe(bytes.length);
    // Nothing was sent twice: the second run went on where the first had stopped.
    expect(offsets.length).toBe(Math.ceil(bytes.length / 16_384));
  });
});
