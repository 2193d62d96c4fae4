import { timingSafeEqual } from 'node:crypto';
import { sha256 } from '#kernel/digest';
import { initials } from '#kernel/name';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { feeReported } from '../events.ts';
import { refusals } from '../problems.ts';
import { gradeOf } from '../rules/grade.ts';
import { confirmCustody, findCustody, handOver, registerItem } from '../store/custody.ts';
import { findDevice } from '../store/devices.ts';
import * as visits from '../store/visits.ts';
import type { DispatchTables } from '../tables.ts';
import type { Contact, Holder, Visit, VisitResult } from '../types.ts';
import { bodies, type EventKind } from './events.ts';
import { isSignedBy, readChallenge } from './signatures.ts';
import type { z } from 'zod';

/** A stored event on its way into the world. */
export interface Stored {
  readonly id: string;
  readonly device: string;
  readonly kind: EventKind;
  readonly visit: string | undefined;
  readonly body: string;
  /** The device's time corrected by the difference seen when it was sent. */
  readonly at: Temporal.Instant;
  readonly officer: { readonly account: string; readonly name: string };
}

/** What the person on the phone must be shown, in words: which field, and what is there instead. */
export class Conflict extends Error {
  readonly field: string;
  readonly theirs: string;
  constructor(field: string, theirs: string) {
    super(`conflict on ${field}`);
    this.name = 'Conflict';
    this.field = field;
    this.theirs = theirs;
  }
}

/** Waits for a custody or a handover code that another phone has not sent yet. */
export class Waits extends Error {
  readonly custodies: readonly string[];
  readonly code: string | undefined;
  constructor(custodies: readonly string[], code?: string) {
    super('waits for another phone');
    this.name = 'Waits';
    this.custodies = custodies;
    this.code = code;
  }
}

type Body<K extends EventKind> = z.infer<(typeof bodies)[K]>;
const bodyOf = <K extends EventKind>(kind: K, event: Stored) => bodies[kind].parse(JSON.parse(event.body)) as Body<K>;

/** Does what an event says. Throws a Problem (refused), a Conflict or a Waits; then nothing of it is kept. */
export async function applyEvent(work: Work, deps: visits.VisitDeps, event: Stored): Promise<void> {
  const { kind } = event;
  if (kind === 'hand') return applyHand(work, event, bodyOf('hand', event));
  if (kind === 'receive') return applyReceive(work, event, bodyOf('receive', event));
  const visit = await visits.lockVisit(work, event.visit ?? '');
  if (kind === 'scan') return announceScan(work, event, visit, bodyOf('scan', event));
  await ownVisit(work, event, visit);
  switch (kind) {
    case 'depart': await visits.depart(work, deps, { visit: visit.id, at: event.at, ...etaOf(event, bodyOf('depart', event)) }); return;
    case 'turn-back': await visits.turnBack(work, { visit: visit.id, reason: bodyOf('turn-back', event).why }); return;
    case 'arrive': await visits.arrive(work, { visit: visit.id, at: event.at }); return;
    case 'collect': return applyCollect(work, deps, event, visit, bodyOf('collect', event));
    case 'give': return applyGive(work, event, visit, bodyOf('give', event));
    case 'finish': return applyFinish(work, deps, event, visit, bodyOf('finish', event));
    case 'fail': await visits.fail(work, deps, { visit: visit.id, why: bodyOf('fail', event).why, at: event.at }); return;
    case 'correct': return applyCorrect(work, deps, visit, bodyOf('correct', event));
  }
}

/** Cancelled or given to somebody else meanwhile: the person on the phone hears which, and what they saw stays on record. */
async function ownVisit(work: Work, event: Stored, visit: Visit): Promise<void> {
  if (visit.status === 'cancelled') throw new Conflict('status', 'dibatalkan');
  if (visit.officer === event.officer.account) return;
  const crew = visit.officer ? await work.tables<DispatchTables>().selectFrom('dispatch.crew').select('name').where('account', '=', visit.officer).executeTakeFirst() : undefined;
  throw new Conflict('officer', crew?.name ?? 'belum ada petugas');
}

function etaOf(event: Stored, body: Body<'depart'>): { eta?: Temporal.Instant } {
  return body.etaMinutes === undefined ? {} : { eta: event.at.add({ minutes: body.etaMinutes }) };
}

const officerHolder = (event: Stored): Holder => ({ kind: 'officer', id: event.officer.account, name: event.officer.name });

async function applyCollect(work: Work, deps: visits.VisitDeps, event: Stored, visit: Visit, body: Body<'collect'>): Promise<void> {
  const contact = visits.openContact(deps.vault, await contactRow(work, visit.id));
  for (const item of body.items) {
    await registerItem(work, deps.random, { service: visit.service, ref: visit.refs.includes(item.ref) ? item.ref : visit.refs[0] ?? '', kind: 'original', label: item.label, id: item.id, custody: item.first, visit: visit.id, occurredAt: event.at, holder: { kind: 'citizen', id: visit.id, name: initials(contact.name) } });
    await handOver(work, { item: item.id, previous: item.first, id: item.custody, to: officerHolder(event), method: body.method, visit: visit.id, occurredAt: event.at, ...optional({ sealNo: body.sealNo, photoHash: body.photoHash, point: body.point }) });
  }
}

async function applyGive(work: Work, event: Stored, visit: Visit, body: Body<'give'>): Promise<void> {
  await follow(work, body.items, (item) => ({ item: item.id, previous: item.previous, id: item.custody, from: { kind: 'officer', id: event.officer.account }, to: { kind: 'receiver', id: visit.id, name: initials(body.receiver) }, method: body.method, visit: visit.id, occurredAt: event.at, ...optional({ photoHash: body.photoHash, point: body.point }) }));
}

/** The giver's record. If the taker's came first the custody is already there: then both agree and it is confirmed. */
async function applyHand(work: Work, event: Stored, body: Body<'hand'>): Promise<void> {
  const tables = work.tables<DispatchTables>();
  const there = await Promise.all(body.items.map((item) => findCustody(tables, item.custody)));
  if (there.every((custody) => custody !== undefined)) for (const item of body.items) await confirmCustody(work, item.custody);
  else await follow(work, body.items, (item) => ({ item: item.id, previous: item.previous, id: item.custody, from: { kind: 'officer', id: event.officer.account }, to: { kind: body.toKind, id: body.to, name: body.toName }, method: 'qr', occurredAt: event.at }));
  await tables.insertInto('dispatch.handover').values({ code: body.code, event: event.id, custodies: body.items.map((item) => item.custody), giver: event.officer.account, at: work.now.toString() }).onConflict((conflict) => conflict.column('code').doNothing()).execute();
}

/** The taker's record: by the signed challenge it stands alone, by the bare code it waits for the giver's phone. */
async function applyReceive(work: Work, event: Stored, body: Body<'receive'>): Promise<void> {
  const tables = work.tables<DispatchTables>();
  const known = await tables.selectFrom('dispatch.handover').select('custodies').where('code', '=', body.code).executeTakeFirst();
  if (known) {
    for (const id of known.custodies) {
      const custody = await findCustody(tables, id);
      if (custody?.holder.kind === 'officer' && custody.holder.id !== event.officer.account) throw new Problem(refusals.badSignature);
      await confirmCustody(work, id);
    }
    return;
  }
  if (body.challenge === undefined) throw new Waits([], body.code);
  const read = readChallenge(body.challenge);
  const device = read && await findDevice(tables, read.challenge.device);
  if (!read || !device || read.challenge.code !== body.code || !isSignedBy(device.publicKey, read.payload, read.signature)) throw new Problem(refusals.badSignature);
  const { challenge } = read;
  await follow(work, challenge.items, ([item, previous, id]) => ({ item, previous, id, from: { kind: 'officer', id: device.account }, to: challenge.toKind === 'officer' ? officerHolder(event) : { kind: challenge.toKind, id: challenge.to, name: challenge.toName }, method: 'qr', occurredAt: event.at }));
}

/** Hands several items on, or none: what is not known yet is named, so that the event can wait for it. */
async function follow<Item>(work: Work, items: readonly Item[], handing: (item: Item) => Parameters<typeof handOver>[1]): Promise<void> {
  const tables = work.tables<DispatchTables>();
  const wanted = items.map(handing);
  const unknown: string[] = [];
  for (const one of wanted) if (one.previous && !(await findCustody(tables, one.previous))) unknown.push(one.previous);
  if (unknown.length > 0) throw new Waits(unknown);
  for (const one of wanted) await handOver(work, one);
}

async function applyFinish(work: Work, deps: visits.VisitDeps, event: Stored, visit: Visit, body: Body<'finish'>): Promise<void> {
  const codeProven = body.code !== undefined && sameText(sha256(`${visit.id}${visit.code}`), sha256(`${visit.id}${body.code.trim().toUpperCase()}`));
  const { grade, metresOff } = gradeOf({ codeProven, photo: body.photoHash !== undefined, signature: body.signature !== undefined, relation: body.relation, nikLast4: body.nikLast4, point: body.point, pin: visit });
  const result: VisitResult = {
    attempt: visit.attempts + 1, grade, at: event.at, receiver: { name: body.receiver, relation: body.relation, nikLast4: body.nikLast4 }, signature: body.signature, ticked: body.ticked, answers: body.answers, note: body.note,
    askedToPay: body.askedToPay, scans: body.scans,
  };
  const about = `dispatch/proof/${visit.id}/${result.attempt}`;
  await work.tables<DispatchTables>().insertInto('dispatch.proof').values({
    visit: visit.id, attempt: result.attempt, at: event.at.toString(), grade, receiver: deps.vault.seal(JSON.stringify({ ...result.receiver, signature: body.signature }), about),
    findings: deps.vault.seal(JSON.stringify({ ticked: body.ticked, answers: body.answers, note: body.note, scans: body.scans }), about), latitude: body.point?.latitude ?? null, longitude: body.point?.longitude ?? null,
    accuracy: body.point?.accuracy ?? null, metres_off: metresOff ?? null, photo_hash: body.photoHash ?? null, asked_to_pay: body.askedToPay ?? null, recorded_at: work.now.toString(), recorded_by: work.actor.id,
  }).execute();
  if (body.askedToPay) work.emit(feeReported(visit));
  await visits.finish(work, deps, { visit: visit.id, at: event.at, result });
}

/** Somebody changed the same field since the phone downloaded it: both values go to a person, neither is overwritten silently. */
async function applyCorrect(work: Work, deps: visits.VisitDeps, visit: Visit, body: Body<'correct'>): Promise<void> {
  const contact = visits.openContact(deps.vault, await contactRow(work, visit.id));
  const now = contact[body.field] ?? '';
  if (now === body.value) return;
  if (now !== body.base) throw new Conflict(body.field, now);
  await visits.setContact(work, deps, visit.id, { ...contact, [body.field]: body.value } satisfies Contact);
}

async function announceScan(work: Work, event: Stored, visit: Visit, body: Body<'scan'>): Promise<void> {
  await work.tables<DispatchTables>().insertInto('dispatch.scan').values({ id: body.id, visit: visit.id, label: body.label, page: body.page, sha256: body.sha256, size: body.size, device: event.device, announced_at: work.now.toString() }).execute();
}

function contactRow(work: Work, id: string) {
  return work.tables<DispatchTables>().selectFrom('dispatch.visit').select(['id', 'contact']).where('id', '=', id).executeTakeFirstOrThrow();
}

function sameText(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

function optional<T extends Record<string, unknown>>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
