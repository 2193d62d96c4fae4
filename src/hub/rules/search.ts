import { distance } from 'fastest-levenshtein';
import type { Entry } from '../catalogue.ts';

const empty = new Set(['saya', 'mau', 'ingin', 'minta', 'untuk', 'buat', 'di', 'ke', 'dan', 'yang', 'bagaimana', 'cara', 'apa', 'bisa', 'dong', 'tolong', 'the', 'a', 'to', 'my', 'want', 'how', 'i', 'get']);

/** Services that match everyday words, best first. Bears spelling slips and word endings; words that say nothing are left out. */
export function searchServices(entries: readonly Entry[], typed: string): readonly Entry[] {
  const asked = tokens(typed).filter((word) => !empty.has(word));
  if (asked.length === 0) return [];
  return entries
    .map((entry) => ({ entry, score: scoreOf(entry, asked) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || Number(b.entry.manifest !== undefined) - Number(a.entry.manifest !== undefined))
    .map(({ entry }) => entry);
}

function scoreOf(entry: Entry, asked: readonly string[]): number {
  const name = tokens(entry.name);
  const words = new Set(tokens([entry.expansion.id, entry.expansion.en, entry.summary.id, entry.summary.en, entry.agencyName, ...(entry.seeks ?? []),
    ...(entry.manifest?.needs ?? []).flatMap((need) => [need.id, need.en]), ...(entry.manifest?.entrances ?? []).flatMap((door) => [door.name.id, door.name.en])].filter(Boolean).join(' ')));
  return asked.reduce((sum, word) => sum + (name.some((part) => alike(word, part)) ? 4 : 0) + ([...words].some((known) => known === word) ? 2 : [...words].some((known) => alike(word, known)) ? 1 : 0), 0);
}

/** The same word but for an ending (`antrean`, `antre`) or one slip in five letters. */
function alike(a: string, b: string): boolean {
  if (a === b) return true;
  if (a.length < 4 || b.length < 4) return false;
  if (a.startsWith(b) || b.startsWith(a)) return true;
  return distance(a, b) <= Math.floor(Math.min(a.length, b.length) / 5);
}

function tokens(text: string): string[] {
  return text.toLowerCase().normalize('NFKD').replaceAll(/\p{M}/gu, '').split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1);
}
