import { readFileSync } from 'node:fs';
import sharp, { type Sharp } from 'sharp';
import { limits } from './limits.ts';

/** A page as it is kept: JPEG without any metadata. */
export interface CleanPage { readonly jpeg: Buffer; readonly width: number; readonly height: number; readonly faint: boolean }

/** Decoded points that no head could tell. */
export class TooManyPixels extends Error {}
export class TooManyPages extends Error {}

// One thread and no cache: the process lives for one file and its memory is counted.
sharp.concurrency(1);
sharp.cache(false);

/** Every page of a picture file, decoded and written anew: whatever else the bytes were (a script, an archive, a place name in EXIF) stays behind. */
export async function* pagesOf(path: string, type: string): AsyncGenerator<CleanPage> {
  if (type === 'image/heic' || type === 'image/heif') {
    yield await clean(await heic(path));
    return;
  }
  const options = { limitInputPixels: limits.pixels, failOn: 'error', sequentialRead: true } as const;
  const { pages = 1 } = await sharp(path, options).metadata();
  // Only scans have pages; the frames of an animation are one picture.
  const count = type === 'image/tiff' ? pages : 1;
  if (count > limits.pages) throw new TooManyPages();
  for (let page = 0; page < count; page += 1) yield await clean(sharp(path, { ...options, page }).autoOrient());
}

/** HEIC of telephones; libheif decodes it in WebAssembly, because the picture library ships without the patented codec. */
async function heic(path: string): Promise<Sharp> {
  const { default: libheif } = await import('libheif-js/wasm-bundle.js');
  const [image] = new libheif.HeifDecoder().decode(readFileSync(path));
  if (!image) throw new Error('no picture');
  const [width, height] = [image.get_width(), image.get_height()];
  if (width * height > limits.pixels) throw new TooManyPixels();
  const data = new Uint8ClampedArray(width * height * 4);
  await new Promise<void>((resolve, reject) => { image.display({ data, width, height }, (shown: unknown) => { if (shown) resolve(); else reject(new Error('undecodable')); }); });
  return sharp(data, { raw: { width, height, channels: 4 } });
}

async function clean(source: Sharp): Promise<CleanPage> {
  // White under what was transparent, the sRGB space, and no larger than a page needs.
  const raw = await source.flatten({ background: '#fff' }).toColourspace('srgb').resize({ width: limits.longSide, height: limits.longSide, fit: 'inside', withoutEnlargement: true }).raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = raw.info;
  const again = () => sharp(raw.data, { raw: { width, height, channels } });
  for (const { quality, share } of ladder) {
    const { data, info } = await again().resize({ width: Math.max(1, Math.round(width * share)) }).jpeg({ quality }).toBuffer({ resolveWithObject: true });
    if (data.length <= limits.pageBytes) return { jpeg: data, width: info.width, height: info.height, faint: await isFaint(again()) };
  }
  throw new Error('never small enough');
}

/** First fewer shades, then fewer points. */
const ladder = [{ quality: 82, share: 1 }, { quality: 70, share: 1 }, { quality: 58, share: 1 }, { quality: 58, share: 0.8 }, { quality: 50, share: 0.65 }, { quality: 45, share: 0.5 }, { quality: 40, share: 0.3 }];

/**
 * Is there little to read: hardly any contrast, or no sharp edge? A scan of a scan, a photo in the dark, a blank page. Never a reason to refuse, but said to the
 * sender and the officer. Judged on a copy of one size, so that large and small photos are measured alike.
 */
async function isFaint(page: Sharp): Promise<boolean> {
  const grey = await page.greyscale().resize({ width: 1000, height: 1000, fit: 'inside', withoutEnlargement: true }).png().toBuffer();
  const { channels: [light], sharpness } = await sharp(grey).stats();
  return (light?.stdev ?? 0) < leastContrast || sharpness < leastSharpness;
}

/** Standard deviation of lightness, of 255. A page of text has 30 and more. */
const leastContrast = 10;
/** Deviation of the Laplacian as sharp measures it; fixed by the pages of the tests. */
const leastSharpness = 1.5;
