import { readFileSync } from 'node:fs';
import { Problem } from '#kernel/problem';
import { answer, type Http } from '#platform/http';
import { renderFragment } from '#platform/ui';
import { refusals } from '../problems.ts';
import type { Saroale } from '../rooms.ts';
import { Board, BoardPage } from './board.tsx';
import { openLiveBoards } from './live.ts';
import { boardRevision, readBoard } from './view.ts';

/** The wall displays: open to everybody, because they say numbers and never names. */
export function mountBoard({ app, site }: Http, saroale: Saroale): void {
  const island = readFileSync(new URL('./island/queue-board.js', import.meta.url));
  const boards = openLiveBoards({
    revisionOf: (poli) => boardRevision(saroale, poli),
    draw: async (poli) => {
      const view = await requireBoard(poli);
      return { revision: view.revision, html: renderFragment(<Board view={view} />, { site, locale: 'id', path: '', menu: [] }) };
    },
  });
  app.addHook('preClose', (done) => { boards.stop(); done(); });

  app.get('/saroale/aset/queue-board.js', (_request, reply) => reply.type('text/javascript').header('Cache-Control', 'public, max-age=3600').send(island));
  app.get('/saroale/layar/:poli', async (request, reply) => {
    // For a display whose browser has no scripts: the address with ?segar=5 asks again by itself.
    const refreshing = (request.query as { segar?: string }).segar === '5';
    if (refreshing) void reply.header('Refresh', '5');
    return answer(reply.header('Cache-Control', 'no-store'), <BoardPage view={await requireBoard(poliOf(request.params))} refreshing={refreshing} />);
  });
  app.get('/saroale/layar/:poli/aliran', { config: { rateLimit: false } }, async (request, reply) => {
    const poli = (await requireBoard(poliOf(request.params))).poli;
    const seen = request.headers['last-event-id'] ?? (request.query as { sejak?: string }).sejak;
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    boards.listen(poli, reply.raw, Number(seen));
  });

  async function requireBoard(poli: string) {
    const view = await readBoard(saroale, poli);
    if (!view) throw new Problem(refusals.noSession);
    return view;
  }
}

function poliOf(params: unknown): string {
  return (params as { poli: string }).poli.toUpperCase();
}
