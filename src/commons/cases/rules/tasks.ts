import type { Facts, TaskSpec } from '../definition/schema.ts';

/** A task to be opened, with the places of its spec filled in from the facts. */
export interface NewTask {
  readonly kind: string;
  readonly branch: string | null;
  readonly by: readonly string[];
  readonly agency: string | null;
  readonly position: string | null;
  readonly account: string | null;
  readonly promise: string | null;
}

/** The tasks a state gives when it is entered: one for each, or one for each branch; of a sequence only the first. */
export function tasksOnEntering(specs: readonly TaskSpec[], facts: Facts): NewTask[] {
  return specs.flatMap((spec) => {
    if (!spec.each) return [taskFor(spec, null, facts)];
    const branches = branchesOf(spec, facts);
    return (spec.each.order === 'sequence' ? branches.slice(0, 1) : branches).map((branch) => taskFor(spec, branch, facts));
  });
}

/** The next step of a chain (paraf after paraf) once `done` is finished. */
export function nextInSequence(spec: TaskSpec, done: string | null, facts: Facts): NewTask | undefined {
  if (spec.each?.order !== 'sequence' || done === null) return undefined;
  const branches = branchesOf(spec, facts);
  const next = branches[branches.indexOf(done) + 1];
  return next === undefined ? undefined : taskFor(spec, next, facts);
}

function branchesOf(spec: TaskSpec, facts: Facts): string[] {
  const value = spec.each && facts[spec.each.fact];
  return Array.isArray(value) ? [...new Set(value)] : [];
}

function taskFor(spec: TaskSpec, branch: string | null, facts: Facts): NewTask {
  const place = (kind: 'agency' | 'position' | 'account') => {
    if (branch !== null && spec.each?.to === kind) return branch;
    const given = spec[kind];
    if (given === undefined || typeof given === 'string') return given ?? null;
    const value = facts[given.fact];
    return typeof value === 'string' ? value : null;
  };
  return { kind: spec.kind, branch, by: spec.by, agency: place('agency'), position: place('position'), account: place('account'), promise: spec.promise ?? null };
}
