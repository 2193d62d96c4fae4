import { crockfordCode, type RandomBytes } from '#kernel/ids';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { refusals } from '../problems.ts';
import type { DispatchTables } from '../tables.ts';
import type { Custody, HandOver, Holder, Item } from '../types.ts';
import type { Reader } from './reading.ts';

/** Puts a thing under custody, first in the hands of `holder`. `id` and `custody` may come from a device. */
export async function registerItem(work: Work, random: RandomBytes, given: { service: string; ref: string; kind: string; label: string; holder: Holder; id?: string | undefined; custody?: string | undefined; occurredAt?: Temporal.Instant | undefined; visit?: string | undefined }): Promise<Item> {
  const tables = work.tables<DispatchTables>();
  const row = { id: given.id ?? work.newId(), service: given.service, ref: given.ref, kind: given.kind, label: given.label, code: crockfordCode(8, random), created_at: work.now.toString(), created_by: work.actor.id };
  await tables.insertInto('dispatch.item').values(row).execute();
  await insert(work, { id: given.custody ?? work.newId(), item: row.id, previous: undefined, to: given.holder, method: 'registered', visit: given.visit, occurredAt: given.occurredAt });
  work.note({ item: row.id });
  return { id: row.id, service: row.service, ref: row.ref, kind: row.kind, label: row.label, code: row.code };
}

/**
 * Hands an item on. Of two who hand on the same item exactly one succeeds; the other gets `dispatch/taken` with who holds it now.
 * With `previous` (offline) the handover may only follow that custody: unknown yet is `dispatch/waits`, already followed is `dispatch/taken`.
 */
export async function handOver(work: Work, given: HandOver): Promise<Custody> {
  const tables = work.tables<DispatchTables>();
  const locked = await tables.selectFrom('dispatch.item').select('id').where('id', '=', given.item).forUpdate().executeTakeFirst();
  if (!locked) throw new Problem(given.previous === undefined ? refusals.unknownItem : refusals.waits);
  const now = await currentCustody(tables, given.item);
  if (!now) throw new Problem(refusals.unknownItem);
  if (given.previous !== undefined && given.previous !== now.id) {
    const known = await tables.selectFrom('dispatch.custody').select('id').where('id', '=', given.previous).where('item', '=', given.item).executeTakeFirst();
    throw known ? taken(now) : new Problem(refusals.waits);
  }
  if (given.from && (given.from.kind !== now.holder.kind || given.from.id !== now.holder.id)) throw new Problem(refusals.notHolder, { facts: heldBy(now) });
  if (now.holder.kind === 'destroyed') throw new Problem(refusals.ended);
  await insert(work, { ...given, id: given.id ?? work.newId(), previous: now.id });
  work.note({ item: given.item, to: given.to.kind });
  const after = await currentCustody(tables, given.item);
  if (!after) throw new Problem(refusals.unknownItem);
  return after;
}

/** The other side's record of a handover arrived: both now say the same. */
export async function confirmCustody(work: Work, id: string): Promise<void> {
  await work.tables<DispatchTables>().updateTable('dispatch.custody').set({ confirmed_at: work.now.toString() }).where('id', '=', id).where('confirmed_at', 'is', null).execute();
}

export async function findCustody(reader: Reader, id: string): Promise<Custody | undefined> {
  const row = await reader.selectFrom('dispatch.custody').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toCustody(row);
}

export async function currentCustody(reader: Reader, item: string): Promise<Custody | undefined> {
  const row = await reader.selectFrom('dispatch.custody').selectAll().where('item', '=', item).where('until', 'is', null).executeTakeFirst();
  return row && toCustody(row);
}

/** The whole life of an item, oldest first. */
export async function custodyOf(reader: Reader, item: string): Promise<Custody[]> {
  return (await reader.selectFrom('dispatch.custody').selectAll().where('item', '=', item).orderBy('seq').execute()).map(toCustody);
}

/** What somebody holds now, oldest first. */
export async function heldNow(reader: Reader, holder: { kind: Holder['kind']; id: string }): Promise<(Item & { readonly custody: Custody })[]> {
  const rows = await reader.selectFrom('dispatch.custody').selectAll().where('holder_kind', '=', holder.kind).where('holder', '=', holder.id).where('until', 'is', null).orderBy('at').execute();
  const items = await findItems(reader, rows.map((row) => row.item));
  return rows.flatMap((row) => { const item = items.get(row.item); return item ? [{ ...item, custody: toCustody(row) }] : []; });
}

export async function findItems(reader: Reader, ids: readonly string[]): Promise<Map<string, Item>> {
  if (ids.length === 0) return new Map();
  const rows = await reader.selectFrom('dispatch.item').select(['id', 'service', 'ref', 'kind', 'label', 'code']).where('id', 'in', [...ids]).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

export async function itemsOf(reader: Reader, of: { service: string; refs: readonly string[] }): Promise<(Item & { readonly custody: Custody })[]> {
  if (of.refs.length === 0) return [];
  const rows = await reader.selectFrom('dispatch.item').select(['id', 'service', 'ref', 'kind', 'label', 'code']).where('service', '=', of.service).where('ref', 'in', [...of.refs]).orderBy('created_at').execute();
  const found = await Promise.all(rows.map(async (row) => ({ row, custody: await currentCustody(reader, row.id) })));
  return found.flatMap(({ row, custody }) => (custody ? [{ ...row, custody }] : []));
}

/** What a refusal may say of the one who holds it. */
function heldBy(custody: Custody): Record<string, unknown> {
  return { item: custody.item, holderKind: custody.holder.kind, holder: custody.holder.name, since: custody.at.toString() };
}

function taken(now: Custody): Problem {
  return new Problem(refusals.taken, { facts: heldBy(now) });
}

async function insert(work: Work, given: Omit<HandOver, 'id' | 'previous'> & { id: string; previous: string | undefined }): Promise<void> {
  const occurred = given.occurredAt ?? work.now;
  // A clock that runs ahead would make a handover of the future; the server's time is the ceiling.
  const at = Temporal.Instant.compare(occurred, work.now) > 0 ? work.now : occurred;
  await work.tables<DispatchTables>().insertInto('dispatch.custody').values({
    id: given.id, item: given.item, previous: given.previous ?? null, holder_kind: given.to.kind, holder: given.to.id, holder_name: given.to.name, at: at.toString(), method: given.method, place: given.place ?? null,
    latitude: given.point?.latitude ?? null, longitude: given.point?.longitude ?? null, accuracy: given.point?.accuracy ?? null, seal_no: given.sealNo ?? null, photo_hash: given.photoHash ?? null, visit: given.visit ?? null,
    occurred_at: occurred.toString(), recorded_at: work.now.toString(), recorded_by: work.actor.id,
  }).execute();
}

type CustodyRow = Awaited<ReturnType<typeof custodyRows>>[number];

function custodyRows(reader: Reader) {
  return reader.selectFrom('dispatch.custody').selectAll().execute();
}

function toCustody(row: CustodyRow): Custody {
  return {
    id: row.id, item: row.item, seq: row.seq, previous: row.previous ?? undefined, holder: { kind: row.holder_kind, id: row.holder, name: row.holder_name }, at: row.at, until: row.until ?? undefined,
    method: row.method, place: row.place ?? undefined, sealNo: row.seal_no ?? undefined, visit: row.visit ?? undefined, confirmed: row.confirmed_at !== null,
  };
}
