import { Fraction } from '#kernel/fraction';
import type { Manifest } from '#kernel/manifest';
import type { Database } from '#platform/database';
import { affairs } from '../reference/affairs.ts';
import { creationMonths } from '../register/rules/checks.ts';
import { provenRequirements } from '../register/store/evidence.ts';
import { listInnovations, type Innovation } from '../register/store/innovations.ts';
import type { Edition } from './editions.ts';
import { factsOf, type FactSources } from './facts.ts';
import { parameterOf } from './rules/bands.ts';
import type { ReplicationTables } from '../kit/replication.ts';
import { claimedByRecord, provenByEvents, type Level } from './rules/proofs.ts';
import { whyNotReportable, type NotReportable } from './rules/reportable.ts';
import { indexOf, type IndexInput, type IndexResult } from './rules/score.ts';
import { nextSteps, type NextStep } from './rules/steps.ts';
import type { MaturityTables } from './tables.ts';

export interface AssessedRow {
  readonly claimed: Level;
  readonly proven: Level;
}

export interface Assessed {
  readonly innovation: Innovation;
  /** By row key of the edition. */
  readonly rows: ReadonlyMap<string, AssessedRow>;
  /** Why it cannot be reported this year; empty when it can. Only what can be reported counts; one without a date may still get one. */
  readonly notReportable: readonly NotReportable[];
}

export interface Assessment {
  readonly edition: Edition;
  readonly innovations: readonly Assessed[];
  readonly basicAffairs: readonly string[];
  /** From what is proven; the only one that feeds projections. */
  readonly proven: IndexResult | undefined;
  /** What it would be if every claim held. */
  readonly claimed: IndexResult | undefined;
  readonly steps: readonly NextStep[];
  readonly provenInput: IndexInput;
}

const none: Level = { parameter: 0, because: '' };

/** The whole region under one edition: for every innovation what is proven and what is only claimed, both indices, and the ranked next steps. */
export async function assess(deps: FactSources & { database: Database; manifests: readonly Manifest[] }, edition: Edition, year: number): Promise<Assessment> {
  const { database, manifests, measures } = deps;
  const at = await measures.head();
  const filed = await provenRequirements(database);
  const reported = await reportedYears(database);
  const adopters = await adoptersOf(database);
  const innovations = await Promise.all((await listInnovations(database)).filter((one) => one.stage !== 'pensiun').map(async (innovation): Promise<Assessed> => {
    const manifest = manifests.find((one) => one.id === innovation.service);
    const events = manifest && at ? provenByEvents(edition, { ...await factsOf(deps, manifest, at), adopters: adopters.get(manifest.id) ?? 0 }) : new Map<string, Level>();
    const { penerapan: appliedOn, pengembangan: developedOn } = innovation.record.tanggal;
    return { innovation, rows: rowsOf(edition, innovation, events, filed.get(innovation.id) ?? new Map(), year), notReportable: whyNotReportable(edition, { appliedOn, developedOn, reportedIn: reported.get(innovation.code) ?? [] }, year) };
  }));
  const answers = await database.read<MaturityTables>().selectFrom('hub.regional_answer').select(['row', 'parameter', 'verified_by']).where('edition', '=', edition.id).execute();
  const basic = new Set(affairs.filter((affair) => affair.basic).map((affair) => affair.id));
  const basicAffairs = [...new Set(innovations.map((one) => one.innovation.record.urusan_utama))].filter((affair) => basic.has(affair));
  const inputOf = (side: keyof AssessedRow): IndexInput => ({
    regional: new Map(answers.filter((answer) => side === 'claimed' || answer.verified_by !== null).map((answer) => [answer.row, answer.parameter])),
    innovations: innovations.map((one) => ({ id: one.innovation.id, barred: one.notReportable.some((reason) => reason !== 'undated'), parameters: new Map([...one.rows].map(([key, row]) => [key, row[side].parameter])) })),
    basicAffairs: basicAffairs.length,
  });
  const provenInput = inputOf('proven');
  const waiting = new Map(innovations.map((one) => [one.innovation.id, new Map([...one.rows].filter(([, row]) => row.claimed.because === 'Berkas menunggu pemeriksaan').map(([key, row]) => [key, row.claimed.parameter]))]));
  return { edition, innovations, basicAffairs, provenInput, proven: indexOf(edition, provenInput), claimed: indexOf(edition, inputOf('claimed')), steps: nextSteps(edition, provenInput, { waiting }) };
}

/** For every row the highest proven level and the highest claimed one. Typed figures (`hub.claim`) are read by nothing here. */
function rowsOf(edition: Edition, innovation: Innovation, events: ReadonlyMap<string, Level>, filed: ReadonlyMap<string, { claimed: number; accepted: number }>, year: number): Map<string, AssessedRow> {
  const claims = claimedByRecord(edition, innovation.record, year);
  const speed = provenSpeed(edition, innovation, filed);
  return new Map(edition.rows.filter((row) => row.part === 'sid').map((row): [string, AssessedRow] => {
    const files = filed.get(`iga/${row.key}`);
    const accepted: Level = files && files.accepted > 0 ? { parameter: files.accepted, because: 'Bukti diterima' } : none;
    const proven = highest(accepted, events.get(row.key) ?? none, row.key === '32' ? speed : none);
    const waits: Level = files && files.claimed > proven.parameter ? { parameter: files.claimed, because: 'Berkas menunggu pemeriksaan' } : none;
    return [row.key, { proven, claimed: highest(proven, waits, claims.get(row.key) ?? none) }];
  }));
}

/** Creation speed counts only when both dates have accepted evidence. */
function provenSpeed(edition: Edition, innovation: Innovation, filed: ReadonlyMap<string, { accepted: number }>): Level {
  const months = creationMonths(innovation.record.tanggal);
  const bands = edition.rows.find((row) => row.key === '32')?.bands;
  if (months === undefined || !bands || !(filed.get('tanggal/ide')?.accepted && filed.get('tanggal/penerapan')?.accepted)) return none;
  return { parameter: parameterOf(bands, new Fraction(months)).parameter, because: `${months} bulan, kedua tanggal terbukti` };
}

function highest(...levels: readonly Level[]): Level {
  return levels.reduce((best, level) => (level.parameter > best.parameter ? level : best), none);
}

/** Years in which an innovation, by its code, was in a locked submission and counted there. */
async function reportedYears(database: Database): Promise<ReadonlyMap<string, readonly number[]>> {
  const locks = await database.read<MaturityTables>().selectFrom('hub.index_lock').select(['year', 'body']).orderBy('year').execute();
  const years = new Map<string, number[]>();
  for (const { year, body } of locks) {
    for (const { code } of (JSON.parse(body) as { innovations: { code: string; counted?: boolean }[] }).innovations.filter((one) => one.counted !== false)) years.set(code, [...(years.get(code) ?? []), year]);
  }
  return years;
}

/** Other regions that declared, signed and in both logs, that they took a service from here. */
async function adoptersOf(database: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await database.read<ReplicationTables>().selectFrom('hub.replication').select((select) => ['service', select.fn.count<number>('region').distinct().as('regions')]).where('direction', '=', 'given').groupBy('service').execute();
  return new Map(rows.map((row) => [row.service, Number(row.regions)]));
}
