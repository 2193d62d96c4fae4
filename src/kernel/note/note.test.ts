import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosignatureVerifier, cosigner, formatCheckpoint, noteSigner, noteVerifier, openNote, parseCheckpoint, signNote } from './index.ts';

// The example of the reference implementation of signed notes.
const example = {
  seed: Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1),
  verifier: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  text: 'If you think cryptography is the answer to your problem,\nthen you don’t know what your problem is.\n'.replace('’', "'"),
  line: '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
};
const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('signed notes', () => {
  it('agree with the published example', () => {
    const signer = noteSigner('PeterNeumann', example.seed);
    expect(signer.verifierKey).toBe(example.verifier);
    expect(signer.line(example.text)).toBe(example.line);
    expect(openNote(`${example.text}\n${example.line}`, [noteVerifier(example.verifier)])).toEqual({ text: example.text, signedBy: ['PeterNeumann'] });
  });

  it('are opened only unchanged and by a known key', () => {
    fc.assert(fc.property(seeds, seeds, fc.stringMatching(/^[a-z ]{1,40}$/), (seed, stranger, words) => {
      const [signer, other] = [noteSigner('muba.test/log', seed), noteSigner('other.test/log', stranger)];
      const note = signNote(`${words}\n`, [signer, other]);
      expect(openNote(note, [noteVerifier(signer.verifierKey)])?.signedBy).toEqual(['muba.test/log']);
      expect(openNote(note, [])).toBeUndefined();
      expect(openNote(`x${note}`, [noteVerifier(signer.verifierKey)])).toBeUndefined();
      expect(openNote(`${note}trailing`, [noteVerifier(signer.verifierKey)])).toBeUndefined();
    }));
  });

  it('refuse a published key whose hash was not made from it', () => { expect(() => noteVerifier(example.verifier.replace('c74f20a3', 'c74f20a4'))).toThrow('damaged'); });
});

describe('checkpoints', () => {
  it('are read back as written', () => {
    fc.assert(fc.property(fc.nat(), seeds, (size, root) => {
      expect(parseCheckpoint(formatCheckpoint({ origin: 'muba.test/log', size, root }))).toEqual({ origin: 'muba.test/log', size, root: Buffer.from(root) });
    }));
  });

  it.each(['', 'o\n-1\nAAAA\n', 'o\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n', 'o\n1\nAAAA\n', '\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n'])('are refused when malformed: %j', (text) => { expect(parseCheckpoint(text)).toBeUndefined(); });
});

describe('witnesses', () => {
  it('sign the checkpoint and the time they saw it', () => {
    fc.assert(fc.property(seeds, fc.integer({ min: 1, max: 4_000_000_000 }), (seed, at) => {
      const witness = cosigner('saksi.test', seed);
      const text = formatCheckpoint({ origin: 'muba.test/log', size: 3, root: seed });
      const known = [cosignatureVerifier(witness.verifierKey)];
      expect(openNote(`${text}\n${witness.line(text, at)}`, known)?.signedBy).toEqual(['saksi.test']);
      expect(openNote(`${text.replace('\n3\n', '\n4\n')}\n${witness.line(text, at)}`, known)).toBeUndefined();
    }));
  });
});
