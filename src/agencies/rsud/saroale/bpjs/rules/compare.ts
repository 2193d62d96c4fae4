import type { Stamp } from './tasks.ts';

/** A visit as we believe BPJS has it. */
export interface OurVisit {
  readonly bookingId: string;
  readonly code: string;
  /** Cancelled, moved or not come. */
  readonly over: boolean;
  /** BPJS was told of it, or told us. */
  readonly told: boolean;
  readonly sent: readonly Stamp[];
  /** What getlisttask says; undefined when it was not asked. */
  theirTasks: readonly Stamp[] | undefined;
}

export interface Finding {
  readonly kind: 'missing-there' | 'unknown-here' | 'status' | 'task-missing' | 'task-time';
  readonly code: string;
  readonly note: string;
  readonly bookingId?: string;
  readonly task?: number;
}

/** BPJS tells times to the second; more than this apart is a difference. */
const toleranceMs = 1_500;

/** Everything in which we and BPJS differ about a day. Visits BPJS has not been told of yet are the outbox's business, not a difference. */
export function compare(ours: readonly OurVisit[], theirs: readonly { readonly kodebooking: string; readonly status: string }[]): Finding[] {
  const known = new Map(theirs.map((row) => [row.kodebooking, row]));
  const mine = new Set(ours.map((visit) => visit.code));
  const unknown = theirs.filter((row) => !mine.has(row.kodebooking)).map((row): Finding => ({ kind: 'unknown-here', code: row.kodebooking, note: 'BPJS punya antrean ini, kita tidak. Periksa apakah diambil lewat sistem lain.' }));
  return [...ours.flatMap((visit) => compareVisit(visit, known.get(visit.code))), ...unknown];
}

function compareVisit(visit: OurVisit, theirs: { readonly status: string } | undefined): Finding[] {
  const about = { code: visit.code, bookingId: visit.bookingId };
  if (!theirs) return visit.told ? [{ ...about, kind: 'missing-there', note: 'Sudah dikirim, tetapi BPJS tidak memilikinya. Dikirim ulang.' }] : [];
  const findings: Finding[] = [];
  const cancelledThere = /batal/i.test(theirs.status);
  if (cancelledThere !== visit.over) findings.push({ ...about, kind: 'status', note: cancelledThere ? 'Di BPJS batal, di sini masih berlaku.' : 'Di sini sudah batal atau tidak datang, di BPJS masih berlaku.' });
  const listed = visit.theirTasks;
  if (!listed) return findings;
  for (const stamp of visit.sent) {
    const there = listed.find((one) => one.task === stamp.task);
    if (!there) findings.push({ ...about, kind: 'task-missing', task: stamp.task, note: `Langkah ${stamp.task} sudah dikirim, tetapi BPJS tidak memilikinya. Dikirim ulang.` });
    else if (Math.abs(there.at - stamp.at) > toleranceMs) findings.push({ ...about, kind: 'task-time', task: stamp.task, note: `Jam langkah ${stamp.task} di BPJS berbeda ${Math.round(Math.abs(there.at - stamp.at) / 1000)} detik.` });
  }
  return findings;
}
