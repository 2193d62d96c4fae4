import { normalise } from './normalise.ts';
import { damerau } from './spelling.ts';

/** A thing of a service that people name: an outpatient clinic, a doctor, a class. Names and aliases are as people write them. */
export interface Entry {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
}

export interface Match {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  /** Letters matched minus edits: longer and more exact is better. */
  readonly weight: number;
}

/**
 * Which entries a normalised text names, best first, each entry once. A word may differ by one edit per four letters (Damerau); shorter words must be
 * exact. A longer name hides a shorter one inside it ("bedah anak" is not "anak"). Words that also mean a relative or a payer count only after "poli", "dokter" or "spesialis".
 */
export function findEntries(normalised: string, vocabulary: readonly Entry[]): Match[] {
  const words = normalised.split(' ');
  const hits = vocabulary.flatMap((entry) => namesOf(entry).flatMap((name) => placesOf(name, words).map((place) => ({ ...place, entry }))));
  const best = hits.filter((hit) => !hits.some((other) => other.entry.kind === hit.entry.kind && covers(other, hit)));
  const matches = new Map<string, Match>();
  for (const { entry, weight } of best.sort((a, b) => b.weight - a.weight)) {
    const key = `${entry.kind}/${entry.id}`;
    if (!matches.has(key)) matches.set(key, { kind: entry.kind, id: entry.id, name: entry.name, weight });
  }
  return [...matches.values()];
}

interface Place { readonly at: number; readonly length: number; readonly weight: number }

const generic = /^(?:poli|klinik|dokter|spesialis|bagian) /;

function namesOf(entry: Entry): string[][] {
  const names = [entry.name, ...entry.aliases].map((name) => normalise(name).replace(generic, '').replace(generic, ''));
  return [...new Set(names)].filter(Boolean).map((name) => name.split(' '));
}

function placesOf(name: readonly string[], words: readonly string[]): Place[] {
  const places: Place[] = [];
  for (let at = 0; at + name.length <= words.length; at += 1) {
    const edits = name.reduce((sum, part, index) => sum + wordDistance(words[at + index] ?? '', part), 0);
    if (Number.isFinite(edits) && mayStand(name, words, at)) places.push({ at, length: name.length, weight: name.join('').length - 2 * edits });
  }
  return places;
}

function wordDistance(written: string, meant: string): number {
  if (written === meant) return 0;
  const allowed = Math.floor(meant.length / 4);
  if (allowed === 0 || everyday.has(written)) return Number.POSITIVE_INFINITY;
  const edits = damerau(written, meant, allowed);
  return edits <= allowed ? edits : Number.POSITIVE_INFINITY;
}

/** Everyday words near an alias: "kali" is not "kulit", "dari" not "hari", "mana" not "mata". */
const everyday = new Set(['mana', 'saya', 'mau', 'dari', 'hari', 'kali', 'lagi', 'jam', 'bisa', 'umur', 'baru', 'buka', 'data', 'masa', 'mati', 'mami', 'paku', 'pagi', 'gaji', 'gini', 'gigit', 'untuk', 'sudah', 'sakit', 'kakak', 'adik', 'anal', 'nama', 'nak', 'ada', 'apa', 'maka', 'sama', 'lama', 'tidak', 'besok', 'malam']);
const doubleMeaning = new Set(['anak', 'umum', 'ibu', 'dalam', 'int', 'par', 'mat', 'kia']);

function mayStand(name: readonly string[], words: readonly string[], at: number): boolean {
  const [only] = name;
  if (name.length > 1 || only === undefined || !doubleMeaning.has(only)) return true;
  return words.length === 1 || /^(?:poli|klinik|dokter|spesialis|bagian|sp)$/.test(words[at - 1] ?? '') || (words[at - 1] === 'ke' && !/^(?:saya|kami|kedua|pertama)$/.test(words[at + 1] ?? ''));
}

function covers(a: Place, b: Place): boolean {
  const inside = a.at <= b.at && b.at + b.length <= a.at + a.length;
  return inside && (a.length > b.length || (a.length === b.length && a.weight > b.weight));
}
