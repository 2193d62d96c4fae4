import { sql } from 'kysely';
import { formatClock, formatDate } from '#kernel/time';
import { answer, type Http } from '#platform/http';
import { DataTable, Details, EmptyState, Hidden, KeyFigure, KeyFigures, Layout, Notice, PageHead, StatusTag, useFrame, useWords } from '#platform/ui';
import type { Larajaket } from '../../rooms.ts';
import { mayLook, valuesOf } from '../../pages/gate.ts';
import type { Item } from '../outbox/items.ts';
import { settleItem } from '../outbox/record.ts';
import type { Finding, ItemState, OutboxTables } from '../outbox/tables.ts';
import { words } from './words.ts';

const home = '/sih-larajaket/satusehat';

/** The officer's page: counts, what is held and why, and the two ways on. */
export function mountDeliveries({ app }: Http, { doors, perform }: Larajaket, about: { standIn: boolean }): void {
  app.get(home, async (request, reply) => {
    if (!mayLook(request, reply, 'sih-larajaket/oversee')) return reply;
    const tables = doors.database.read<OutboxTables>();
    const [held, counts, last] = await Promise.all([
      tables.selectFrom('sih_larajaket.satusehat').selectAll().where('state', '=', 'parked').orderBy('created_at').limit(200).execute(),
      tables.selectFrom('sih_larajaket.satusehat').select(['state', sql<number>`count(*)::int`.as('n')]).groupBy('state').execute(),
      tables.selectFrom('sih_larajaket.satusehat_reconciliation').selectAll().orderBy('day', 'desc').limit(1).executeTakeFirst(),
    ]);
    return answer(reply.header('Cache-Control', 'no-store'), <DeliveriesPage held={held} counts={new Map(counts.map((row) => [row.state, row.n]))} last={last && { ...last, day: Temporal.PlainDate.from(last.day) }} standIn={about.standIn} />);
  });
  app.post(home, async (request, reply) => {
    const { values } = valuesOf(request.body);
    await perform(settleItem, request.actor, { resource: values['resource'], localId: values['localId'], do: values['do'], ...(values['do'] === 'let-go' ? { reason: values['reason'] ?? '' } : {}) }, { requestId: request.id });
    return reply.redirect(home, 303);
  });
}

interface DeliveriesProps { readonly held: readonly Item[]; readonly counts: ReadonlyMap<string, number>; readonly last: { readonly day: Temporal.PlainDate; readonly local: number; readonly acked: number; readonly findings: readonly Finding[] } | undefined; readonly standIn: boolean }

function DeliveriesPage({ held, counts, last, standIn }: DeliveriesProps) {
  const t = useWords(words);
  const { locale, site } = useFrame();
  const causes: Readonly<Record<string, keyof typeof words>> = { patient: 'cpatient', practitioner: 'cpractitioner', organization: 'corganization', reference: 'creference', time: 'ctime', duplicate: 'cduplicate', invalid: 'cinvalid' };
  return (
    <Layout title={t('title')} kind="desk">
      <PageHead title={t('title')} lead={t('lead')} />
      {standIn ? <Notice kind="info">{t('standIn')}</Notice> : null}
      <KeyFigures>{(['acked', 'ready', 'sent', 'parked', 'rejected'] as const satisfies readonly ItemState[]).map((state) => <KeyFigure key={state} label={t(state)} value={String(counts.get(state) ?? 0)} />)}</KeyFigures>
      {last ? <p class="quiet">{t('reconciled', { day: formatDate(last.day, locale), acked: last.acked, local: last.local, n: last.findings.length })}</p> : null}
      <DataTable caption={t('parked')} rows={held} rowKey={(item) => `${item.resource}/${item.local_id}`} empty={<EmptyState title={t('none')}><p>{t('noneHint')}</p></EmptyState>} columns={[
        { head: t('what'), cell: (item) => <>{item.resource}<br /><span class="quiet">{item.local_id.slice(0, 8)}…</span></> }, { head: t('cause'), cell: (item) => <StatusTag kind="attention">{t(causes[item.cause ?? ''] ?? 'cinvalid')}</StatusTag> },
        { head: t('said'), cell: (item) => item.outcome }, { head: t('since'), cell: (item) => <>{formatClock(item.created_at, site.zone)}<br /><span class="quiet">{t('tries', { n: item.attempts + 1 })}</span></> },
        { head: t('do'), cell: (item) => (
          <><form method="post" action={home}><Hidden name="resource" value={item.resource} /><Hidden name="localId" value={item.local_id} /><button class="button button-lesser" name="do" value="retry">{t('retry')}</button></form>
            <Details summary={t('letGo')}><form method="post" action={home}><Hidden name="resource" value={item.resource} /><Hidden name="localId" value={item.local_id} /><input type="text" name="reason" aria-label={t('reason')} placeholder={t('reason')} required /><button class="button button-ending" name="do" value="let-go">{t('letGo')}</button></form></Details></>
        ) },
      ]} />
    </Layout>
  );
}
