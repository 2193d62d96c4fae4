import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '#kernel/problem';
import type { Http } from '#platform/http';
import { refusals } from './problems.ts';
import type { Upload, Uploads } from './uploads.ts';

const path = '/berkas/unggah';

/**
 * Resumable uploads in the tus 1.0.0 protocol (core, creation, termination, expiration) for senders that are signed in. `Upload-Metadata` names `kind`,
 * `filename` and `sha256` (hex) of the whole file; announcing the same file again answers the same place.
 */
export function mountUploads({ app }: Http, uploads: Uploads): void {
  app.addContentTypeParser('application/offset+octet-stream', (_request, payload, done) => { done(null, payload); });

  app.options(path, (_request, reply) => spoken(reply).header('Tus-Version', '1.0.0').header('Tus-Extension', 'creation,termination,expiration').code(204).send());

  app.post(path, async (request, reply) => {
    const metadata = metadataOf(request);
    const upload = await uploads.begin(request.actor, { kind: metadata['kind'] ?? '', name: metadata['filename'] ?? '', sha256: (metadata['sha256'] ?? '').toLowerCase(), size: whole(request, 'upload-length') });
    return place(spoken(reply), upload).header('Location', `${path}/${upload.id}`).code(201).send();
  });

  app.head(`${path}/:id`, async (request, reply) => place(spoken(reply), await uploads.look(request.actor, idOf(request))).header('Upload-Length', String((await uploads.look(request.actor, idOf(request))).size)).code(200).send());

  app.patch(`${path}/:id`, { bodyLimit: 32 * 1024 * 1024 }, async (request, reply) => {
    const upload = await uploads.append(request.actor, idOf(request), whole(request, 'upload-offset'), request.body as Readable);
    return place(spoken(reply), upload).code(204).send();
  });

  app.delete(`${path}/:id`, async (request, reply) => {
    await uploads.end(request.actor, idOf(request));
    return spoken(reply).code(204).send();
  });
}

function spoken(reply: FastifyReply): FastifyReply {
  return reply.header('Tus-Resumable', '1.0.0').header('Cache-Control', 'no-store');
}

function place(reply: FastifyReply, upload: Upload): FastifyReply {
  return reply.header('Upload-Offset', String(upload.offset)).header('Upload-Expires', httpDate(upload.expiresAt));
}

function idOf(request: FastifyRequest): string {
  return (request.params as { id: string }).id;
}

/** `kind dWppL2ZvdG8=, filename Zm90by5qcGc=`. */
function metadataOf(request: FastifyRequest): Record<string, string> {
  const pairs = String(request.headers['upload-metadata'] ?? '').split(',').map((pair) => pair.trim().split(' '));
  return Object.fromEntries(pairs.map(([name = '', value = '']) => [name, Buffer.from(value, 'base64').toString('utf8')]));
}

function whole(request: FastifyRequest, header: string): number {
  const text = String(request.headers[header] ?? '');
  if (!/^\d{1,12}$/.test(text)) throw new Problem(refusals.uploadUnclear);
  return Number(text);
}

/** RFC 9110 date. */
function httpDate(at: Temporal.Instant): string {
  const wall = at.toZonedDateTimeISO('UTC');
  const two = (n: number) => String(n).padStart(2, '0');
  const day = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][wall.dayOfWeek - 1] ?? '';
  const month = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][wall.month - 1] ?? '';
  return `${day}, ${two(wall.day)} ${month} ${wall.year} ${two(wall.hour)}:${two(wall.minute)}:${two(wall.second)} GMT`;
}
