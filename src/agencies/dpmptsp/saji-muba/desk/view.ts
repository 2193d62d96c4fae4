import type { Actor } from '#kernel/actor';
import type { Answers } from '#commons/forms';
import type { TaskInList } from '#commons/cases';
import { service, type Doors } from '../doors.ts';
import { formIdOf, paperField } from '../forms.ts';
import { readStatus, type StatusView } from '../reads/status.ts';
import { answersOf, applicationsOf, contactOf, type Application, type Contact } from '../store/applications.ts';
import { recommendationsOf, type Recommendation } from '../store/recommendations.ts';
import { roundsOf, type Round } from '../store/rounds.ts';

export interface DeskTask { readonly task: TaskInList; readonly application: Application }

/** An officer's work, what is due first first; cases they declared a conflict for are left to colleagues. */
export async function readTasks(doors: Doors, actor: Actor): Promise<DeskTask[]> {
  const tasks = await doors.cases.tasksFor(actor, { service, limit: 200 });
  const applications = await applicationsOf(doors, [...new Set(tasks.map((task) => task.caseId))]);
  return tasks.flatMap((task) => {
    const application = applications.get(task.caseId);
    return application && !application.conflicts.includes(actor.id) ? [{ task, application }] : [];
  });
}

export interface Paper { readonly requirement: string; readonly file: { readonly id: string; readonly name: string } | undefined }

/** A case as an officer works on it. */
export interface CaseView {
  readonly status: StatusView;
  readonly contact: Contact;
  readonly answers: readonly { readonly label: string; readonly value: string }[];
  readonly papers: readonly Paper[];
  readonly rounds: readonly Round[];
  readonly recommendations: readonly Recommendation[];
}

/** Opens a case for an officer. Reading an applicant's data is written down first; the applicant can see it. */
export async function readCase(doors: Doors, actor: Actor, application: Application, requestId: string): Promise<CaseView | undefined> {
  const status = await readStatus(doors, application);
  if (!status) return undefined;
  await doors.access.readingFor(actor, { person: application.person, fields: ['name', 'phone', 'address', 'answers'], purpose: 'service', service, permission: 'saji-muba/see-applicant' }, requestId);
  const answers = await answersOf(doors, application.caseId) ?? {};
  const files = new Set(application.type.requirements.map((requirement) => paperField(requirement.id)));
  return {
    status, contact: await contactOf(doors, application.caseId),
    answers: doors.forms.describe(doors.forms.form(formIdOf(application.typeId)), answers as Answers).filter((row) => !files.has(row.field)),
    papers: application.type.requirements.map((requirement) => ({ requirement: requirement.id, file: answers[paperField(requirement.id)] as { id: string; name: string } | undefined })),
    rounds: await roundsOf(doors, application.caseId), recommendations: await recommendationsOf(doors, application.caseId),
  };
}
