import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { deviceRevoked } from '../events.ts';
import { refusals } from '../problems.ts';
import type { DispatchTables } from '../tables.ts';
import { heldNow } from './custody.ts';
import type { Reader } from './reading.ts';

export interface Device {
  readonly id: string;
  readonly account: string;
  readonly agency: string;
  readonly name: string;
  readonly publicKey: unknown;
  readonly lastSeenAt: Temporal.Instant;
  /** What the phone said it still had to send when last heard. */
  readonly queued: number;
  readonly applied: bigint;
  readonly revokedAt: Temporal.Instant | undefined;
}

export async function enrolDevice(work: Work, given: { id: string; name: string; publicKey: unknown }): Promise<string> {
  const now = work.now.toString();
  await work.tables<DispatchTables>().insertInto('dispatch.device').values({ id: given.id, account: work.actor.id, agency: work.actor.agency ?? '', name: given.name, public_key: JSON.stringify(given.publicKey), enrolled_at: now, last_seen_at: now })
    .onConflict((conflict) => conflict.column('id').doNothing()).execute();
  const device = await findDevice(work.tables<DispatchTables>(), given.id);
  if (device?.account !== work.actor.id) throw new Problem(refusals.unknownDevice);
  work.note({ subject: given.id });
  return given.id;
}

/** Ends a phone: it gets no more visits, what it sends is refused, and it wipes itself when it is next heard. Returns what its officer holds, so that residents can be told. */
export async function revokeDevice(work: Work, given: { device: string; reason: string }): Promise<{ held: Awaited<ReturnType<typeof heldNow>>; queued: number }> {
  const tables = work.tables<DispatchTables>();
  const device = await findDevice(tables, given.device);
  if (!device || (device.agency !== work.actor.agency && !work.actor.permissions.has('*'))) throw new Problem(refusals.unknownDevice);
  await tables.updateTable('dispatch.device').set({ revoked_at: work.now.toString(), revoked_by: work.actor.id, revoked_because: given.reason }).where('id', '=', device.id).where('revoked_at', 'is', null).execute();
  const held = await heldNow(tables, { kind: 'officer', id: device.account });
  work.note({ subject: device.id, reason: given.reason, held: held.length });
  work.emit(deviceRevoked(device.id, { agency: device.agency, held: held.length, queued: device.queued }));
  return { held, queued: device.queued };
}

export async function findDevice(reader: Reader, id: string): Promise<Device | undefined> {
  const row = /^[0-9a-f-]{36}$/.test(id) ? await reader.selectFrom('dispatch.device').selectAll().where('id', '=', id).executeTakeFirst() : undefined;
  return row && toDevice(row);
}

export async function devicesOf(reader: Reader, agency: string): Promise<Device[]> {
  return (await reader.selectFrom('dispatch.device').selectAll().where('agency', '=', agency).orderBy('last_seen_at', 'desc').limit(100).execute()).map(toDevice);
}

/** The actor's own phone, not revoked. */
export async function requireDevice(reader: Reader, id: string, account: string): Promise<Device> {
  const device = await findDevice(reader, id);
  if (device?.account !== account) throw new Problem(refusals.unknownDevice);
  if (device.revokedAt) throw new Problem(refusals.deviceRevoked, { facts: { wipe: true } });
  return device;
}

function toDevice(row: { id: string; account: string; agency: string; name: string; public_key: unknown; last_seen_at: Temporal.Instant; queued: number; applied: bigint; revoked_at: Temporal.Instant | null }): Device {
  return { id: row.id, account: row.account, agency: row.agency, name: row.name, publicKey: row.public_key, lastSeenAt: row.last_seen_at, queued: row.queued, applied: row.applied, revokedAt: row.revoked_at ?? undefined };
}
