import { cosignatureVerifier, noteVerifier } from '#kernel/note';
import type { WitnessAddress } from './ask.ts';

/** Reads WITNESSES: `address key` pairs, comma separated. Throws with the pair at fault, so that a house does not start with a witness it could never believe. */
export function readWitnesses(setting: string): WitnessAddress[] {
  return list(setting).map((pair) => {
    const [url = '', verifierKey = '', ...more] = pair.split(/\s+/);
    if (!URL.canParse(url) || verifierKey === '' || more.length > 0) throw new Error(`WITNESSES: "${pair}" is not an address and a key.`);
    cosignatureVerifier(verifierKey);
    return { url: url.replace(/\/$/, ''), verifierKey };
  });
}

/** Reads WITNESSED_LOGS: keys of the logs we witness, comma separated. */
export function readWitnessedLogs(setting: string): string[] {
  return list(setting).map((key) => { noteVerifier(key); return key; });
}

const list = (setting: string) => setting.split(',').map((part) => part.trim()).filter((part) => part !== '');
