import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { PDF, PdfArray, PdfDict, PdfName, PdfString } from '@libpdf/core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { heic, tiff } from '../../../../test/town/papers.ts';
import { openCleaner } from './clean.ts';
import { limits } from './limits.ts';


let folder = '';
let page: Buffer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'srs-intake-'));
  page = await text().png().toBuffer();
});
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

/** A page of strokes as dense as text, drawn without fonts so that every machine draws the same. */
function text() {
  const strokes = Array.from({ length: 40 * 90 }, (_, index) => `<path d="M${80 + (index % 90) * 12} ${100 + Math.floor(index / 90) * 40}v${12 + (index * 7) % 9}h${3 + (index * 5) % 6}" stroke="#111" stroke-width="2.4" fill="none"/>`).join('');
  return sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1240" height="1754"><rect width="100%" height="100%" fill="white"/>${strokes}</svg>`));
}

const cleaner = openCleaner();
let turn = 0;
async function clean(bytes: Uint8Array, type: string, by = cleaner) {
  turn += 1;
  const [path, target] = [join(folder, `in-${turn}`), join(folder, `out-${turn}`)];
  writeFileSync(path, bytes);
  const result = await by.clean(path, type, target);
  return { result, bytes: result?.ok ? readFileSync(target) : Buffer.alloc(0) };
}

async function pdf(change: (made: PDF) => void = () => undefined): Promise<Uint8Array> {
  const made = PDF.create();
  made.addPage({ width: 595, height: 842 });
  change(made);
  return made.save();
}
const dict = (entries: Record<string, PdfDict | PdfArray | PdfName | PdfString>) => new PdfDict(Object.entries(entries).map(([key, value]) => [PdfName.of(key), value]));
const script = () => dict({ S: PdfName.of('JavaScript'), JS: PdfString.fromString('app.alert(1)') });

describe('a picture', () => {
  it('leaves its place, its camera and whatever was hidden behind it', async () => {
    const photo = await sharp(page).withExif({ IFD0: { Artist: 'RAHASIA' }, IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '2/1 53/1 0/1' } }).jpeg().toBuffer();
    const polyglot = Buffer.concat([photo, Buffer.from('PK\u0003\u0004<script>alert(1)</script>PK\u0005\u0006')]);
    expect(polyglot.includes('RAHASIA')).toBe(true);
    const { result, bytes } = await clean(polyglot, 'image/jpeg');
    expect(result).toEqual({ ok: true, type: 'image/jpeg', pages: 1, faint: false });
    expect(['RAHASIA', 'Exif', 'script', 'PK\u0003'].filter((word) => bytes.includes(word))).toEqual([]);
    const seen = await sharp(bytes).metadata();
    expect([seen.exif, seen.icc, (seen.height ?? 0) <= limits.longSide]).toEqual([undefined, undefined, true]);
  });

  it('keeps upright what the camera only marked as turned', async () => {
    const turned = await sharp(page).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    const { bytes } = await clean(turned, 'image/jpeg');
    const seen = await sharp(bytes).metadata();
    expect((seen.width ?? 0) > (seen.height ?? 0)).toBe(true);
  });

  it('is at most 300 KB, however busy', async () => {
    const noise = await sharp({ create: { width: 2400, height: 3200, channels: 3, background: '#000', noise: { type: 'gaussian', mean: 128, sigma: 60 } } }).jpeg({ quality: 95 }).toBuffer();
    const { bytes } = await clean(noise, 'image/jpeg');
    expect(noise.length).toBeGreaterThan(2_000_000);
    expect([bytes.length > 10_000, bytes.length <= limits.pageBytes]).toEqual([true, true]);
  });

  it('of a telephone (HEIC) becomes one everybody can open', async () => {
    const { result, bytes } = await clean(heic, 'image/heic');
    expect(result).toMatchObject({ ok: true, type: 'image/jpeg' });
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 64 });
  });

  it.each([[0, false], [0.8, false], [4, true]])('blurred by %d is faint: %s', async (blur, faint) => {
    const { result } = await clean(await (blur === 0 ? sharp(page) : sharp(page).blur(blur)).jpeg().toBuffer(), 'image/jpeg');
    expect(result).toMatchObject({ ok: true, faint });
  });

  it('that is nearly white, or too dark to read, is faint', async () => {
    for (const light of [[0.05, 230], [0.05, 5]] as const) expect((await clean(await sharp(page).linear(...light).jpeg().toBuffer(), 'image/jpeg')).result).toMatchObject({ ok: true, faint: true });
  });

  it('that unfolds to gigabytes is refused before it does', async () => {
    const bomb = await sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: '#fff' } }).png().toBuffer();
    expect(bomb.length).toBeLessThan(2_000_000);
    expect((await clean(bomb, 'image/png')).result).toEqual({ ok: false, why: 'too-many-pixels' });
  });

  it('that is none, or breaks off, is refused', async () => {
    expect((await clean(page.subarray(0, 5000), 'image/png')).result).toEqual({ ok: false, why: 'broken' });
    expect((await clean(deflateRawSync(Buffer.alloc(1000)), 'image/jpeg')).result).toEqual({ ok: false, why: 'broken' });
    expect((await clean(heic.subarray(0, 300), 'image/heic')).result).toEqual({ ok: false, why: 'broken' });
  });
});

describe('a scan of many pages', () => {
  it('of 80 becomes a PDF of 80, each page once', async () => {
    const { result, bytes } = await clean(tiff(80, 620, 877), 'image/tiff');
    expect(result).toMatchObject({ ok: true, type: 'application/pdf', pages: 80 });
    const made = await PDF.load(bytes);
    expect(made.getPageCount()).toBe(80);
    expect(bytes.length / 80).toBeLessThan(limits.pageBytes);
  });

  it('of more than a hundred is refused', async () => {
    expect((await clean(tiff(101, 16, 16), 'image/tiff')).result).toEqual({ ok: false, why: 'too-many-pages' });
  });
});

describe('a PDF', () => {
  it('that only shows pages is kept to the byte', async () => {
    const plain = await pdf();
    const { result, bytes } = await clean(plain, 'application/pdf');
    expect(result).toEqual({ ok: true, type: 'application/pdf', pages: 1, faint: false });
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(createHash('sha256').update(plain).digest('hex'));
  });

  it.each([
    ['runs a script when opened', 'active', (made: PDF) => { made.getCatalog().set('OpenAction', script()); }],
    ['runs a script on a page', 'active', (made: PDF) => { made.getPage(0)?.dict.set('AA', dict({ O: script() })); }],
    ['keeps scripts by name', 'active', (made: PDF) => { made.getCatalog().set('Names', dict({ JavaScript: dict({ Names: new PdfArray([PdfString.fromString('a'), script()]) }) })); }],
    ['starts a program', 'active', (made: PDF) => { made.getCatalog().set('OpenAction', dict({ S: PdfName.of('Launch'), F: PdfString.fromString('cmd.exe') })); }],
    ['is a form with a program of its own', 'active', (made: PDF) => { made.getCatalog().set('AcroForm', dict({ XFA: PdfString.fromString('<xdp/>') })); }],
    ['carries another file', 'attached', (made: PDF) => { made.addAttachment('lain.exe', Buffer.from('MZ')); }],
  ] as const)('that %s is refused', async (_name, why, change) => {
    expect((await clean(await pdf(change), 'application/pdf')).result).toEqual({ ok: false, why });
  });

  it('that is locked is refused', async () => {
    const locked = PDF.create();
    locked.addPage({ width: 100, height: 100 });
    locked.setProtection({ userPassword: 'rahasia', ownerPassword: 'lain' });
    expect((await clean(await locked.save(), 'application/pdf')).result).toEqual({ ok: false, why: 'encrypted' });
  });

  it('that is an archive or a page too is refused', async () => {
    const plain = Buffer.from(await pdf());
    expect((await clean(Buffer.concat([plain, Buffer.from('PK\u0003\u0004...PK\u0005\u0006'.padEnd(200, 'x'))]), 'application/pdf')).result).toEqual({ ok: false, why: 'hybrid' });
    expect((await clean(Buffer.concat([Buffer.from('<html>'), plain]), 'application/pdf')).result).toEqual({ ok: false, why: 'hybrid' });
    expect((await clean(Buffer.from('%PDF-1.7\nbukan apa-apa\n%%EOF'), 'application/pdf')).result).toEqual({ ok: false, why: 'broken' });
  });
});

describe('the decoding process', () => {
  it('is ended when it takes too long or too much memory, and the next file is not held up', async () => {
    const heavy = await sharp({ create: { width: 4500, height: 5000, channels: 3, background: '#fff' } }).jpeg().toBuffer();
    expect((await clean(heavy, 'image/jpeg', openCleaner({ seconds: 0.1 }))).result).toEqual({ ok: false, why: 'too-heavy' });
    expect((await clean(heavy, 'image/jpeg', openCleaner({ memoryBytes: 60_000_000 }))).result).toEqual({ ok: false, why: 'too-heavy' });
    expect((await clean(page, 'image/png')).result).toMatchObject({ ok: true });
  });
});
