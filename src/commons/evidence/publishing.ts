import { canonicalJson, sha256 } from '#kernel/digest';
import type { Manifest, Measure } from '#kernel/manifest';
import { system } from '#kernel/actor';
import type { Database, Work } from '#platform/database';
import type { Figure, LogPlace } from './figure.ts';
import type { Measures } from './measures.ts';
import type { EvidenceTables } from './tables.ts';

/** Days looked at again each night: an event recorded without a network may arrive this late and then leads to a correction. */
const lookBack = 8;

interface Draft { readonly service: string; readonly measure: Measure; readonly day: Temporal.PlainDate; readonly figure: Figure }

/** Tells the public log, in the very transaction, that a figure was published or corrected. Returns the id of what was told. */
export type Tell = (work: Work, told: { readonly type: 'rilis' | 'koreksi'; readonly subject: string; readonly period: string; readonly payloadSha256: string; readonly replaces?: string }) => Promise<string>;

/**
 * Publishes the figures of the closed days up to yesterday: each with its definition and the place in the log it was counted to. A figure that is no longer
 * what was published becomes a correction that names what it replaces. Returns how many rows were added; doing it again adds none.
 */
export async function publishFigures(deps: { database: Database; measures: Measures; manifests: readonly Manifest[]; tell?: Tell }): Promise<number> {
  const at = await deps.measures.head();
  if (!at) return 0;
  const drafts = await draftFigures(deps.measures, deps.manifests, at);
  return deps.database.write({ actor: system('evidence-publish'), action: 'evidence/publish' }, async (work) => {
    const tables = work.tables<EvidenceTables>();
    let added = 0;
    for (const { service, measure, day, figure } of drafts) {
      const latest = await tables.selectFrom('evidence.published').select(['id', 'figure', 'definition', 'position', 'statement'])
        .where('service', '=', service).where('measure', '=', measure.id).where('from_day', '=', day.toString()).where('to_day', '=', day.toString())
        .orderBy('position', 'desc').limit(1).executeTakeFirst();
      const text = canonicalJson(figure);
      if (latest && latest.figure === text && canonicalJson(latest.definition) === canonicalJson(measure)) continue;
      if (latest && latest.position === at.position) continue;
      const statement = await deps.tell?.(work, {
        type: latest?.statement ? 'koreksi' : 'rilis', subject: `${service}/${measure.id}`, period: day.toString(), payloadSha256: sha256(payloadOf({ definition: measure, day: day.toString(), figure, hash: at.hash, position: at.position })), ...(latest?.statement ? { replaces: latest.statement } : {}),
      });
      await tables.insertInto('evidence.published').values({
        id: work.newId(), statement: statement ?? null, service, measure: measure.id, definition: JSON.stringify(measure), from_day: day.toString(), to_day: day.toString(),
        position: at.position.toString(), hash: at.hash, figure: text, published_at: work.now.toString(), replaces: latest?.id ?? null,
      }).execute();
      added += 1;
    }
    work.note({ subject: 'evidence/published', added, position: at.position });
    return added;
  });
}

async function draftFigures(measures: Measures, manifests: readonly Manifest[], at: LogPlace): Promise<Draft[]> {
  const yesterday = measures.today().subtract({ days: 1 });
  const drafts: Draft[] = [];
  for (const manifest of manifests) {
    for (const measure of manifest.measures) {
      const first = await measures.firstDay(measure, at);
      for (let day = yesterday.subtract({ days: lookBack - 1 }); Temporal.PlainDate.compare(day, yesterday) <= 0; day = day.add({ days: 1 })) {
        if (!first || Temporal.PlainDate.compare(day, first) < 0) continue;
        drafts.push({ service: manifest.id, measure, day, figure: await measures.compute(measure, { from: day, to: day, step: 'total' }, at) });
      }
    }
  }
  return drafts;
}

export interface FigureFault {
  readonly service: string;
  readonly measure: string;
  readonly day: string;
  readonly why: 'differs' | 'log changed';
}

/** Computes every published figure again from the events up to its place in the log, with the definition it was published under. */
export async function verifyFigures(deps: { database: Database; measures: Measures }): Promise<{ checked: number; faults: FigureFault[] }> {
  const tables = deps.database.read<EvidenceTables>();
  const rows = await tables.selectFrom('evidence.published as p').leftJoin('evidence.event as e', 'e.position', 'p.position')
    .select(['p.service', 'p.measure', 'p.definition', 'p.from_day', 'p.to_day', 'p.position', 'p.hash', 'p.figure', 'e.hash as event_hash']).orderBy('p.published_at').orderBy('p.id').execute();
  const faults: FigureFault[] = [];
  for (const row of rows) {
    const fault = (why: FigureFault['why']) => faults.push({ service: row.service, measure: row.measure, day: row.from_day, why });
    if (row.event_hash !== row.hash) { fault('log changed'); continue; }
    const span = { from: Temporal.PlainDate.from(row.from_day), to: Temporal.PlainDate.from(row.to_day), step: 'total' as const };
    const again = await deps.measures.compute(row.definition as Measure, span, { position: BigInt(row.position), hash: row.hash });
    if (canonicalJson(again) !== row.figure) fault('differs');
  }
  return { checked: rows.length, faults };
}

/** A closed day as it was published. */
export interface PublishedDay {
  readonly day: string;
  readonly figure: Figure;
  readonly publishedAt: Temporal.Instant;
  readonly position: bigint;
  readonly correction: boolean;
  /** Id of the statement in the public log that carries its hash. */
  readonly statement: string | undefined;
}

/** The last sixty published rows of a measure, newest day first, corrections before what they replace. */
export async function publishedOf(database: Database, service: string, measure: string): Promise<PublishedDay[]> {
  const rows = await database.read<EvidenceTables>().selectFrom('evidence.published').select(['from_day', 'figure', 'published_at', 'position', 'replaces', 'statement'])
    .where('service', '=', service).where('measure', '=', measure).orderBy('from_day', 'desc').orderBy('position', 'desc').limit(60).execute();
  return rows.map((row) => ({ day: row.from_day, figure: JSON.parse(row.figure) as Figure, publishedAt: Temporal.Instant.from(row.published_at), position: BigInt(row.position), correction: row.replaces !== null, statement: row.statement ?? undefined }));
}

/** The exact text whose hash the public log carries: definition, day, figure and the place in the event log it was counted to. */
function payloadOf(published: { definition: unknown; day: string; figure: Figure; hash: string; position: bigint }): string {
  return canonicalJson(published);
}

/** What a statement of the public log stands for; nothing when it is not one of a figure. */
export async function publishedPayload(database: Database, statement: string): Promise<string | undefined> {
  const row = await database.read<EvidenceTables>().selectFrom('evidence.published').select(['definition', 'from_day', 'figure', 'hash', 'position']).where('statement', '=', statement).executeTakeFirst();
  return row && payloadOf({ definition: row.definition, day: row.from_day, figure: JSON.parse(row.figure) as Figure, hash: row.hash, position: BigInt(row.position) });
}
