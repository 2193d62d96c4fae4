import { say, type Manifest } from '#kernel/manifest';
import { formatDate } from '#kernel/time';
import { normalise } from '../understanding/index.ts';
import type { Turn } from './task.ts';

/** A registered fact: never an answer without a source and a date. */
export interface Fact {
  readonly text: string;
  readonly source: string;
  readonly asOf: Temporal.PlainDate;
}

/** A fact the service looks up itself (today's opening hours). Nothing when it does not know. */
export interface FactSource {
  readonly service: string;
  readonly topic: Topic;
  readonly answer: (turn: Turn) => Promise<Fact | undefined>;
}

const standardTopics = ['syarat', 'biaya', 'lama', 'cara', 'keluhan'] as const;
const topics = [...standardTopics, 'jam', 'besuk'] as const;
export type Topic = (typeof topics)[number];

export function isTopic(name: string): name is Topic {
  return (topics as readonly string[]).includes(name);
}

/** What the published service standard says on `topic`. */
export function standardFact(manifest: Manifest, topic: Topic): Fact | undefined {
  const text = standardText(manifest, topic);
  return text ? { text, source: `Standar Pelayanan ${manifest.name} versi ${manifest.standard.version}`, asOf: Temporal.PlainDate.from(manifest.standard.validFrom) } : undefined;
}

/** The fact with where it stands and since when. */
export function factText({ text, source, asOf }: Fact): string {
  return `${text}\n\nSumber: ${source}, per ${formatDate(asOf)}.`;
}

/** Services a normalised text speaks of, best first: by name, then by the words of what they do. */
export function servicesMeant(text: string, manifests: readonly Manifest[]): Manifest[] {
  const words = new Set(text.split(' '));
  return manifests
    .map((manifest) => ({ manifest, score: closeness(manifest, words, text) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .filter(({ score }, _, all) => score >= (all[0]?.score ?? 0) / 2)
    .map(({ manifest }) => manifest);
}

const common = new Set(['yang', 'dan', 'di', 'ke', 'dari', 'untuk', 'saya', 'apa', 'berapa', 'atau', 'lewat', 'dengan', 'syarat', 'biaya', 'cara', 'jam', 'ini', 'layanan', 'daftar', 'rumah', 'ada', 'mau', 'rumah', 'sakit']);

function closeness(manifest: Manifest, words: ReadonlySet<string>, text: string): number {
  const name = normalise(manifest.name);
  if (text.includes(name) || words.has(manifest.id)) return 10;
  const own = new Set(normalise(`${manifest.expansion.id} ${manifest.summary.id}`).split(' '));
  return [...words].filter((word) => word.length > 3 && !common.has(word) && own.has(word)).length;
}

function standardText(manifest: Manifest, topic: Topic): string | undefined {
  const { standard } = manifest;
  switch (topic) {
    case 'syarat': return `Syarat ${manifest.name}:\n${standard.requirements.map((words) => `• ${say(words)}`).join('\n')}`;
    case 'cara': return `Langkah ${manifest.name}:\n${standard.procedure.map((words, index) => `${index + 1}. ${say(words)}`).join('\n')}`;
    case 'biaya': return `Biaya ${manifest.name}: ${lowerFirst(say(standard.fee))}.`;
    case 'lama': return `Waktu ${manifest.name}: ${lowerFirst(say(standard.completionTime))}.`;
    case 'keluhan': return `Pengaduan ${manifest.name}: ${lowerFirst(say(standard.complaints))}.`;
    case 'jam': case 'besuk': return undefined;
  }
}

function lowerFirst(text: string): string {
  return text.replace(/\.$/, '').replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase());
}
