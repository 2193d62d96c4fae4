// Handing things on without signal: the giver's phone shows a signed challenge as QR and an eight-letter code; the taker's phone reads or types it. Both send what they
// have when they can; either alone is enough once, both together are one.
import { renderSVG } from './uqr.js';
import { getSealed, putSealed, record } from './store.js';
import { uuid } from './vault.js';
import { base64url, sign } from './vault.js';

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export async function giveTo(phone, items, to) {
  const code = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => letters[byte & 31]).join('');
  const handed = items.map((item) => ({ id: item.id, previous: item.custody, custody: uuid() }));
  const event = await record(phone, 'hand', undefined, { items: handed, code, toKind: to.kind, to: to.id, toName: to.name });
  const payload = ['1', short(phone.device), short(event.id), code, to.kind, plain(to.id), plain(to.name), handed.map((item) => short(item.id) + short(item.previous) + short(item.custody)).join('')].join('~');
  const challenge = `${payload}.${await sign(phone.keys, payload)}`;
  const held = (await getSealed(phone, 'held')) ?? [];
  await putSealed(phone, 'held', held.filter((item) => !items.some((gone) => gone.id === item.id)));
  return { code, challenge, picture: new DOMParser().parseFromString(renderSVG(challenge), 'image/svg+xml').documentElement };
}

/** Takes over by what was scanned or typed. Returns false when it is neither. */
export async function takeOver(phone, text) {
  const typed = text.trim();
  if (typed.includes('.')) {
    const [version, , , code] = typed.split('.')[0].split('~');
    if (version !== '1' || code?.length !== 8) return false;
    await record(phone, 'receive', undefined, { code, challenge: typed });
    return true;
  }
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (!/^[0-9A-HJKMNP-TV-Z]{8}$/.test(code)) return false;
  await record(phone, 'receive', undefined, { code });
  return true;
}

/** 22 letters for the 16 bytes of an id. */
function short(id) {
  return base64url(Uint8Array.from(id.replaceAll('-', '').match(/../g), (pair) => Number.parseInt(pair, 16)));
}

/** A name without the two signs that divide the text. */
function plain(name) {
  return encodeURIComponent(name).replaceAll('.', '%2E').replaceAll('~', '%7E');
}
