import { formatClock, formatLongDate } from '#kernel/time';
import type { Work } from '#platform/database';
import type { Contact, Doors } from '../doors.ts';
import { readTicket, type TicketView } from '../reads/tickets.ts';
import type { SaroaleTables } from '../store/tables.ts';
import type { NoticeKind } from './templates.ts';

/** Messages one booking may cost, urgent ones aside (design target of the channel's price list). */
const noticeBudget = 4;

const urgent: ReadonlySet<NoticeKind> = new Set(['absent', 'late']);

/**
 * Tells the patient one fact, once: a second call with the same kind (and `about`, for facts that may happen again) says nothing.
 * Returns whether a message was handed to the outbox.
 */
export async function tell(doors: Doors, work: Work, bookingId: string, kind: NoticeKind, more: { about?: string; data?: Record<string, string>; choices?: { id: string; title: string }[] } = {}): Promise<boolean> {
  const ticket = await readTicket(doors, bookingId, work);
  if (!ticket) return false;
  if (!urgent.has(kind) && await spent(work, bookingId) >= noticeBudget) return false;
  const key = more.about ? `${kind}:${more.about}` : kind;
  const added = await work.tables<SaroaleTables>().insertInto('saroale.told').values({ booking_id: bookingId, kind: key, at: work.now.toString() }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  if ((added.numInsertedOrUpdatedRows ?? 0n) === 0n) return false;
  const { visit } = ticket;
  await doors.messaging.notify(work, {
    to: contactOf(ticket), template: `saroale-${kind}`, data: { ...wordsOf(doors, ticket), ...more.data }, importance: urgent.has(kind) ? 'urgent' : kind === 'evening' || kind === 'near' ? 'reminder' : 'normal',
    dedupe: `saroale/${bookingId}/${key}`, subject: bookingId, expiresAt: kind === 'cancelled' || kind === 'absent' ? visit.closesAt.add({ hours: 24 }) : visit.closesAt, sameDay: kind === 'near',
    ...(more.choices ? { choices: more.choices } : {}),
  });
  return true;
}

async function spent(work: Work, bookingId: string): Promise<number> {
  const row = await work.tables<SaroaleTables>().selectFrom('saroale.told').select((select) => select.fn.countAll<bigint>().as('n')).where('booking_id', '=', bookingId).executeTakeFirstOrThrow();
  return Number(row.n);
}

function contactOf({ visit }: TicketView): Contact {
  return (visit.contact as Contact | null) ?? { personId: visit.personId };
}

/** What templates may say of a ticket. */
function wordsOf(doors: Doors, ticket: TicketView): Record<string, string> {
  const { visit, estimate } = ticket;
  const clock = (instant: Temporal.Instant) => formatClock(instant, doors.zone);
  return {
    label: visit.label, kode: visit.code, poli: visit.showPoli ? visit.poliName : 'poli Anda', hari: formatLongDate(visit.date),
    jendela: estimate ? `${short(clock(estimate.from))}–${clock(estimate.to)}` : clock(visit.opensAt), datang: clock(ticket.arriveFrom), sisa: String(ticket.ahead),
    bawa: ticket.bring.map((words) => words.id).join('; '), tautan: doors.publicUrl(ticket.url),
  };
}

function short(clock: string): string {
  return clock.split(' ')[0] ?? clock;
}
