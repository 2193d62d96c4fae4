import type { Database } from '#platform/database';
import { elementKeys, skmReference, type ElementKey } from '../reference.ts';
import { suspicious, type Suspicion } from '../rules/bursts.ts';
import { intervalOf } from '../rules/interval.ts';
import { scoreOf, type Scores, type SkmScore } from '../rules/score.ts';
import type { SurveyTables } from './tables.ts';

/** Which answers: of one service (or of all of an agency, or all), between two civil days, both included. */
export interface Question {
  readonly service?: string | undefined;
  readonly agency?: string | undefined;
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
}

export interface SkmResult {
  readonly score: SkmScore;
  /** Without the answers that look arranged. */
  readonly without: SkmScore;
  readonly suspicious: number;
  readonly suspiciousBy: Readonly<Record<Suspicion, number>>;
  readonly interval: { readonly low: number; readonly high: number } | undefined;
  /** By channel and by district; groups under five answers are left out and counted in `withheld`. */
  readonly byChannel: readonly Group[];
  readonly byDistrict: readonly Group[];
  readonly withheld: number;
}

export interface Group {
  readonly key: string;
  readonly score: SkmScore;
}

type Row = Record<ElementKey, number | null> & { id: string; at: Temporal.Instant; device: string; channel: string; district: string | null };

/** Scores the stored answers. Never shows a group of fewer than five people. */
export async function resultOf(database: Database, question: Question): Promise<SkmResult> {
  return resultOfRows(await rowsOf(database, question));
}

/** Element means of every service that has answers since a day, for ranking what is worst. */
export async function elementMeans(database: Database, question: Question): Promise<ReadonlyMap<string, SkmScore>> {
  const rows = await rowsOf(database, question);
  return new Map([...Map.groupBy(rows, (row) => row.service)].map(([service, group]) => [service, scoreOf(group.map(scoresOf), skmReference)]));
}

async function rowsOf(database: Database, { service, agency, from, to }: Question): Promise<(Row & { service: string })[]> {
  let query = database.read<SurveyTables>().selectFrom('survey.response').select(['id', 'service', 'at', 'device', 'channel', 'district', ...elementKeys]).where('day', '>=', from.toString()).where('day', '<=', to.toString());
  if (service) query = query.where('service', '=', service);
  if (agency) query = query.where('agency', '=', agency);
  return query.orderBy('id').execute();
}

function resultOfRows(rows: readonly Row[]): SkmResult {
  const arranged = suspicious(rows, skmReference.bursts);
  const answers = rows.map(scoresOf);
  const [byChannel, lostChannel] = groupsBy(rows, (row) => row.channel);
  const [byDistrict, lostDistrict] = groupsBy(rows.filter((row) => row.district !== null), (row) => row.district ?? '');
  return {
    score: scoreOf(answers, skmReference),
    without: scoreOf(rows.filter((row) => !arranged.has(row.id)).map(scoresOf), skmReference),
    suspicious: arranged.size,
    suspiciousBy: { device: [...arranged.values()].filter((why) => why === 'device').length, crowd: [...arranged.values()].filter((why) => why === 'crowd').length },
    interval: intervalOf(answers),
    byChannel, byDistrict, withheld: lostChannel + lostDistrict,
  };
}

/** Groups of at least five; a single group that had to be left out takes the smallest shown one with it, or the total would give it away. */
function groupsBy(rows: readonly Row[], keyOf: (row: Row) => string): [Group[], number] {
  const groups = [...Map.groupBy(rows, keyOf)].sort((a, b) => b[1].length - a[1].length);
  const shown = groups.filter(([, group]) => group.length >= skmReference.leastGroup);
  const lost = groups.length - shown.length;
  if (lost > 0 && groups.slice(shown.length).reduce((sum, [, group]) => sum + group.length, 0) < skmReference.leastGroup) shown.pop();
  return [shown.map(([key, group]) => ({ key, score: scoreOf(group.map(scoresOf), skmReference) })), groups.length - shown.length];
}

function scoresOf(row: Row): Scores {
  return Object.fromEntries(elementKeys.flatMap((key) => (row[key] === null ? [] : [[key, row[key]]])));
}
