import { formatClock, formatDate } from '#kernel/time';
import { DataTable, Details, EmptyState, ErrorSummary, Hidden, KeyFigure, KeyFigures, Layout, Notice, PageHead, StatusTag, useFrame, useWords, type FormState } from '#platform/ui';
import type { Waiting } from '../outbox/officer.ts';
import type { Finding, ItemState } from '../outbox/tables.ts';
import { words } from './words.ts';

export const home = '/sih-larajaket/satusehat';
const causeWords: Readonly<Record<string, keyof typeof words>> = { patient: 'cpatient', practitioner: 'cpractitioner', organization: 'corganization', reference: 'creference', time: 'ctime', duplicate: 'cduplicate', invalid: 'cinvalid' };

export interface DeliveriesProps {
  readonly held: readonly Waiting[];
  readonly waiting: readonly Waiting[];
  readonly counts: ReadonlyMap<string, number>;
  readonly causes: readonly { readonly cause: string; readonly n: number }[];
  readonly last: { readonly day: Temporal.PlainDate; readonly local: number; readonly acked: number; readonly findings: readonly Finding[] } | undefined;
  readonly standIn: boolean;
  readonly done: string | undefined;
  readonly problem: FormState['problem'];
}

/** What is held and why, the ways on, and what waits by itself. */
export function DeliveriesPage({ held, waiting, counts, causes, last, standIn, done, problem }: DeliveriesProps) {
  const t = useWords(words);
  const { locale } = useFrame();
  const many = causes.filter((one) => one.n > 1);
  const all = (counts.get('ready') ?? 0) + (counts.get('sent') ?? 0);
  return (
    <Layout title={t('title')} kind="desk">
      <PageHead title={t('title')} lead={t('lead')} />
      <ErrorSummary problem={problem} />
      {done === 'found' || done === 'again' ? <Notice kind="done">{t(done)}</Notice> : null}
      {standIn ? <Notice kind="info">{t('standIn')}</Notice> : null}
      <KeyFigures>{(['acked', 'ready', 'sent', 'parked', 'rejected'] as const satisfies readonly ItemState[]).filter((state) => state !== 'rejected' || counts.has(state)).map((state) => <KeyFigure key={state} label={t(state)} value={String(counts.get(state) ?? 0)} />)}</KeyFigures>
      {last ? <p class="quiet">{t('reconciled', { day: formatDate(last.day, locale), acked: last.acked, local: last.local, n: last.findings.length })}</p> : null}
      <h2>{t('held')}</h2>
      {many.length === 0 ? null : <form method="post" action={home} class="actions"><Hidden name="do" value="retry-cause" />{many.map((one) => <button key={one.cause} class="button button-lesser" name="cause" value={one.cause}>{t('retryAll', { cause: t(causeWords[one.cause] ?? 'cinvalid').toLowerCase(), n: one.n })}</button>)}</form>}
      <DataTable caption={t('held')} hideCaption rows={held} rowKey={keyOf} empty={<EmptyState title={t('none')}><p>{t('noneHint')}</p></EmptyState>} columns={[
        { head: t('what'), cell: (item) => <What item={item} /> }, { head: t('cause'), cell: (item) => <StatusTag kind="attention">{t(causeWords[item.cause ?? ''] ?? 'cinvalid')}</StatusTag> }, { head: t('said'), cell: (item) => item.outcome }, { head: t('since'), cell: (item) => <Since item={item} /> }, { head: t('do'), cell: (item) => <Steps item={item} /> },
      ]} />
      <h2>{t('waiting')}</h2>
      {all > waiting.length ? <p class="quiet">{t('of', { shown: waiting.length, all })}</p> : null}
      <DataTable caption={t('waiting')} hideCaption rows={waiting} rowKey={keyOf} empty={<p class="quiet">{t('nothing')}</p>} columns={[
        { head: t('what'), cell: (item) => <What item={item} /> }, { head: t('since'), cell: (item) => <Since item={item} /> }, { head: t('next'), cell: (item) => <Next item={item} /> }, { head: t('last'), cell: (item) => item.outcome ?? <span class="quiet">{t(item.depends_on.length > 0 && Temporal.Instant.compare(item.next_at, item.created_at) > 0 ? 'blocked' : 'notYet')}</span> },
      ]} />
    </Layout>
  );
}

function keyOf(item: Waiting): string {
  return `${item.resource}/${item.local_id}`;
}

function What({ item }: { item: Waiting }) {
  const t = useWords(words);
  const known = item.resource in words ? t(item.resource as keyof typeof words) : item.resource;
  return <><b>{known}</b><br /><span class="quiet">{item.label} · {item.poli_name}</span></>;
}

function Since({ item }: { item: Waiting }) {
  const t = useWords(words);
  const { locale, site } = useFrame();
  return <>{formatDate(item.created_at.toZonedDateTimeISO(site.zone).toPlainDate(), locale)} {formatClock(item.created_at, site.zone)}<br /><span class="quiet">{t('tries', { n: item.attempts + 1 })}</span></>;
}

function Next({ item }: { item: Waiting }) {
  const { site } = useFrame();
  return <>{formatClock(item.next_at, site.zone)}</>;
}

/** The two ways on for every item, and the look-up that mends what is missing. */
function Steps({ item }: { item: Waiting }) {
  const t = useWords(words);
  const named = <><Hidden name="resource" value={item.resource} /><Hidden name="localId" value={item.local_id} /></>;
  const id = `${item.resource}-${item.local_id}`;
  return (
    <>
      <form method="post" action={home}>{named}<button class="button button-lesser" name="do" value="retry">{t('retry')}</button></form>
      {item.cause === 'practitioner' ? (
        <Details summary={t('findDoctor')}><form method="post" action={home}><Hidden name="visitId" value={item.visit_id} /><label for={`d-${id}`}>{t('doctorNik')}</label><input id={`d-${id}`} type="text" name="nik" inputMode="numeric" pattern="[0-9]{16}" autocomplete="off" required /><p class="quiet">{t('nikUse')}</p><button class="button" name="do" value="find-doctor">{t('findDoctor')}</button></form></Details>
      ) : null}
      {item.cause === 'patient' ? (
        <Details summary={t('baby')}><form method="post" action={home}><Hidden name="visitId" value={item.visit_id} /><label for={`m-${id}`}>{t('motherNik')}</label><input id={`m-${id}`} type="text" name="nik" inputMode="numeric" pattern="[0-9]{16}" autocomplete="off" required /><label for={`o-${id}`}>{t('birthOrder')}</label><input id={`o-${id}`} type="number" name="order" min="1" max="9" value="1" required /><p class="quiet">{t('nikUse')}</p><button class="button" name="do" value="find-baby">{t('findBaby')}</button></form></Details>
      ) : null}
      <Details summary={t('letGo')}><form method="post" action={home}>{named}<label for={`r-${id}`}>{t('reason')}</label><input id={`r-${id}`} type="text" name="reason" required /><button class="button button-ending" name="do" value="let-go">{t('letGo')}</button></form></Details>
    </>
  );
}
