import type { OwnCase } from '#kernel/manifest';
import type { Doors } from '../doors.ts';
import { linkOf } from '../rules/link.ts';
import { applicationsByPersons } from '../store/applications.ts';
import { receiptOf, stateName } from './status.ts';

/** Applications of these persons for their own account. */
export async function ownCases(doors: Doors, personIds: readonly string[]): Promise<OwnCase[]> {
  const applications = await applicationsByPersons(doors, personIds);
  const cases = await Promise.all(applications.map(async (application) => ({ application, found: await doors.cases.of(application.caseId) })));
  return cases.flatMap(({ application, found }) => (found ? [{
    service: 'saji-muba', id: application.caseId, title: application.type.name, state: stateName(found.definition, found.state), since: application.requestedAt, url: `/saji-muba/p/${linkOf(application.code, doors.linkKeys)}`, over: found.closedAt !== undefined,
    receipt: receiptOf(doors, found),
  }] : []));
}
