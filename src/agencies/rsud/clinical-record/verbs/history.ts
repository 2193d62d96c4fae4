import type { Resource } from '@medplum/fhirtypes';
import type { Work } from '#platform/database';
import { historyRows, versionRow, type VersionRow } from '../store/read.ts';
import { reader } from '../store/tables.ts';
import type { RecordDoors } from './doors.ts';

/** Versions newest first, of one resource, one type or all; `next` is where the following page begins. */
export interface History {
  readonly versions: readonly VersionRow[];
  readonly next: bigint | undefined;
}

/** History of an instance, a type or the whole record; `since` is an instant. */
export async function historyOf(doors: RecordDoors, of: { type?: string; id?: string }, options: { count?: number; since?: string; at?: { lo: string; hi: string }; before?: bigint; within?: Work } = {}): Promise<History> {
  const count = options.count ?? 50;
  const rows = await historyRows(reader(doors.database, options.within), of, { ...options, count: count + 1 });
  const versions = rows.slice(0, count);
  return { versions, next: rows.length > count ? versions.at(-1)?.position : undefined };
}

/** One version as it was; nothing for a version that never was, a row without text for a deletion. */
export function versionOf(doors: RecordDoors, type: string, id: string, version: number): Promise<(VersionRow & { content: Resource | null }) | undefined> {
  return versionRow(reader(doors.database), type, id, version);
}
