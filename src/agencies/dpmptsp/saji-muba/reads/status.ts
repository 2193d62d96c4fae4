import type { Words } from '#kernel/manifest';
import { civilDate } from '#kernel/time';
import type { Bill } from '#commons/billing';
import type { Case, CaseEvent, ClockReading } from '#commons/cases';
import type { Tracking } from '#commons/dispatch';
import { service, type Doors } from '../doors.ts';
import { assistanceProcedure, permitProcedure } from '../procedure.ts';
import type { Judged } from '../rules/defects.ts';
import { followUps, mayFollow, type FollowUp } from '../rules/follow.ts';
import type { Application } from '../store/applications.ts';
import { findPermit, type Permit } from '../store/permits.ts';
import { roundsOf } from '../store/rounds.ts';
import { readerOf } from '../store/tables.ts';

/** An original and who holds it at this minute. */
export interface Original {
  readonly label: string;
  readonly holder: string;
  readonly since: Temporal.Instant;
}

/** Everything a status page tells about one application; no name, no number of a person. */
export interface StatusView {
  readonly application: Application;
  readonly case: Case;
  readonly history: readonly CaseEvent[];
  readonly clock: ClockReading | undefined;
  readonly holder: { readonly party: string; readonly names: readonly string[] };
  readonly defects: readonly (Judged & { readonly name: Words })[];
  readonly returnedBecause: string | undefined;
  readonly bill: Bill | undefined;
  readonly permit: Permit | undefined;
  /** Id of the signed letter of refusal. */
  readonly refusal: string | undefined;
  /** What the holder may ask for about the permit today. */
  readonly follows: readonly FollowUp[];
  /** Code of the public log's receipt, once the service is done. */
  readonly receipt: string | undefined;
  readonly visits: readonly Tracking[];
  readonly originals: readonly Original[];
  readonly silence: { readonly lapsedAt: Temporal.Instant; readonly headDecidesBy: Temporal.Instant; readonly decision: 'grant' | 'reject' | undefined } | undefined;
}

/** Reads the state of one application for its holder, or for the desk. */
export async function readStatus(doors: Doors, application: Application): Promise<StatusView | undefined> {
  const found = await doors.cases.of(application.caseId);
  if (!found) return undefined;
  const [history, clocks, tasks, rounds, bills, permit, documents] = await Promise.all([
    doors.cases.history(found.id), doors.cases.clocks(found.id), doors.cases.tasks(found.id), roundsOf(doors, found.id), doors.billing.billsOf(service, found.id), findPermit(doors, { caseId: found.id }), doors.signing.documentsOf(service, found.id),
  ]);
  const visits = (await Promise.all([application.pickupVisit, application.deliveryVisit].filter((id) => id !== undefined).map((id) => doors.dispatch.tracking(id)))).filter((one) => one !== undefined);
  const silence = await readerOf(doors.database).selectFrom('saji_muba.silence').selectAll().where('case_id', '=', found.id).executeTakeFirst();
  const open = tasks.filter((task) => task.state === 'open' && task.agency !== undefined).map((task) => doors.agencyName(task.agency ?? ''));
  const lastReturn = history.filter((event) => event.action === 'return').at(-1);
  const names = new Map(application.type.requirements.map((requirement) => [requirement.id, requirement.name]));
  return {
    application, case: found, history,
    clock: clocks.find((clock) => clock.promise === 'service') ?? clocks.find((clock) => clock.promise === 'completeness' && clock.running) ?? clocks.find((clock) => clock.promise === 'callback' && clock.running),
    holder: { party: partyOf(found), names: open },
    defects: found.state === 'returned_incomplete' ? (rounds.at(-1)?.items ?? []).filter((item) => item.verdict === 'defect').map((item) => ({ ...item, name: names.get(item.requirement) ?? { id: item.requirement } })) : [],
    returnedBecause: found.state === 'returned_incomplete' ? lastReturn?.reason : undefined,
    bill: bills[0], permit, refusal: found.state === 'rejected' ? documents.find((document) => document.state === 'signed')?.id : undefined, visits,
    receipt: receiptOf(doors, found),
    follows: permit ? followUps.filter((purpose) => mayFollow(purpose, { ...permit, renewable: application.type.renewable }, civilDate(doors.clock.now(), doors.zone)) === undefined) : [],
    originals: await originalsOf(doors, found.id),
    silence: silence && { lapsedAt: silence.lapsed_at, headDecidesBy: silence.head_decides_by, decision: silence.decision ?? undefined },
  };
}

/** The receipt of whoever was served; nothing before the service is done. */
export function receiptOf(doors: Doors, found: Case): string | undefined {
  return found.state === 'delivered' ? doors.receiptCode({ type: found.definition === assistanceProcedure.id ? 'saji-muba/assisted' : 'saji-muba/delivered', subject: found.id }) : undefined;
}

/** The name of a state of this case's procedure. */
export function stateName(definition: string, state: string): Words {
  const states = (definition === assistanceProcedure.id ? assistanceProcedure : permitProcedure).states as Readonly<Record<string, { name: Words }>>;
  return states[state]?.name ?? { id: state };
}

/** States an application usually still has before it, in order. */
export function ahead(definition: string, state: string, levied: boolean): string[] {
  const course = definition === assistanceProcedure.id ? ['requested', 'submitted', 'assisting', 'national', 'delivered'] : ['requested', 'submitted', 'technical', ...(levied ? ['billing'] : []), 'drafting', 'paraf', 'signing', 'issued', 'delivered'];
  const place = course.indexOf({ pickup_scheduled: 'requested', collected: 'requested', returned_incomplete: 'requested', dispatched: 'issued', hold_at_counter: 'issued' }[state] ?? state);
  return place < 0 ? [] : course.slice(place + 1);
}

function partyOf({ definition, state }: Case): string {
  const states = (definition === assistanceProcedure.id ? assistanceProcedure : permitProcedure).states as Readonly<Record<string, { holder?: string }>>;
  return states[state]?.holder ?? 'agency';
}

async function originalsOf(doors: Doors, caseId: string): Promise<Original[]> {
  const items = await doors.dispatch.items.of({ service, refs: [caseId] });
  const held = await Promise.all(items.map(async (item) => ({ item, custody: await doors.dispatch.custody.holder(item.id) })));
  return held.flatMap(({ item, custody }) => (custody ? [{ label: item.label, holder: custody.holder.name, since: custody.at }] : []));
}
