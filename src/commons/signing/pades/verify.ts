import * as pkijs from 'pkijs';
import { verifyDetached, type CmsVerdict } from './cms.ts';
import { locateSignatures } from './locate.ts';

/** Why a signed file is not accepted; each is one check. */
export type Fault = 'no-signature' | 'prefix-changed' | 'not-whole-file' | 'digest' | 'certificate-not-named' | 'chain' | 'certificate-not-valid-then' | 'time' | 'signer';

export interface SignerName {
  readonly name: string;
  /** NIK or other number in the certificate's subject (serialNumber or userId), where the authority writes it. */
  readonly number: string | undefined;
  readonly serial: string;
  readonly validUntil: Temporal.Instant;
}

export interface Verdict {
  readonly faults: readonly Fault[];
  readonly signer?: SignerName;
  readonly signedAt?: Temporal.Instant;
}

/** What must hold besides the mathematics. What is not given is not asked. */
export interface Expectation {
  /** The bytes we sent to be signed. */
  readonly unsigned?: Uint8Array;
  readonly roots: readonly pkijs.Certificate[];
  /** The official's name and number as the position's record has them. */
  readonly official?: { readonly name: string; readonly number?: string | undefined };
  /** Our clock when the answer came; the signature's time must be near it. */
  readonly receivedAt?: Temporal.Instant;
}

/** Minutes the signer's clock may differ from ours. */
const clockTolerance = 5;

/**
 * Checks the last signature of a PDF: our bytes are its unchanged beginning, it covers the whole file, the digest and signature hold, the signer's
 * certificate is the one it names, leads to a trusted root and was valid then, the time is near, and the person is the official. Lists every fault.
 */
export async function verifyPdf(pdf: Uint8Array, expected: Expectation): Promise<Verdict> {
  const place = locateSignatures(pdf).at(-1);
  if (!place) return { faults: ['no-signature'] };
  const faults: Fault[] = [];
  if (expected.unsigned && !startsWith(pdf, expected.unsigned)) faults.push('prefix-changed');
  if (!place.coversAll) faults.push('not-whole-file');
  const cms = await verifyDetached(place.cms, place.content);
  const signedAt = place.claimedAt ?? cms.signingTime;
  if (!cms.intact || !cms.certificate) return { faults: [...faults, 'digest'], ...(signedAt ? { signedAt } : {}) };
  if (!cms.namesCertificate && place.subFilter === 'ETSI.CAdES.detached') faults.push('certificate-not-named');
  if (!(await leadsToRoot(cms, cms.certificate, expected.roots, signedAt))) faults.push('chain');
  if (!signedAt || !validAt(cms.certificate, signedAt)) faults.push('certificate-not-valid-then');
  if (expected.receivedAt && (!signedAt || Math.abs(signedAt.until(expected.receivedAt).total('minutes')) > clockTolerance)) faults.push('time');
  const signer = signerOf(cms.certificate);
  if (expected.official && !isOfficial(signer, expected.official)) faults.push('signer');
  return { faults, signer, ...(signedAt ? { signedAt } : {}) };
}

function startsWith(whole: Uint8Array, beginning: Uint8Array): boolean {
  return whole.length > beginning.length && Buffer.compare(whole.subarray(0, beginning.length), beginning) === 0;
}

async function leadsToRoot(cms: CmsVerdict, certificate: pkijs.Certificate, roots: readonly pkijs.Certificate[], at: Temporal.Instant | undefined): Promise<boolean> {
  if (roots.length === 0) return false;
  const others = cms.certificates.filter((one) => one !== certificate);
  const engine = new pkijs.CertificateChainValidationEngine({ trustedCerts: [...roots], certs: [...others, certificate], checkDate: at ? new Date(at.epochMilliseconds) : new Date(0) });
  return (await engine.verify()).result;
}

function validAt(certificate: pkijs.Certificate, at: Temporal.Instant): boolean {
  return certificate.notBefore.value.getTime() <= at.epochMilliseconds && at.epochMilliseconds <= certificate.notAfter.value.getTime();
}

const attribute = { commonName: '2.5.4.3', serialNumber: '2.5.4.5', userId: '0.9.2342.19200300.100.1.1' } as const;

function signerOf(certificate: pkijs.Certificate): SignerName {
  const read = (type: string) => {
    const value = certificate.subject.typesAndValues.find((one) => (one.type as string) === type)?.value.valueBlock.value;
    return typeof value === 'string' ? value : undefined;
  };
  return {
    name: read(attribute.commonName) ?? '', number: read(attribute.serialNumber) ?? read(attribute.userId), serial: Buffer.from(certificate.serialNumber.valueBlock.valueHexView).toString('hex'),
    validUntil: Temporal.Instant.fromEpochMilliseconds(certificate.notAfter.value.getTime()),
  };
}

/** The number decides when the certificate has one; else the name, without titles, spacing and case. */
function isOfficial(signer: SignerName, official: { name: string; number?: string | undefined }): boolean {
  const digits = signer.number?.replace(/\D/g, '');
  if (digits && official.number) return digits === official.number.replace(/\D/g, '');
  return bareName(signer.name) === bareName(official.name);
}

function bareName(name: string): string {
  return (name.split(',')[0] ?? '').normalize('NFKC').toUpperCase().replace(/\b(?:DRS?|IR|H|HJ|PROF|DRA)\.\s*/g, '').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}
