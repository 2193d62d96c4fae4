import { say, type ServiceStandard } from '#kernel/manifest';
import { Button, CheckAnswers, Checkbox, Choices, Details, ErrorSummary, Field, Hidden, Layout, LinkButton, Notice, PageHead, PrintSheet, TextArea, useFrame, useWords, type FormState } from '#platform/ui';
import { PrefillOffers, type Offers } from '#commons/forms';
import { budgetWords } from '../catalogue.ts';
import type { PermitType } from '../rules/type.ts';
import { crumbs } from './start.tsx';
import { words } from './words.ts';

interface TypeView { readonly type: PermitType; readonly standard: ServiceStandard; readonly signer: string | undefined; readonly agencies: readonly string[] }

/** One type: what to prepare, how long, what it costs, and its service standard, all from the data the desk works with. */
export function TypePage({ type, standard, signer, agencies }: TypeView) {
  const t = useWords(words);
  const { locale } = useFrame();
  const validity = type.validity === 'unlimited' ? t('unlimited') : 'months' in type.validity ? t('months', { n: type.validity.months }) : t('asWritten');
  return (
    <Layout title={say(type.name, locale)}>
      <PageHead title={say(type.name, locale)} crumbs={crumbs} lead={say(type.summary, locale)} />
      <div class="actions"><LinkButton href={`/saji-muba/izin/${type.id}/minta`}>{t('apply')}</LinkButton><LinkButton href={`/saji-muba/izin/${type.id}/cetak`} kind="lesser">{t('checklist')}</LinkButton></div>
      <CheckAnswers rows={[
        { name: t('time'), value: t('timeFrom', { time: say(budgetWords(type.budgets.service), locale) }) },
        { name: t('fee'), value: type.tariff?.is === 'formula' ? say(type.tariff.name, locale) : `Rp0. ${type.tariff ? say(type.tariff.why, locale) : ''}` },
        { name: t('product'), value: say(type.product, locale) },
        ...(type.procedure === 'permit' ? [{ name: t('validity'), value: validity }] : []),
        ...(signer ? [{ name: t('signer'), value: signer }] : []),
        ...(agencies.length > 0 ? [{ name: t('opinions'), value: agencies.join(', ') }] : []),
      ]} />
      <h2>{t('requirements')}</h2>
      <RequirementList type={type} />
      <Notice>{t('free')}</Notice>
      <Details summary={t('standard')}>
        <StandardRows standard={standard} />
        <p><a href={`/prosedur/saji-muba-${type.procedure}`}>{t('seeDrawing')}</a></p>
        <h3>{t('legal')}</h3>
        <ul>{type.legalBasis.map((basis) => <li key={basis.text}>{basis.text}{basis.status === 'unverified' ? <span class="quiet"> ({t('unverified')})</span> : null}</li>)}</ul>
      </Details>
    </Layout>
  );
}

function RequirementList({ type }: { type: PermitType }) {
  const t = useWords(words);
  const { locale } = useFrame();
  return (
    <ul>
      {type.requirements.map((one) => {
        const notes = [one.original ? t('original') : '', one.optional ? t('optional') : ''].filter(Boolean).join(', ');
        return <li key={one.id}>{say(one.name, locale)}{notes ? <span class="quiet"> ({notes})</span> : null}{one.hint ? <><br /><span class="quiet">{say(one.hint, locale)}</span></> : null}</li>;
      })}
    </ul>
  );
}

function StandardRows({ standard }: { standard: ServiceStandard }) {
  const t = useWords(words);
  const { locale } = useFrame();
  const rows = (['complaints', 'facilities', 'competence', 'supervision', 'staffing', 'guarantee', 'safety', 'evaluation'] as const).map((name) => ({ name: t(name), value: say(standard[name], locale) }));
  return <CheckAnswers rows={[{ name: t('procedure'), value: <ol>{standard.procedure.map((step) => <li key={step.id}>{say(step, locale)}</li>)}</ol> }, ...rows]} />;
}

/** The checklist on paper, for the officer's bag or the kitchen table. */
export function ChecklistPage({ type, url }: { type: PermitType; url: string }) {
  const t = useWords(words);
  const { locale } = useFrame();
  return (
    <Layout title={t('checklist')}>
      <PrintSheet title={say(type.name, locale)} number={`${type.id} v${type.version}`} qr={url}>
        <h3>{t('requirements')}</h3>
        <ul class="boxes">{type.requirements.map((one) => <li key={one.id}>☐ {say(one.name, locale)}{one.original ? ` (${t('original')})` : ''}{one.optional ? ` (${t('optional')})` : ''}</li>)}</ul>
        <p>{t('timeFrom', { time: say(budgetWords(type.budgets.service), locale) })}. {t('free')}</p>
      </PrintSheet>
    </Layout>
  );
}

/** The few fields by which an application begins. */
export function RequestPage({ type, villages, objectLabel, press, offers, state }: { type: PermitType; villages: readonly { district: string; villages: readonly { code: string; name: string }[] }[]; objectLabel: string | undefined; press: string; offers: Offers; state: FormState }) {
  const t = useWords(words);
  const { locale } = useFrame();
  const fault = state.problem?.fields['village'];
  return (
    <Layout title={t('requestTitle', { name: say(type.name, locale) })}>
      <PageHead title={t('requestTitle', { name: say(type.name, locale) })} crumbs={[...crumbs, { href: `/saji-muba/izin/${type.id}`, name: say(type.name, locale) }]} lead={t('requestLead')} />
      <ErrorSummary problem={state.problem} />
      <PrefillOffers offers={offers} />
      <form method="post" action={`/saji-muba/izin/${type.id}/minta`}>
        <Hidden name="commandId" value={state.values['commandId'] ?? press} />
        {type.eligibility.map((question) => <Choices key={question.id} name={`eligibility.${question.id}`} legend={say(question.ask, locale)} state={state} layout="cards" required options={[{ value: 'ya', label: t('yes') }, { value: 'tidak', label: t('no') }]} />)}
        {objectLabel ? <Field name="object" label={objectLabel} state={state} required /> : null}
        <Field name="name" label={t('name')} state={state} autocomplete="name" required />
        <Field name="nik" label={t('nik')} hint={t('nikHint')} state={state} inputmode="numeric" autocomplete="off" required />
        <Field name="phone" label={t('phone')} hint={t('phoneHint')} type="tel" state={state} autocomplete="tel" required />
        <div class={fault ? 'field field-wrong' : 'field'}>
          <label for="f-village">{t('village')}</label>
          {fault ? <p class="error" id="e-village">{fault}</p> : null}
          <select id="f-village" name="village" required aria-describedby={fault ? 'e-village' : undefined} aria-invalid={fault ? 'true' : undefined}>
            <option value="">{t('choose')}</option>
            {villages.map((group) => <optgroup key={group.district} label={group.district}>{group.villages.map((one) => <option key={one.code} value={one.code} selected={state.values['village'] === one.code}>{one.name}</option>)}</optgroup>)}
          </select>
        </div>
        <TextArea name="address" label={t('address')} state={state} rows={2} maxLength={200} required />
        <Choices name="helper" legend={t('helper')} hint={t('helperHint')} state={{ ...state, values: { helper: '-', ...state.values } }} options={[{ value: '-', label: t('self') }, { value: 'village', label: t('helperVillage') }, { value: 'proxy', label: t('helperProxy') }]} />
        <Checkbox name="pickup" label={t('pickup')} hint={t('pickupHint')} state={state} />
        <Checkbox name="consent" label={t('consent')} state={state} required />
        <div class="actions"><Button>{t('send')}</Button></div>
      </form>
    </Layout>
  );
}
