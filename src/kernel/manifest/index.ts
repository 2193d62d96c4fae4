import type { Locale } from '#kernel/time';

/** A text in Indonesian first and, where we have it, English. */
export type Words = { readonly id: string; readonly en?: string };

/** The words in `locale`, or in Indonesian where no translation exists. */
export function say(words: Words, locale: Locale = 'id'): string {
  return (locale === 'en' ? words.en : undefined) ?? words.id;
}

/**
 * What a service says about itself, as pure data. The hub draws the portal, the register and the public proof from it; access reads its roles;
 * evidence reads its measures. `id` is the service id used in URLs, schemas, events and permissions, never the agency path.
 */
export interface Manifest {
  readonly id: string;
  readonly name: string;
  readonly expansion: Words;
  /** Agency id as listed in the regency's `agencies.json`. */
  readonly agency: string;
  readonly summary: Words;
  /** Year the innovation was announced, and where that is written. */
  readonly announced?: { readonly date: string; readonly source: string } | undefined;
  readonly standard: ServiceStandard;
  readonly roles: readonly Role[];
  readonly permissions: readonly Permission[];
  readonly events: readonly EventDeclaration[];
  readonly measures: readonly Measure[];
  readonly entrances: readonly Entrance[];
  /** Everyday words people look for it with: `antre dokter`, `daftar poli`. */
  readonly needs?: readonly Words[];
  /** Event types that mean somebody was served; they decide whether the service counts as running. Default: all of its events. */
  readonly completes?: readonly string[];
  /** Months (1–12) in which it serves at all; outside them nobody calls it silent. Default: the whole year. */
  readonly season?: readonly number[];
}

/** The fourteen components of a service standard (UU 25/2009 art. 21, PermenPANRB 15/2014). The first six must be published. */
export interface ServiceStandard {
  readonly version: number;
  readonly validFrom: string;
  readonly requirements: readonly Words[];
  readonly procedure: readonly Words[];
  readonly completionTime: Words;
  readonly fee: Words;
  readonly product: Words;
  readonly complaints: Words;
  readonly legalBasis: readonly string[];
  readonly facilities: Words;
  readonly competence: Words;
  readonly supervision: Words;
  readonly staffing: Words;
  readonly guarantee: Words;
  readonly safety: Words;
  readonly evaluation: Words;
}

export interface Role {
  /** `saroale/nurse`. */
  readonly id: string;
  readonly name: Words;
  readonly permissions: readonly string[];
  /** Agencies whose officers hold it besides the service's own: those that give an opinion to a permit office, for example. With this the role may be granted for any agency. */
  readonly heldBy?: readonly string[];
}

export interface Permission {
  /** `saroale/call-next`. */
  readonly id: string;
  readonly means: Words;
  /** Sensitive permissions demand a stated purpose and are listed to the person concerned. */
  readonly personal?: boolean;
}

export interface EventDeclaration {
  /** `saroale/booked`. */
  readonly type: string;
  readonly version: number;
  readonly means: Words;
}

/** A public figure, computed only from events. `where` compares event fields with a value or any of several. */
export type Measure = {
  readonly id: string;
  readonly name: Words;
  /** How the figure is computed, in a sentence a resident can follow. */
  readonly definition: Words;
  readonly unit: 'kali' | 'persen' | 'menit' | 'hari' | 'orang' | 'lembar' | 'rupiah';
  /** The promise the figure is held against. */
  readonly promise?: { readonly atMost: number } | { readonly atLeast: number };
  /** Field of the event by which the figure is also broken down. */
  readonly by?: string;
  /** After this many hours without a new event the figure is shown as stale. */
  readonly staleAfterHours: number;
  /** `shown`: what is counted are not people (sessions, machines), so that small numbers point at nobody and need not be withheld. */
  readonly smallCells?: 'shown';
} & (
  | { readonly kind: 'count'; readonly of: EventFilter }
  | { readonly kind: 'share'; readonly of: EventFilter; readonly among: EventFilter }
  | { readonly kind: 'quantile'; readonly of: EventFilter; readonly field: string; readonly p: number }
);

export interface EventFilter {
  readonly events: readonly string[];
  readonly where?: Readonly<Record<string, string | number | boolean | readonly (string | number)[]>>;
  /** Field that must be at most / at least this number. */
  readonly atMost?: readonly [field: string, limit: number];
  readonly atLeast?: readonly [field: string, limit: number];
}

/** A resident's case as their account lists it, whichever service it is in. No name and no number of anybody. */
export interface OwnCase {
  readonly service: string;
  readonly id: string;
  readonly title: Words;
  readonly state: Words;
  readonly since: Temporal.Instant;
  readonly url: string;
  readonly over: boolean;
  /** Code of the receipt, once somebody was served. */
  readonly receipt?: string | undefined;
}

/** A door a person can walk through: a page on the portal or in a desk's menu. */
export interface Entrance {
  readonly path: string;
  readonly name: Words;
  readonly for: 'resident' | 'desk' | 'screen';
  readonly permission?: string;
  /** People come here to see where something they already started stands: listed on the portal under “Di mana urusan saya?”. */
  readonly follow?: true;
}
