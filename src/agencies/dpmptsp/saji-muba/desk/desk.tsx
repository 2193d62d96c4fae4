import type { ComponentChildren } from 'preact';
import { say } from '#kernel/manifest';
import { civilDate, formatClock, formatDate } from '#kernel/time';
import { CheckAnswers, Clock, Details, EmptyState, ErrorSummary, Layout, Notice, PageHead, StatusTag, Timeline, useFrame, useWords, type FormState } from '#platform/ui';
import { stepsOf } from '../pages/status.tsx';
import { stateName } from '../reads/status.ts';
import type { CaseView, DeskTask } from './view.ts';
import { words } from './words.ts';

/** List left, work right. */
export function DeskPage({ tasks, now, open, calendar, state, children }: { tasks: readonly DeskTask[]; now: Temporal.Instant; open: CaseView | undefined; calendar: string | undefined; state: FormState; children?: ComponentChildren }) {
  const t = useWords(words);
  return (
    <Layout title={t('desk')} kind="desk">
      <PageHead title={t('desk')} lead={t('deskLead')} />
      <CalendarEnds said={calendar} />
      <div class="desk">
        <nav class="desk-list" aria-label={t('desk')}>
          {tasks.length === 0 ? <EmptyState title={t('none')}><p>{t('noneHint')}</p></EmptyState> : <ul class="rows">{tasks.map((one) => <TaskRow key={one.task.id} one={one} now={now} openId={open?.status.application.caseId} />)}</ul>}
          <form method="get" action="/saji-muba/meja" class="search"><label for="f-kode">{t('find')}</label><input type="search" id="f-kode" name="kode" autocomplete="off" /></form>
        </nav>
        <div class="desk-work">{open ? <CaseWork view={open} now={now} state={state}>{children}</CaseWork> : <EmptyState title={t('pick')} />}</div>
      </div>
    </Layout>
  );
}

/** The calendar's data run out: said while there is time to add the next year, because promises stop sixty days before. */
export function CalendarEnds({ said }: { said: string | undefined }) {
  const t = useWords(words);
  return said === undefined ? null : <Notice kind="attention" title={t('calendarEnds')}><p>{said}</p><p>{t('calendarHow')}</p></Notice>;
}

function TaskRow({ one: { task, application }, now, openId }: { one: DeskTask; now: Temporal.Instant; openId: string | undefined }) {
  const t = useWords(words);
  const { locale, site } = useFrame();
  const late = task.dueAt && Temporal.Instant.compare(task.dueAt, now) < 0;
  const today = task.dueAt && !late && civilDate(task.dueAt, site.zone).equals(civilDate(now, site.zone));
  return (
    <li>
      <a href={`/saji-muba/meja/${task.caseId}`} aria-current={task.caseId === openId ? 'page' : undefined}><strong>{say(application.type.name, locale)}</strong></a><br />
      <span class="quiet">{application.code} · {say(stateName(`saji-muba-${application.type.procedure}`, task.caseState), locale)} · {task.dueAt ? t('due', { date: `${formatDate(civilDate(task.dueAt, site.zone), locale)} ${formatClock(task.dueAt, site.zone)}` }) : t('noDue')}</span>
      {late ? <> <StatusTag kind="attention">{t('late')}</StatusTag></> : today ? <> <StatusTag kind="waiting">{t('soon')}</StatusTag></> : null}
    </li>
  );
}

/** The document left and the work right: what the applicant sent, then the one step this officer may do. */
function CaseWork({ view, now, state, children }: { view: CaseView; now: Temporal.Instant; state: FormState; children?: ComponentChildren }) {
  const t = useWords(words);
  const { locale, site } = useFrame();
  const { status, contact, answers } = view;
  const { application, case: found, clock, silence } = status;
  const day = (at: Temporal.Instant) => formatDate(civilDate(at, site.zone), locale);
  return (
    <section aria-label={say(application.type.name, locale)}>
      <h2>{say(application.type.name, locale)} · {application.code} <StatusTag kind="waiting">{say(stateName(found.definition, found.state), locale)}</StatusTag></h2>
      {clock?.due && clock.running ? <Clock until={clock.due} from={clock.startedAt} now={now} label={say(clock.name, locale)} /> : null}
      {silence && silence.decision === undefined ? <Notice kind="attention" title={t('lapsed', { date: day(silence.lapsedAt) })}>{t('lapsedLead', { date: day(silence.headDecidesBy) })}</Notice> : null}
      <ErrorSummary problem={state.problem} />
      <div class="desk-pair">
        <div>
          <CheckAnswers rows={[
            { name: t('applicant'), value: contact.name }, { name: t('phone'), value: <a href={`tel:${contact.phone}`}>{contact.phone}</a> }, { name: t('address'), value: contact.address }, { name: t('channel'), value: application.channel },
            ...(application.helper ? [{ name: t('helped'), value: t(application.helper) }] : []),
          ]} />
          <h3>{t('answers')}</h3>
          {answers.length === 0 ? <p class="quiet">{t('noAnswers')}</p> : <CheckAnswers rows={answers.map((row) => ({ name: row.label, value: row.value }))} />}
          <Papers view={view} />
          <Opinions view={view} />
          <Details summary={t('course')}><Timeline steps={stepsOf(status, locale, site.zone)} /></Details>
          <p><a href={`/saji-muba/meja/${application.caseId}/alur`}>{t('seeDrawing')}</a></p>
        </div>
        <div>{children ?? <p class="quiet">{t('held')}</p>}</div>
      </div>
    </section>
  );
}

function Papers({ view: { status, papers, rounds } }: { view: CaseView }) {
  const t = useWords(words);
  const { locale } = useFrame();
  const { application } = status;
  return (
    <>
      <h3>{t('papers')}</h3>
      <ul class="rows">
        {application.type.requirements.map((requirement) => {
          const file = papers.find((paper) => paper.requirement === requirement.id)?.file;
          return <li key={requirement.id}>{say(requirement.name, locale)}: {file ? <a href={`/saji-muba/meja/${application.caseId}/berkas/${file.id}`}>{t('openFile')} {file.name}</a> : <span class="quiet">{t('onPaper')}</span>}</li>;
        })}
      </ul>
      {rounds.map((round) => (
        <Details key={round.round} summary={t('earlier', { n: round.round, result: t(round.complete ? 'wasComplete' : 'wasReturned') })}>
          {round.officeFault ? <p>{t('ourFault')}</p> : null}
          <ul>{round.items.filter((item) => item.verdict === 'defect').map((item) => <li key={item.requirement}>{item.requirement}: {item.note}</li>)}</ul>
        </Details>
      ))}
    </>
  );
}

function Opinions({ view: { recommendations } }: { view: CaseView }) {
  const t = useWords(words);
  if (recommendations.length === 0) return null;
  return (
    <>
      <h3>{t('opinions')}</h3>
      <ul class="rows">{recommendations.map((one) => <li key={`${one.agency}${one.version}`}><strong>{one.agency}</strong> <StatusTag kind={one.verdict === 'meets' ? 'done' : one.verdict === 'condition' ? 'waiting' : 'attention'}>{t(one.verdict)}</StatusTag> {one.note}{one.reason ? <span class="quiet"> · {one.reason}</span> : null}</li>)}</ul>
    </>
  );
}
