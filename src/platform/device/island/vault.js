// What lies on the phone is sealed with a key that cannot be taken out of the browser and that opens only with the PIN: PBKDF2 over the PIN, then HMAC with a second
// key of this device, so that a copy of the database without the device cannot be tried out elsewhere.
const rounds = 310_000;
const utf8 = new TextEncoder();

/** Makes the device's keys. Returns what to store; nothing in it opens anything without the PIN. */
export async function makeKeys(pin) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const device = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256', length: 256 }, false, ['sign']);
  const signing = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  const data = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const wrapped = await crypto.subtle.wrapKey('raw', data, await pinKey(pin, salt, device), { name: 'AES-GCM', iv });
  return { salt, device, signing, iv, wrapped };
}

/** The data key, not extractable; nothing when the PIN is wrong. */
export async function openKey(keys, pin) {
  try {
    return await crypto.subtle.unwrapKey('raw', keys.wrapped, await pinKey(pin, keys.salt, keys.device), { name: 'AES-GCM', iv: keys.iv }, { name: 'AES-GCM' }, false, ['encrypt', 'decrypt']);
  } catch {
    return undefined;
  }
}

export async function seal(key, value) {
  return sealBytes(key, utf8.encode(JSON.stringify(value)));
}

export async function unseal(key, sealed) {
  return JSON.parse(new TextDecoder().decode(await unsealBytes(key, sealed)));
}

export async function sealBytes(key, bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, bytes: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, bytes) };
}

export function unsealBytes(key, { iv, bytes }) {
  return crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, bytes);
}

export async function sign(keys, text) {
  return base64url(new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, keys.signing.privateKey, utf8.encode(text))));
}

export function publicKey(keys) {
  return crypto.subtle.exportKey('jwk', keys.signing.publicKey).then(({ kty, crv, x, y }) => ({ kty, crv, x, y }));
}

export async function sha256(bytes) {
  const digest = await crypto.subtle.digest('SHA-256', typeof bytes === 'string' ? utf8.encode(bytes) : bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** UUID version 7: its beginning is the time, so that lists sort by age. */
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let rest = Date.now();
  for (let at = 5; at >= 0; at -= 1) { bytes[at] = rest % 256; rest = Math.floor(rest / 256); }
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

async function pinKey(pin, salt, device) {
  const typed = await crypto.subtle.importKey('raw', utf8.encode(pin), 'PBKDF2', false, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds }, typed, 256);
  return crypto.subtle.importKey('raw', await crypto.subtle.sign('HMAC', device, bits), 'AES-GCM', false, ['wrapKey', 'unwrapKey']);
}
