import { say } from '#kernel/manifest';
import { formatDate, formatLongDate } from '#kernel/time';
import { Button, DataTable, Details, EmptyState, ErrorSummary, Field, Layout, Notice, PageHead, SelectField, StatusTag, useFrame, useWords, type FormState } from '#platform/ui';
import type { SessionView } from '../reads/sessions.ts';
import type { Leave, WeeklySchedule } from '../rules/opening.ts';
import type { Doctor, Poli } from '../store/directory.ts';
import { weekdays, words } from './counter-words.ts';

export interface SchedulePageProps {
  readonly sessions: readonly SessionView[];
  readonly weekly: readonly WeeklySchedule[];
  readonly leaves: readonly (Leave & { readonly reason: string })[];
  readonly polis: readonly Poli[];
  readonly doctors: readonly Doctor[];
  readonly state: FormState;
  /** Which form was refused. */
  readonly saved: boolean;
}

/** Schedules, quotas and leave of the outpatient wing, and the announcements that follow from them. */
export function SchedulePage({ sessions, weekly, leaves, polis, doctors, state, saved }: SchedulePageProps) {
  const t = useWords(words);
  const { locale } = useFrame();
  const doctorName = (id: string) => doctors.find((doctor) => doctor.id === id)?.shownName ?? id;
  const sessionOptions = sessions.filter((session) => session.status === 'open' || session.status === 'running').map((session) => ({ value: session.sessionId, label: `${formatLongDate(session.date, locale)} ${session.hours} · ${session.poliName} · ${session.doctorName}` }));
  const doctorOptions = doctors.map((doctor) => ({ value: doctor.id, label: doctor.shownName }));
  return (
    <Layout title={t('schedule')} kind="desk">
      <PageHead title={t('schedule')} />
      {saved ? <Notice kind="done">{t('done')}</Notice> : null}
      <ErrorSummary problem={state.problem} />
      <Details summary={t('setQuota')} open={state.values['form'] === 'kuota'}>
        <form method="post" action="/saroale/jadwal"><input type="hidden" name="form" value="kuota" />
          <SelectField name="sessionId" label={t('session')} state={state} options={sessionOptions} />
          <Field name="jkn" type="number" label={t('quotaJkn')} state={state} /><Field name="other" type="number" label={t('quotaOther')} state={state} /><Field name="reason" label={t('reason')} state={state} />
          <Button>{t('save')}</Button>
        </form>
      </Details>
      <Details summary={t('absent')} open={state.values['form'] === 'berhalangan'}>
        <p>{t('absentMeans')}</p>
        <form method="post" action="/saroale/jadwal"><input type="hidden" name="form" value="berhalangan" />
          <SelectField name="absentSession" label={t('session')} state={state} options={sessionOptions} /><Field name="absentReason" label={t('reason')} state={state} />
          <Button kind="ending">{t('announce')}</Button>
        </form>
      </Details>
      <Details summary={t('addLeave')} open={state.values['form'] === 'cuti'}>
        <form method="post" action="/saroale/jadwal"><input type="hidden" name="form" value="cuti" />
          <SelectField name="leaveDoctor" label={t('doctor')} state={state} options={doctorOptions} /><Field name="from" type="date" label={t('from')} state={state} /><Field name="to" type="date" label={t('to')} state={state} /><Field name="leaveReason" label={t('reason')} state={state} />
          <Button>{t('save')}</Button>
        </form>
      </Details>
      <Details summary={t('addWeekly')} open={state.values['form'] === 'mingguan'}>
        <form method="post" action="/saroale/jadwal"><input type="hidden" name="form" value="mingguan" />
          <SelectField name="poli" label={t('poli')} state={state} options={polis.map((poli) => ({ value: poli.code, label: poli.name }))} /><SelectField name="doctor" label={t('doctor')} state={state} options={doctorOptions} />
          <SelectField name="weekday" label={t('weekday')} state={state} options={weekdays.map((day, index) => ({ value: String(index + 1), label: say(day, locale) }))} />
          <Field name="opens" label={t('opens')} state={state} /><Field name="closes" label={t('closes')} state={state} /><Field name="quotaJkn" type="number" label={t('quotaJkn')} state={state} /><Field name="quotaOther" type="number" label={t('quotaOther')} state={state} /><Field name="validFrom" type="date" label={t('from')} state={state} />
          <Button>{t('save')}</Button>
        </form>
      </Details>
      <h2>{t('sessions')}</h2>
      <DataTable caption={t('sessions')} rows={sessions} rowKey={(session) => session.sessionId} empty={<EmptyState title={t('none')} />} columns={[
        { head: t('date'), cell: (session) => formatLongDate(session.date, locale) }, { head: t('hours'), cell: (session) => session.hours }, { head: t('poli'), cell: (session) => session.poliName }, { head: t('doctor'), cell: (session) => session.doctorName },
        { head: t('quota'), numeric: true, cell: (session) => `${session.quota.jkn} / ${session.quota.other}` }, { head: t('issued'), numeric: true, cell: (session) => session.issued.jkn + session.issued.other },
        { head: t('status'), cell: (session) => <><StatusTag kind={session.status === 'cancelled' ? 'attention' : 'plain'}>{session.status}</StatusTag> {session.flagged ? <StatusTag kind="attention">{t('flagged')}</StatusTag> : null}</> },
      ]} />
      <h2>{t('leave')}</h2>
      <DataTable caption={t('leave')} rows={leaves} rowKey={(leave) => `${leave.doctor}${leave.from.toString()}`} empty={<EmptyState title={t('noLeave')} />} columns={[{ head: t('doctor'), cell: (leave) => doctorName(leave.doctor) }, { head: t('from'), cell: (leave) => formatDate(leave.from, locale) }, { head: t('to'), cell: (leave) => formatDate(leave.to, locale) }, { head: t('reason'), cell: (leave) => leave.reason }]} />
      <h2>{t('weekly')}</h2>
      <DataTable caption={t('weekly')} rows={weekly} rowKey={(row) => row.id} empty={<EmptyState title={t('none')} />} columns={[{ head: t('poli'), cell: (row) => polis.find((poli) => poli.code === row.poli)?.name ?? row.poli }, { head: t('doctor'), cell: (row) => doctorName(row.doctor) }, { head: t('weekday'), cell: (row) => say(weekdays[row.weekday - 1] ?? { id: '' }, locale) }, { head: t('hours'), cell: (row) => `${row.opens}–${row.closes}` }, { head: t('quota'), numeric: true, cell: (row) => `${row.quotaJkn} / ${row.quotaOther}` }]} />
    </Layout>
  );
}
