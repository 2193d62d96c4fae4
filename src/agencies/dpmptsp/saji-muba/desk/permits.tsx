import { say } from '#kernel/manifest';
import { civilDate, formatClock, formatDate } from '#kernel/time';
import { Button, CheckAnswers, Choices, DataTable, EmptyState, ErrorSummary, Field, Hidden, Layout, LinkButton, Notice, PageHead, StatusTag, TextArea, useFrame, useWords, type FormState } from '#platform/ui';
import { statusKinds } from '../pages/register.tsx';
import { words as publicWords } from '../pages/words.ts';
import type { PermitType } from '../rules/type.ts';
import type { FollowUp } from '../rules/follow.ts';
import type { Permit, PermitChange } from '../store/permits.ts';
import { words } from './words.ts';

/** Issued permits, found by number: the head changes where they stand, the front office begins what a holder asks for. */
export function IssuedPage({ permits, typed, typeOf }: { permits: readonly Permit[]; typed: string; typeOf: (id: string) => PermitType | undefined }) {
  const t = useWords(words);
  const p = useWords(publicWords);
  const { locale } = useFrame();
  return (
    <Layout title={t('issuedList')} kind="desk">
      <PageHead title={t('issuedList')} lead={t('issuedListLead')} />
      <form method="get" action="/saji-muba/terbit" role="search" class="search"><label for="f-cari">{p('search')}</label><input type="search" id="f-cari" name="cari" value={typed} /><Button kind="lesser">{p('search')}</Button></form>
      <DataTable caption={t('issuedList')} hideCaption rows={permits} rowKey={(permit) => permit.id} empty={<EmptyState title={p('noPermits')} />} columns={[
        { head: p('number'), cell: (permit) => <a href={`/saji-muba/terbit/${permit.id}`}>{permit.number}</a> },
        { head: p('kind'), cell: (permit) => say(typeOf(permit.type)?.name ?? { id: permit.type }, locale) },
        { head: p('date'), cell: (permit) => formatDate(permit.issuedOn, locale) },
        { head: p('until'), cell: (permit) => (permit.validUntil ? formatDate(permit.validUntil, locale) : '–') },
        { head: p('status'), cell: (permit) => <StatusTag kind={statusKinds[permit.status]}>{p(permit.status)}</StatusTag> },
      ]} />
    </Layout>
  );
}

export interface IssuedView { readonly permit: Permit; readonly type: PermitType; readonly changes: readonly PermitChange[]; readonly before: Permit | undefined; readonly after: Permit | undefined; readonly follows: readonly FollowUp[] }

/** One permit: where it stands and why, and what may be done with it now. */
export function IssuedPermitPage({ view, may, press, state }: { view: IssuedView; may: { readonly change: boolean; readonly follow: boolean }; press: string; state: FormState }) {
  const t = useWords(words);
  const p = useWords(publicWords);
  const { locale, site } = useFrame();
  const { permit, type, changes, before, after, follows } = view;
  const when = (at: Temporal.Instant) => `${formatDate(civilDate(at, site.zone), locale)} ${formatClock(at, site.zone)}`;
  const related = (one: Permit) => <a href={`/saji-muba/terbit/${one.id}`}>{one.number}</a>;
  return (
    <Layout title={permit.number} kind="desk">
      <PageHead title={permit.number} crumbs={[{ href: '/saji-muba/terbit', name: t('issuedList') }]} lead={say(type.name, locale)} tag={<StatusTag kind={statusKinds[permit.status]}>{p(permit.status)}</StatusTag>} actions={<LinkButton href={`/verifikasi/${permit.verification}`} kind="lesser">{p('verify')}</LinkButton>} />
      <ErrorSummary problem={state.problem} />
      <div class="two">
        <div>
          <CheckAnswers rows={[
            { name: p('date'), value: formatDate(permit.issuedOn, locale) }, { name: p('until'), value: permit.validUntil ? formatDate(permit.validUntil, locale) : p('unlimited') },
            ...(before ? [{ name: t('replaces'), value: related(before) }] : []), ...(after ? [{ name: t('replacedBy'), value: related(after) }] : []),
            { name: t('caseOf'), value: <a href={`/saji-muba/meja/${permit.caseId}`}>{t('openCase')}</a> },
          ]} />
          <h2>{t('changes')}</h2>
          <DataTable caption={t('changes')} hideCaption rows={changes} rowKey={(change) => change.at.toString()} empty={<EmptyState title={t('noChanges')} />} columns={[
            { head: p('date'), cell: (change) => when(change.at) }, { head: p('status'), cell: (change) => p(change.to) }, { head: t('why'), cell: (change) => change.reason },
          ]} />
        </div>
        <div>
          {may.change ? <Change permit={permit} state={state} /> : null}
          {may.follow && follows.length > 0 ? (
            <form method="post" action={`/saji-muba/terbit/${permit.id}/lanjut`}>
              <h2>{t('follow')}</h2>
              <p class="quiet">{t('followLead')}</p>
              <Hidden name="commandId" value={`${press}-lanjut`} />
              <Choices name="purpose" legend={t('followWhat')} state={state} layout="cards" required options={follows.map((purpose) => ({ value: purpose, label: p(purpose) }))} />
              <Field name="nik" label={p('nik')} hint={t('nikOfHolder')} state={state} inputmode="numeric" autocomplete="off" required />
              <div class="actions"><Button kind="lesser">{t('begin')}</Button></div>
            </form>
          ) : null}
        </div>
      </div>
    </Layout>
  );
}

const verbs = { valid: ['suspend', 'revoke'], suspended: ['resume', 'revoke'] } as const;

function Change({ permit, state }: { permit: Permit; state: FormState }) {
  const t = useWords(words);
  const possible = permit.status === 'valid' || permit.status === 'suspended' ? verbs[permit.status] : [];
  if (possible.length === 0) return <Notice kind="info">{t('nothingToChange')}</Notice>;
  return (
    <form method="post" action={`/saji-muba/terbit/${permit.id}/ubah`}>
      <h2>{t('manage')}</h2>
      <p class="quiet">{t('manageLead')}</p>
      <TextArea name="reason" label={t('why')} hint={t('reasonPublic')} state={state} rows={3} maxLength={1000} required />
      <div class="actions">{possible.map((verb) => <Button key={verb} name="verb" value={verb} kind={verb === 'resume' ? 'main' : verb === 'revoke' ? 'ending' : 'lesser'}>{t(verb)}</Button>)}</div>
    </form>
  );
}
