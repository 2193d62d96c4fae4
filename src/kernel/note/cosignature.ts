import { sign, verify } from 'node:crypto';
import { keyId, privateKey, publicKey, publicKeyBytes, readVerifierKey, signatureLine, type NoteVerifier } from './note.ts';

const cosignatureType = 0x04;

/** A witness's key: signs that it saw this checkpoint at this time and nothing that contradicts it (c2sp.org/tlog-cosignature, v1). */
export function cosigner(name: string, seed: Uint8Array): { name: string; verifierKey: string; line(checkpoint: string, epochSeconds: number): string } {
  const key = privateKey(seed);
  const publicBytes = publicKeyBytes(key);
  const id = keyId(name, cosignatureType, publicBytes);
  return {
    name,
    verifierKey: `${name}+${id.toString('hex')}+${Buffer.concat([Buffer.of(cosignatureType), publicBytes]).toString('base64')}`,
    line: (checkpoint, epochSeconds) => signatureLine(name, Buffer.concat([id, be64(epochSeconds), sign(null, message(checkpoint, epochSeconds), key)])),
  };
}

/** Checks a witness's line: eight bytes of time, then the signature. */
export function cosignatureVerifier(published: string): NoteVerifier {
  const { name, id, type, bytes } = readVerifierKey(published);
  if (type !== cosignatureType) throw new Error(`Key ${name} is not a witness key.`);
  const key = publicKey(bytes);
  return {
    name,
    keyId: id,
    check: (text, signature) => signature.length === 72 && verify(null, message(text, Number(signature.readBigUInt64BE(0))), key, signature.subarray(8)),
  };
}

function message(checkpoint: string, epochSeconds: number): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${epochSeconds}\n${checkpoint}`);
}

function be64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}
