import { canonicalJson } from '#kernel/digest';
import { recordFields, type InnovationRecord, type RecordField } from './record.ts';

/** One field two people changed, or one that somebody changed since. */
export interface FieldDifference {
  readonly field: RecordField;
  readonly before: unknown;
  /** What the other person saved. */
  readonly theirs: unknown;
  readonly mine: unknown;
  /** Both changed it, and to different values. */
  readonly clash: boolean;
}

/** What differs between what I started from, what is stored now, and what I wrote. */
export function differencesOf(base: InnovationRecord, theirs: InnovationRecord, mine: InnovationRecord): FieldDifference[] {
  return recordFields.flatMap((field): FieldDifference[] => {
    const [was, now, wanted] = [base[field], theirs[field], mine[field]].map(canonicalJson);
    if (was === now && was === wanted) return [];
    return [{ field, before: base[field], theirs: theirs[field], mine: mine[field], clash: was !== now && was !== wanted && now !== wanted }];
  });
}

/** Both people's changes together; where they clash, what I wrote stands and `differencesOf` shows the other. */
export function mergeRecords(base: InnovationRecord, theirs: InnovationRecord, mine: InnovationRecord): InnovationRecord {
  const merged: Record<string, unknown> = { ...theirs };
  for (const field of recordFields) if (canonicalJson(base[field]) !== canonicalJson(mine[field])) merged[field] = mine[field];
  return merged as unknown as InnovationRecord;
}

/** The fields in which two versions differ, for the history. */
export function changedFields(before: InnovationRecord, after: InnovationRecord): RecordField[] {
  return recordFields.filter((field) => canonicalJson(before[field]) !== canonicalJson(after[field]));
}
