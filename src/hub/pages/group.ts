import { say, type Words } from '#kernel/manifest';
import type { Locale } from '#kernel/time';
import { words } from '../words.ts';

/** The everyday name of a need group; a group without one shows its own id. */
export function groupName(group: string, locale: Locale): string {
  const known = (words as Readonly<Record<string, Words>>)[`group-${group}`];
  return known ? say(known, locale) : group;
}
