import type { Work } from '#platform/database';
import type { CustodyMethod, Half, HolderKind, VisitKind, VisitStatus } from './tables.ts';

/** Whom the officer meets and where, sealed at rest. Shown only to the officer of the visit and the dispatcher. */
export interface Contact {
  /** Person id of the register of people, so that each look at this is logged to them. */
  readonly person?: string | undefined;
  readonly name: string;
  readonly phone?: string | undefined;
  readonly address: string;
  readonly landmark?: string | undefined;
}

/** What the officer ticks and asks at the door; works without signal. */
export interface Sheet {
  /** What to bring along or collect; `original` items become a custody entry when they are handed over. */
  readonly checklist?: readonly { readonly id: string; readonly label: string; readonly original?: boolean | undefined; readonly required?: boolean | undefined }[] | undefined;
  readonly questions?: readonly { readonly id: string; readonly label: string; readonly type: 'text' | 'number' | 'yesno' | 'choice'; readonly options?: readonly string[] | undefined; readonly required?: boolean | undefined; readonly unit?: string | undefined }[] | undefined;
  /** Ids of registered items the officer brings to the receiver. */
  readonly items?: readonly string[] | undefined;
  /** Words the officer must see first: `Jangan serahkan tanpa KTP`. */
  readonly note?: string | undefined;
  /** Needs evidence grade A at the door. */
  readonly strict?: boolean | undefined;
}

export interface VisitWish {
  readonly service: string;
  readonly agency: string;
  readonly kind: VisitKind;
  /** Case ids this visit serves. */
  readonly refs: readonly string[];
  /** The same key gives the same visit again. */
  readonly key: string;
  readonly place: { readonly district: string; readonly village?: string | undefined; readonly latitude?: number | undefined; readonly longitude?: number | undefined; readonly river?: boolean | undefined };
  readonly contact: Contact;
  /** Minutes at the door. */
  readonly minutes?: number | undefined;
  /** Parcels or bundles carried. */
  readonly load?: number | undefined;
  readonly skills?: readonly string[] | undefined;
  /** 0 must not be left out, 1 normal, 2 can wait. */
  readonly priority?: 0 | 1 | 2 | undefined;
  readonly sheet?: Sheet | undefined;
}

export interface Visit {
  readonly id: string;
  readonly service: string;
  readonly agency: string;
  readonly kind: VisitKind;
  readonly refs: readonly string[];
  readonly code: string;
  readonly district: string;
  readonly village: string | undefined;
  readonly latitude: number;
  readonly longitude: number;
  readonly approximate: boolean;
  readonly river: boolean;
  readonly minutes: number;
  readonly load: number;
  readonly skills: readonly string[];
  readonly priority: number;
  readonly sheet: Sheet;
  readonly date: string | undefined;
  readonly half: Half | undefined;
  readonly firstPromise: string | undefined;
  readonly status: VisitStatus;
  readonly attempts: number;
  readonly officer: string | undefined;
  readonly pinned: boolean;
  readonly trip: number | undefined;
  readonly place: number | undefined;
  readonly eta: Temporal.Instant | undefined;
  readonly departedAt: Temporal.Instant | undefined;
  readonly arrivedAt: Temporal.Instant | undefined;
  readonly finishedAt: Temporal.Instant | undefined;
  readonly why: string | undefined;
  readonly version: number;
  readonly revision: bigint;
}

export interface Holder { readonly kind: HolderKind; readonly id: string; readonly name: string }

export interface Item { readonly id: string; readonly service: string; readonly ref: string; readonly kind: string; readonly label: string; readonly code: string }

/** One span of an item's life in one hand. */
export interface Custody {
  readonly id: string;
  readonly item: string;
  readonly seq: number;
  readonly previous: string | undefined;
  readonly holder: Holder;
  readonly at: Temporal.Instant;
  readonly until: Temporal.Instant | undefined;
  readonly method: CustodyMethod;
  readonly place: string | undefined;
  readonly sealNo: string | undefined;
  readonly visit: string | undefined;
  readonly confirmed: boolean;
}

export interface HandOver {
  readonly item: string;
  readonly to: Holder;
  readonly method: CustodyMethod;
  /** The custody this one follows, when the giver knows it (offline); otherwise the current one. */
  readonly previous?: string | undefined;
  /** Who is thought to hold it; refused when somebody else does. */
  readonly from?: { readonly kind: HolderKind; readonly id: string } | undefined;
  /** Id of the new custody, made on the device. */
  readonly id?: string | undefined;
  readonly place?: string | undefined;
  readonly point?: { readonly latitude: number; readonly longitude: number; readonly accuracy: number } | undefined;
  readonly sealNo?: string | undefined;
  readonly photoHash?: string | undefined;
  readonly visit?: string | undefined;
  /** By the device's clock. */
  readonly occurredAt?: Temporal.Instant | undefined;
}

/** What a status page may show anybody who holds the case's link: no names beyond the officer's first name, no coordinates. */
export interface Tracking {
  readonly id: string;
  readonly kind: VisitKind;
  readonly status: VisitStatus;
  readonly code: string;
  /** Promised civil date and half of the day. */
  readonly date: string | undefined;
  readonly half: Half | undefined;
  /** Wall clock of the promised half, `08:00`–`12:00`. */
  readonly window: { readonly from: string; readonly to: string } | undefined;
  /** Told only once the officer is on the way. */
  readonly eta: Temporal.Instant | undefined;
  readonly officer: string | undefined;
  readonly attempts: number;
  readonly attemptsLeft: number;
  readonly why: string | undefined;
  readonly items: readonly { readonly label: string; readonly code: string; readonly holder: string; readonly holderKind: HolderKind; readonly since: Temporal.Instant; readonly sealNo: string | undefined }[];
}

/** What came of a visit, for the service in the same transaction. */
export interface VisitResult {
  readonly attempt: number;
  readonly grade: 'A' | 'B' | 'C';
  readonly at: Temporal.Instant;
  readonly receiver: { readonly name: string; readonly relation: string; readonly nikLast4: string | undefined };
  /** SVG path of the signature strokes. */
  readonly signature: string | undefined;
  readonly ticked: readonly string[];
  readonly answers: Readonly<Record<string, string | number | boolean>>;
  readonly note: string | undefined;
  readonly askedToPay: boolean | undefined;
  readonly scans: readonly string[];
}

/** A service that stands on this floor learns of its visits inside the same transaction. A thrown Problem refuses the step. */
export interface Served {
  readonly service: string;
  readonly onWay?: (work: Work, visit: Visit) => Promise<void>;
  readonly done?: (work: Work, visit: Visit, result: VisitResult | undefined) => Promise<void>;
  readonly failed?: (work: Work, visit: Visit, why: string) => Promise<void>;
  readonly scheduled?: (work: Work, visit: Visit) => Promise<void>;
}
