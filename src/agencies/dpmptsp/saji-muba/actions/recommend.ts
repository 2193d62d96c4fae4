import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import type { Doors } from '../doors.ts';
import { events } from '../events.ts';
import { constraints, refusals } from '../problems.ts';
import type { Application } from '../store/applications.ts';
import { recommendationsOf } from '../store/recommendations.ts';
import type { Opinion, SajiTables } from '../store/tables.ts';
import { move, workedOn } from './step.ts';

const input = z.strictObject({
  caseId: z.uuid(), commandId: z.string().optional(), expectedVersion: z.int().optional(),
  findings: z.record(z.string(), z.enum(['meets', 'condition', 'fails'])), note: z.string().trim().max(1000).default(''),
  /** Only for a new version of one already sent. */
  reason: z.string().trim().max(500).optional(),
});

/** A technical agency gives its opinion, criterion by criterion. Sent is sent: a change is a new version with its reason and does not move the case again. */
export const recommendAction = (doors: Doors) => action({
  name: 'saji-muba/recommend', allow: 'saji-muba/recommend', constraints, input,
  async run(work, { findings, note, reason, ...pressed }) {
    const application = await workedOn(doors, work, pressed.caseId);
    const agency = work.actor.agency ?? '';
    requireEvery(application, agency, findings);
    const before = (await recommendationsOf(doors, application.caseId, work)).filter((one) => one.agency === agency);
    if (before.length > 0 && !reason) throw new Problem(refusals.alreadySent, { fields: { reason: refusals.alreadySent.detail } });
    const clock = (await doors.cases.clocks(application.caseId, work)).find((one) => one.promise === 'recommendation' && one.branch === agency);
    const minutes = clock ? Math.round(clock.startedAt.until(work.now).total('minutes')) : 0;
    const verdict = worstOf(Object.values(findings));
    await work.tables<SajiTables>().insertInto('saji_muba.recommendation').values({ id: work.newId(), case_id: application.caseId, agency, version: before.length + 1, verdict, findings: JSON.stringify(findings), note, reason: before.length > 0 ? reason ?? null : null, by: work.actor.id, at: work.now.toString(), minutes, within: !(clock?.overdue ?? false) }).execute();
    work.note({ subject: application.caseId, agency, verdict, version: before.length + 1 });
    if (before.length > 0) return undefined;
    work.emit(events.recommended.of(application.caseId, { type: application.typeId, agency, minutes, within: !(clock?.overdue ?? false), verdict }));
    return move(doors, work, pressed, 'recommend');
  },
});

function requireEvery(application: Application, agency: string, findings: Readonly<Record<string, Opinion>>): void {
  const asked = application.type.recommenders.find((one) => one.agency === agency)?.criteria ?? [];
  const left = asked.filter((one) => findings[one.id] === undefined);
  if (left.length > 0) throw new Problem(refusals.findings, { fields: Object.fromEntries(left.map((one) => [`findings.${one.id}`, refusals.findings.detail])) });
}

function worstOf(findings: readonly Opinion[]): Opinion {
  return findings.includes('fails') ? 'fails' : findings.includes('condition') ? 'condition' : 'meets';
}

