import type { FastifyReply, FastifyRequest } from 'fastify';
import { can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { refusals as actionRefusals } from '#platform/action';
import { answer, wantsPage } from '#platform/http';
import type { FormState } from '#platform/ui';
import { wholeRegency } from '#commons/access';
import { refusals } from '../problems.ts';
import { documentBy } from '../store/documents.ts';
import type { SigningTables } from '../tables.ts';
import { Book, BookEntry } from './book.tsx';
import type { PagesDeps } from './mount-basket.tsx';
import { Officials } from './officials.tsx';
import { words } from './words.ts';

/** Opens the registrar's pages: who holds which position, and the book of numbers. */
export function mountRegistrar({ deps, http, reads, actions, accountOf }: PagesDeps & { accountOf: (username: string) => Promise<{ readonly id: string } | undefined> }): void {
  const { app } = http;
  const { perform } = deps;
  http.addEntrances([
    { path: '/tanda-tangan/pejabat', name: words.officials, for: 'desk', permission: 'signing/record-officials' },
    { path: '/tanda-tangan/buku', name: words.book, for: 'desk', permission: 'signing/end-documents' },
  ]);

  const officials = async (request: FastifyRequest, reply: FastifyReply, state: FormState = { values: {} }) =>
    answer(reply.header('Cache-Control', 'no-store'), <Officials positions={await reads.officials(request.actor)} state={state} />, state.problem?.status ?? 200);

  app.get('/tanda-tangan/pejabat', async (request, reply) => { need(request, 'signing/record-officials'); return officials(request, reply); });
  app.post('/tanda-tangan/pejabat', async (request, reply) => {
    need(request, 'signing/record-officials');
    const values = request.body as Record<string, string>;
    try {
      const account = await accountOf(values['username'] ?? '');
      if (!account) throw new Problem(actionRefusals.invalid, { fields: { username: 'Akun dengan nama pengguna ini tidak ada.' } });
      await perform(actions.recordTerm, request.actor, { ...values, account: account.id }, { requestId: request.id });
    } catch (error) {
      // The NIK is not shown again, not even to correct another field.
      if (error instanceof Problem && wantsPage(request)) return officials(request, reply, { values: { ...values, nik: '' }, problem: error });
      throw error;
    }
    return reply.redirect('/tanda-tangan/pejabat', 303);
  });
  app.post('/tanda-tangan/pejabat/akhiri', async (request, reply) => {
    need(request, 'signing/record-officials');
    try {
      await perform(actions.endTerm, request.actor, request.body, { requestId: request.id });
    } catch (error) {
      if (error instanceof Problem && wantsPage(request)) return officials(request, reply, { values: {}, problem: error });
      throw error;
    }
    return reply.redirect('/tanda-tangan/pejabat', 303);
  });

  app.get('/tanda-tangan/buku', async (request, reply) => {
    need(request, 'signing/end-documents');
    return answer(reply.header('Cache-Control', 'no-store'), <Book rows={await reads.book(request.actor)} />);
  });
  app.get('/tanda-tangan/buku/:id', async (request, reply) => { need(request, 'signing/end-documents'); return entry(request, reply); });
  for (const [path, ending] of [['cabut', actions.revoke], ['batalkan', actions.void]] as const) {
    app.post(`/tanda-tangan/buku/:id/${path}`, async (request, reply) => {
      need(request, 'signing/end-documents');
      const { id } = request.params as { id: string };
      const { reason } = request.body as { reason?: string };
      try {
        await perform(ending, request.actor, { document: id, reason }, { requestId: request.id });
      } catch (error) {
        if (error instanceof Problem && error.status === 422 && wantsPage(request)) return entry(request, reply, { values: { reason: reason ?? '' }, problem: error });
        throw error;
      }
      return reply.redirect(`/tanda-tangan/buku/${id}`, 303);
    });
  }

  async function entry(request: FastifyRequest, reply: FastifyReply, state: FormState = { values: {} }): Promise<FastifyReply> {
    const { id } = request.params as { id: string };
    const document = /^[0-9a-f-]{36}$/.test(id) ? await documentBy(deps.database.read<SigningTables>(), { id }, civilDate(deps.database.clock.now(), deps.regency.zone)) : undefined;
    if (!document || (document.agency !== request.actor.agency && request.actor.agency !== wholeRegency)) throw new Problem(refusals.unknown);
    return answer(reply.header('Cache-Control', 'no-store'), <BookEntry document={document} state={state} />, state.problem?.status ?? 200);
  }
}

function need(request: FastifyRequest, permission: string): void {
  if (!can(request.actor, permission)) throw new Problem(actionRefusals.forbidden);
}
