/** How a station of the queue works, and which national time stamps (tasks 1-7) its steps are. */
export interface StationRules {
  /** Is the line in order of booking numbers or of arrival? */
  readonly order: 'number' | 'arrival';
  /** Finishing here means that the booking was served. */
  readonly serves: boolean;
  readonly enter?: Task;
  readonly call?: Task;
  readonly start?: Task;
  readonly finish?: Task;
}

export type Task = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 99;

const known: Readonly<Record<string, StationRules>> = {
  admisi: { order: 'arrival', serves: false, enter: 1, start: 2 },
  poli: { order: 'number', serves: true, enter: 3, call: 4, finish: 5 },
  farmasi: { order: 'arrival', serves: false, start: 6, finish: 7 },
  lab: { order: 'arrival', serves: false },
  radiologi: { order: 'arrival', serves: false },
};

/** A station nobody described is the one desk of a service: in order of numbers, and it serves. */
export function stationRules(station: string): StationRules {
  return known[station] ?? { order: 'number', serves: true };
}

/** May `task` follow the tasks already stamped? 1 or 3 first, then without gaps, 99 at any time before the last, nothing after 99. */
export function mayStamp(stamped: readonly number[], task: Task): boolean {
  if (stamped.includes(task) || stamped.includes(99)) return false;
  const latest = stamped.length === 0 ? 0 : Math.max(...stamped);
  if (task === 99) return true;
  return latest === 0 ? task === 1 || task === 3 : task === latest + 1;
}
