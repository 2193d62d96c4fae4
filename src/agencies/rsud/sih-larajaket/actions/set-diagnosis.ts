import { z } from 'zod';
import { can, type Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { constraints, refusals } from '../problems.ts';
import { condition, procedureDone } from '../record/facts.ts';
import { writeEncounter, writeFacts } from '../record/write.ts';
import { codingsOf } from '../store/coding.ts';
import type { Tables } from '../store/tables.ts';
import { holdVisit, type Visit } from '../store/visits.ts';
import * as inputs from './inputs.ts';

const codeInput = z.strictObject({ visitId: inputs.visitId, kind: z.enum(['diagnosis', 'procedure']).default('diagnosis'), code: z.string().trim().toUpperCase().min(2).max(10), reason: z.string().trim().max(300).optional() });
const mayCode = (actor: Actor) => can(actor, 'sih-larajaket/treat') || can(actor, 'sih-larajaket/code');

/** Adds a diagnosis (ICD-10) or a procedure (ICD-9-CM) from the dictionary. The first diagnosis is the main one. A retired entry is refused; one chosen before it was retired stays as it was. */
export function addCodeAction(doors: Doors) {
  return action({
    name: 'sih-larajaket/addCode', input: codeInput, allow: mayCode, constraints: { ...constraints, coding_code_once: refusals.notNow },
    async run(work, input): Promise<{ id: string }> {
      const visit = await codable(work, input.visitId);
      const entry = await doors.record.code(input.kind === 'diagnosis' ? 'icd-10' : 'icd-9-cm', input.code, work);
      if (!entry) throw new Problem(refusals.unknownCode, { fields: { code: refusals.unknownCode.detail } });
      if (entry.retired) throw new Problem(refusals.retiredCode, { fields: { code: refusals.retiredCode.detail } });
      const standing = (await codingsOf(work.tables<Tables>(), visit.id)).filter((coding) => coding.kind === input.kind);
      const already = standing.find((coding) => coding.code === entry.code);
      if (already) return { id: already.id };
      const id = work.newId();
      const rank = Array.from({ length: 20 }, (_, index) => index + 1).find((free) => !standing.some((coding) => coding.rank === free)) ?? 20;
      await work.tables<Tables>().insertInto('sih_larajaket.coding').values({ id, visit_id: visit.id, kind: input.kind, rank, code: entry.code, display: entry.display, source: can(work.actor, 'sih-larajaket/treat') ? 'doctor' : 'coder', at: work.now.toString(), by: work.actor.id, ended_reason: null }).execute();
      await writeFacts(doors, work, visit, (about) => [input.kind === 'diagnosis' ? condition(about, { id, code: entry.code, display: entry.display, ended: false }) : procedureDone(about, { id, code: entry.code, display: entry.display, ended: false })]);
      if (input.kind === 'diagnosis') await writeEncounter(doors, work, visit);
      work.note({ subject: visit.id, code: entry.code, rank });
      return { id };
    },
  });
}

/** Takes a code off, or makes it the main diagnosis. What stood before stays on record with its end. */
export function changeCodeAction(doors: Doors) {
  return action({
    name: 'sih-larajaket/changeCode', input: z.strictObject({ visitId: inputs.visitId, id: z.uuid(), do: z.enum(['remove', 'main']) }), allow: mayCode, constraints,
    async run(work, input): Promise<void> {
      const visit = await codable(work, input.visitId);
      const standing = await codingsOf(work.tables<Tables>(), visit.id);
      const chosen = standing.find((coding) => coding.id === input.id);
      work.note({ subject: visit.id, coding: input.id, do: input.do });
      if (!chosen) return;
      const tables = work.tables<Tables>();
      if (input.do === 'remove') {
        await tables.updateTable('sih_larajaket.coding').set({ ended_at: work.now.toString(), ended_reason: 'removed' }).where('id', '=', chosen.id).execute();
        await writeFacts(doors, work, visit, (about) => [chosen.kind === 'diagnosis' ? condition(about, { ...chosen, ended: true }) : procedureDone(about, { ...chosen, ended: true })]);
      } else if (chosen.kind === 'diagnosis' && chosen.rank !== 1) {
        const main = standing.find((coding) => coding.kind === 'diagnosis' && coding.rank === 1);
        if (main) await tables.updateTable('sih_larajaket.coding').set({ rank: 20 }).where('id', '=', main.id).execute();
        await tables.updateTable('sih_larajaket.coding').set({ rank: 1 }).where('id', '=', chosen.id).execute();
        if (main) await tables.updateTable('sih_larajaket.coding').set({ rank: chosen.rank }).where('id', '=', main.id).execute();
      }
      await writeEncounter(doors, work, visit);
    },
  });
}

/** Codes may be set while the doctor works and afterwards at the coding desk, until the visit was called a mistake. */
async function codable(work: Work, visitId: string): Promise<Visit> {
  const visit = await holdVisit(work, visitId);
  const open = can(work.actor, 'sih-larajaket/code') ? ['in-progress', 'waiting-support', 'doctor-done', 'coded', 'screened', 'prepared', 'handed', 'delivery', 'finished'] : ['in-progress', 'waiting-support'];
  if (!open.includes(visit.state)) throw new Problem(refusals.notNow, { facts: { state: visit.state } });
  return visit;
}
