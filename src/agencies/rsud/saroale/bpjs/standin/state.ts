import type { AddQueue, HfisSession } from '../client/calls.ts';

/** One visit as the stand-in of BPJS knows it. */
export interface KnownQueue {
  readonly add: Partial<AddQueue> & { kodebooking: string };
  readonly source: 'Mobile JKN' | 'Onsite' | 'Web Service';
  /** Task → what the hospital said and when it was heard, epoch milliseconds. */
  readonly tasks: Map<number, { rs: number; server: number }>;
  pharmacy?: { jenisresep: string; nomorantrean: number };
  cancelled?: string;
}

/** A change of practice hours on its way to approval. */
export interface FiledSchedule { readonly filedAt: Temporal.Instant; readonly kodesubspesialis: string; readonly kodedokter: number; readonly jadwal: readonly { hari: string; buka: string; tutup: string }[] }

/** What the stand-in remembers; it forgets everything when the process ends. */
export interface StandInState {
  readonly queues: Map<string, KnownQueue>;
  readonly hfis: Map<string, HfisSession[]>;
  readonly filed: FiledSchedule[];
  /** Letters BPJS does not accept. */
  readonly badReferences: Set<string>;
  /** Clinics and doctors HFIS knows; empty means everybody. */
  readonly doctors: Set<number>;
}

export function emptyState(): StandInState {
  return { queues: new Map(), hfis: new Map(), filed: [], badReferences: new Set(), doctors: new Set() };
}
