import { system } from '#kernel/actor';
import { civilDate } from '#kernel/time';
import type { Fired } from '#commons/cases';
import type { Work } from '#platform/database';
import type { Jobs } from '#platform/jobs';
import { moveByHouse } from './actions/step.ts';
import type { Doors } from './doors.ts';
import { events } from './events.ts';
import { tell } from './notices/tell.ts';
import { promised } from './procedure.ts';
import { reminderDue, reminderDays } from './rules/expiry.ts';
import { contactOf, requireApplication } from './store/applications.ts';
import { endingWithin, setStatus } from './store/permits.ts';
import type { SajiTables } from './store/tables.ts';

/** Days an incomplete application waits for its applicant before it is closed, with a message. */
const patienceDays = 60;

export function mountJobs(jobs: Jobs, doors: Doors): void {
  jobs.handle(
    { queue: 'saji-muba-endings', schedule: '10 7 * * *', handle: async () => { await remindOfEndings(doors); } },
    { queue: 'saji-muba-moved', schedule: '*/5 * * * *', handle: async () => { await tellMoved(doors); } },
    { queue: 'saji-muba-abandoned', schedule: '20 1 * * *', handle: async () => { await closeAbandoned(doors); } },
  );
}

/** Tells holders at 60, 30 and 7 days before the end, once each; what ended is marked expired. Returns how many were told. */
export async function remindOfEndings(doors: Doors): Promise<number> {
  const today = civilDate(doors.clock.now(), doors.zone);
  let told = 0;
  for (const { permit, sent } of await endingWithin(doors, today, reminderDays[0])) {
    const over = permit.validUntil !== undefined && Temporal.PlainDate.compare(permit.validUntil, today) < 0;
    const due = permit.validUntil === undefined ? undefined : reminderDue(permit.validUntil, today, sent);
    if (!over && due === undefined) continue;
    await doors.database.write({ actor: system('saji-muba-endings'), action: over ? 'saji-muba/expire' : 'saji-muba/remind' }, async (work) => {
      work.note({ subject: permit.id });
      if (over || due === undefined) {
        await setStatus(work, permit, 'expired', 'Masa berlaku habis.');
        work.emit(events.permitChanged.of(permit.id, { type: permit.type, status: 'expired' }));
        return;
      }
      const claimed = await work.tables<SajiTables>().insertInto('saji_muba.reminder').values({ permit: permit.id, days: due, at: work.now.toString() }).onConflict((conflict) => conflict.doNothing()).returning('days').executeTakeFirst();
      if (!claimed) return;
      const application = await requireApplication(doors, { caseId: permit.caseId }, work);
      const { phone } = await contactOf(doors, permit.caseId, work);
      await tell(doors, work, { caseId: permit.caseId, code: application.code, phone }, 'ending', { nomor: permit.number, batas: permit.validUntil?.toString() ?? '' }, String(due));
      told += 1;
    });
  }
  return told;
}

/** Closes applications nobody completed. */
export async function closeAbandoned(doors: Doors): Promise<number> {
  const before = doors.clock.now().subtract({ hours: 24 * patienceDays });
  const waiting = (await doors.cases.find({ service: 'saji-muba', state: 'returned_incomplete', open: true, limit: 500 })).filter((one) => Temporal.Instant.compare(one.movedAt, before) < 0);
  for (const one of waiting) await doors.database.write({ actor: system('saji-muba-abandoned'), action: 'saji-muba/abandon' }, (work) => moveByHouse(doors, work, one.id, 'abandon'));
  return waiting.length;
}

/** A changed calendar moved a promise: whoever was told the old date is told the new one, once for each move. Looks a day back, so that a stopped house loses nothing. */
export async function tellMoved(doors: Doors): Promise<number> {
  const moved = await doors.cases.moved({ service: 'saji-muba', promise: 'service', since: doors.clock.now().subtract({ hours: 24 }) });
  for (const one of moved) {
    await doors.database.write({ actor: system('saji-muba-moved'), action: 'saji-muba/tell-moved' }, async (work) => {
      const application = await requireApplication(doors, { caseId: one.caseId }, work);
      const { phone } = await contactOf(doors, one.caseId, work);
      await tell(doors, work, { caseId: one.caseId, code: application.code, phone }, 'moved', { janji: one.due.toString() }, `${one.clock}/${one.at.toString()}`);
      work.note({ subject: one.caseId, was: one.was.toString(), due: one.due.toString() });
    });
  }
  return moved.length;
}

/**
 * A promise ran out. The law may take silence for consent, so the house says what is true: the case is marked lapsed (no more returns), the applicant gets a dated
 * certificate, and the head has a duty with a date of its own. Nothing is issued by itself.
 */
export async function onTimer(doors: Doors, work: Work, fired: Fired): Promise<void> {
  if (fired.rung !== 100 || fired.promise !== 'service' || !(promised as readonly string[]).includes(fired.case.state)) return;
  const application = await requireApplication(doors, { caseId: fired.case.id }, work);
  const today = civilDate(work.now, doors.zone).toString();
  const rule = doors.catalogue.office.silence.find((one) => one.from <= today && (one.to === undefined || today <= one.to));
  if (!rule) return;
  const office = doors.calendar.of('office');
  const decideBy = rule.headDecides.unit === 'working_day' ? office.addWorkingDays(work.now, rule.headDecides.amount) : rule.headDecides.unit === 'working_minute' ? office.addWorking(work.now, rule.headDecides.amount) : work.now.add({ hours: 24 * rule.headDecides.amount });
  const raised = await work.tables<SajiTables>().insertInto('saji_muba.silence').values({ case_id: fired.case.id, lapsed_at: (fired.due ?? work.now).toString(), rule: rule.source, head_decides_by: decideBy.toString() }).onConflict((conflict) => conflict.doNothing()).returning('case_id').executeTakeFirst();
  if (!raised) return;
  await moveByHouse(doors, work, fired.case.id, 'lapse', { facts: { lapsed: true } });
  work.emit(events.lapsed.of(fired.case.id, { type: application.typeId, state: fired.case.state }));
  const { phone } = await contactOf(doors, fired.case.id, work);
  await tell(doors, work, { caseId: fired.case.id, code: application.code, phone }, 'lapsed');
}
