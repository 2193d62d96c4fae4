import type { ElementKey } from '#commons/survey';

/** A measured sign that something hurts. `severity` 0–1, so that different signs can stand in one list. */
export interface Signal {
  readonly kind: 'element' | 'complaints' | 'promise';
  readonly element: ElementKey;
  readonly service: string;
  /** What was measured, in words. */
  readonly measured: string;
  readonly severity: number;
}

export interface AgencyFacts {
  /** Complaints forwarded to the agency itself, whatever the service: the only sign of an agency that runs none. */
  readonly complaints: { readonly agency: string; readonly all: number; readonly solved: number };
  readonly services: readonly {
    readonly id: string;
    readonly elements: readonly { readonly key: ElementKey; readonly mean: number; readonly n: number }[];
    readonly complaints: { readonly all: number; readonly solved: number };
    readonly broken: readonly { readonly name: string; readonly value: string; readonly overBy: number; readonly unit: string }[];
  }[];
}

const leastAnswers = 5;

/** An agency's own problems, worst first: lowest survey elements, complaints left open, promises not kept. */
export function signalsOf(facts: AgencyFacts): Signal[] {
  const own = facts.complaints;
  const open: Signal[] = own.all > own.solved && facts.services.length === 0 ? [{ kind: 'complaints', element: 'complaints', service: own.agency, measured: `${own.solved} dari ${own.all} pengaduan selesai`, severity: (own.all - own.solved) / own.all }] : [];
  return [...open, ...facts.services.flatMap((service): Signal[] => [
    ...service.elements.filter((element) => element.n >= leastAnswers).map((element): Signal => ({ kind: 'element', element: element.key, service: service.id, measured: `${element.mean.toFixed(2)} dari 4 (n = ${element.n})`, severity: (4 - element.mean) / 3 })),
    ...(service.complaints.all > 0 ? [{ kind: 'complaints', element: 'complaints', service: service.id, measured: `${service.complaints.solved} dari ${service.complaints.all} pengaduan selesai`, severity: (service.complaints.all - service.complaints.solved) / service.complaints.all } as const] : []),
    ...service.broken.map((promise): Signal => ({ kind: 'promise', element: promise.unit === 'menit' || promise.unit === 'hari' || promise.unit === 'persen' ? 'time' : 'product', service: service.id, measured: `${promise.name}: ${promise.value}`, severity: Math.min(1, promise.overBy) })),
  ])].filter((signal) => signal.severity > 0).sort((a, b) => b.severity - a.severity || a.service.localeCompare(b.service) || a.element.localeCompare(b.element));
}

export interface Candidate {
  readonly service: string;
  readonly helps: readonly ElementKey[];
  readonly score: number;
}

/**
 * Three kits to copy, best first: those that help with the worst problems, weighted by how bad they are; what already runs somewhere counts half as much
 * again, because its results can be seen. Kits of the agency itself are left out.
 */
export function rankKits(signals: readonly Signal[], kits: readonly { readonly service: string; readonly helps: readonly ElementKey[] }[], about: { readonly running: ReadonlySet<string>; readonly own: ReadonlySet<string> }): Candidate[] {
  const weight = new Map<ElementKey, number>();
  for (const signal of signals) weight.set(signal.element, Math.max(weight.get(signal.element) ?? 0, signal.severity));
  return kits.filter((kit) => !about.own.has(kit.service))
    .map((kit): Candidate => ({ ...kit, score: kit.helps.reduce((sum, element) => sum + (weight.get(element) ?? 0), 0) * (about.running.has(kit.service) ? 1.5 : 1) }))
    .sort((a, b) => b.score - a.score || Number(about.running.has(b.service)) - Number(about.running.has(a.service)) || a.service.localeCompare(b.service))
    .slice(0, 3);
}
