import type { Kysely } from 'kysely';
import type { Measure } from '#kernel/manifest';
import { atWallClock } from '#kernel/time';
import type { Database } from '#platform/database';
import { isKept, leastCases, partOf, type Figure, type FigurePart, type LogPlace } from './figure.ts';
import { windowsStatement, type CountedRow, type CountedWindow } from './measure-sql.ts';
import { hiddenCells } from './rules/disclosure.ts';
import { monthOf, partKey, partsOf, type Span } from './rules/periods.ts';
import type { EvidenceTables } from './tables.ts';

interface Deps {
  readonly database: Database;
  readonly zone: string;
  readonly once: <T>(key: readonly unknown[], compute: () => Promise<T>) => Promise<T>;
}

/** A window as it stands in the published rows: the place it was first counted to, and the newest. */
export interface PublishedWindow extends Span { readonly n: number; readonly hits: number; readonly first: LogPlace; readonly newest: LogPlace; readonly id: string; readonly statement: string | null }

/** Published windows of a measure that end in the span, oldest first. Rows that named too few cases before windows were kept hold nothing to add up and are left out. */
export async function windowsIn(database: Database, service: string, measure: string, span: { readonly from: string; readonly to?: string }): Promise<PublishedWindow[]> {
  let query = database.read<EvidenceTables>().selectFrom('evidence.published').select(['id', 'from_day', 'to_day', 'position', 'hash', 'figure', 'hits', 'statement'])
    .where('service', '=', service).where('measure', '=', measure).where('to_day', '>=', span.from);
  if (span.to !== undefined) query = query.where('to_day', '<=', span.to);
  const rows = await query.orderBy('to_day').orderBy('from_day').orderBy('position').execute();
  return [...Map.groupBy(rows, (row) => `${row.from_day} ${row.to_day}`).values()].flatMap((states) => {
    const [first, newest] = [states[0], states.at(-1)];
    if (!first || !newest) return [];
    const figure = JSON.parse(newest.figure) as Figure;
    if (figure.hidden) return [];
    const place = (row: typeof first) => ({ position: BigInt(row.position), hash: row.hash });
    return [{
      from: Temporal.PlainDate.from(newest.from_day), to: Temporal.PlainDate.from(newest.to_day), n: figure.n ?? 0, hits: newest.hits ?? 0, first: place(first), newest: place(newest), id: newest.id, statement: newest.statement,
    }];
  });
}

/** A measure over a span as the sum of its published windows. A span none of whose days is published yet is withheld. */
export async function readReleased(deps: Deps, service: string, measure: Measure, span: Span & { step: 'day' | 'month' }): Promise<{ figure: Figure; at: LogPlace | undefined }> {
  const windows = await windowsIn(deps.database, service, measure.id, { from: span.from.toString() });
  const inside = windows.filter((window) => Temporal.PlainDate.compare(window.to, span.to) <= 0);
  const closed = inside.length < windows.length;
  const at = inside.map((window) => window.newest).reduce<LogPlace | undefined>((newest, place) => (!newest || place.position > newest.position ? place : newest), undefined);
  const figure = await deps.once(['released', service, measure, span.from.toString(), span.to.toString(), span.step, closed, ...inside.map((window) => [window.to.toString(), window.newest.position])], () => sumWindows(deps, measure, span, inside, closed));
  return { figure, at };
}

async function sumWindows({ database, zone }: Deps, measure: Measure, span: Span & { step: 'day' | 'month' }, windows: readonly PublishedWindow[], closed: boolean): Promise<Figure> {
  const ask = async (named: readonly CountedWindow[], broken: boolean): Promise<readonly CountedRow[]> => (named.length === 0 ? [] : (await windowsStatement({ measure, windows: named, broken }).execute(database.read() as unknown as Kysely<unknown>)).rows);
  const groupOf = (window: PublishedWindow) => partKey(window.to, span.step);
  const name = (part: (window: PublishedWindow) => string, place: 'first' | 'newest') => windows.map((window): CountedWindow => ({ part: part(window), start: atWallClock(window.from, '00:00', zone), end: atWallClock(window.to.add({ days: 1 }), '00:00', zone), position: window[place].position }));
  const [total] = await ask(name(() => 'total', 'newest'), false);
  const byPart = new Map((await ask(name(groupOf, 'newest'), false)).map((row) => [row.part, row]));
  const whole = partOf(measure, total, windows.length === 0 && leastCases(measure) > 1);
  const isWholeMonth = monthOf(span.from).from.equals(span.from) && monthOf(span.from).to.equals(span.to);
  const points = span.step === 'day'
    ? windows.map((window) => ({ from: window.from.toString(), to: window.to.toString(), ...partOf(measure, byPart.get(groupOf(window)), false) }))
    : partsOf(span, 'month').map((part) => {
        const known = windows.some((window) => groupOf(window) === partKey(part.from, 'month'));
        return { from: part.from.toString(), to: part.to.toString(), ...(known ? partOf(measure, byPart.get(partKey(part.from, 'month')), false) : { value: null, n: null, hidden: false }) };
      });
  return {
    from: span.from.toString(), to: span.to.toString(), step: span.step, ...whole, points,
    breakdown: measure.by && isWholeMonth && closed ? breakdownOf(measure, await ask(name(() => 'total', 'first'), true)) : [],
    kept: isKept(measure, whole.value),
  };
}

/** A closed month by key, told once: from what its windows held when they were first published. Where every key would have to be withheld none is named. */
function breakdownOf(measure: Measure, rows: readonly CountedRow[]): readonly (FigurePart & { readonly key: string })[] {
  const cells = rows.map((row) => ({ key: row.key ?? '', n: row.n }));
  const hidden = hiddenCells(cells, [cells.map((cell) => cell.key)], leastCases(measure));
  return hidden.size === cells.filter((cell) => cell.n > 0).length && hidden.size > 0 ? [] : rows.map((row) => ({ key: row.key ?? '', ...partOf(measure, row, hidden.has(row.key ?? '')) }));
}
