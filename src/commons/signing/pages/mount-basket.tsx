import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { can, type Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { refusals as actionRefusals } from '#platform/action';
import { answer, wantsPage, type Http } from '#platform/http';
import type { FormState } from '#platform/ui';
import type { signingActions } from '../actions.ts';
import type { SigningDeps } from '../deps.ts';
import { refusals } from '../problems.ts';
import type { signingReads } from '../reads.ts';
import type { Secret } from '../signers/signer.ts';
import { Basket, WaitingDocument, type BasketView } from './basket.tsx';
import { BatchPage } from './batch.tsx';
import { words } from './words.ts';

/** What the pages call. */
export interface PagesDeps {
  readonly deps: SigningDeps;
  readonly http: Http;
  readonly reads: ReturnType<typeof signingReads>;
  readonly actions: ReturnType<typeof signingActions>;
  readonly sign: (actor: Actor, request: { documents: readonly string[]; acceptUnread: boolean; secret: Secret }) => Promise<string>;
  /** Asks the signing service for a one-time code for the signed-in official. */
  readonly requestTotp: (actor: Actor, count: number) => Promise<void>;
}

/** Opens `/tanda-tangan`: the basket, a waiting document, the progress of a batch. */
export function mountBasket({ deps, http, reads, actions, sign, requestTotp }: PagesDeps): void {
  const { app } = http;
  const signer: BasketView['signer'] = { connected: deps.signer !== undefined, test: deps.signer?.kind === 'test' && deps.demo, totp: deps.signer?.requestTotp !== undefined };
  http.addEntrances([{ path: '/tanda-tangan', name: words.basket, for: 'desk', permission: 'signing/sign' }]);

  async function basket(request: FastifyRequest, reply: FastifyReply, chosen: readonly string[] | 'all', state: FormState = { values: {} }): Promise<FastifyReply> {
    const rows = await reads.basket(request.actor);
    const { own } = await reads.seats(request.actor);
    return answer(reply.header('Cache-Control', 'no-store'), <Basket rows={rows} titles={own.map((one) => one.title)} chosen={new Set(chosen === 'all' ? rows.map((row) => row.id) : chosen)} state={state} signer={signer} />, state.problem?.status ?? 200);
  }

  async function waiting(request: FastifyRequest, reply: FastifyReply, sendBackState: FormState = { values: {} }): Promise<FastifyReply> {
    const row = await reads.waiting(request.actor, idOf(request));
    const { replaced } = await reads.draft(request.actor, row.id);
    return answer(reply.header('Cache-Control', 'no-store'), <WaitingDocument row={row} replaced={replaced} state={{ values: {} }} sendBackState={sendBackState} signer={signer} />, sendBackState.problem?.status ?? 200);
  }

  app.get('/tanda-tangan', async (request, reply) => {
    official(request);
    return basket(request, reply, (request.query as { pilih?: string }).pilih === 'semua' ? 'all' : []);
  });

  app.post('/tanda-tangan', async (request, reply) => {
    official(request);
    const { documents, passphrase, totp, acceptUnread } = readChoice(request);
    try {
      if (documents.length === 0) throw new Problem(refusals.nothingChosen);
      const id = await sign(request.actor, { documents, acceptUnread, secret: { passphrase, totp } });
      return await reply.redirect(`/tanda-tangan/batch/${id}`, 303);
    } catch (error) {
      if (error instanceof Problem && wantsPage(request)) return basket(request, reply, documents, { values: { acceptUnread: acceptUnread ? 'on' : '' }, problem: error });
      throw error;
    }
  });

  app.post('/tanda-tangan/kode', async (request, reply) => {
    official(request);
    const { documents } = readChoice(request);
    await requestTotp(request.actor, Math.max(1, documents.length));
    return basket(request, reply, documents);
  });

  app.get('/tanda-tangan/batch/:id', async (request, reply) => {
    official(request);
    const batch = await reads.batch(request.actor, idOf(request));
    if (!batch) throw new Problem(refusals.unknown);
    if (!batch.finished) void reply.header('Refresh', '2');
    return answer(reply.header('Cache-Control', 'no-store'), <BatchPage batch={batch} />);
  });

  app.get('/tanda-tangan/:id', async (request, reply) => { official(request); return waiting(request, reply); });
  mountDocument(app, { deps, reads, actions }, waiting);
}

function mountDocument(app: FastifyInstance, { deps, reads, actions }: Pick<PagesDeps, 'deps' | 'reads' | 'actions'>, waiting: (request: FastifyRequest, reply: FastifyReply, state?: FormState) => Promise<FastifyReply>): void {
  app.get('/tanda-tangan/:id/berkas', async (request, reply) => {
    official(request);
    const row = await reads.waiting(request.actor, idOf(request));
    const { pdf } = await reads.draft(request.actor, row.id);
    await deps.perform(actions.open, request.actor, { document: row.id }, { requestId: request.id });
    return reply.type('application/pdf').header('Cache-Control', 'no-store').header('Content-Disposition', 'inline; filename="rancangan.pdf"').send(Buffer.from(pdf));
  });
  app.post('/tanda-tangan/:id/kembalikan', async (request, reply) => {
    official(request);
    const { reason } = request.body as { reason?: string };
    try {
      await deps.perform(actions.sendBack, request.actor, { document: idOf(request), reason }, { requestId: request.id });
    } catch (error) {
      if (error instanceof Problem && error.status === 422 && wantsPage(request)) return waiting(request, reply, { values: { reason: reason ?? '' }, problem: error });
      throw error;
    }
    return reply.redirect('/tanda-tangan', 303);
  });
}

function official(request: FastifyRequest): void {
  if (!can(request.actor, 'signing/sign')) throw new Problem(actionRefusals.forbidden);
}

function idOf(request: FastifyRequest): string {
  const { id } = request.params as { id: string };
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Problem(refusals.unknown);
  return id;
}

function readChoice(request: FastifyRequest) {
  const body = request.body as { document?: string | string[]; passphrase?: string; totp?: string; acceptUnread?: string };
  return { documents: [body.document ?? []].flat(), passphrase: body.passphrase || undefined, totp: body.totp || undefined, acceptUnread: body.acceptUnread === 'on' };
}
