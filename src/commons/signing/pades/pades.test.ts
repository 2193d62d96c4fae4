import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { standingClock } from '#kernel/time';
import { letter, openDocuments, type Documents } from '#platform/documents';
import { loadRegency } from '#platform/regency';
import { demoPassphrase, openTestAuthority, type TestAuthority } from '../authority/authority.ts';
import type { Official } from '../signers/signer.ts';
import { locateSignatures } from './locate.ts';
import { verifyPdf, type Expectation } from './verify.ts';

const folder = mkdtempSync(join(tmpdir(), 'srs-pades-'));
const clock = standingClock('2026-11-26T02:00:00Z');
const official: Official = { name: 'Siti Contoh, S.H.', nik: '1606014101800001' };
const random = (size: number) => crypto.getRandomValues(new Uint8Array(size));
let documents: Documents;
let authority: TestAuthority;
let unsigned: Uint8Array;
let signed: Uint8Array;
let other: Uint8Array;

async function sign(pdf: Uint8Array, who = official): Promise<Uint8Array> {
  const [outcome] = await authority.sign({ official: who, secret: { passphrase: demoPassphrase }, documents: [pdf], reason: 'Pengesahan', location: 'Sekayu' });
  if (outcome?.kind !== 'signed') throw new Error('not signed');
  return outcome.pdf;
}
const expectation = (): Expectation => ({ unsigned, roots: authority.roots, official: { name: official.name, number: official.nik }, receivedAt: clock.now() });
const faults = async (pdf: Uint8Array, change: Partial<Expectation> = {}) => (await verifyPdf(pdf, { ...expectation(), ...change })).faults;
function file(name: string, bytes: string | Uint8Array): string {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}

beforeAll(async () => {
  documents = openDocuments({ regency: loadRegency('muba'), demo: false });
  authority = await openTestAuthority({ file: join(folder, 'authority.json'), clock, random });
  unsigned = (await documents.render(letter, letter.example, { at: clock.now(), number: '1' })).pdf;
  signed = await sign(unsigned);
  other = await sign((await documents.render(letter, { heading: 'SURAT LAIN', blocks: [] }, { at: clock.now(), number: '2' })).pdf);
});
afterAll(async () => { await documents.close(); rmSync(folder, { recursive: true }); });

describe('a signature', () => {
  it('passes our checks and those of poppler, OpenSSL and qpdf', async () => {
    expect(await faults(signed)).toEqual([]);
    const path = file('signed.pdf', signed);
    const seen = execFileSync('pdfsig', ['-nocert', path], { encoding: 'utf8' });
    expect(seen).toContain('Signature is Valid');
    expect(seen).toContain('Total document signed');
    expect(seen).toContain('ETSI.CAdES.detached');
    const [place] = locateSignatures(signed);
    const checked = execFileSync('openssl', ['cms', '-verify', '-binary', '-inform', 'DER', '-in', file('cms.der', place?.cms ?? new Uint8Array()), '-content', file('content.bin', place?.content ?? new Uint8Array()), '-CAfile', file('root.pem', authority.rootPem), '-attime', String(clock.now().epochMilliseconds / 1000), '-purpose', 'any', '-out', '/dev/null'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    expect(checked).toBe('');
  });

  it('signs no signing-time, which PAdES forbids, and names its certificate', () => {
    const attributes = execFileSync('openssl', ['cms', '-cmsout', '-print', '-inform', 'DER', '-in', join(folder, 'cms.der')], { encoding: 'utf8' });
    expect(attributes).toContain('id-smime-aa-signingCertificateV2');
    expect(attributes).toContain('messageDigest');
    expect(attributes).not.toContain('signingTime');
  });

  it('leaves our bytes untouched in front', () => {
    expect(Buffer.compare(signed.subarray(0, unsigned.length), unsigned)).toBe(0);
  });

  it('stays provable after a second one is appended, which then is the one that covers the whole file', async () => {
    const twice = await sign(signed, { name: 'Pejabat Kedua', nik: '1606014101800002' });
    expect(locateSignatures(twice).map((place) => place.coversAll)).toEqual([false, true]);
    expect(await faults(twice, { unsigned: signed, official: { name: 'Pejabat Kedua', number: '1606014101800002' } })).toEqual([]);
    expect(execFileSync('pdfsig', ['-nocert', file('twice.pdf', twice)], { encoding: 'utf8' }).match(/Signature is Valid/g)).toHaveLength(2);
  });

  it('survives a restart of the authority, because keys and certificates are kept', async () => {
    const again = await openTestAuthority({ file: join(folder, 'authority.json'), clock, random });
    expect((await verifyPdf(signed, { ...expectation(), roots: again.roots })).faults).toEqual([]);
    expect(readFileSync(join(folder, 'authority.json'), 'utf8')).not.toContain(demoPassphrase);
    expect((await again.sign({ official, secret: { passphrase: 'salah' }, documents: [unsigned], reason: '', location: '' }))[0]).toEqual({ kind: 'refused', fault: 'passphrase' });
  });
});

describe('a forgery', () => {
  it('is found for any changed byte', async () => {
    const [place] = locateSignatures(signed);
    const room = { from: place?.hexStart ?? 0, to: (place?.hexStart ?? 0) + (place?.hexLength ?? 0) };
    const used = room.from + (place?.cms.length ?? 0) * 2;
    await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: signed.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      // The zeros after the CMS are padding nobody reads; hexadecimal text means the same in either case.
      fc.pre(at < room.from || at >= room.to || (at < used && (flip & ~0x20) !== 0));
      const changed = signed.slice();
      changed[at] = (changed[at] ?? 0) ^ flip;
      expect((await faults(changed)).length).toBeGreaterThan(0);
    }), { numRuns: 150 });
  });

  it('is found when an update is appended', async () => {
    const appended = Buffer.concat([signed, Buffer.from('\n7 0 obj\n<</Type/Page>>\nendobj\nstartxref\n0\n%%EOF\n')]);
    expect(await faults(appended)).toEqual(['not-whole-file']);
  });

  it('is found when another document’s signature is put in', async () => {
    const swapped = Buffer.from(signed);
    const [ours] = locateSignatures(signed);
    const [theirs] = locateSignatures(other);
    Buffer.from(Buffer.from(theirs?.cms ?? []).toString('hex').padEnd(ours?.hexLength ?? 0, '0')).copy(swapped, ours?.hexStart);
    expect(await faults(swapped)).toContain('digest');
  });

  it('is found when the file ends early, wherever', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: signed.length - 1 }), async (length) => { expect((await faults(signed.subarray(0, length))).length).toBeGreaterThan(0); }), { numRuns: 100 });
  });

  it('is found when it is a whole other signed document', async () => {
    expect(await faults(other)).toContain('prefix-changed');
  });

  it('is found when the byte range leaves more out than the signature', async () => {
    const text = Buffer.from(signed).toString('latin1');
    const [whole = '', before = '0'] = /\/ByteRange \[0 (\d+)/.exec(text) ?? [];
    const widened = Buffer.from(text.replace(whole, `/ByteRange [0 ${String(Number(before) - 10).padStart(before.length, '0')}`), 'latin1');
    expect(await faults(widened)).not.toEqual([]);
  });

  it('is found when another person signed, another authority issued, or the clock is off', async () => {
    const stranger = await sign(unsigned, { name: 'Orang Lain', nik: '1606019999999999' });
    expect(await faults(stranger)).toEqual(['signer']);
    const elsewhere = await openTestAuthority({ file: join(folder, 'elsewhere.json'), clock, random });
    expect(await faults(signed, { roots: elsewhere.roots })).toEqual(['chain']);
    expect(await faults(signed, { receivedAt: clock.now().add({ minutes: 6 }) })).toEqual(['time']);
    expect(await faults(signed, { receivedAt: clock.now().add({ minutes: 5 }) })).toEqual([]);
    expect(await faults(unsigned)).toEqual(['no-signature']);
  });
});

it('never breaks on bytes that are no PDF', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (bytes) => { expect((await verifyPdf(bytes, { roots: authority.roots })).faults).toEqual(['no-signature']); }));
  const nasty = Buffer.from('/ByteRange [0 10 12 99999999] /ByteRange [0 9999999999 1 1] /ByteRange [5 1 2 3] <aa> /ByteRange [0 12 14 3]');
  expect((await verifyPdf(nasty, { roots: authority.roots })).faults.length).toBeGreaterThan(0);
});
