import { say } from '#kernel/manifest';
import { formatClock, formatDate, type Locale } from '#kernel/time';
import { Timeline, fill, useFrame, useWords, type Step } from '#platform/ui';
import type { DefinitionBody } from '../definition/schema.ts';
import type { CaseEvent, ClockReading } from '../types.ts';
import { partyName, words } from '../words.ts';

/** What happened to a case, who holds it now and until when, and what comes next if all goes well. `nameOf` says who did it where that may be read; else the party is named. */
export function CaseStory({ body, events, clocks, nameOf }: { body: DefinitionBody; events: readonly CaseEvent[]; clocks: readonly ClockReading[]; nameOf?: (event: CaseEvent) => string | undefined }) {
  const { site, locale } = useFrame();
  const last = events.at(-1);
  if (!last) return null;
  const closed = body.states[last.toState]?.final ?? false;
  const due = clocks.find((clock) => clock.branch === undefined && clock.due !== undefined && clock.stoppedAt === undefined)?.due;
  const held = clocks.find((clock) => clock.promise === 'life')?.segments.at(-1)?.party;
  const past = events.map((event): Step => ({ name: eventName(body, event, locale), state: 'done', at: moment(event.occurredAt, site.zone, locale), by: nameOf?.(event), note: noteOf(body, event, locale) }));
  const now: Step[] = closed ? [] : [{ name: say(body.states[last.toState]?.name ?? { id: last.toState }, locale), state: 'now', by: held && fill(words.heldBy, locale, { party: say(partyName[held], locale).toLowerCase() }), until: due && moment(due, site.zone, locale) }];
  const ahead = closed ? [] : stepsAhead(body, last.toState).map((state): Step => ({ name: say(body.states[state]?.name ?? { id: state }, locale), state: 'ahead' }));
  return <Timeline steps={[...past, ...now, ...ahead]} />;
}

/** The promises of a case in words and as bars. */
export function CaseClocks({ clocks, branchName }: { clocks: readonly ClockReading[]; branchName?: (branch: string) => string }) {
  const t = useWords(words);
  return <>{clocks.filter((clock) => clock.promise !== 'life').map((clock) => <OneClock key={clock.id} clock={clock} label={clock.branch === undefined ? undefined : (branchName?.(clock.branch) ?? clock.branch)} t={t} />)}</>;
}

function OneClock({ clock, label, t }: { clock: ClockReading; label: string | undefined; t: ReturnType<typeof useWords<typeof words>> }) {
  const { site, locale } = useFrame();
  const unit = t(clock.unit === 'working_minute' ? 'workingMinutes' : clock.unit === 'working_day' ? 'workingDays' : 'calendarDays');
  const minutes = clock.unit === 'working_minute';
  const used = t('used', { spent: Math.floor(clock.spent), total: clock.budget, unit });
  const day = t('dayOf', { n: Math.min(clock.spent + 1, clock.budget), total: clock.budget, unit });
  return (
    <div class={clock.overdue ? 'clock clock-late' : 'clock'}>
      <span class="clock-label">{say(clock.name, locale)}{label ? `: ${label}` : ''}</span>
      <b>{clock.stoppedAt ? t(clock.overdue ? 'brokenPromise' : 'keptPromise') : clock.overdue ? t('brokenPromise') : minutes ? used : day}</b>
      <svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="bar-ground" width="100" height="4" /><rect class="bar-fill" width={Math.min(100, clock.percent).toFixed(1)} height="4" /></svg>
      <span class="clock-label">{detailOf(clock, { used, site, locale, t })}</span>
      {clock.attempts.length > 1 ? <span class="clock-label">{t('attempts', { list: clock.attempts.map((spent) => `${Math.floor(spent)} ${unit}`).join(' + ') })}</span> : null}
    </div>
  );
}

function detailOf(clock: ClockReading, { used, site, locale, t }: { used: string; site: { zone: string }; locale: Locale; t: ReturnType<typeof useWords<typeof words>> }): string {
  if (clock.stoppedAt) return used;
  if (clock.due) return t(clock.overdue ? 'pastDue' : 'dueAt', { at: moment(clock.due, site.zone, locale) });
  const party = clock.segments.at(-1)?.party;
  return party ? t('stopped', { party: say(partyName[party], locale).toLowerCase() }) : used;
}

function eventName(body: DefinitionBody, event: CaseEvent, locale: Locale): string {
  const reason = event.reason === undefined ? '' : say(body.pauses.find((pause) => pause.id === event.reason)?.name ?? { id: event.reason }, locale).toLowerCase();
  switch (event.action) {
    case 'open': return fill(words.opened, locale);
    case 'pause': return fill(words.paused, locale, { reason });
    case 'release': return fill(words.released, locale);
    case 'reroute': return fill(words.rerouted, locale);
    case 'migrate': return fill(words.migrated, locale);
    default: return say(body.transitions.find((transition) => transition.action === event.action && transition.from.includes(event.fromState ?? ''))?.name ?? { id: event.action }, locale);
  }
}

/** The reason as the applicant reads it; an officer's free words only where no list was given. */
function noteOf(body: DefinitionBody, event: CaseEvent, locale: Locale): string | undefined {
  const listed = body.transitions.find((transition) => transition.action === event.action)?.reasons.find((reason) => reason.id === event.reason)?.name;
  const said = [listed ? say(listed, locale) : event.action === 'pause' || event.action === 'migrate' ? undefined : event.reason, event.lateReturn ? fill(words.lateReturn, locale, { percent: event.lateReturn.percent }) : undefined].filter((one) => one !== undefined);
  return said.length > 0 ? said.join(' ') : undefined;
}

/** The way on if nothing is returned: the first step each state lists. */
function stepsAhead(body: DefinitionBody, from: string): string[] {
  const ahead: string[] = [];
  for (let state = from; ;) {
    const next = body.transitions.find((transition) => transition.from.includes(state) && transition.to !== state && !transition.clock.returns)?.to;
    if (next === undefined || next === from || ahead.includes(next)) return ahead;
    ahead.push(next);
    state = next;
  }
}

function moment(at: Temporal.Instant, zone: string, locale: Locale): string {
  return `${formatDate(at.toZonedDateTimeISO(zone).toPlainDate(), locale)}, ${formatClock(at, zone)}`;
}
