import { hmacSha256, sameSecret } from '#kernel/digest';

/** The unguessable address of one application: its code and a signature of it. Nothing has to be stored, and a new key makes new links while old ones still open. */
export function linkOf(code: string, [key]: readonly Uint8Array[]): string {
  return `${code}-${mac(code, key ?? new Uint8Array())}`;
}

/** The code in a link, if one of the keys signed it. */
export function codeIn(link: string, keys: readonly Uint8Array[]): string | undefined {
  const [code = '', given = ''] = link.split('-', 2);
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(code) && keys.some((key) => sameSecret(given, mac(code, key))) ? code : undefined;
}

function mac(code: string, key: Uint8Array): string {
  return hmacSha256(key, `saji-muba/link/${code}`).toString('hex').slice(0, 24);
}
