import type { FastifyReply, FastifyRequest } from 'fastify';
import { canonicalJson } from '#kernel/digest';
import { formatTlogProof } from '#kernel/note';
import { Problem } from '#kernel/problem';
import { z } from 'zod';
import { action, type Perform } from '#platform/action';
import type { Database } from '#platform/database';
import { answer, type Http } from '#platform/http';
import type { Tables } from '../tables.ts';
import { refusals } from '../problems.ts';
import type { Transparency } from '../transparency.ts';
import { makeVerifierPage, type VerifierPage } from '../verifier/page.ts';
import { mountSampling } from './mount-sampling.tsx';
import { LogPage } from './log.tsx';
import { ReceiptPage } from './receipt.tsx';

/** `/log` for people, `/struk` for whoever was served. `payloadOf` gives the text whose hash a statement carries, where the house knows it. */
export function mountLogPages(deps: { http: Http; transparency: Transparency; database: Database; perform: Perform; payloadOf: (statement: string) => Promise<string | undefined> }): void {
  const { http, transparency, database, perform } = deps;
  const forget = forgetAction(transparency);
  mountSampling(deps);
  http.addEntrances([{ path: '/struk', name: { id: 'Struk layanan saya', en: 'My service receipt' }, for: 'resident', follow: true }]);
  http.app.get('/log', async (_request, reply) => {
    const checkpoint = await transparency.log.checkpoint();
    const rows = await database.read<Tables>().selectFrom('transparency.closing').select(['day', 'service', 'count', 'root']).orderBy('day', 'desc').orderBy('service').limit(60).execute();
    const closings = rows.map((row) => ({ day: row.day, service: row.service, count: row.count, root: row.root.toString('base64') }));
    return answer(reply, <LogPage standing={await transparency.standing()} size={checkpoint?.size ?? 0} witnesses={checkpoint?.witnesses ?? 0} verifierKey={transparency.log.verifierKey} stopped={transparency.log.stopped()} closings={closings} />);
  });
  http.app.get('/struk', async (request, reply) => {
    const code = askedCode(request);
    return answer(reply.header('Cache-Control', 'no-store'), <ReceiptPage code={code} address={`${request.protocol}://${request.host}/struk?kode=${encodeURIComponent(code)}`} receipt={code === '' ? undefined : await transparency.readReceipt(code)} />);
  });
  http.app.get('/struk/bukti', async (request, reply) => {
    const receipt = await transparency.readReceipt(askedCode(request));
    if (receipt.state !== 'closed' || !receipt.file) throw new Problem(refusals.noReceiptProof);
    return sendProof(reply.header('Cache-Control', 'no-store'), `struk-${receipt.service}-${receipt.day}`, receipt.file);
  });
  http.app.post('/struk/hapus', async (request, reply) => {
    const code = bodyCode(request);
    await perform(forget, request.actor, { code }, { requestId: request.id });
    return reply.redirect(`/struk?kode=${encodeURIComponent(code)}`, 303);
  });
  http.app.get<{ Params: { name: string } }>('/log/bukti/:name', async (request, reply) => {
    const [, index, id] = /^(?:(0|[1-9]\d*)|([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))(?:\.tlog-proof)?$/.exec(request.params.name) ?? [];
    const asked = index === undefined ? id : Number(index);
    const proved = asked === undefined ? undefined : await transparency.proveEntry(asked);
    if (!proved) throw new Problem(refusals.noEntryProof);
    const { id: statement } = JSON.parse(proved.entry) as { id: string };
    const payload = await deps.payloadOf(statement);
    return sendProof(reply.header('Cache-Control', 'public, max-age=5'), `catatan-${proved.index}`, formatTlogProof({ ...proved, extra: Buffer.from(canonicalJson({ v: 1, entry: proved.entry, payload })) }));
  });
  // Made at the first visit; the same for everybody until the house starts again.
  let page: Promise<VerifierPage> | undefined;
  http.app.get('/log/pemeriksa', async (_request, reply) => {
    page ??= makeVerifierPage([transparency.log.verifierKey, ...transparency.witnessKeys]);
    const { html, policy } = await page;
    return reply.header('Content-Security-Policy', policy).header('Cache-Control', 'public, max-age=3600').type('text/html; charset=utf-8').send(html);
  });
}

/** Whoever holds the code may have the link to it destroyed. */
function forgetAction(transparency: Transparency) {
  return action({
    name: 'transparency/forget-receipt', allow: 'anyone', input: z.strictObject({ code: z.string().max(40) }),
    async run(work, { code }): Promise<void> {
      if (!(await transparency.forgetReceipt(work, code))) throw new Problem(refusals.noReceiptProof);
    },
  });
}

function sendProof(reply: FastifyReply, name: string, file: string): FastifyReply {
  return reply.header('Content-Disposition', `attachment; filename="${name}.tlog-proof"`).type('text/plain; charset=utf-8').send(file);
}

function bodyCode(request: FastifyRequest): string {
  const given = (request.body as Record<string, unknown> | null)?.['kode'];
  return typeof given === 'string' ? given.slice(0, 40) : '';
}

function askedCode(request: FastifyRequest): string {
  const given = (request.query as Record<string, unknown> | null)?.['kode'];
  return typeof given === 'string' ? given.slice(0, 40) : '';
}
