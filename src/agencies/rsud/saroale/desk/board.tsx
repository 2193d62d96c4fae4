import type { HTMLAttributes } from 'preact';
import { formatClock } from '#kernel/time';
import { Layout, useFrame, useWords } from '#platform/ui';
import type { BoardRow, BoardView } from './view.ts';
import { words } from './words.ts';

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'queue-board': HTMLAttributes<HTMLElement> & { src: string; revision: string };
    }
  }
}

/** The wall display of a clinic: numbers only, large, without login. Without scripts a link makes it ask again every five seconds. */
export function BoardPage({ view, refreshing }: { view: BoardView; refreshing: boolean }) {
  const t = useWords(words);
  return (
    <Layout title={t('boardTitle', { poli: view.poliName })} kind="screen" scripts={['/saroale/aset/queue-board.js']}>
      <queue-board src={`/saroale/layar/${view.poli}/aliran`} revision={String(view.revision)}>
        <p class="board-lost" role="alert" hidden>{t('lost')}</p>
        {refreshing ? null : <noscript><p><a href="?segar=5">{t('refresh')}</a></p></noscript>}
        <div class="board-live"><Board view={view} /></div>
      </queue-board>
    </Layout>
  );
}

/** The part that changes. */
export function Board({ view }: { view: BoardView }) {
  const { zone } = useFrame().site;
  const t = useWords(words);
  return (
    <>
      <header class="board-head"><h1>{view.poliName}</h1><p class="numeric">{t('state', { clock: formatClock(view.at, zone) })}</p></header>
      {view.rows.length === 0 ? <p class="board-none">{t('boardEmpty')}</p> : null}
      <div class="board-rows" aria-live="polite">{view.rows.map((row) => <Sitting key={row.session.sessionId} row={row} />)}</div>
    </>
  );
}

function Sitting({ row: { session, current, next, waiting } }: { row: BoardRow }) {
  const t = useWords(words);
  const [now, before] = current;
  return (
    <section class="board-row">
      <h2>{session.doctorName}<span class="numeric"> {session.hours}</span></h2>
      {session.status === 'cancelled' ? <p class="board-none">{t('boardClosed')}</p> : (
        <>
          <div class="board-now">
            <p>{now?.state === 'serving' ? t('serving') : t('nowCalled')}</p>
            {now ? <p class={now.state === 'called' ? 'board-number board-called' : 'board-number'}>{now.label}</p> : <p class="board-none">{t('nobodyCalled')}</p>}
            {now && before ? <p>{before.state === 'serving' ? t('serving') : t('nowCalled')} <strong class="numeric">{before.label}</strong></p> : null}
            {now?.desk ? <p>{now.desk}</p> : null}
          </div>
          <div class="board-next">
            <p>{t('nextUp')}</p>
            {next.length > 0 ? <ol>{next.map((label) => <li key={label} class="numeric">{label}</li>)}</ol> : <p class="board-none">{t('nobodyNext')}</p>}
            {waiting > next.length ? <p>{t('stillWaiting', { n: waiting })}</p> : null}
            {session.status === 'open' && session.lateMinutes > 0 ? <p class="board-late">{t('late', { n: session.lateMinutes })}</p> : null}
          </div>
        </>
      )}
    </section>
  );
}
