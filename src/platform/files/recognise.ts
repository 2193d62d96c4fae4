import { fileTypeFromBuffer } from 'file-type';

/** What the first bytes say. The name and what the sender claims are never believed. */
export interface Recognised {
  /** MIME type, or nothing when it is not known. */
  readonly type?: string | undefined;
  /** Why it is dangerous, if it is. */
  readonly danger?: 'program' | 'script' | 'page' | 'archive' | undefined;
  /** Width times height of a picture whose head tells it. */
  readonly pixels?: number | undefined;
}

/** How many first bytes are enough. */
export const headSize = 64 * 1024;

const programs = new Set(['application/x-msdownload', 'application/x-elf', 'application/x-mach-binary', 'application/x-dosexec', 'application/vnd.microsoft.portable-executable', 'application/wasm', 'application/java-vm', 'application/x-ms-shortcut', 'application/x-shockwave-flash']);
const archive = /zip|rar|7z|tar|gzip|bzip|x-xz|compress|cab|iso9660|x-deb|x-rpm|zstd|lz4|apk|jar|officedocument|x-cfb|ms-?office/;

/** Recognises a file by its first bytes (64 KB are enough) and says what makes it dangerous. Office files count as archives: they may hold macros. */
export async function recognise(head: Uint8Array): Promise<Recognised> {
  const found = await fileTypeFromBuffer(head);
  const text = new TextDecoder('latin1').decode(head.subarray(0, 1024)).replace(/^[\s\u00ef\u00bb\u00bf]+/, '').toLowerCase();
  if (text.startsWith('mz') || text.startsWith('\u007felf') || (found && programs.has(found.mime))) return { type: found?.mime, danger: 'program' };
  if (text.startsWith('#!') || text.startsWith('<?php') || text.startsWith('@echo')) return { danger: 'script' };
  if (/^<(!doctype|html|head|body|script|svg|\?xml|iframe)/.test(text) || found?.mime === 'application/xml') return { danger: 'page' };
  if (found && archive.test(found.mime)) return { type: found.mime, danger: 'archive' };
  return { type: found?.mime, pixels: found ? pixelsOf(found.mime, head) : undefined };
}

/** Reads the picture's size from its head, so that a few kilobytes that unfold to gigabytes are refused before anything decodes them. */
function pixelsOf(type: string, head: Uint8Array): number | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (type === 'image/png' && head.length >= 24) return view.getUint32(16) * view.getUint32(20);
  if (type === 'image/jpeg') return jpegPixels(view);
  if (type === 'image/webp' && head.length >= 30 && view.getUint32(12) === 0x56503858) return ((view.getUint32(24, true) & 0xffffff) + 1) * ((view.getUint32(26, true) >>> 8) + 1);
  return undefined;
}

function jpegPixels(view: DataView): number | undefined {
  for (let at = 2; at + 9 < view.byteLength && view.getUint8(at) === 0xff;) {
    const marker = view.getUint8(at + 1);
    // Start-of-frame markers carry the size; C4, C8 and CC share their range but are tables.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return view.getUint16(at + 5) * view.getUint16(at + 7);
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}
