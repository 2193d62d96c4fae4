import { sha256 } from '#kernel/digest';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { paperField } from '../forms.ts';
import type { Judged } from '../rules/defects.ts';
import { answersOf, type Application } from './applications.ts';
import { readerOf } from './tables.ts';

export interface Round {
  readonly round: number;
  readonly at: Temporal.Instant;
  readonly complete: boolean;
  readonly officeFault: boolean;
  readonly items: readonly Judged[];
}

/** Every completeness check of a case, oldest first. */
export async function roundsOf(doors: Pick<Doors, 'database'>, caseId: string, within?: Work): Promise<Round[]> {
  const reader = readerOf(doors.database, within);
  const rounds = await reader.selectFrom('saji_muba.round').selectAll().where('case_id', '=', caseId).orderBy('round').execute();
  const items = await reader.selectFrom('saji_muba.judgement').selectAll().where('case_id', '=', caseId).execute();
  return rounds.map((round) => ({
    round: round.round, at: round.at, complete: round.complete, officeFault: round.office_fault,
    items: items.filter((item) => item.round === round.round).map((item) => ({ requirement: item.requirement, verdict: item.verdict, note: item.note, paper: item.paper })),
  }));
}

/** What lies before the officer for each requirement: the file that was sent, or the paper. A new file is a new paper. */
export async function papersOf(doors: Pick<Doors, 'database' | 'unseal'>, application: Application, within?: Work): Promise<Record<string, string>> {
  const answers = await answersOf(doors, application.caseId, within);
  return Object.fromEntries(application.type.requirements.map((requirement) => {
    const file = answers?.[paperField(requirement.id)];
    return [requirement.id, file === undefined ? 'kertas' : sha256(JSON.stringify(file)).slice(0, 16)];
  }));
}
