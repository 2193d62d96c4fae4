/** One stop to be made. Times are minutes of the day. */
export interface Job {
  readonly id: string;
  /** Row of the travel tables. */
  readonly place: number;
  /** Minutes at the door. */
  readonly service: number;
  readonly load: number;
  /** The visit must begin within. */
  readonly from: number;
  readonly to: number;
  /** Price of leaving it out, in minutes. */
  readonly penalty: number;
  readonly skills: readonly string[];
  /** Only this vehicle may go: pinned by a person. */
  readonly only?: string | undefined;
  /** The vehicle that knows the person; another costs `strangeness`. */
  readonly preferred?: string | undefined;
  readonly zone?: string | undefined;
}

export interface Vehicle {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly opens: number;
  readonly closes: number;
  /** Load of one trip. */
  readonly capacity: number;
  readonly stops: number;
  /** Trips a day, with a reload at the start between two. */
  readonly trips: number;
  /** Index of the travel table: motorcycle, car, boat. */
  readonly profile: number;
  readonly skills: readonly string[];
  readonly zones: readonly string[];
  /** Jobs that stay first, in this order: the stop that is under way. */
  readonly prefix: readonly string[];
}

export interface PlanProblem {
  readonly jobs: readonly Job[];
  readonly vehicles: readonly Vehicle[];
  /** By profile: minutes from place to place, row by row. */
  readonly minutes: readonly Float64Array[];
  readonly places: number;
  readonly reload: number;
  /** Minutes that a change of officer is worth. */
  readonly strangeness: number;
}

export interface PlannedStop { readonly job: string; readonly trip: number; readonly arrive: number; readonly start: number; readonly depart: number }
export interface PlannedRoute { readonly vehicle: string; readonly leave: number; readonly back: number; readonly travel: number; readonly stops: readonly PlannedStop[] }
/** Why no officer goes there. */
export type Reason = 'skill' | 'zone' | 'load' | 'window' | 'pinned' | 'full';
export interface Unserved { readonly job: string; readonly why: Reason }
export interface Plan { readonly routes: readonly PlannedRoute[]; readonly unserved: readonly Unserved[]; readonly travel: number; readonly iterations: number }

/** The problem with names turned into numbers, as the search wants it. */
export interface Compiled {
  readonly problem: PlanProblem;
  readonly n: number;
  readonly place: Int32Array;
  readonly service: Float64Array;
  readonly load: Float64Array;
  readonly from: Float64Array;
  readonly to: Float64Array;
  readonly penalty: Float64Array;
  /** `may[v][j]`: may vehicle v take job j? */
  readonly may: readonly Uint8Array[];
  /** Extra price of vehicle v for job j. */
  readonly bias: readonly Float64Array[];
  readonly prefix: readonly (readonly number[])[];
  readonly locked: Uint8Array;
  /** Vehicles that are alike in everything: of several idle ones only the first needs to be tried. */
  readonly kind: Int32Array;
  /** Jobs by nearness, for taking neighbours out together. */
  readonly near: readonly Int32Array[];
}

export function compile(problem: PlanProblem): Compiled {
  const { jobs, vehicles } = problem;
  const n = jobs.length;
  const index = new Map(jobs.map((job, at) => [job.id, at]));
  const prefix = vehicles.map((vehicle) => vehicle.prefix.flatMap((id) => index.get(id) ?? []));
  const locked = new Uint8Array(n);
  for (const row of prefix) for (const job of row) locked[job] = 1;
  const kinds = new Map<string, number>();
  const kind = Int32Array.from(vehicles, (vehicle) => {
    const { id: _id, ...alike } = vehicle;
    const named = jobs.some((job) => job.only === vehicle.id || job.preferred === vehicle.id);
    const key = named ? vehicle.id : JSON.stringify(alike);
    if (!kinds.has(key)) kinds.set(key, kinds.size);
    return kinds.get(key) ?? 0;
  });
  const table = problem.minutes[0] ?? new Float64Array();
  return {
    problem, n, prefix, locked, kind,
    place: Int32Array.from(jobs, (job) => job.place), service: Float64Array.from(jobs, (job) => job.service), load: Float64Array.from(jobs, (job) => job.load),
    from: Float64Array.from(jobs, (job) => job.from), to: Float64Array.from(jobs, (job) => job.to), penalty: Float64Array.from(jobs, (job) => job.penalty),
    may: vehicles.map((vehicle) => Uint8Array.from(jobs, (job) => (whyNot(job, vehicle) === undefined ? 1 : 0))),
    bias: vehicles.map((vehicle) => Float64Array.from(jobs, (job) => (job.preferred !== undefined && job.preferred !== vehicle.id ? problem.strangeness : 0))),
    near: jobs.map((job) => neighbours(jobs, job, table, problem.places)),
  };
}

/** Why this vehicle can never take this job, leaving time and the rest of the day aside. */
export function whyNot(job: Job, vehicle: Pick<Vehicle, 'id' | 'skills' | 'zones' | 'capacity'>): Reason | undefined {
  if (job.only !== undefined && job.only !== vehicle.id) return 'pinned';
  if (job.skills.some((skill) => !vehicle.skills.includes(skill))) return 'skill';
  if (job.zone !== undefined && vehicle.zones.length > 0 && !vehicle.zones.includes(job.zone)) return 'zone';
  return job.load > vehicle.capacity ? 'load' : undefined;
}

function neighbours(jobs: readonly Job[], job: Job, table: Float64Array, places: number): Int32Array {
  const gap = (other: Job) => table[job.place * places + other.place] ?? 0;
  return Int32Array.from([...jobs.keys()].filter((at) => jobs[at] !== job).sort((a, b) => gap(jobs[a] ?? job) - gap(jobs[b] ?? job) || a - b).slice(0, 80));
}
