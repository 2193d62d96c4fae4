import { say } from '#kernel/manifest';
import type { Travel } from '#platform/regency';
import { Button, EmptyState, ErrorSummary, Field, Hidden, Layout, PageHead, SelectField, useFrame, useWords, type FormState } from '#platform/ui';
import type { Crew } from '../store/crews.ts';
import { words } from './words.ts';

/** Officers of an agency: vehicle, how much a day, abilities and zones. Planning goes by these. */
export function CrewPage({ crews, travel, state }: { crews: readonly Crew[]; travel: Travel; state: FormState }) {
  const t = useWords(words);
  const chosen = crews.find((crew) => crew.account === state.values['account']) ?? crews[0];
  return (
    <Layout title={t('crews')} kind="desk" styles={['/kunjungan/gaya.css']}>
      <PageHead title={t('crews')} lead={t('crewsLead')} crumbs={[{ href: '/kunjungan', name: t('title') }]} />
      <ErrorSummary problem={state.problem} />
      {chosen ? (
        <div class="two">
          <nav aria-label={t('crews')}><ul class="rows">{crews.map((crew) => <li key={crew.account}><a href={`/kunjungan/petugas?account=${encodeURIComponent(crew.account)}`} aria-current={crew === chosen ? 'true' : undefined}>{crew.name}</a><span class="quiet">{[crew.profile, t('perDay', { n: crew.visitsADay }), ...crew.skills].join(' · ')}</span></li>)}</ul></nav>
          <CrewForm crew={chosen} travel={travel} state={state} />
        </div>
      ) : <EmptyState title={t('nobody')}><p>{t('nobodyHint')}</p></EmptyState>}
    </Layout>
  );
}

function CrewForm({ crew, travel, state }: { crew: Crew; travel: Travel; state: FormState }) {
  const t = useWords(words);
  const { locale } = useFrame();
  const shown: FormState = state.problem ? state : { values: { profile: crew.profile, visitsADay: String(crew.visitsADay), load: String(crew.load), trips: String(crew.trips), skills: crew.skills.join(', ') } };
  return (
    <form method="post" action="/kunjungan/petugas" aria-labelledby="petugas">
      <h2 id="petugas">{crew.name}</h2>
      <Hidden name="account" value={crew.account} />
      <SelectField name="profile" label={t('vehicle')} state={shown} options={travel.profiles.map((profile) => ({ value: profile.id, label: say(profile.name, locale) }))} />
      <Field name="visitsADay" label={t('visitsADay')} state={shown} inputmode="numeric" />
      <Field name="load" label={t('load')} hint={t('loadHint')} state={shown} inputmode="numeric" />
      <Field name="trips" label={t('trips')} state={shown} inputmode="numeric" />
      <Field name="skills" label={t('skills')} hint={t('skillsHint')} state={shown} />
      <fieldset class="field"><legend>{t('zones')}</legend><p class="hint">{t('zonesHint')}</p><div class="choices">{travel.zones.map((zone) => <label class="choice" key={zone.id}><input type="checkbox" name="zones[]" value={zone.id} checked={crew.zones.includes(zone.id)} /><span>{zone.name}</span></label>)}</div></fieldset>
      <Button>{t('saveCrew')}</Button>
    </form>
  );
}
