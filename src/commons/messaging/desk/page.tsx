import { formatClock } from '#kernel/time';
import { Button, DataTable, Details, EmptyState, Field, ErrorSummary, Hidden, hx, Layout, Notice, PageHead, StatusTag, TextArea, useFrame, useWords, type FormState } from '#platform/ui';
import type { Line } from '../conversations/store.ts';
import type { Handed, ToCall } from './reads.ts';
import { words } from './words.ts';

export interface DeskView {
  readonly handed: readonly Handed[];
  readonly toCall: readonly ToCall[];
  readonly open?: { readonly conversation: Handed; readonly lines: readonly Line[]; readonly mine: boolean } | undefined;
  readonly state: FormState;
}

/** The desk: who waits on the left, the talk in hand on the right, whom to telephone below. */
export function DeskPage({ handed, toCall, open, state }: DeskView) {
  const t = useWords(words);
  return (
    <Layout title={t('title')} kind="desk">
      <link rel="stylesheet" href="/percakapan/gaya.css" />
      <PageHead title={t('title')} />
      <div class="desk">
        <WaitingList handed={handed} openId={open?.conversation.id} />
        <div class="desk-work">{open ? <Talk {...open} state={state} /> : <EmptyState title={handed.length > 0 ? t('pick') : t('none')}><p>{t('noneHint')}</p></EmptyState>}</div>
      </div>
      {toCall.length > 0 ? <Calls toCall={toCall} /> : null}
    </Layout>
  );
}

/** The list alone; refreshed every few seconds. */
export function WaitingList({ handed, openId }: { handed: readonly Handed[]; openId?: string | undefined }) {
  const t = useWords(words);
  const { site } = useFrame();
  return (
    <nav class="desk-list" id="antre-percakapan" aria-label={t('waiting')} {...hx({ get: `/percakapan/daftar${openId ? `?buka=${openId}` : ''}`, trigger: 'every 4s', target: '#antre-percakapan', swap: 'outerHTML' })}>
      <ul class="talks">
        {handed.map((one) => (
          <li key={one.id}>
            <a href={`/percakapan/${one.id}`} aria-current={one.id === openId ? 'page' : undefined}>
              <strong>{one.displayName}</strong>
              <span>{one.channel === 'whatsapp' ? 'WhatsApp' : 'Telegram'}{one.since ? ` · ${t('since', { time: formatClock(one.since, site.zone) })}` : ''}</span>
              <span>{one.urgent ? <StatusTag kind="attention">{t('urgent')}</StatusTag> : null} {one.blocked !== null ? <StatusTag kind="attention">{t('blocked')}</StatusTag> : one.handling === 'person' ? <StatusTag kind="plain">{t('held', { name: one.assignedName ?? '' })}</StatusTag> : <StatusTag kind="waiting">{t('waiting')}</StatusTag>}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Talk({ conversation, lines, mine, state }: NonNullable<DeskView['open']> & { state: FormState }) {
  const t = useWords(words);
  return (
    <section aria-label={conversation.displayName}>
      <h2>{conversation.displayName}</h2>
      <dl class="talk-facts"><dt>{t('reason')}</dt><dd>{conversation.reason}</dd><dt>{t('summary')}</dt><dd>{conversation.summary}</dd></dl>
      <Lines lines={lines} id={conversation.id} />
      {conversation.windowOpen ? null : <Notice kind="waiting">{t('window')}</Notice>}
      <ErrorSummary problem={state.problem} />
      {conversation.blocked !== null || (conversation.handling === 'person' && !mine) ? null : (
        <form method="post" action={`/percakapan/${conversation.id}`}>
          <TextArea name="text" label={t('reply')} state={state} maxLength={4000} rows={3} required />
          <div class="actions"><Button>{t('send')}</Button></div>
        </form>
      )}
      {conversation.blocked !== null ? <Blocked conversation={conversation} /> : <Handling conversation={conversation} mine={mine} state={state} />}
    </section>
  );
}

/** A blocked talk waits for a colleague to look at it again: the person is stored but not answered until then. */
function Blocked({ conversation }: { conversation: Handed }) {
  const t = useWords(words);
  return (
    <>
      <Notice kind="attention" title={t('blocked')}>{t('blockedHint', { reason: conversation.blocked ?? '' })}</Notice>
      <form method="post" action={`/percakapan/${conversation.id}/buka-blokir`}><div class="actions"><Button kind="lesser">{t('unblock')}</Button></div></form>
    </>
  );
}

function Handling({ conversation, mine, state }: { conversation: Handed; mine: boolean; state: FormState }) {
  const t = useWords(words);
  return (
    <>
      <div class="actions">
        {conversation.handling === 'waiting' ? <form method="post" action={`/percakapan/${conversation.id}/pegang`}><Button kind="lesser">{t('take')}</Button></form> : null}
        {mine || conversation.handling === 'waiting' ? <form method="post" action={`/percakapan/${conversation.id}/kembalikan`}><Button kind="lesser">{t('back')}</Button></form> : null}
      </div>
      {mine || conversation.handling === 'waiting' ? (
        <Details summary={t('block')} open={state.problem?.fields['reason'] !== undefined}>
          <form method="post" action={`/percakapan/${conversation.id}/blokir`}>
            <Field name="reason" label={t('blockWhy')} hint={t('blockHint')} state={state} required />
            <div class="actions"><Button kind="lesser">{t('block')}</Button></div>
          </form>
        </Details>
      ) : null}
    </>
  );
}

/** What was said; refreshed while it is open. */
export function Lines({ lines, id }: { lines: readonly Line[]; id: string }) {
  const t = useWords(words);
  const { site } = useFrame();
  return (
    <div class="lines" id="baris" tabIndex={0} role="log" {...hx({ get: `/percakapan/${id}/baris`, trigger: 'every 3s', target: '#baris', swap: 'outerHTML' })}>
      <ol>
        {lines.map((line) => (
          <li key={`${line.at.toString()}${line.from}${line.text}`} class={`line line-${line.from}`}>
            <span class="line-who">{t(line.from)}{line.by ? ` (${line.by})` : ''} · {formatClock(line.at, site.zone)}</span>
            <p>{line.text}</p>
            {line.choices.length > 0 ? <small>{line.choices.join(' · ')}</small> : null}
          </li>
        ))}
      </ol>
    </div>
  );
}

function Calls({ toCall }: { toCall: readonly ToCall[] }) {
  const t = useWords(words);
  return (
    <section aria-label={t('calls')}>
      <h2>{t('calls')} ({toCall.length})</h2>
      <p class="quiet">{t('callsHint')}</p>
      <DataTable caption={t('calls')} rows={toCall} rowKey={(row) => row.id} empty={null} columns={[
        { head: t('phone'), cell: (row) => (row.phone ? <a href={`tel:${row.phone}`}>{row.phone}</a> : t('noPhone')) },
        { head: t('message'), cell: (row) => row.text },
        { head: t('why'), cell: (row) => row.why },
        { head: t('outcome'), cell: (row) => <form method="post" action="/percakapan/telepon" class="actions"><Hidden name="id" value={row.id} />{(['tersambung', 'tidak-diangkat', 'nomor-salah'] as const).map((outcome) => <Button key={outcome} kind="lesser" name="outcome" value={outcome}>{t(outcome === 'tersambung' ? 'reached' : outcome === 'tidak-diangkat' ? 'unanswered' : 'wrong')}</Button>)}</form> },
      ]} />
    </section>
  );
}
