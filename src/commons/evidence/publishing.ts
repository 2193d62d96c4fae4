import { sql, type Insertable, type Kysely } from 'kysely';
import { canonicalJson, sha256 } from '#kernel/digest';
import type { Manifest, Measure } from '#kernel/manifest';
import { system } from '#kernel/actor';
import type { Database, Work } from '#platform/database';
import { isKept, leastCases, partOf, type Figure, type LogPlace } from './figure.ts';
import type { Measures } from './measures.ts';
import { windowsIn, type PublishedWindow } from './released.ts';
import { planWindows, type Window } from './rules/windows.ts';
import type { EvidenceTables } from './tables.ts';

/** Days looked at again each night: an event recorded without a network may arrive this late and may then lead to a correction. */
const lookBack = 31;

interface Draft { readonly service: string; readonly measure: Measure; readonly window: Window; readonly figure: Figure; readonly replaced: PublishedWindow | undefined }

/** Tells the public log, in the very transaction, that a figure was published or corrected. Returns the id of what was told. */
export type Tell = (work: Work, told: { readonly type: 'rilis' | 'koreksi'; readonly subject: string; readonly period: string; readonly payloadSha256: string; readonly replaces?: string }) => Promise<string>;

/**
 * Publishes the closed days up to yesterday that are not published yet, in windows of enough cases (`planWindows`), each with its definition and the place in the log it was counted
 * to. Late events, once there are enough of them, lead to a correction that names what it replaces. Returns how many rows were added; doing it again adds none.
 */
export async function publishFigures(deps: { database: Database; measures: Measures; manifests: readonly Manifest[]; tell?: Tell }): Promise<number> {
  const at = await deps.measures.head();
  if (!at) return 0;
  const before = await rowsSoFar(deps.database.read<EvidenceTables>());
  const drafts: Draft[] = [];
  for (const manifest of deps.manifests) for (const measure of manifest.measures) drafts.push(...await draftsOf(deps, manifest.id, measure, at));
  if (drafts.length === 0) return 0;
  return deps.database.write({ actor: system('evidence-publish'), action: 'evidence/publish' }, async (work) => {
    // Two houses on one database publish in turn; whoever finds that the other was first leaves it at that.
    await sql`select pg_advisory_xact_lock(hashtext('evidence publish'))`.execute(work.tables<EvidenceTables>());
    const raced = await rowsSoFar(work.tables<EvidenceTables>()) !== before;
    const rows: Insertable<EvidenceTables['evidence.published']>[] = [];
    for (const draft of raced ? [] : drafts) rows.push(await rowOf(work, draft, at, deps.tell));
    for (let from = 0; from < rows.length; from += 500) await work.tables<EvidenceTables>().insertInto('evidence.published').values(rows.slice(from, from + 500)).execute();
    work.note({ subject: 'evidence/published', added: rows.length, position: at.position });
    return rows.length;
  });
}

async function rowsSoFar(tables: Pick<Kysely<EvidenceTables>, 'selectFrom'>): Promise<number> {
  return Number((await tables.selectFrom('evidence.published').select((select) => select.fn.countAll().as('rows')).executeTakeFirstOrThrow()).rows);
}

async function rowOf(work: Work, { service, measure, window, figure, replaced }: Draft, at: LogPlace, tell: Tell | undefined): Promise<Insertable<EvidenceTables['evidence.published']>> {
  const [from, to] = [window.from.toString(), window.to.toString()];
  const statement = await tell?.(work, {
    type: replaced?.statement ? 'koreksi' : 'rilis', subject: `${service}/${measure.id}`, period: from === to ? from : `${from}/${to}`,
    payloadSha256: sha256(payloadOf({ definition: measure, day: from, figure, hash: at.hash, position: at.position })), ...(replaced?.statement ? { replaces: replaced.statement } : {}),
  });
  return {
    id: work.newId(), statement: statement ?? null, service, measure: measure.id, definition: JSON.stringify(measure), from_day: from, to_day: to,
    position: at.position.toString(), hash: at.hash, figure: canonicalJson(figure), published_at: work.now.toString(), replaces: replaced?.id ?? null, hits: window.hits,
  };
}

async function draftsOf({ database, measures }: { database: Database; measures: Measures }, service: string, measure: Measure, at: LogPlace): Promise<Draft[]> {
  const yesterday = measures.today().subtract({ days: 1 });
  const first = await measures.firstDay(measure, at);
  if (!first || Temporal.PlainDate.compare(first, yesterday) > 0) return [];
  const known = await windowsIn(database, service, measure.id, { from: yesterday.subtract({ days: lookBack }).toString() });
  const from = known[0]?.from ?? (await lastBefore(database, service, measure.id))?.add({ days: 1 }) ?? first;
  const { added, corrected } = planWindows(await measures.countDays(measure, { from, to: yesterday }, at), known, leastCases(measure));
  const draft = async (window: Window): Promise<Draft> => ({
    service, measure, window, figure: await figureOfWindow(measures, measure, window, at), replaced: known.find((one) => one.from.equals(window.from) && one.to.equals(window.to)),
  });
  return Promise.all([...corrected.filter((window) => known.every((one) => one.newest.position !== at.position || !one.to.equals(window.to))), ...added].map(draft));
}

/** The last day ever published of a measure that has been quiet for longer than is looked back. */
async function lastBefore(database: Database, service: string, measure: string): Promise<Temporal.PlainDate | undefined> {
  const row = await database.read<EvidenceTables>().selectFrom('evidence.published').select('to_day').where('service', '=', service).where('measure', '=', measure).orderBy('to_day', 'desc').limit(1).executeTakeFirst();
  return row && Temporal.PlainDate.from(row.to_day);
}

/** A window as a figure, without a breakdown. Only a quantile has to be read from the events again. */
async function figureOfWindow(measures: Measures, measure: Measure, window: Window, at: LogPlace): Promise<Figure> {
  if (measure.kind === 'quantile' && window.n > 0) return { ...(await measures.compute(measure, { ...window, step: 'total' }, at)), breakdown: [] };
  const part = partOf(measure, { n: window.n, hits: window.hits, quantile: null }, false);
  return { from: window.from.toString(), to: window.to.toString(), step: 'total', ...part, points: [], breakdown: [], kept: isKept(measure, part.value) };
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
    .select(['p.service', 'p.measure', 'p.definition', 'p.from_day', 'p.to_day', 'p.position', 'p.hash', 'p.figure', 'p.hits', 'e.hash as event_hash']).orderBy('p.published_at').orderBy('p.id').execute();
  const faults: FigureFault[] = [];
  for (const row of rows) {
    const fault = (why: FigureFault['why']) => faults.push({ service: row.service, measure: row.measure, day: row.from_day, why });
    if (row.event_hash !== row.hash) { fault('log changed'); continue; }
    const span = { from: Temporal.PlainDate.from(row.from_day), to: Temporal.PlainDate.from(row.to_day), step: 'total' as const };
    const again = await deps.measures.compute(row.definition as Measure, span, { position: BigInt(row.position), hash: row.hash });
    if (canonicalJson(row.hits === null ? again : { ...again, breakdown: [] }) !== row.figure) fault('differs');
  }
  return { checked: rows.length, faults };
}

/** Closed days as they were published. */
export interface PublishedDay {
  /** First day of the window. */
  readonly day: string;
  /** Its last day. */
  readonly to: string;
  readonly figure: Figure;
  readonly publishedAt: Temporal.Instant;
  readonly position: bigint;
  readonly correction: boolean;
  /** Id of the statement in the public log that carries its hash. */
  readonly statement: string | undefined;
}

/** The last sixty published rows of a measure, newest day first, corrections before what they replace. */
export async function publishedOf(database: Database, service: string, measure: string): Promise<PublishedDay[]> {
  const rows = await database.read<EvidenceTables>().selectFrom('evidence.published').select(['from_day', 'to_day', 'figure', 'published_at', 'position', 'replaces', 'statement'])
    .where('service', '=', service).where('measure', '=', measure).orderBy('from_day', 'desc').orderBy('position', 'desc').limit(60).execute();
  return rows.map((row) => ({ day: row.from_day, to: row.to_day, figure: JSON.parse(row.figure) as Figure, publishedAt: Temporal.Instant.from(row.published_at), position: BigInt(row.position), correction: row.replaces !== null, statement: row.statement ?? undefined }));
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
