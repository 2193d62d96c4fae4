import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerKey, openAnswer, sealAnswer, signature, signedHeaders } from './sealed.ts';

const hospital = { consId: '12345', consSecret: 'rahasia0', userKey: 'kunci' };

describe('BPJS signatures and answers', () => {
  it('agrees with the published self-check vector', () => {
    expect(signature(hospital, '1700000000')).toBe('2gDeFShFLkLubmGseO2J5/TEXMfUDJUqrohOgxwWsXM=');
    expect(answerKey(hospital, '1700000000').toString('hex')).toBe('c211cdf8f644c362768ab06e080593864551be090ac12dcce991ac3a5378cc59');
  });

  it('names its headers as BPJS reads them', () => {
    expect(Object.keys(signedHeaders(hospital, '1700000000'))).toEqual(['x-cons-id', 'x-timestamp', 'x-signature', 'user_key']);
  });

  it('opens what was sealed for the same request, whatever the text', () => {
    fc.assert(fc.property(fc.jsonValue(), fc.integer({ min: 1_600_000_000, max: 2_000_000_000 }).map(String), (value, timestamp) => {
      expect(openAnswer(sealAnswer(value, hospital, timestamp), hospital, timestamp)).toEqual(JSON.parse(JSON.stringify(value)));
    }));
  });

  it('does not open what was sealed for another request', () => {
    expect(() => openAnswer(sealAnswer({ a: 1 }, hospital, '1700000000'), hospital, '1700000001')).toThrow();
  });
});
