import { canonicalJson, sha256 } from '#kernel/digest';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { refusals } from '../problems.ts';
import { permitType, type PermitType } from '../rules/type.ts';
import { readerOf, type Purpose, type Reader, type SajiTables } from './tables.ts';

/** How to reach whoever asked; sealed at rest. */
export interface Contact {
  readonly name: string;
  readonly phone: string;
  readonly address: string;
}

/** One application beside its case. */
export interface Application {
  readonly caseId: string;
  readonly code: string;
  readonly typeId: string;
  readonly type: PermitType;
  readonly person: string;
  readonly helper: 'village' | 'proxy' | undefined;
  readonly purpose: Purpose;
  readonly aboutPermit: string | undefined;
  readonly channel: string;
  readonly district: string;
  readonly village: string;
  readonly wantsPickup: boolean;
  readonly requestedAt: Temporal.Instant;
  readonly answeredAt: Temporal.Instant | undefined;
  readonly formVersion: number | undefined;
  readonly pickupVisit: string | undefined;
  readonly deliveryVisit: string | undefined;
  readonly conflicts: readonly string[];
}

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>;

const select = (reader: Reader) => reader.selectFrom('saji_muba.application').innerJoin('saji_muba.type', (join) => join.onRef('saji_muba.type.id', '=', 'type').onRef('saji_muba.type.hash', '=', 'type_hash')).selectAll('saji_muba.application').select('body');

/** The hash by which a version of a type's data is kept. */
function typeHash(type: PermitType): string {
  return sha256(canonicalJson(type)).slice(0, 16);
}

/** Keeps the data a case is opened under: later changes of the type do not change running cases. */
export async function keepType(work: Work, type: PermitType): Promise<string> {
  const hash = typeHash(type);
  await work.tables<SajiTables>().insertInto('saji_muba.type').values({ id: type.id, hash, version: type.version, body: JSON.stringify(type), stored_at: work.now.toString() }).onConflict((conflict) => conflict.doNothing()).execute();
  return hash;
}

/** An application by case, code or the digest of its form's link. */
export async function findApplication(doors: Pick<Doors, 'database'>, by: { caseId: string } | { code: string } | { draft: string }, within?: Work): Promise<Application | undefined> {
  const query = select(readerOf(doors.database, within)).where((where) => ('caseId' in by ? where('case_id', '=', by.caseId) : 'code' in by ? where('code', '=', by.code) : where('draft_digest', '=', sha256(by.draft))));
  if ('caseId' in by && !/^[0-9a-f-]{36}$/.test(by.caseId)) return undefined;
  const row = await query.executeTakeFirst();
  return row && toApplication(row);
}

/** The application, or the refusal a person can act on. */
export async function requireApplication(doors: Pick<Doors, 'database'>, by: Parameters<typeof findApplication>[1], within?: Work): Promise<Application> {
  const found = await findApplication(doors, by, within);
  if (!found) throw new Problem(refusals.noApplication);
  return found;
}

/** Applications of several cases, by case id. */
export async function applicationsOf(doors: Pick<Doors, 'database'>, caseIds: readonly string[], within?: Work): Promise<Map<string, Application>> {
  if (caseIds.length === 0) return new Map();
  const rows = await select(readerOf(doors.database, within)).where('case_id', 'in', [...caseIds]).execute();
  return new Map(rows.map((row) => [row.case_id, toApplication(row)]));
}

/** Applications of these persons, newest first. */
export async function applicationsByPersons(doors: Pick<Doors, 'database'>, personIds: readonly string[]): Promise<Application[]> {
  if (personIds.length === 0) return [];
  return (await select(readerOf(doors.database)).where('person', 'in', [...personIds]).orderBy('requested_at', 'desc').limit(100).execute()).map(toApplication);
}

/** Name, phone and address. The caller has logged the reading. */
export async function contactOf(doors: Pick<Doors, 'database' | 'unseal'>, caseId: string, within?: Work): Promise<Contact> {
  const row = await readerOf(doors.database, within).selectFrom('saji_muba.application').select('contact').where('case_id', '=', caseId).executeTakeFirst();
  if (!row) throw new Problem(refusals.noApplication);
  return JSON.parse(doors.unseal(row.contact, `saji-muba/contact/${caseId}`)) as Contact;
}

/** What was answered, or nothing yet. The caller has logged the reading. */
export async function answersOf(doors: Pick<Doors, 'database' | 'unseal'>, caseId: string, within?: Work): Promise<Readonly<Record<string, unknown>> | undefined> {
  const row = await readerOf(doors.database, within).selectFrom('saji_muba.application').select('answers').where('case_id', '=', caseId).executeTakeFirst();
  return row?.answers ? JSON.parse(doors.unseal(row.answers, `saji-muba/answers/${caseId}`)) as Record<string, unknown> : undefined;
}

function toApplication(row: Row): Application {
  return {
    caseId: row.case_id, code: row.code, typeId: row.type, type: permitType.parse(row.body), person: row.person, helper: row.helper ?? undefined, purpose: row.purpose, aboutPermit: row.about_permit ?? undefined,
    channel: row.channel, district: row.district, village: row.village, wantsPickup: row.wants_pickup, requestedAt: row.requested_at, answeredAt: row.answered_at ?? undefined, formVersion: row.form_version ?? undefined,
    pickupVisit: row.pickup_visit ?? undefined, deliveryVisit: row.delivery_visit ?? undefined, conflicts: row.conflicts,
  };
}
