import * as asn1 from 'asn1js';
import * as pkijs from 'pkijs';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const oid = { commonName: '2.5.4.3', organisation: '2.5.4.10', serialNumber: '2.5.4.5', country: '2.5.4.6', basicConstraints: '2.5.29.19', keyUsage: '2.5.29.15', subjectKey: '2.5.29.14', authorityKey: '2.5.29.35' } as const;

export interface Issuer { readonly certificate: pkijs.Certificate; readonly key: CryptoKey }

export interface CertificateWish {
  readonly name: string;
  /** Written as the subject's serialNumber; the national authority's certificates carry a number of the person there. */
  readonly number?: string;
  readonly serial: Uint8Array;
  readonly from: Temporal.Instant;
  readonly until: Temporal.Instant;
  /** Nothing: signs documents. A number: may issue, with that many authorities below. */
  readonly authority?: { readonly below: number };
}

/** A new P-256 key pair. Extractable, because the test authority stores it sealed by its owner's passphrase. */
export function newKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

/** Issues an X.509 v3 certificate for `keys`, signed by `issuer` or, for a root, by itself. */
export async function issue(keys: CryptoKeyPair, wish: CertificateWish, issuer?: Issuer): Promise<pkijs.Certificate> {
  const certificate = new pkijs.Certificate();
  certificate.version = 2;
  certificate.serialNumber = new asn1.Integer({ valueHex: positive(wish.serial) });
  certificate.subject = subject(wish);
  certificate.issuer = issuer?.certificate.subject ?? certificate.subject;
  certificate.notBefore.value = new Date(wish.from.epochMilliseconds);
  certificate.notAfter.value = new Date(wish.until.epochMilliseconds);
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey);
  const ownKeyId = await keyId(keys.publicKey);
  const issuerKeyId = issuer?.certificate.extensions?.find((one) => one.extnID === oid.subjectKey)?.parsedValue as asn1.OctetString | undefined;
  certificate.extensions = [
    extension(oid.basicConstraints, true, new pkijs.BasicConstraints(wish.authority ? { cA: true, pathLenConstraint: wish.authority.below } : { cA: false }).toSchema()),
    // Bits from the left: 0 digitalSignature, 1 nonRepudiation, 5 keyCertSign, 6 cRLSign (RFC 5280 §4.2.1.3).
    extension(oid.keyUsage, true, new asn1.BitString({ valueHex: new Uint8Array([wish.authority ? 0b0000_0110 : 0b1100_0000]).buffer, unusedBits: wish.authority ? 1 : 6 })),
    extension(oid.subjectKey, false, new asn1.OctetString({ valueHex: ownKeyId })),
    extension(oid.authorityKey, false, new pkijs.AuthorityKeyIdentifier({ keyIdentifier: new asn1.OctetString({ valueHex: issuerKeyId?.valueBlock.valueHexView.slice().buffer ?? ownKeyId }) }).toSchema()),
  ];
  await certificate.sign(issuer?.key ?? keys.privateKey, 'SHA-256');
  return certificate;
}

/** A positive DER integer never starts with a bit that means minus, nor with a needless zero. */
function positive(bytes: Uint8Array): ArrayBuffer {
  const out = bytes.slice();
  out[0] = ((out[0] ?? 0) & 0x7f) | 0x40;
  return out.buffer as ArrayBuffer;
}

/** One relative name an attribute: the library by itself would write all of them as a single one. */
function subject({ name, number }: CertificateWish): pkijs.RelativeDistinguishedNames {
  const part = (type: string, value: asn1.BaseBlock) => new asn1.Set({ value: [new asn1.Sequence({ value: [new asn1.ObjectIdentifier({ value: type }), value] })] });
  const names = new asn1.Sequence({ value: [
    part(oid.country, new asn1.PrintableString({ value: 'ID' })), part(oid.organisation, new asn1.Utf8String({ value: 'CONTOH - BUKAN SERTIFIKAT RESMI' })), part(oid.commonName, new asn1.Utf8String({ value: name })),
    ...(number === undefined ? [] : [part(oid.serialNumber, new asn1.PrintableString({ value: number }))]),
  ] });
  return pkijs.RelativeDistinguishedNames.fromBER(names.toBER(false));
}

function extension(extnID: string, critical: boolean, value: asn1.BaseBlock): pkijs.Extension {
  return new pkijs.Extension({ extnID, critical, extnValue: value.toBER(false) });
}

async function keyId(key: CryptoKey): Promise<ArrayBuffer> {
  return crypto.subtle.digest('SHA-1', await crypto.subtle.exportKey('spki', key));
}
