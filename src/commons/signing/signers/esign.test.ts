import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { standingClock } from '#kernel/time';
import { letter, openDocuments } from '#platform/documents';
import { loadRegency } from '#platform/regency';
import { demoPassphrase, openTestAuthority } from '../authority/authority.ts';
import { verifyPdf } from '../pades/verify.ts';
import { startEsignStandIn } from '../standin/server.ts';
import { chooseSigner } from './choose.ts';
import { openEsignV1 } from './esign-v1.ts';
import { openEsignV2, type EsignV2 } from './esign-v2.ts';
import type { Official, Signer, SignOutcome } from './signer.ts';

const folder = mkdtempSync(join(tmpdir(), 'srs-esign-'));
const clock = standingClock('2026-11-26T02:00:00Z');
const random = (size: number) => crypto.getRandomValues(new Uint8Array(size));
const credentials = { username: 'serasan', password: 'rahasia layanan' };
const official: Official = { name: 'Budi Contoh', nik: '1606014101800001' };
const secret = { passphrase: demoPassphrase };
let pdfs: Uint8Array[];
let standIn: Awaited<ReturnType<typeof startEsignStandIn>>;
let v2: EsignV2;
let v1: Signer;
let roots: Signer['roots'];

beforeAll(async () => {
  const authority = await openTestAuthority({ file: join(folder, 'authority.json'), clock, random });
  ({ roots } = authority);
  standIn = await startEsignStandIn({ authority, clock, credentials, v1Answers: 'download' });
  standIn.add('1606014101800001', official);
  const endpoint = { url: standIn.url, ...credentials, timeoutMs: 1_500 };
  v2 = openEsignV2({ endpoint, roots, perCall: 10 });
  v1 = openEsignV1({ endpoint, roots });
  writeFileSync(join(folder, 'root.pem'), authority.rootPem);
  const documents = openDocuments({ regency: loadRegency('muba'), demo: false });
  pdfs = await Promise.all([1, 2, 3].map(async (n) => (await documents.render(letter, { heading: `SURAT ${n}`, blocks: [] }, { at: clock.now() })).pdf));
  await documents.close();
});
afterAll(async () => { await standIn.close(); rmSync(folder, { recursive: true }); });

const ask = (signer: Signer, more: Partial<Parameters<Signer['sign']>[0]> = {}) => signer.sign({ official, secret, documents: pdfs, reason: 'Pengesahan', location: 'Sekayu', ...more });
const kinds = (outcomes: readonly SignOutcome[]) => outcomes.map((one) => (one.kind === 'refused' ? one.fault : one.kind));

describe.each([['v2', () => v2], ['v1', () => v1]] as const)('interface %s', (name, signerOf) => {
  it('signs every file so that our checks pass', async () => {
    expect(await signerOf().status(official)).toBe('ready');
    const outcomes = await ask(signerOf());
    expect(kinds(outcomes)).toEqual(['signed', 'signed', 'signed']);
    for (const [at, one] of outcomes.entries()) {
      if (one.kind !== 'signed') continue;
      expect((await verifyPdf(one.pdf, { unsigned: pdfs[at] ?? new Uint8Array(), roots, official: { name: official.name, number: official.nik }, receivedAt: clock.now() })).faults).toEqual([]);
    }
  });

  it('says why it refuses', async () => {
    const wrong = await ask(signerOf(), { secret: { passphrase: 'salah' } });
    expect(new Set(kinds(wrong))).toEqual(new Set(['passphrase']));
    const unknown = { name: 'Siapa', nik: '1606010000000000' };
    expect(new Set(kinds(await ask(signerOf(), { official: unknown })))).toEqual(new Set(['not-registered']));
    expect(await signerOf().status(unknown)).toBe('not-registered');
    for (const [status, fault] of [['EXPIRED', 'certificate-expired'], ['REVOKE', 'certificate-revoked'], ['NEW', 'not-issued']] as const) {
      const user = standIn.users.get('1606014101800001');
      if (user) user.status = status;
      expect(await signerOf().status(official)).toBe(fault);
      if (user) user.status = 'ISSUE';
    }
  });

  it('calls an answer lost when it may have been signed', async () => {
    const path = name === 'v2' ? '/api/v2/sign/pdf' : '/api/sign/pdf';
    for (const fault of ['error', 'html', 'lost', 'slow'] as const) {
      standIn.misbehave(fault, path);
      expect(kinds(await ask(signerOf(), { documents: pdfs.slice(0, 1) })), fault).toEqual(['lost']);
    }
    expect(kinds(await ask(signerOf(), { documents: pdfs.slice(0, 1) }))).toEqual(['signed']);
  });
});

it('fetches nothing twice: many files go in one call of v2, one a call in v1', async () => {
  standIn.seen.length = 0;
  await ask(v2);
  await ask(v1);
  expect(standIn.seen.map((one) => one.files)).toEqual([3, 1, 1, 1]);
});

it('takes the PDF of v1 from the answer itself too', async () => {
  const authority = await openTestAuthority({ file: join(folder, 'authority.json'), clock, random });
  const direct = await startEsignStandIn({ authority, clock, credentials });
  direct.add('1606014101800001', official);
  expect(kinds(await ask(openEsignV1({ endpoint: { url: direct.url, ...credentials, timeoutMs: 5_000 }, roots })))).toEqual(['signed', 'signed', 'signed']);
  await direct.close();
  expect(kinds(await ask(openEsignV1({ endpoint: { url: 'http://127.0.0.1:65533', ...credentials, timeoutMs: 5_000 }, roots }), { documents: pdfs.slice(0, 1) }))).toEqual(['unavailable']);
});

it('signs with a one-time code for as many files as it was asked for, once', async () => {
  expect(await v2.requestTotp?.(official, 3)).toBe('sent');
  const code = standIn.users.get('1606014101800001')?.totp?.code ?? '';
  expect(new Set(kinds(await ask(v2, { secret: { totp: '000000' } })))).toEqual(new Set(['totp']));
  expect(kinds(await ask(v2, { secret: { totp: code } }))).toEqual(['signed', 'signed', 'signed']);
  expect(new Set(kinds(await ask(v2, { secret: { totp: code } })))).toEqual(new Set(['totp']));
});

it('seals for an organisation after activation, and no more after it was revoked', async () => {
  const user = standIn.add('SEAL-1', { name: 'Pemerintah Contoh', nik: undefined });
  expect(await v2.seal.requestTotp('SEAL-1', '1', 1)).toBe('totp');
  expect(await v2.seal.requestActivation('SEAL-1')).toBe('sent');
  expect(await v2.seal.requestTotp('SEAL-1', user.activation ?? '', 2)).toBe('sent');
  const [sealed] = await v2.seal.apply('SEAL-1', user.totp?.code ?? '', pdfs.slice(0, 1));
  expect(sealed?.kind).toBe('signed');
  expect(sealed?.kind === 'signed' ? await v2.verify(sealed.pdf) : undefined).toMatchObject({ conclusion: 'VALID' });
  expect(await v2.verify(pdfs[0] ?? new Uint8Array())).toMatchObject({ conclusion: 'NO_SIGNATURE' });
  expect(await v2.seal.revokeActivation('SEAL-1')).toBe('done');
  expect(await v2.seal.requestTotp('SEAL-1', '424242', 1)).toBe('totp');
});

it('is told apart from a service that does not know us', async () => {
  const stranger = openEsignV2({ endpoint: { url: standIn.url, username: 'serasan', password: 'lain', timeoutMs: 5_000 }, roots, perCall: 10 });
  expect(new Set(kinds(await ask(stranger)))).toEqual(new Set(['credentials']));
  expect(await stranger.status(official)).toBe('credentials');
});

it('does not start with unsafe settings', async () => {
  const settings = { kind: 'esign-v2', demo: false, dataFolder: folder, url: standIn.url, ...credentials, roots: join(folder, 'root.pem'), timeoutSeconds: 5, perCall: 10 } as const;
  expect((await chooseSigner(settings, { clock, random }))?.kind).toBe('esign-v2');
  expect((await chooseSigner({ ...settings, kind: 'esign-v1' }, { clock, random }))?.kind).toBe('esign-v1');
  await expect(chooseSigner({ ...settings, username: 'esign', password: 'qwerty' }, { clock, random })).rejects.toThrow(/bawaan pembuatnya/);
  await expect(chooseSigner({ ...settings, url: 'http://esign.contoh.go.id' }, { clock, random })).rejects.toThrow(/di luar jaringan privat/);
  writeFileSync(join(folder, 'empty.pem'), 'nothing');
  await expect(chooseSigner({ ...settings, roots: join(folder, 'empty.pem') }, { clock, random })).rejects.toThrow(/tidak ada sertifikat/);
  expect(await chooseSigner({ ...settings, kind: 'auto' }, { clock, random })).toBeUndefined();
});
