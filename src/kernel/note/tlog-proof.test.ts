import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTlogProof, parseTlogProof } from './tlog-proof.ts';

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));

describe('a proof for taking along', () => {
  it('is read back as written', () => {
    fc.assert(fc.property(fc.option(fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)), { nil: undefined }), fc.nat(), fc.array(hash, { maxLength: 63 }), (extra, index, path) => {
      const proof = { ...(extra ? { extra } : {}), index, path, checkpoint: 'example.com/log\n3\nx\n\n— example.com/log AAAA\n' };
      expect(parseTlogProof(formatTlogProof(proof))).toEqual(proof);
    }));
  });

  it('looks as the specification shows it', () => {
    const path = ['gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=', 'B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA='];
    const text = `c2sp.org/tlog-proof@v1\nextra YWdlLXYxLjIuMQ==\nindex 73894\n${path.join('\n')}\n\nexample.com/fancylog\n109482\nsFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=\n\n— example.com/fancylog hI2DJw==\n`;
    const proof = parseTlogProof(text);
    expect(proof).toMatchObject({ index: 73_894, extra: Buffer.from('age-v1.2.1') });
    expect(proof && formatTlogProof(proof)).toBe(text);
  });

  it.each([
    'c2sp.org/tlog-proof@v2\nindex 0\n\nc\n', 'index 0\n\nc\n', 'c2sp.org/tlog-proof@v1\n\nc\n', 'c2sp.org/tlog-proof@v1\nindex 01\n\nc\n', 'c2sp.org/tlog-proof@v1\nindex -1\n\nc\n', 'c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\nc\n',
    'c2sp.org/tlog-proof@v1\nextra AA=\nindex 0\n\nc\n', 'c2sp.org/tlog-proof@v1\nindex 0\n', 'c2sp.org/tlog-proof@v1\nindex 0\n\n', 'c2sp.org/tlog-proof@v1\nindex 0\nextra AA==\n\nc\n', '',
  ])('is refused when malformed: %j', (text) => { expect(parseTlogProof(text)).toBeUndefined(); });
});
