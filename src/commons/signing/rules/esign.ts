import { BlockList, isIP } from 'node:net';
import type { SignerFault } from '../signers/signer.ts';

const privateRanges = new BlockList();
for (const [net, bits] of [['10.0.0.0', 8], ['172.16.0.0', 12], ['192.168.0.0', 16], ['127.0.0.0', 8]] as const) privateRanges.addSubnet(net, bits, 'ipv4');
privateRanges.addSubnet('fc00::', 7, 'ipv6');
privateRanges.addAddress('::1', 'ipv6');

/** User names and passwords found in the vendor's guide and in public code. Whoever reads those can sign. */
const defaults: ReadonlySet<string> = new Set(['esign:qwerty', 'esign:esign', 'admin:admin', 'admin:qwerty', 'bsre:bsre', 'user:password', 'esign:password']);

/** Why these settings of the Esign Client Service must not be used; empty when they may. */
export function esignFaults(settings: { readonly url?: string | undefined; readonly username?: string | undefined; readonly password?: string | undefined; readonly roots?: string | undefined }): string[] {
  const { url, username, password, roots } = settings;
  return [
    ...(url ? addressFaults(url) : ['ESIGN_URL belum diisi.']),
    ...(username && password ? [] : ['ESIGN_USERNAME dan ESIGN_PASSWORD belum diisi.']),
    ...(username && password && (defaults.has(`${username}:${password}`.toLowerCase()) || password.toLowerCase() === username.toLowerCase()) ? ['Kata sandi layanan tanda tangan masih bawaan pembuatnya. Ganti dahulu di layanan itu, lalu di ESIGN_PASSWORD.'] : []),
    ...(roots ? [] : ['ESIGN_ROOTS belum diisi: tanpa sertifikat induk, tanda tangan tidak dapat diperiksa.']),
  ];
}

function addressFaults(address: string): string[] {
  const { protocol, hostname, username } = new URL(address);
  const host = hostname.replace(/^\[|\]$/g, '');
  if (username !== '') return ['ESIGN_URL tidak boleh memuat nama pengguna; pakai ESIGN_USERNAME.'];
  if (protocol === 'https:') return [];
  if (protocol !== 'http:') return ['ESIGN_URL harus https.'];
  const family = isIP(host);
  const inside = host === 'localhost' || (family !== 0 && privateRanges.check(host, family === 6 ? 'ipv6' : 'ipv4'));
  return inside ? [] : ['ESIGN_URL memakai http di luar jaringan privat: frasa sandi akan terbaca di jalan. Pakai https, atau alamat IP privat.'];
}

/** What the service's status word of an official means: only `ISSUE` may sign. */
export function statusFault(status: string): SignerFault | 'ready' {
  const word = status.trim().toUpperCase();
  if (word === 'ISSUE') return 'ready';
  if (word === 'EXPIRED' || word === 'RENEW') return 'certificate-expired';
  if (word === 'REVOKE' || word === 'REVOKED' || word === 'SUSPEND') return 'certificate-revoked';
  if (word === 'NOT_REGISTERED' || word === 'NOT REGISTERED') return 'not-registered';
  return 'not-issued';
}

/** What a refusal means: by its code, else by whole words of the reference data, in their order; what is not known is a fault of the document. */
export function refusalFault(status: number, message: string, refusals: readonly { readonly fault: SignerFault; readonly words: readonly string[] }[]): SignerFault {
  if (status === 401 || status === 403) return 'credentials';
  const said = ` ${message.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;
  return refusals.find(({ words }) => words.some((word) => said.includes(` ${word} `)))?.fault ?? 'document';
}
