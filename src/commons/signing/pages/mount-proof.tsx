import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readCrockford } from '#kernel/ids';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { answer, readPosted, type Http } from '#platform/http';
import type { SigningDeps } from '../deps.ts';
import { refusals } from '../problems.ts';
import { documentBy, type DocumentFacts } from '../store/documents.ts';
import { positions } from '../store/officials.ts';
import type { SigningTables } from '../tables.ts';
import { ProofPage, ProofStart, proofScript } from './proof.tsx';

const island = readFileSync(new URL('../island/check-file.js', import.meta.url));
const style = readFileSync(new URL('./signing.css', import.meta.url));

/** Opens `/verifikasi`: anybody checks a document by its code or its file. */
export function mountProof(deps: SigningDeps, http: Http): void {
  const { app } = http;
  const reader = () => deps.database.read<SigningTables>();
  const find = (by: { code: string } | { sha256: string }) => documentBy(reader(), by, civilDate(deps.database.clock.now(), deps.regency.zone));

  async function show(reply: FastifyReply, document: DocumentFacts, compared?: 'same' | 'different'): Promise<FastifyReply> {
    const issuer = deps.regency.agencies.find((one) => one.id === document.agency)?.name ?? `Pemerintah ${deps.regency.name}`;
    const position = (await positions(deps)).find((one) => one.id === document.position)?.title ?? '';
    return answer(reply.header('Cache-Control', 'no-store'), <ProofPage document={document} kind={deps.classOf(document.class).name} issuer={issuer} position={position} compared={compared} />);
  }

  app.get(proofScript, (_request, reply) => reply.type('text/javascript').header('Cache-Control', 'public, max-age=3600').send(island));
  app.get('/assets/tanda-tangan/signing.css', (_request, reply) => reply.type('text/css').header('Cache-Control', 'public, max-age=3600').send(style));

  http.addEntrances([{ path: '/verifikasi', name: { id: 'Surat atau izin: asli dan berlaku?', en: 'A letter or permit: genuine and valid?' }, for: 'resident', follow: true }]);
  app.get('/verifikasi', async (request, reply) => {
    const { kode, sidik } = request.query as { kode?: string; sidik?: string };
    if (typeof kode === 'string' && kode.trim() !== '') return reply.redirect(`/verifikasi/${encodeURIComponent(readCrockford(kode).slice(0, 40))}`, 303);
    if (typeof sidik !== 'string') return answer(reply, <ProofStart state={{ values: {} }} />);
    return bySum(reply, sidik.toLowerCase());
  });
  app.post('/verifikasi', async (request, reply) => bySum(reply, await hashPosted(request)));
  app.get('/verifikasi/:code', async (request, reply) => {
    const document = await find({ code: codeOf(request) });
    return document ? show(reply, document) : answer(reply, <ProofStart state={{ values: {} }} missing="code" />, 404);
  });
  app.post('/verifikasi/:code', async (request, reply) => {
    const document = await find({ code: codeOf(request) });
    if (!document) return answer(reply, <ProofStart state={{ values: {} }} missing="code" />, 404);
    return show(reply, document, (await hashPosted(request)) === document.sha256 ? 'same' : 'different');
  });

  async function bySum(reply: FastifyReply, sum: string): Promise<FastifyReply> {
    const document = /^[0-9a-f]{64}$/.test(sum) ? await find({ sha256: sum }) : undefined;
    return document ? show(reply, document, 'same') : answer(reply, <ProofStart state={{ values: {} }} missing="file" />, 404);
  }
}

function codeOf(request: FastifyRequest): string {
  return readCrockford((request.params as { code: string }).code);
}

/** The hash of the posted file; its bytes are counted and forgotten. */
async function hashPosted(request: FastifyRequest): Promise<string> {
  let sum = '';
  let cut = false;
  await readPosted(request, async ({ stream }) => {
    const hash = createHash('sha256');
    for await (const part of stream) hash.update(part as Uint8Array);
    sum = hash.digest('hex');
    cut = (stream as { truncated?: boolean }).truncated === true;
  });
  if (cut) throw new Problem(refusals.fileTooLarge);
  return sum;
}
