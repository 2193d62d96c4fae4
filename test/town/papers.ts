import { deflateSync } from 'node:zlib';

/** 64 by 91 points, made once with an encoder of another house. */
export const heic = Buffer.from('AAAAGGZ0eXBoZWljAAAAAG1pZjFoZWljAAABrG1ldGEAAAAAAAAAIWhkbHIAAAAAAAAAAHBpY3QAAAAAAAAAAAAAAAAAAAAADnBpdG0AAAAAAAIAAAAQaWRhdAAAAAAAQABbAAAAOGlsb2MBAAAAREAAAgABAAAAAAAAAcwAAQAAAAAAAACdAAIAAQAAAAAAAAABAAAAAAAAAAgAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAAAQABAABodmMxAAAAABVpbmZlAgAAAAACAABncmlkAAAAANdpcHJwAAAAtWlwY28AAAB1aHZjQwEDcAAAAAAAAAAAAB7wAPz9+PgAAA8DIAABABhAAQwB//8DcAAAAwCQAAADAAADAB66AkAhAAEAKEIBAQNwAAADAJAAAAMAAAMAHqAggYfeW6kkprmwIAAAAwAgAAADACEiAAEAB0QBwXKwIkAAAAAUaXNwZQAAAAAAAABAAAAAXAAAABRpc3BlAAAAAAAAAEAAAABbAAAAEHBpeGkAAAAAAwgICAAAABppcG1hAAAAAAAAAAIAAQKBAgACAgOEAAAAGmlyZWYAAAAAAAAADmRpbWcAAgABAAEAAAClbWRhdAAAAJkoAa8ZgDny+5kyD1n6UH/kd84cXOWdJNJ02UeS0HdrycmUmYpG8OXwczXb3t99yjKvLYz5svisjTUUgcZ344dV/gsIjtuvrRKsoApciN83GlbJQ2xK+86ua2xhT1Q1qi6SJzWaRATLZC7tp8FVShu9u4gqCxNYGxuTmuxdeFT9nT6L0/ZtI5Stt2gb0UpqN4YeBS25XrTGZjg=', 'base64');

/** A baseline TIFF of many grey pages, each deflated; written here because no tool at hand writes one. */
export function tiff(pages: number, width: number, height: number): Buffer {
  const data = deflateSync(Buffer.alloc(width * height, 0xf0).fill(0x10, 0, Math.min(width * height, width * 20)));
  const parts: Buffer[] = [Buffer.from('49492a00', 'hex'), Buffer.alloc(4)];
  let at = 8 + data.length;
  parts[1]?.writeUInt32LE(at);
  parts.push(data);
  for (let index = 0; index < pages; index += 1) {
    const tags = [[256, width], [257, height], [258, 8], [259, 8], [262, 1], [273, 8], [277, 1], [278, height], [279, data.length]] as const;
    const directory = Buffer.alloc(2 + tags.length * 12 + 4);
    directory.writeUInt16LE(tags.length);
    tags.forEach(([tag, value], place) => { directory.writeUInt16LE(tag, 2 + place * 12); directory.writeUInt16LE(4, 4 + place * 12); directory.writeUInt32LE(1, 6 + place * 12); directory.writeUInt32LE(value, 10 + place * 12); });
    at += directory.length;
    directory.writeUInt32LE(index + 1 < pages ? at : 0, directory.length - 4);
    parts.push(directory);
  }
  return Buffer.concat(parts);
}

/** A PDF that runs a script when it is opened. */
export const scriptedPdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R/Size 4>>\n%%EOF');
