import { createCipheriv, createDecipheriv, scryptSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as pkijs from 'pkijs';
import type { RandomBytes } from '#kernel/ids';
import type { Clock } from '#kernel/time';
import { sha256 } from '#kernel/digest';
import { signDetached } from '../pades/cms.ts';
import { signIncrementally } from '../pades/placeholder.ts';
import type { Official, SignOutcome, Signer } from '../signers/signer.ts';
import { issue, newKeys, type Issuer } from './certificates.ts';

/** What every made-up official of a demonstration types. */
export const demoPassphrase = 'gambo tiga warna';

interface StoredKey { readonly certificate: string; readonly salt: string; readonly sealed: string }
interface Stored { readonly root: StoredKey; readonly issuing: StoredKey; readonly officials: Record<string, StoredKey> }

export interface TestAuthority extends Signer {
  /** Ends an official's certificate, as a real authority does when a token is lost. */
  revoke(official: Official): void;
  readonly rootPem: string;
}

/**
 * A certificate authority for demonstrations and tests: a root, an issuing authority, and a certificate for whoever signs, made at their first use. Its
 * names say that nothing here is official. Keys lie in `file` sealed by passphrase (the authority's own by a constant: it protects nothing worth protecting).
 */
export async function openTestAuthority({ file, clock, random }: { file: string; clock: Clock; random: RandomBytes }): Promise<TestAuthority> {
  const stored = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Stored) : await found(clock, random);
  save(file, stored);
  const root = readCertificate(stored.root.certificate);
  const issuing: Issuer = { certificate: readCertificate(stored.issuing.certificate), key: await unseal(stored.issuing, 'contoh') };
  const revoked = new Set<string>();

  async function keyOf(official: Official): Promise<StoredKey> {
    const id = idOf(official);
    const known = stored.officials[id];
    if (known && readCertificate(known.certificate).notAfter.value.getTime() > clock.now().epochMilliseconds) return known;
    const keys = await newKeys();
    const from = clock.now().subtract({ hours: 1 });
    const certificate = await issue(keys, { name: official.name, ...(official.nik ? { number: official.nik } : {}), serial: random(12), from, until: from.add({ hours: 24 * 730 }) }, issuing);
    return (stored.officials[id] = await seal(keys, certificate, demoPassphrase, random));
  }

  return {
    kind: 'test', roots: [root], perCall: 10, rootPem: pem(root),
    revoke: (official) => { revoked.add(idOf(official)); },
    async status(official) {
      if (revoked.has(idOf(official))) return 'certificate-revoked';
      await keyOf(official);
      save(file, stored);
      return 'ready';
    },
    async sign({ official, secret, documents, reason, location }) {
      if (revoked.has(idOf(official))) return documents.map(() => ({ kind: 'refused', fault: 'certificate-revoked' }));
      const key = await keyOf(official);
      const opened = await unseal(key, secret.passphrase ?? '').catch(() => undefined);
      if (!opened) return documents.map(() => ({ kind: 'refused', fault: 'passphrase' }));
      const certificate = readCertificate(key.certificate);
      const outcomes: SignOutcome[] = [];
      for (const pdf of documents) {
        if (revoked.has(idOf(official))) { outcomes.push({ kind: 'refused', fault: 'certificate-revoked' }); continue; }
        const signed = await signIncrementally(pdf, {
          at: clock.now(), reason, location, certificate: derOf(certificate),
          sign: (content) => signDetached(content, { key: opened, certificate, intermediates: [issuing.certificate] }),
        });
        outcomes.push({ kind: 'signed', pdf: signed });
      }
      return outcomes;
    },
  };
}

function idOf(official: Official): string {
  return sha256(official.nik ?? official.name).slice(0, 24);
}

async function found(clock: Clock, random: RandomBytes): Promise<Stored> {
  // A demonstration lives some weeks before its first start and signs in them.
  const from = clock.now().subtract({ hours: 24 * 365 });
  const until = from.add({ hours: 24 * 3650 });
  const rootKeys = await newKeys();
  const root = await issue(rootKeys, { name: 'Induk Contoh Serasan (peragaan)', serial: random(12), from, until, authority: { below: 1 } });
  const issuingKeys = await newKeys();
  const issuing = await issue(issuingKeys, { name: 'Penerbit Contoh Serasan (peragaan)', serial: random(12), from, until, authority: { below: 0 } }, { certificate: root, key: rootKeys.privateKey });
  return { root: await seal(rootKeys, root, 'contoh', random), issuing: await seal(issuingKeys, issuing, 'contoh', random), officials: {} };
}

async function seal(keys: CryptoKeyPair, certificate: pkijs.Certificate, passphrase: string, random: RandomBytes): Promise<StoredKey> {
  const salt = random(16);
  const cipher = createCipheriv('aes-256-gcm', stretch(passphrase, salt), Buffer.alloc(12));
  const body = Buffer.concat([cipher.update(Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey))), cipher.final()]);
  return { certificate: pem(certificate), salt: Buffer.from(salt).toString('base64'), sealed: Buffer.concat([cipher.getAuthTag(), body]).toString('base64') };
}

async function unseal(stored: StoredKey, passphrase: string): Promise<CryptoKey> {
  const bytes = Buffer.from(stored.sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', stretch(passphrase, Buffer.from(stored.salt, 'base64')), Buffer.alloc(12)).setAuthTag(bytes.subarray(0, 16));
  const key = Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]);
  return crypto.subtle.importKey('pkcs8', key, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
}

/** The salt is new for every key, so the key of the cipher is used once and its nonce may stand still. */
function stretch(passphrase: string, salt: Uint8Array): Buffer {
  return scryptSync(passphrase, salt, 32, { N: 4096 });
}

function save(file: string, stored: Stored): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(stored), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function derOf(certificate: pkijs.Certificate): Uint8Array {
  return new Uint8Array(certificate.toSchema(true).toBER(false));
}

function pem(certificate: pkijs.Certificate): string {
  return `-----BEGIN CERTIFICATE-----\n${Buffer.from(derOf(certificate)).toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
}

function readCertificate(text: string): pkijs.Certificate {
  return pkijs.Certificate.fromBER(new Uint8Array(Buffer.from(text.replace(/-----[A-Z ]+-----|\s/g, ''), 'base64')).buffer);
}
