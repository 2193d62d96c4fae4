import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { events } from '../events.ts';
import { tell } from '../notices/tell.ts';
import { refusals } from '../problems.ts';
import { missedEarlier, unjudged, type Judged } from '../rules/defects.ts';
import { contactOf, type Application } from '../store/applications.ts';
import { papersOf, roundsOf } from '../store/rounds.ts';
import type { SajiTables } from '../store/tables.ts';
import { asks, move, workedOn } from './step.ts';

const input = z.strictObject({
  caseId: z.uuid(), commandId: z.string().optional(), expectedVersion: z.int().optional(),
  items: z.record(z.string(), z.strictObject({ verdict: z.enum(['ok', 'defect', 'not-applicable']), note: z.string().trim().max(500).default('') })),
  complete: z.boolean(),
});

/** Returns after which the head of office hears of it. */
const headHears = 3;

/** The completeness check: every requirement is judged, so that all defects are told at once; complete starts the promise, defects go back. */
export const judgeAction = (doors: Doors) => action({
  name: 'saji-muba/judge', allow: 'saji-muba/front', input,
  async run(work, { items, complete, ...pressed }) {
    const application = await workedOn(doors, work, pressed.caseId);
    const papers = await papersOf(doors, application, work);
    const judged = Object.entries(items).map(([requirement, item]): Judged => ({ requirement, ...item, paper: papers[requirement] ?? 'kertas' }));
    refuse(application, judged, complete);
    const before = await roundsOf(doors, application.caseId, work);
    const missed = complete ? [] : missedEarlier(judged, before.map((round) => round.items));
    await store(work, application.caseId, before.length + 1, judged, { complete, officeFault: missed.length > 0 });
    const defects = judged.filter((item) => item.verdict === 'defect');
    work.emit(events.checked.of(application.caseId, { type: application.typeId, round: before.length + 1, complete, defects: defects.length, officeFault: missed.length > 0 }));
    const { phone } = await contactOf(doors, application.caseId, work);
    if (complete) {
      const verb = application.type.procedure === 'permit' && await asks(doors, work, application.caseId, 'recommenders') ? 'complete' : 'complete-direct';
      const done = await move(doors, work, pressed, verb);
      const clock = (await doors.cases.clocks(application.caseId, work)).find((one) => one.promise === 'service');
      await tell(doors, work, { caseId: application.caseId, code: application.code, phone }, 'complete', { izin: application.type.name.id, janji: clock?.due?.toString() ?? '' });
      return done;
    }
    const done = await move(doors, work, pressed, 'return', { reason: defects.map((item) => item.note).join('; ').slice(0, 900), facts: { officeFaults: before.filter((round) => round.officeFault).length + (missed.length > 0 ? 1 : 0) } });
    await afterReturn(doors, work, application, done.version);
    await tell(doors, work, { caseId: application.caseId, code: application.code, phone }, 'returned', { izin: application.type.name.id, jumlah: String(defects.length) });
    return done;
  },
});

/** A return late in the promise is flagged, and the third one goes to the head of office. */
export async function afterReturn(doors: Doors, work: Work, application: Application, version: number): Promise<void> {
  const late = (await doors.cases.history(application.caseId, work)).find((event) => event.version === version)?.lateReturn;
  if (late) work.emit(events.returnedLate.of(application.caseId, { type: application.typeId, percent: late.percent }));
  const found = await doors.cases.of(application.caseId, work);
  if ((found?.returns ?? 0) >= headHears) work.emit(events.escalated.of(application.caseId, { type: application.typeId, returns: found?.returns ?? 0 }));
}

function refuse(application: Application, judged: readonly Judged[], complete: boolean): void {
  const left = unjudged(application.type.requirements, judged);
  if (left.length > 0) throw new Problem(refusals.notJudged, { fields: Object.fromEntries(left.map((id) => [`items.${id}`, `${nameOf(application, id)}: pilih lengkap, kurang, atau tidak berlaku.`])) });
  const silent = judged.filter((item) => item.verdict === 'defect' && item.note === '');
  if (silent.length > 0) throw new Problem(refusals.defectNote, { fields: Object.fromEntries(silent.map((item) => [`items.${item.requirement}.note`, `${nameOf(application, item.requirement)}: ${refusals.defectNote.detail}`])) });
  const hasDefects = judged.some((item) => item.verdict === 'defect');
  if (complete && hasDefects) throw new Problem(refusals.hasDefects);
  if (!complete && !hasDefects) throw new Problem(refusals.noDefects);
}

function nameOf(application: Application, requirement: string): string {
  return application.type.requirements.find((one) => one.id === requirement)?.name.id ?? requirement;
}

async function store(work: Work, caseId: string, round: number, judged: readonly Judged[], result: { complete: boolean; officeFault: boolean }): Promise<void> {
  const tables = work.tables<SajiTables>();
  await tables.insertInto('saji_muba.round').values({ case_id: caseId, round, at: work.now.toString(), by: work.actor.id, complete: result.complete, office_fault: result.officeFault }).execute();
  if (judged.length > 0) await tables.insertInto('saji_muba.judgement').values(judged.map((item) => ({ case_id: caseId, round, requirement: item.requirement, verdict: item.verdict, note: item.note, paper: item.paper }))).execute();
}
