import { strToU8, unzipSync, zipSync } from 'fflate';

/** Files of a kit by their path inside it. */
export type KitFiles = ReadonlyMap<string, Uint8Array>;

/** What an archive may unfold to: more is no kit. */
const most = { files: 600, bytes: 24 * 1024 * 1024 };
const fixedTime = '1980-01-01T00:00:00';

/** The archive of these files. Equal files give equal bytes: order and times say nothing. */
export function packKit(files: KitFiles): Uint8Array {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return zipSync(Object.fromEntries(sorted.map(([path, bytes]) => [path, [bytes, { mtime: fixedTime, level: 9 }]])));
}

/** Reads an archive; nothing when it is no zip, holds names that could leave the folder, or would unfold to more than a kit may. */
export function unpackKit(bytes: Uint8Array): KitFiles | undefined {
  let [files, total, fits] = [0, 0, true];
  try {
    const found = unzipSync(bytes, {
      filter({ name, originalSize }) {
        files += 1;
        total += originalSize;
        if (files > most.files || total > most.bytes || !isPlainPath(name)) fits = false;
        return fits;
      },
    });
    return fits ? new Map(Object.entries(found)) : undefined;
  } catch {
    return undefined;
  }
}

function isPlainPath(name: string): boolean {
  return /^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/.test(name) && !name.split('/').some((part) => part === '..' || part === '.');
}

export const textFile = (text: string): Uint8Array => strToU8(text);
export const fileText = (files: KitFiles, path: string): string | undefined => {
  const bytes = files.get(path);
  return bytes && Buffer.from(bytes).toString('utf8');
};
