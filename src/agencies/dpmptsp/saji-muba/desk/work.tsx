import { can, type Actor } from '#kernel/actor';
import { say } from '#kernel/manifest';
import { Button, Choices, Field, Hidden, LinkButton, SelectField, TextArea, useFrame, useWords, type FormState } from '#platform/ui';
import type { CaseView } from './view.ts';
import { words } from './words.ts';

interface WorkProps { readonly view: CaseView; readonly actor: Actor; readonly press: string; readonly state: FormState; readonly tomorrow: string }

/** The steps this officer may take now; every one is a form, guarded by the version that was seen. */
export function Work(props: WorkProps) {
  const { view, actor } = props;
  const { state } = view.status.case;
  const may = (verb: string) => can(actor, `saji-muba/${verb}`);
  const lapsed = view.status.silence !== undefined && view.status.silence.decision === undefined;
  return (
    <>
      {may('front') && ['requested', 'pickup_scheduled'].includes(state) ? <Schedule {...props} /> : null}
      {may('front') && ['requested', 'pickup_scheduled', 'collected', 'returned_incomplete'].includes(state) ? <FillIn {...props} /> : null}
      {may('front') && state === 'submitted' ? <Check {...props} /> : null}
      {may('recommend') && state === 'technical' ? <Recommend {...props} /> : null}
      {may('back') && state === 'drafting' ? <Draft {...props} /> : null}
      {may('back') && state === 'billing' ? <Rebill {...props} /> : null}
      {may('back') && (state === 'assisting' || state === 'national') ? <Assist {...props} /> : null}
      {may('paraf') && state === 'paraf' ? <Paraf {...props} /> : null}
      {may('sign') && state === 'signing' ? <Sign {...props} /> : null}
      {may('front') && ['issued', 'hold_at_counter'].includes(state) ? <HandOut {...props} /> : null}
      {may('head') && lapsed ? <Lapsed {...props} /> : null}
      <Verb {...props} verb="hubungan"><Button kind="lesser"><Words name="conflict" /></Button></Verb>
    </>
  );
}

function Verb({ view, press, verb, children }: WorkProps & { verb: string; children: preact.ComponentChildren }) {
  const { case: found } = view.status;
  return (
    <form method="post" action={`/saji-muba/meja/${found.id}/${verb}`}>
      <Hidden name="expectedVersion" value={String(found.version)} /><Hidden name="commandId" value={`${press}-${verb}`} />
      {children}
    </form>
  );
}

function Words({ name }: { name: keyof typeof words }) {
  return <>{useWords(words)(name)}</>;
}

function Slot({ state, tomorrow }: WorkProps) {
  const t = useWords(words);
  return (
    <>
      <Field name="date" type="date" label={t('date')} state={{ ...state, values: { date: tomorrow, ...state.values } }} required />
      <SelectField name="half" label={t('half')} state={state} options={[{ value: 'pagi', label: t('pagi') }, { value: 'siang', label: t('siang') }]} />
    </>
  );
}

function Schedule(props: WorkProps) {
  return <><h3><Words name="callBack" /></h3><Verb {...props} verb="jadwal"><Slot {...props} /><div class="actions"><Button><Words name="schedule" /></Button></div></Verb></>;
}

function FillIn(props: WorkProps) {
  return <Verb {...props} verb="isi"><div class="actions"><Button kind="lesser"><Words name="fillIn" /></Button></div></Verb>;
}

function Check(props: WorkProps) {
  const t = useWords(words);
  const { locale } = useFrame();
  const { view, state } = props;
  return (
    <>
      <h3>{t('check')}</h3>
      <p class="quiet">{t('checkLead')}</p>
      <Verb {...props} verb="periksa">
        {view.status.application.type.requirements.map((one) => (
          <div key={one.id}>
            <Choices name={`items.${one.id}`} legend={say(one.name, locale)} state={state} layout="cards" options={[{ value: 'ok', label: t('ok') }, { value: 'defect', label: t('defect') }, { value: 'not-applicable', label: t('notApplicable') }]} />
            <Field name={`items.${one.id}.note`} label={t('note')} state={state} />
          </div>
        ))}
        <div class="actions"><Button name="complete" value="ya">{t('complete')}</Button><Button kind="lesser" name="complete" value="tidak">{t('giveBack')}</Button></div>
      </Verb>
    </>
  );
}

function Recommend(props: WorkProps) {
  const t = useWords(words);
  const { view, actor, state } = props;
  const criteria = view.status.application.type.recommenders.find((one) => one.agency === actor.agency)?.criteria ?? [];
  const sent = view.recommendations.some((one) => one.agency === actor.agency);
  if (criteria.length === 0) return null;
  return (
    <>
      <h3>{t('recommend')}</h3>
      <Verb {...props} verb="rekomendasi">
        {criteria.map((one) => <Choices key={one.id} name={`findings.${one.id}`} legend={one.text} state={state} layout="cards" options={(['meets', 'condition', 'fails'] as const).map((value) => ({ value, label: t(value) }))} />)}
        <TextArea name="note" label={t('remark')} state={state} rows={3} maxLength={1000} />
        {sent ? <Field name="reason" label={t('newVersion')} state={state} required /> : null}
        <div class="actions"><Button>{t('sendOpinion')}</Button></div>
      </Verb>
    </>
  );
}

function Draft(props: WorkProps) {
  const t = useWords(words);
  const { view, state } = props;
  const { tariff } = view.status.application.type;
  const unbilled = tariff?.is === 'formula' && view.status.case.facts['levied'] === true && view.status.case.facts['settled'] !== true;
  return (
    <>
      {unbilled && tariff.is === 'formula' ? (
        <>
          <h3>{t('bill')}</h3>
          <Verb {...props} verb="tagih">
            {tariff.factors.flatMap((factor) => (factor.from.is === 'officer' ? [<Field key={factor.id} name={`measured.${factor.id}`} label={factor.name} hint={factor.from.hint} state={state} required />] : []))}
            <div class="actions"><Button>{t('bill')}</Button></div>
          </Verb>
        </>
      ) : null}
      <h3>{t('draft')}</h3>
      <Verb {...props} verb="susun">
        <Choices name="decision" legend={t('decision')} state={{ ...state, values: { decision: unbilled ? '' : 'grant', ...state.values } }} layout="cards" options={[{ value: 'grant', label: t('grant'), disabled: unbilled }, { value: 'reject', label: t('reject') }]} />
        <TextArea name="conditions" label={t('conditions')} state={state} rows={3} />
        <TextArea name="reasons" label={t('reasons')} state={state} rows={3} />
        <div class="actions"><Button>{t('propose')}</Button></div>
      </Verb>
      <h3>{t('return')}</h3>
      <Verb {...props} verb="kembalikan"><TextArea name="reason" label={t('why')} state={state} rows={2} maxLength={900} /><div class="actions"><Button kind="lesser">{t('return')}</Button></div></Verb>
    </>
  );
}

function Rebill(props: WorkProps) {
  const t = useWords(words);
  return <><p>{t('waitingPay')}</p><Verb {...props} verb="tagih-ulang"><div class="actions"><Button kind="lesser">{t('rebill')}</Button></div></Verb></>;
}

function Assist(props: WorkProps) {
  const t = useWords(words);
  const { state, view } = props;
  return (
    <>
      <h3>{t('assist')}</h3>
      {view.status.case.state === 'assisting' ? <Verb {...props} verb="oss-ajukan"><Field name="reference" label={t('reference')} state={state} /><div class="actions"><Button kind="lesser">{t('filed')}</Button></div></Verb> : null}
      <Verb {...props} verb="oss-hasil">
        <Field name="nib" label={t('nib')} state={state} inputmode="numeric" required />
        <SelectField name="risk" label={t('risk')} state={state} options={['rendah', 'menengah-rendah', 'menengah-tinggi', 'tinggi'].map((value) => ({ value, label: value.replace('-', ' ') }))} />
        <div class="actions"><Button>{t('record')}</Button></div>
      </Verb>
    </>
  );
}

function Paraf(props: WorkProps) {
  return <><Verb {...props} verb="paraf"><div class="actions"><Button><Words name="paraf" /></Button></div></Verb><SendBack {...props} /></>;
}

function Sign(props: WorkProps) {
  const t = useWords(words);
  return <><p>{t('signLead')}</p><div class="actions"><LinkButton href="/tanda-tangan">{t('sign')}</LinkButton></div><SendBack {...props} /></>;
}

function SendBack(props: WorkProps) {
  const t = useWords(words);
  return <Verb {...props} verb="balikkan"><TextArea name="reason" label={t('why')} state={props.state} rows={2} maxLength={500} /><div class="actions"><Button kind="lesser">{t('sendBack')}</Button></div></Verb>;
}

function HandOut(props: WorkProps) {
  const t = useWords(words);
  return (
    <>
      <h3>{t('handOut')}</h3>
      {props.view.status.case.state === 'issued' ? <Verb {...props} verb="antar"><Slot {...props} /><div class="actions"><Button>{t('send')}</Button></div></Verb> : null}
      <Verb {...props} verb="serahkan"><div class="actions"><Button kind="lesser">{t('handOver')}</Button></div></Verb>
    </>
  );
}

function Lapsed(props: WorkProps) {
  const t = useWords(words);
  return (
    <Verb {...props} verb="lewat">
      <Choices name="decision" legend={t('decision')} state={props.state} layout="cards" options={[{ value: 'grant', label: t('grant') }, { value: 'reject', label: t('reject') }]} />
      <TextArea name="reason" label={t('why')} state={props.state} rows={2} maxLength={1000} required />
      <div class="actions"><Button>{t('decide')}</Button></div>
    </Verb>
  );
}
