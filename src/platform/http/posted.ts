import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';

/** A file of a posted form; read `stream` to its end before the next part comes. */
export interface PostedFile {
  readonly field: string;
  readonly name: string;
  readonly stream: Readable;
}

/** Files end at 25 MB whatever their kind allows; kinds are stricter. */
export const multipartLimits = { fileSize: 25 * 1024 * 1024, files: 20, fields: 2000, fieldSize: 64 * 1024, parts: 2020, headerPairs: 50 };

/** The text of a posted form, whichever way it was encoded. Files are given to `take` as they stream in; fields posted after a file are still read. Empty file inputs are passed over. */
export async function readPosted(request: FastifyRequest, take: (file: PostedFile) => Promise<void>): Promise<Record<string, string>> {
  const values: Record<string, string> = {};
  if (!request.isMultipart()) {
    for (const [name, value] of Object.entries((request.body ?? {}) as Record<string, unknown>)) if (typeof value === 'string') values[name] = value;
    return values;
  }
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      if (typeof part.value === 'string') values[part.fieldname] = part.value;
    } else if (part.filename) {
      await take({ field: part.fieldname, name: part.filename, stream: part.file });
      // A refused file still has to leave the line before the next part can be read.
      part.file.resume();
    } else part.file.resume();
  }
  return values;
}
