import type { PayerWord, Reading, Relation, Turn, VisitWord } from '#commons/assistant';
import type { Payer } from '../store/tables.ts';

/** Two civil dates, ISO text, both included. */
export interface Days { readonly from: string; readonly to: string }

/** What is known of the day and hour wanted, as it is kept with the conversation. */
export interface WhenSlots {
  readonly days?: Days;
  readonly doubt?: readonly Days[];
  /** Wall-clock window, ISO text; a clock time is a window of no length. */
  readonly hours?: Days;
  /** The day lay in the past: refuse it once, then propose. */
  readonly past?: string;
  readonly session?: string;
  /** "Secepatnya" or "terserah": the first open session is meant. */
  readonly soonest?: true;
}

/** What is known of a booking in the making. Everything is an id or a word; no name, no NIK. */
export interface BookSlots extends WhenSlots {
  readonly person?: string;
  readonly relation?: Relation;
  readonly poli?: string;
  readonly polis?: readonly string[];
  readonly doctor?: string;
  readonly doctors?: readonly string[];
  readonly payer?: Payer;
  readonly visit?: VisitWord;
  readonly reference?: string;
  readonly referenceTries?: number;
  readonly bindAsked?: number;
  /** "seperti biasa": fill what is missing from the last visit. */
  readonly usual?: true;
  /** Willing to wait for a place in a full session. */
  readonly waits?: true;
  readonly sure?: 'yes' | 'no' | 'change';
}

/** What the message adds about day and hour. A new day takes back the session chosen before. */
export function hearWhen<Slots extends WhenSlots>({ reading, tapped }: Turn, slots: Slots): Slots {
  if (tapped?.slot === 'day') return withDays(slots, readDays(tapped.value));
  if (tapped?.slot === 'session') return { ...slots, session: tapped.value };
  const { day, time, past } = reading.when;
  const hours = time ? { hours: time.kind === 'clock' ? { from: time.time.toString(), to: time.time.toString() } : { from: time.from.toString(), to: time.to.toString() } } : {};
  if (!day && !time) return slots;
  const { session: _session, doubt: _doubt, past: _past, soonest: _soonest, ...rest } = slots;
  const kept = { ...rest, ...hours } as Slots;
  switch (day?.kind) {
    case 'day': return past ? { ...without(kept, 'days', 'hours'), past: day.date.toString() } : { ...kept, days: { from: day.date.toString(), to: day.date.toString() } };
    case 'span': return past ? { ...without(kept, 'days', 'hours'), past: day.to.toString() } : { ...kept, days: { from: day.from.toString(), to: day.to.toString() } };
    case 'ask': return { ...kept, doubt: day.options.map(({ from, to }) => ({ from: from.toString(), to: to.toString() })) };
    case 'soonest': case 'any': return { ...without(kept, 'days'), soonest: true };
    case undefined: return kept;
  }
}

/** What the message adds about everything else a booking needs. */
export function hearBooking(turn: Turn, before: BookSlots): BookSlots {
  const { reading, tapped, asked, incoming } = turn;
  if (tapped && tapped.slot !== 'day') return hearTap(tapped, before);
  if (asked === 'sure' && reading.answer) return { ...before, sure: reading.answer };
  const { sure: _sure, ...open } = before;
  const slots = hearWhen(turn, asked === 'bind' && open.person === 'new' ? without(open, 'person') : open);
  const reference = readLetter(incoming.text ?? '');
  return {
    ...hearPlaces(reading, slots),
    ...(reading.relation ? { relation: reading.relation } : {}), ...(reading.payer ? { payer: payers[reading.payer] } : {}), ...(reading.visit ? { visit: reading.visit } : {}),
    ...(reading.intents.some(({ name }) => name === 'biasa') ? { usual: true as const } : {}), ...(reading.intents[0]?.name === 'tunggu' ? { waits: true as const } : {}),
    ...(reference ? { reference, payer: 'jkn' as const } : asked === 'reference' && !reading.payer && incoming.kind === 'text' ? { referenceTries: (slots.referenceTries ?? 0) + 1 } : {}),
    ...(asked === 'bind' ? { bindAsked: (slots.bindAsked ?? 0) + 1 } : {}),
  };
}

const payers: Readonly<Record<PayerWord, Payer>> = { jkn: 'jkn', umum: 'umum', lain: 'other' };

function hearTap({ slot, value }: { slot: string; value: string }, slots: BookSlots): BookSlots {
  switch (slot) {
    case 'person': return { ...slots, person: value };
    case 'poli': return { ...without(slots, 'polis', 'doctor', 'session', 'sure'), poli: value };
    case 'doctor': return { ...without(slots, 'doctors', 'session', 'sure'), doctor: value };
    case 'payer': return { ...without(slots, 'sure', ...(value === 'jkn' ? [] : (['reference'] as const))), payer: value as Payer };
    case 'reference': return { ...without(slots, 'reference', 'sure'), payer: 'umum' };
    case 'session': return hearSession(value, without(slots, 'sure'));
    case 'sure': return { ...slots, sure: value === 'yes' || value === 'no' ? value : 'change' };
    case 'change': return without(slots, 'sure', ...(changes[value] ?? []));
    default: return slots;
  }
}

/** A session, a place in the line of a full one (`wait:<id>`), or another one than the one just refused. */
function hearSession(value: string, slots: BookSlots): BookSlots {
  if (value === 'other') return without(slots, 'session', 'days', 'hours', 'past');
  return value.startsWith('wait:') ? { ...slots, waits: true, session: value.slice('wait:'.length) } : { ...without(slots, 'waits'), session: value };
}

const changes: Readonly<Record<string, readonly (keyof BookSlots)[]>> = {
  day: ['days', 'hours', 'session', 'past', 'doubt'], poli: ['poli', 'polis', 'doctor', 'doctors', 'session', 'usual'], person: ['person', 'relation'], payer: ['payer', 'reference', 'visit'],
};

/** A clinic or doctor named anew takes back what hung on the old one. Equally good matches are asked about. */
function hearPlaces(reading: Reading, slots: BookSlots): BookSlots {
  const best = (kind: string) => {
    const found = reading.found.filter((match) => match.kind === kind);
    return found.filter((match) => match.weight === found[0]?.weight).map(({ id }) => id);
  };
  const [polis, doctors] = [best('poli'), best('dokter')];
  let next = slots;
  if (polis.length === 1 && polis[0] !== undefined) next = { ...without(next, 'polis', 'doctor', 'session'), poli: polis[0] };
  if (polis.length > 1) next = { ...without(next, 'poli', 'doctor', 'session'), polis };
  if (doctors.length === 1 && doctors[0] !== undefined) next = { ...without(next, 'doctors', 'session', ...(polis.length > 0 ? [] : (['poli'] as const))), doctor: doctors[0] };
  if (doctors.length > 1) next = { ...without(next, 'doctor', 'session'), doctors };
  return next;
}

/** A referral or control letter number in a message, with the spaces, dots and dashes people put in. */
function readLetter(text: string): string | undefined {
  return /[0-9]{4}[A-Z][0-9]{3}(?:0[1-9]|1[0-2])[0-9]{2}[A-Z][0-9]{6}/.exec(text.toUpperCase().replace(/[\s.-]/g, ''))?.[0];
}

function withDays<Slots extends WhenSlots>(slots: Slots, days: Days | undefined): Slots {
  const { doubt: _doubt, past: _past, session: _session, ...rest } = slots;
  return { ...(rest as Slots), ...(days ? { days } : {}) };
}

export function writeDays({ from, to }: Days): string {
  return `${from}/${to}`;
}

function readDays(value: string): Days | undefined {
  const [from, to] = value.split('/');
  return from && to ? { from, to } : undefined;
}

function without<T extends object>(value: T, ...names: readonly (keyof BookSlots)[]): T {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !(names as readonly string[]).includes(name))) as T;
}
