import type { FastifyRequest } from 'fastify';
import type { Database } from '#platform/database';
import { answer, type Http } from '#platform/http';
import type { Tables } from '../tables.ts';
import type { Transparency } from '../transparency.ts';
import { LogPage } from './log.tsx';
import { ReceiptPage } from './receipt.tsx';

/** `/log` for people, `/struk` for whoever was served. */
export function mountLogPages(http: Http, transparency: Transparency, database: Database): void {
  http.app.get('/log', async (_request, reply) => {
    const checkpoint = await transparency.log.checkpoint();
    const rows = await database.read<Tables>().selectFrom('transparency.closing').select(['day', 'service', 'count', 'root']).orderBy('day', 'desc').orderBy('service').limit(60).execute();
    const closings = rows.map((row) => ({ day: row.day, service: row.service, count: row.count, root: row.root.toString('base64') }));
    return answer(reply, <LogPage size={checkpoint?.size ?? 0} witnesses={checkpoint?.witnesses ?? 0} verifierKey={transparency.log.verifierKey} stopped={transparency.log.stopped()} closings={closings} />);
  });
  http.app.get('/struk', async (request, reply) => {
    const code = askedCode(request);
    return answer(reply.header('Cache-Control', 'no-store'), <ReceiptPage code={code} receipt={code === '' ? undefined : await transparency.readReceipt(code)} />);
  });
  http.app.get('/struk/bukti.json', async (request, reply) => {
    const receipt = await transparency.readReceipt(askedCode(request));
    const proof = receipt.state === 'closed' ? { key: transparency.log.verifierKey, ...receipt.proof } : { state: receipt.state };
    return reply.header('Cache-Control', 'no-store').header('Content-Disposition', 'attachment; filename="bukti-struk.json"').send(proof);
  });
}

function askedCode(request: FastifyRequest): string {
  const given = (request.query as Record<string, unknown> | null)?.['kode'];
  return typeof given === 'string' ? given.slice(0, 40) : '';
}
