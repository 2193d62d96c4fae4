import { echoDay, echoWhen, type Option, type Turn } from '#commons/assistant';
import { civilDate, formatLongDate } from '#kernel/time';
import type { SessionView } from '../reads/sessions.ts';
import type { Saroale } from '../rooms.ts';
import { daysAhead } from '../rules/cutoff.ts';
import type { Payer } from '../store/tables.ts';
import { writeDays, type Days, type WhenSlots } from './slots.ts';

/** What was found for a wish: the sessions that fit it, those nearest to it, and a sentence when the wish itself cannot be met. */
export interface Found {
  readonly fitting: readonly SessionView[];
  readonly full: readonly SessionView[];
  readonly nearest: readonly SessionView[];
  readonly note: string;
}

/** Looks for sessions of a clinic or doctor on the days and hours wished; when none fits, the nearest open ones before and after. */
export async function findSessions(saroale: Saroale, { work, zone }: Turn, wish: WhenSlots & { poli?: string | undefined; doctor?: string | undefined; payer?: Payer | undefined }, except?: string): Promise<Found> {
  const today = civilDate(work.now, zone);
  const all = (await saroale.reads.searchSessions({ from: today, to: today.add({ days: daysAhead }), ...(wish.poli ? { poli: wish.poli } : {}), ...(wish.doctor ? { doctor: wish.doctor } : {}), ...(wish.payer ? { payer: wish.payer } : {}) }, work)).filter((session) => session.sessionId !== except);
  const open = all.filter((session) => session.bookable);
  const onDay = (session: SessionView) => !wish.days || within(session.date.toString(), wish.days);
  const atHour = (session: SessionView) => !wish.hours || overlaps(session, wish.hours, zone);
  const fitting = wish.past ? [] : open.filter((session) => onDay(session) && atHour(session));
  const full = wish.past ? [] : all.filter((session) => session.whyNot === 'full' && onDay(session) && atHour(session));
  return { fitting, full, nearest: nearestTo(open, wish, zone), note: fitting.length > 0 ? '' : why(wish, { today, full, onDay: open.some(onDay) }) };
}

/** `Sel 24 Nov 08.00` with the doctor and the places left: short enough for a button, complete with its description. */
export function sessionOption(session: SessionView, zone: string, payer: Payer | undefined, showDoctor: boolean): Option {
  const left = payer === 'jkn' ? session.left.jkn : payer ? session.left.other : Math.max(session.left.jkn, session.left.other);
  const start = session.opensAt.toZonedDateTimeISO(zone);
  const title = `${shortDays[start.dayOfWeek - 1]} ${start.day} ${shortMonths[start.month - 1]} ${clock(start.toPlainTime())}`;
  return { value: session.sessionId, title, description: `${showDoctor ? `${session.doctorName} · ` : ''}${session.hours} · sisa ${left}` };
}

export function dayOption(days: Days): Option {
  const option = { from: Temporal.PlainDate.from(days.from), to: Temporal.PlainDate.from(days.to) };
  const short = (date: Temporal.PlainDate) => `${shortDays[date.dayOfWeek - 1]} ${date.day} ${shortMonths[date.month - 1]}`;
  return { value: writeDays(days), title: days.from === days.to ? short(option.from) : `${short(option.from)}–${short(option.to)}`, description: echoDay(option) };
}

/** `Selasa, 24 November 2026, 08.00 WIB`. */
export function echoSession(session: Pick<SessionView, 'date' | 'opensAt'>, zone: string): string {
  return echoWhen(session.date, session.opensAt.toZonedDateTimeISO(zone).toPlainTime(), zone === 'Asia/Jakarta' ? 'WIB' : zone === 'Asia/Makassar' ? 'WITA' : 'WIT');
}

const shortDays = ['Sen', 'Sel', 'Rab', 'Kam', 'Jum', 'Sab', 'Min'];
const shortMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des'];

function clock(time: Temporal.PlainTime): string {
  return `${String(time.hour).padStart(2, '0')}.${String(time.minute).padStart(2, '0')}`;
}

function within(date: string, days: Days): boolean {
  return days.from <= date && date <= days.to;
}

function overlaps(session: SessionView, hours: Days, zone: string): boolean {
  const wall = (at: Temporal.Instant) => at.toZonedDateTimeISO(zone).toPlainTime().toString();
  return wall(session.opensAt) <= hours.to && hours.from < wall(session.closesAt);
}

/** The two open sessions nearest to the wish, in order of time; without a wish the first ones. */
function nearestTo(open: readonly SessionView[], wish: WhenSlots, zone: string): SessionView[] {
  if (!wish.days) return open.slice(0, 2);
  const target = Temporal.PlainDate.from(wish.days.from).toZonedDateTime({ timeZone: zone, plainTime: wish.hours?.from ?? '08:00' }).epochMilliseconds;
  return [...open].sort((a, b) => Math.abs(a.opensAt.epochMilliseconds - target) - Math.abs(b.opensAt.epochMilliseconds - target)).slice(0, 2).sort((a, b) => a.opensAt.epochMilliseconds - b.opensAt.epochMilliseconds);
}

function why(wish: WhenSlots, at: { today: Temporal.PlainDate; full: readonly SessionView[]; onDay: boolean }): string {
  if (wish.past) return `${formatLongDate(Temporal.PlainDate.from(wish.past))} sudah lewat.`;
  if (!wish.days) return at.full.length > 0 ? 'Semua jadwal yang dibuka sudah penuh.' : 'Belum ada jadwal yang dibuka.';
  const said = echoDay({ from: Temporal.PlainDate.from(wish.days.from), to: Temporal.PlainDate.from(wish.days.to) });
  if (Temporal.PlainDate.compare(Temporal.PlainDate.from(wish.days.from), at.today.add({ days: daysAhead })) > 0) return `Pendaftaran untuk ${said} belum dibuka: paling jauh ${daysAhead} hari ke depan.`;
  if (at.full.length > 0) return `Kuota ${said} sudah penuh.`;
  return at.onDay ? `Tidak ada praktik pada jam itu, ${said}.` : `Tidak ada praktik yang dibuka pada ${said}.`;
}
