/** BPJS's time stamps of a visit: 1–2 admission of a new patient, 3 waiting for the clinic, 4 called, 5 clinic done, 6 pharmacy prepares, 7 medicine ready, 99 absent or cancelled. */
export type Task = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 99;

/** A time the hospital recorded, epoch milliseconds. */
export interface Stamp {
  readonly task: Task;
  readonly at: number;
}

export type Step =
  /** Send this one now; `at` is the recorded time, at most moved on by the ties it lost (see `tieMs`). */
  | { readonly do: 'send'; readonly task: Task; readonly at: number }
  /** Nothing recorded is unsent. */
  | { readonly do: 'rest' }
  /** 99 or 7 was sent: this lane is over. */
  | { readonly do: 'close' }
  /** An earlier step was never recorded. It is not made up: a person records it or lets the rest go. */
  | { readonly do: 'hold'; readonly cause: 'gap'; readonly missing: readonly Task[] }
  /** A later step was recorded before an earlier one. */
  | { readonly do: 'hold'; readonly cause: 'time-order'; readonly task: Task; readonly after: number };

/** Two steps recorded in the same instant are told apart by this much, because BPJS demands strictly increasing times. Nothing else ever changes a recorded time. */
export const tieMs = 1;

/** The steps of a visit in order. A new patient passes admission first. */
export function sequence(newPatient: boolean): readonly Task[] {
  return newPatient ? [1, 2, 3, 4, 5, 6, 7] : [3, 4, 5, 6, 7];
}

/**
 * What to send next. `sent` is what BPJS has, with the times it was given; `recorded` is what the hospital recorded and BPJS does not have.
 * Steps go in ascending order without gaps and with strictly increasing times; nothing follows 99.
 */
export function nextStep(lane: { newPatient: boolean; sent: readonly Stamp[]; recorded: readonly Stamp[] }): Step {
  if (lane.sent.some((stamp) => stamp.task === 99)) return { do: 'close' };
  const order = sequence(lane.newPatient);
  const done = new Set(lane.sent.map((stamp) => stamp.task));
  const last = lane.sent.reduce((latest, stamp) => Math.max(latest, stamp.at), 0);
  const position = order.reduce((furthest, task, index) => (done.has(task) ? index : furthest), -1);
  const open = lane.recorded.filter((stamp) => !done.has(stamp.task) && (stamp.task === 99 || order.indexOf(stamp.task) > position));
  const walking = open.filter((stamp) => stamp.task !== 99);
  const next = walking.find((stamp) => stamp.task === order[position + 1]);
  if (next) return inTime(next, last);
  const absent = open.find((stamp) => stamp.task === 99);
  if (absent) return inTime(absent, last);
  if (walking.length === 0) return order[position] === 7 ? { do: 'close' } : { do: 'rest' };
  const nearest = Math.min(...walking.map((stamp) => order.indexOf(stamp.task)));
  return { do: 'hold', cause: 'gap', missing: order.slice(position + 1, nearest) };
}

function inTime(stamp: Stamp, last: number): Step {
  if (stamp.at > last) return { do: 'send', task: stamp.task, at: stamp.at };
  // A run of ties moves at most one step per task of the sequence, so eight covers the longest.
  if (last - stamp.at < 8 * tieMs) return { do: 'send', task: stamp.task, at: last + tieMs };
  return { do: 'hold', cause: 'time-order', task: stamp.task, after: last };
}

/** Words for the officer. */
export function sayHold(step: Extract<Step, { do: 'hold' }>): string {
  if (step.cause === 'gap') return `Langkah ${step.missing.join(', ')} belum dicatat, sehingga langkah sesudahnya belum dapat dikirim. Catat jamnya di poli, atau lepaskan sisanya dengan alasan.`;
  return `Jam langkah ${step.task} lebih awal daripada langkah sebelumnya. Periksa jam perangkat di poli, lalu lepaskan dengan alasan.`;
}
