import * as asn1 from 'asn1js';
import * as pkijs from 'pkijs';

const oid = {
  data: '1.2.840.113549.1.7.1', signedData: '1.2.840.113549.1.7.2', contentType: '1.2.840.113549.1.9.3', messageDigest: '1.2.840.113549.1.9.4', signingTime: '1.2.840.113549.1.9.5',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;

/** Somebody's key with its certificate and the certificates between it and the root. */
export interface KeyAndChain {
  readonly key: CryptoKey;
  readonly certificate: pkijs.Certificate;
  readonly intermediates: readonly pkijs.Certificate[];
}

/**
 * A detached CMS signature over `content` as PAdES baseline B-B wants it (ETSI EN 319 142-1 §6.3): content-type, message-digest and
 * signing-certificate-v2 are signed; signing-time, which that standard forbids, is not there (the time stands in the PDF's own entry M).
 */
export async function signDetached(content: Uint8Array<ArrayBuffer>, { key, certificate, intermediates }: KeyAndChain): Promise<Uint8Array> {
  const digest = await crypto.subtle.digest('SHA-256', content);
  const attributes = [
    attribute(oid.contentType, new asn1.ObjectIdentifier({ value: oid.data })),
    attribute(oid.messageDigest, new asn1.OctetString({ valueHex: digest })),
    attribute(oid.signingCertificateV2, await certificateReference(certificate)),
  ].toSorted((left, right) => Buffer.compare(derOf(left), derOf(right)));
  const signed = new pkijs.SignedData({
    version: 1, encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: oid.data }), certificates: [certificate, ...intermediates],
    signerInfos: [new pkijs.SignerInfo({
      version: 1, sid: new pkijs.IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
      signedAttrs: new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes }),
    })],
  });
  await signed.sign(key, 0, 'SHA-256', content);
  const info = new pkijs.ContentInfo({ contentType: oid.signedData, content: signed.toSchema(true) });
  return new Uint8Array(info.toSchema().toBER(false));
}

function attribute(type: string, value: asn1.BaseBlock): pkijs.Attribute {
  return new pkijs.Attribute({ type, values: [value] });
}

function derOf(one: pkijs.Attribute): Uint8Array {
  return new Uint8Array(one.toSchema().toBER(false));
}

/** SigningCertificateV2 (RFC 5035 §3) with one ESSCertIDv2; SHA-256 is its default algorithm and therefore not written. */
async function certificateReference(certificate: pkijs.Certificate): Promise<asn1.Sequence> {
  return new asn1.Sequence({ value: [new asn1.Sequence({ value: [new asn1.Sequence({ value: [new asn1.OctetString({ valueHex: await certificateHash(certificate) })] })] })] });
}

function certificateHash(certificate: pkijs.Certificate): Promise<ArrayBuffer> {
  return crypto.subtle.digest('SHA-256', certificate.toSchema(true).toBER(false));
}

/** What a CMS signature says and whether it holds for `content`. Throws nothing: bytes that are no CMS are simply not valid. */
export interface CmsVerdict {
  readonly intact: boolean;
  readonly certificate?: pkijs.Certificate;
  /** Every certificate that came along. */
  readonly certificates: readonly pkijs.Certificate[];
  /** The signed attribute that names the certificate is there and names this one: without it a signature could be passed off as somebody else's. */
  readonly namesCertificate: boolean;
  /** PAdES forbids it; others write it. */
  readonly signingTime?: Temporal.Instant;
}

/** Checks a detached CMS signature: the digest of the content, the signature over the signed attributes, and the reference to the certificate. */
export async function verifyDetached(cms: Uint8Array, content: Uint8Array<ArrayBuffer>): Promise<CmsVerdict> {
  const no: CmsVerdict = { intact: false, certificates: [], namesCertificate: false };
  try {
    const info = pkijs.ContentInfo.fromBER(new Uint8Array(cms).buffer);
    if (info.contentType !== oid.signedData) return no;
    const signed = new pkijs.SignedData({ schema: info.content });
    const [signer] = signed.signerInfos;
    if (!signer?.signedAttrs || signed.signerInfos.length !== 1) return no;
    const certificates = (signed.certificates ?? []).filter((one): one is pkijs.Certificate => one instanceof pkijs.Certificate);
    const certificate = certificates.find((one) => signer.sid instanceof pkijs.IssuerAndSerialNumber && one.serialNumber.isEqual(signer.sid.serialNumber) && one.issuer.isEqual(signer.sid.issuer));
    if (!certificate) return no;
    const intact = await signed.verify({ signer: 0, data: content.buffer.slice(content.byteOffset, content.byteOffset + content.byteLength), checkChain: false });
    const signingTime = signingTimeOf(signer);
    return { intact, certificate, certificates, namesCertificate: await names(signer, certificate), ...(signingTime ? { signingTime } : {}) };
  } catch {
    return no;
  }
}

async function names(signer: pkijs.SignerInfo, certificate: pkijs.Certificate): Promise<boolean> {
  const reference = signer.signedAttrs?.attributes.find((one) => one.type === oid.signingCertificateV2)?.values[0] as asn1.Sequence | undefined;
  if (!reference) return false;
  const der = Buffer.from(reference.toBER(false));
  return der.includes(Buffer.from(await certificateHash(certificate)));
}

function signingTimeOf(signer: pkijs.SignerInfo): Temporal.Instant | undefined {
  const value = signer.signedAttrs?.attributes.find((one) => one.type === oid.signingTime)?.values[0] as asn1.UTCTime | undefined;
  return value instanceof asn1.UTCTime ? Temporal.Instant.fromEpochMilliseconds(value.toDate().getTime()) : undefined;
}
