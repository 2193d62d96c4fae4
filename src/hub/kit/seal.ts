import { sha256 } from '#kernel/digest';
import { noteVerifier, openNote, signNote, type NoteSigner } from '#kernel/note';
import { fileText, textFile, type KitFiles } from './archive.ts';

const sealFile = 'kit.sig';
const header = 'serasan-kit@v1';

/** Adds the seal: a signed note that lists the SHA-256 of every file. */
export function sealKit(files: KitFiles, signer: NoteSigner): KitFiles {
  return new Map([...files, [sealFile, textFile(signNote(listOf(files), [signer]))]]);
}

/** The name that sealed it and whether every file is as it was then. Nothing when a file was added, left out, changed, or the signature is another's. */
export function openSeal(files: KitFiles, verifierKey: string): { readonly sealedBy: string } | undefined {
  const note = fileText(files, sealFile);
  const key = readKey(verifierKey);
  const opened = note === undefined || !key ? undefined : openNote(note, [key]);
  const rest = new Map([...files].filter(([path]) => path !== sealFile));
  return key && opened && opened.text === listOf(rest) ? { sealedBy: key.name } : undefined;
}

/** A key as typed by a person; nothing when it is none. */
function readKey(typed: string): ReturnType<typeof noteVerifier> | undefined {
  try {
    return noteVerifier(typed);
  } catch {
    return undefined;
  }
}

function listOf(files: KitFiles): string {
  return [header, ...[...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, bytes]) => `${sha256(bytes)} ${path}`), ''].join('\n');
}
