import { Button, EmptyState, ErrorSummary, Field, Hidden, Layout, PageHead, useFrame, useWords, type FormState } from '#platform/ui';
import { formatMoment } from '../format.ts';
import { words } from '../words.ts';

export interface DeadJob { readonly id: string; readonly queue: string; readonly failedAt: string; readonly why: unknown }

/** Jobs that used up their retries, each with its cause and a way back. Their data is not shown: it may be about people. */
export function JobsPage({ jobs, state }: { jobs: readonly DeadJob[]; state: FormState }) {
  const { locale, site } = useFrame();
  const t = useWords(words);
  return (
    <Layout title={t('jobsTitle')} kind="desk">
      <PageHead title={t('jobsTitle')} crumbs={[{ href: '/meja', name: t('deskTitle') }]} lead={t('jobsLead')} />
      <ErrorSummary problem={state.problem} />
      {jobs.length === 0 ? <EmptyState title={t('jobsNone')}><p>{t('jobsNoneNext')}</p></EmptyState> : (
        <ul class="rows">
          {jobs.map((job) => (
            <li key={job.id}>
              <div>
                <p><b>{job.queue || t('queue')}</b> <span class="quiet">{t('failedAt')} {formatMoment(Temporal.Instant.from(job.failedAt), site.zone, locale)}</span></p>
                <p>{t('cause')}: {causeOf(job.why) ?? t('unknownCause')}</p>
              </div>
              <form method="post" action="/operasi/pekerjaan">
                <Hidden name="job" value={job.id} />
                <ReasonField job={job.id} state={state} />
                <Button kind="lesser">{t('revive')}</Button>
              </form>
            </li>
          ))}
        </ul>
      )}
    </Layout>
  );
}

/** Every row has a reason of its own, so that the field's name stays unique on the page. */
function ReasonField({ job, state }: { job: string; state: FormState }) {
  const t = useWords(words);
  const mine: FormState = state.values['job'] === job && state.problem ? { values: state.values, problem: state.problem } : { values: {} };
  return <Field name={`reason-${job}`} label={t('reason')} hint={t('reasonHint')} state={mine} required />;
}

function causeOf(why: unknown): string | undefined {
  if (typeof why === 'object' && why !== null && 'message' in why && typeof why.message === 'string') return why.message.slice(0, 300);
  return undefined;
}
