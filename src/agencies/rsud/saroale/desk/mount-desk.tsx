import { readFileSync } from 'node:fs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { refusals as actionRefusals } from '#platform/action';
import { answer, pageContext, type Http } from '#platform/http';
import { EmptyState, Layout, renderFragment, useWords } from '#platform/ui';
import { refusals } from '../problems.ts';
import type { Saroale } from '../rooms.ts';
import { Desk, DeskPage, type DeskProps, type Said } from './desk.tsx';
import { deskPath } from './paths.ts';
import { deskVerbs } from './verbs.ts';
import { readDesk, todaysSessions } from './view.ts';
import { words } from './words.ts';

/** The clinic's desk: pages for officers with `saroale/see-queue`; every button is a form, htmx only makes it quicker. */
export function mountDesk({ app }: Http, saroale: Saroale): void {
  const island = readFileSync(new URL('./island/desk-keys.js', import.meta.url));
  app.get('/saroale/aset/desk-keys.js', (_request, reply) => reply.type('text/javascript').header('Cache-Control', 'public, max-age=3600').send(island));

  app.get('/saroale/meja', async (request, reply) => {
    if (!mayLook(request, reply)) return reply;
    const sessions = await todaysSessions(saroale, (request.query as { poli?: string }).poli);
    const first = sessions.find((session) => session.status === 'running') ?? sessions.find((session) => session.status === 'open') ?? sessions[0];
    return first ? reply.redirect(deskPath(first.sessionId), 302) : answer(reply, <NoSession />);
  });

  app.get('/saroale/meja/:session', async (request, reply) => {
    if (!mayLook(request, reply)) return reply;
    return show(request, reply, saidInQuery(request));
  });

  // Another officer changed something? Nothing to do (204) unless the revision has moved on.
  app.get('/saroale/meja/:session/denyut', { config: { rateLimit: false } }, async (request, reply) => {
    if (!mayLook(request, reply)) return reply;
    const session = await saroale.doors.booking.session(sessionOf(request));
    if (session?.revision === Number((request.query as { sejak?: string }).sejak)) return reply.code(204).send();
    return show(request, reply);
  });

  app.post('/saroale/meja/:session/:verb', { config: { rateLimit: false } }, async (request, reply) => {
    const verb = deskVerbs[(request.params as { verb: string }).verb];
    if (!verb) throw new Problem(refusals.noSession);
    const values = request.body as Readonly<Record<string, string>>;
    try {
      const said = await verb({ saroale, request, sessionId: sessionOf(request), values });
      const keep = values['bookingId'] && said.stay ? values['bookingId'] : undefined;
      if (pageContext(request).partial) return await show(request, reply, said, keep);
      return await reply.redirect(`${deskPath(sessionOf(request))}?kabar=${said.word}&nomor=${encodeURIComponent(said.label ?? '')}${keep ? `&pilih=${keep}` : ''}`, 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return show(request, reply, { word: 'pick', refusal: { title: error.title, detail: Object.values(error.fields)[0] ?? error.detail } }, values['bookingId'], error.status);
    }
  });

  async function show(request: FastifyRequest, reply: FastifyReply, said?: Said, pick?: string, status = 200) {
    const view = await readDesk(saroale, sessionOf(request), pick ?? (request.query as { pilih?: string }).pilih);
    if (!view) throw new Problem(refusals.noSession);
    const props: DeskProps = { view, said, press: request.id, may: { call: can(request.actor, 'saroale/call'), announce: can(request.actor, 'saroale/announce') } };
    void reply.header('Cache-Control', 'no-store');
    if (!pageContext(request).partial) return answer(reply, <DeskPage {...props} />, status);
    return reply.code(status).type('text/html; charset=utf-8').send(renderFragment(<Desk {...props} />, request.frame()));
  }
}

/** Visitors are asked to sign in and come back; officers of other posts are told. */
function mayLook(request: FastifyRequest, reply: FastifyReply): boolean {
  if (can(request.actor, 'saroale/see-queue')) return true;
  if (request.actor.kind !== 'anonymous') throw new Problem(actionRefusals.forbidden);
  void reply.redirect(`/masuk?lanjut=${encodeURIComponent('/saroale/meja')}`, 303);
  return false;
}

function sessionOf(request: FastifyRequest): string {
  const { session } = request.params as { session: string };
  if (!/^[0-9a-f-]{36}$/.test(session)) throw new Problem(refusals.noSession);
  return session;
}

function saidInQuery(request: FastifyRequest): Said | undefined {
  const { kabar = '', nomor = '' } = request.query as { kabar?: string; nomor?: string };
  if (!kabar.startsWith('said') || !(kabar in words) || !/^[A-Z0-9-]{0,10}$/.test(nomor)) return undefined;
  return { word: kabar as keyof typeof words, label: nomor };
}

function NoSession() {
  const t = useWords(words);
  return <Layout title={t('deskTitle')} kind="desk"><h1>{t('deskTitle')}</h1><EmptyState title={t('noSession')}><p>{t('noSessionHint')}</p></EmptyState></Layout>;
}
