import { z } from 'zod';
import type { Actor } from '#kernel/actor';
import { sha256 } from '#kernel/digest';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { action } from '#platform/action';
import type { Database, Work } from '#platform/database';
import type { Travel } from '#platform/regency';
import type { Vault } from '#platform/vault';
import type { Access } from '#commons/access';
import type { Places } from '#commons/places';
import { dayClosed } from '../events.ts';
import { refusals } from '../problems.ts';
import { heldNow } from '../store/custody.ts';
import { requireDevice } from '../store/devices.ts';
import { findVisits, readerOf } from '../store/reading.ts';
import { openContact } from '../store/visits.ts';
import type { DispatchTables } from '../tables.ts';
import type { Contact, Visit } from '../types.ts';

export interface PackDeps { readonly database: Database; readonly access: Access; readonly vault: Vault; readonly travel: Travel; readonly zone: string; readonly places: Places }

/** Hours after which a phone forgets the pack. */
const packHours = 24;

/** One visit as the phone keeps it. The resident's code is not in it, only what proves it: the resident says it at the door. */
export interface PackedVisit {
  readonly id: string;
  readonly kind: Visit['kind'];
  readonly service: string;
  readonly refs: readonly string[];
  readonly status: Visit['status'];
  readonly version: number;
  readonly attempts: number;
  readonly date: string | undefined;
  readonly half: Visit['half'];
  readonly eta: string | undefined;
  readonly trip: number | undefined;
  readonly place: number | undefined;
  readonly where: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly approximate: boolean;
  readonly river: boolean;
  readonly minutes: number;
  readonly sheet: Visit['sheet'];
  readonly contact: Contact;
  readonly codeProof: string;
}

export interface Pack {
  readonly revision: string;
  readonly serverTime: string;
  readonly expiresAt: string;
  readonly officer: { readonly account: string; readonly name: string };
  /** New or changed since the cursor. */
  readonly visits: readonly PackedVisit[];
  /** All that are still assigned: whatever the phone has beyond these it forgets. */
  readonly assigned: readonly string[];
  readonly held: readonly { readonly id: string; readonly label: string; readonly code: string; readonly custody: string; readonly ref: string }[];
}

/** What an officer takes along: their own visits of today and tomorrow that are not over, changed since the cursor. Every resident's contact that leaves is logged as read. */
export async function readPack(deps: PackDeps, actor: Actor, given: { device: string; since: bigint }, requestId: string): Promise<Pack> {
  const reader = readerOf(deps.database);
  await requireDevice(reader, given.device, actor.id);
  const now = deps.database.clock.now();
  // Read before the visits: what changes in between comes again with the next cursor.
  const pack = await reader.selectFrom('dispatch.pack').select('revision').where('officer', '=', actor.id).executeTakeFirst();
  const last = civilDate(now, deps.zone).add({ days: 1 }).toString();
  const assigned = (await findVisits(reader, { officer: actor.id, statuses: ['assigned', 'en_route', 'arrived'] })).filter((visit) => (visit.date ?? '') <= last);
  const visits: PackedVisit[] = [];
  for (const visit of assigned.filter((one) => one.revision > given.since)) visits.push(await readVisit(deps, actor, visit, requestId));
  return {
    revision: String(pack?.revision ?? 0n), serverTime: now.toString(), expiresAt: now.add({ hours: packHours }).toString(), officer: { account: actor.id, name: actor.name }, visits, assigned: assigned.map((visit) => visit.id),
    held: (await heldNow(reader, { kind: 'officer', id: actor.id })).map(({ id, label, code, custody, ref }) => ({ id, label, code, custody: custody.id, ref })),
  };
}

async function readVisit(deps: PackDeps, actor: Actor, visit: Visit, requestId: string): Promise<PackedVisit> {
  const row = await readerOf(deps.database).selectFrom('dispatch.visit').select(['id', 'contact']).where('id', '=', visit.id).executeTakeFirstOrThrow();
  const contact = openContact(deps.vault, row);
  if (contact.person) await deps.access.readingFor(actor, { person: contact.person, fields: ['name', 'phone', 'address'], purpose: 'service', service: visit.service, permission: 'dispatch/field' }, requestId);
  return packed(deps, visit, contact);
}

/** The same visits for the paper sheet, logged as read like those a phone takes along. */
export async function readSheet(deps: PackDeps, actor: Actor, requestId: string): Promise<PackedVisit[]> {
  const today = civilDate(deps.database.clock.now(), deps.zone).toString();
  const mine = await findVisits(readerOf(deps.database), { officer: actor.id, date: today, statuses: ['assigned', 'en_route', 'arrived'] });
  return Promise.all(mine.map((visit) => readVisit(deps, actor, visit, requestId)));
}

function packed(deps: PackDeps, visit: Visit, contact: Contact): PackedVisit {
  const { id, kind, service, refs, status, version, attempts, date, half, trip, place, latitude, longitude, approximate, river, minutes, sheet } = visit;
  return { id, kind, service, refs, status, version, attempts, date, half, trip, place, latitude, longitude, approximate, river, minutes, sheet, contact, eta: visit.eta?.toString(), where: deps.places.fullName(visit.village ?? visit.district) ?? visit.district, codeProof: sha256(`${visit.id}${visit.code}`) };
}

/** The end of the day: what was counted in the bag must be what the ledger says, item by item. */
export function closeDayAction(deps: { zone: string }) {
  return action({
    name: 'dispatch/close-day', input: z.strictObject({ items: z.array(z.uuid()).max(500) }), allow: 'dispatch/field',
    async run(work: Work, { items }) {
      const tables = work.tables<DispatchTables>();
      const held = await heldNow(tables, { kind: 'officer', id: work.actor.id });
      const missing = held.filter((item) => !items.includes(item.id)).map((item) => `${item.label} (${item.code})`);
      const surplus = items.filter((id) => !held.some((item) => item.id === id));
      if (missing.length > 0 || surplus.length > 0) throw new Problem(refusals.countDiffers, { facts: { missing, surplus, inLedger: held.length, counted: items.length } });
      const date = civilDate(work.now, deps.zone).toString();
      await tables.insertInto('dispatch.day_close').values({ officer: work.actor.id, date, items: [...items], closed_at: work.now.toString() }).onConflict((conflict) => conflict.doNothing()).execute();
      work.note({ subject: work.actor.id, date, items: items.length });
      work.emit(dayClosed(work.actor.id, date, items.length));
      return { date, items: items.length };
    },
  });
}
