import { Problem } from '#kernel/problem';
import type { CaseResult, CommandInput } from '#commons/cases';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { refusals } from '../problems.ts';
import { requireApplication, type Application } from '../store/applications.ts';

/** What every officer's step names: the case, the version they saw and the key that makes a second press harmless. */
export interface Pressed {
  readonly caseId: string;
  readonly commandId?: string | undefined;
  readonly expectedVersion?: number | undefined;
}

/** Moves a case by one action of its procedure, in the caller's work. */
export function move(doors: Doors, work: Work, pressed: Pressed, action: string, more: Partial<Pick<CommandInput, 'facts' | 'reason' | 'note' | 'relations' | 'taskId' | 'documents' | 'occurredAt'>> = {}): Promise<CaseResult> {
  return doors.cases.command(work, { caseId: pressed.caseId, action, commandId: pressed.commandId ? `${pressed.commandId}:${action}` : `${work.id}:${action}`, expectedVersion: pressed.expectedVersion, ...more });
}

/** A step the house takes because of something that happened elsewhere: a visit ended, money arrived, a document was signed. */
export function moveByHouse(doors: Doors, work: Work, caseId: string, action: string, more: Parameters<typeof move>[4] = {}): Promise<CaseResult> {
  return move(doors, work, { caseId }, action, { ...more, relations: ['house'] });
}

/** Does this case still ask for opinions, or for initials? Its own facts say so: a copy asks for neither, whatever its type does. */
export async function asks(doors: Doors, work: Work, caseId: string, fact: 'recommenders' | 'paraf'): Promise<boolean> {
  const value = (await doors.cases.of(caseId, work))?.facts[fact];
  return Array.isArray(value) && value.length > 0;
}

/** The application of a step, unless the officer has said they are close to the applicant. */
export async function workedOn(doors: Doors, work: Work, caseId: string): Promise<Application> {
  const application = await requireApplication(doors, { caseId }, work);
  if (application.conflicts.includes(work.actor.id)) throw new Problem(refusals.conflict);
  return application;
}
