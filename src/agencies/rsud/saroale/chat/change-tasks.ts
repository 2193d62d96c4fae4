import { attempt, type Step, type Task, type Turn } from '#commons/assistant';
import type { SessionView } from '../reads/sessions.ts';
import type { Saroale } from '../rooms.ts';
import type { FamilyDoor } from './family.ts';
import { dayOption, echoSession, findSessions, sessionOption } from './sessions.ts';
import { hearWhen, type WhenSlots } from './slots.ts';
import { oneOf, orphaned, ownVisits, visitLine, type OwnVisit } from './visits.ts';
import { bookedText, texts } from './words.ts';
import { vocabularyOf } from './vocabulary.ts';

interface MoveSlots extends WhenSlots {
  readonly visit?: string;
  /** The session was tapped with its date on the button: no second question. */
  readonly tapped?: true;
  readonly sure?: 'yes' | 'no';
}

/** Moving: the old place is kept until the new one is sure. Also the new choice after the hospital cancelled a session, one tap away. */
export function moveTask(saroale: Saroale, people: FamilyDoor): Task<MoveSlots> {
  return {
    id: 'saroale/pindah', service: 'saroale', title: 'Pindah jadwal', intents: ['pindah'], menu: true, vocabulary: vocabularyOf(saroale),
    hear: (turn, slots) => Promise.resolve(hearMove(turn, slots)),
    async next(turn, slots) {
      if (slots.sure === 'no') return { kind: 'done', message: { text: 'Baik, antrean Anda tetap seperti semula.' } };
      const choice = oneOf<MoveSlots>(await ownVisits(saroale, people, turn, 'movable'), slots.visit);
      return 'step' in choice ? choice.step : chooseSession(saroale, turn, { ...slots, visit: choice.own.visit.bookingId }, choice.own);
    },
    describe: ({ days }) => (days ? `ke tanggal ${days.from}` : ''),
  };
}

function hearMove(turn: Turn, slots: MoveSlots): MoveSlots {
  const { reading, tapped, asked } = turn;
  if (tapped?.slot === 'visit') return { ...slots, visit: tapped.value };
  if (tapped?.slot === 'sure') return { ...slots, sure: tapped.value === 'yes' ? 'yes' : 'no' };
  if (tapped?.slot === 'session') return { ...slots, session: tapped.value, tapped: true };
  if (asked === 'sure' && reading.answer) return { ...slots, sure: reading.answer };
  const { sure: _sure, tapped: _tapped, ...open } = slots;
  return hearWhen(turn, { ...open, ...(reading.code ? { visit: reading.code } : {}) });
}

async function chooseSession(saroale: Saroale, turn: Turn, slots: MoveSlots, own: OwnVisit): Promise<Step<MoveSlots>> {
  const { visit } = own;
  if (slots.doubt) return { kind: 'ask', slot: 'day', text: texts.day, options: slots.doubt.map(dayOption), slots };
  const chosen = slots.session ? await saroale.reads.session(slots.session, turn.work) : undefined;
  if (chosen && (slots.tapped || slots.sure === 'yes')) return commitMove(saroale, turn, slots, own, chosen);
  const found = await findSessions(saroale, turn, { ...slots, poli: visit.poli, payer: visit.payer }, visit.sessionId);
  const only = chosen ?? (slots.days && found.fitting.length === 1 ? found.fitting[0] : undefined);
  if (only) return { kind: 'ask', slot: 'sure', commit: true, text: `Antrean ${visitLine(own)} pindah ke ${echoSession(only, turn.zone)}, ${only.doctorName}? Tempat lama dilepas setelah tempat baru pasti.`, options: [{ value: 'yes', title: 'Ya, pindahkan' }, { value: 'no', title: 'Tidak jadi' }], slots: { ...slots, session: only.sessionId } };
  // After a cancelled session one tap must do: four alternatives with date and hour on the button.
  const shown = slots.days ? (found.fitting.length > 0 ? found.fitting : found.nearest) : found.fitting.slice(0, orphaned(visit) ? 4 : 8);
  if (shown.length === 0) return { kind: 'person', reason: `${found.note} Tidak ada jadwal lain di poli yang sama.` };
  return { kind: 'ask', slot: 'session', text: [found.note, `Pindahkan antrean ${visit.label} ke:`].filter(Boolean).join(' '), options: shown.slice(0, 9).map((session) => sessionOption(session, turn.zone, visit.payer, true)), slots };
}

async function commitMove(saroale: Saroale, { work, incoming, zone }: Turn, slots: MoveSlots, { visit }: OwnVisit, session: SessionView): Promise<Step<MoveSlots>> {
  const moved = await attempt(work, saroale.actions.moveBooking.constraints ?? {}, () => saroale.inWork.moveBooking(work, { bookingId: visit.bookingId, toSessionId: session.sessionId, key: `chat:${incoming.channel}:${incoming.id}` }));
  if (moved.ok) return { kind: 'done', message: { text: bookedText(moved.value, visit.showPoli, zone, 'Sudah pindah'), link: { url: saroale.doors.publicUrl(moved.value.ticketUrl), title: 'Lihat tempat saya' } } };
  const { session: _session, tapped: _tapped, sure: _sure, days: _days, hours: _hours, ...rest } = slots;
  const others = await findSessions(saroale, { work, incoming, zone } as Turn, { poli: visit.poli, payer: visit.payer }, visit.sessionId);
  return { kind: 'ask', slot: 'session', text: `${moved.problem.title}. Antrean Anda yang lama tetap. Pilih jadwal lain:`, options: others.fitting.slice(0, 4).map((each) => sessionOption(each, zone, visit.payer, true)), slots: rest };
}

interface CancelSlots {
  readonly visit?: string;
  readonly sure?: 'yes' | 'no';
}

/** Cancelling gives the place to somebody who waits; the number is never given again. */
export function cancelTask(saroale: Saroale, people: FamilyDoor): Task<CancelSlots> {
  return {
    id: 'saroale/batal', service: 'saroale', title: 'Batalkan antrean', intents: ['batal'], menu: true,
    hear: ({ reading, tapped, asked }, slots) => Promise.resolve({
      ...slots, ...(reading.code ? { visit: reading.code } : {}), ...(tapped?.slot === 'visit' ? { visit: tapped.value } : {}),
      ...(tapped?.slot === 'sure' ? { sure: tapped.value === 'yes' ? ('yes' as const) : ('no' as const) } : asked === 'sure' && reading.answer ? { sure: reading.answer } : {}),
    }),
    async next(turn, slots) {
      if (slots.sure === 'no') return { kind: 'done', message: { text: 'Baik, antrean Anda tetap.' } };
      const choice = oneOf<CancelSlots>(await ownVisits(saroale, people, turn, 'standing'), slots.visit);
      if ('step' in choice) return choice.step;
      const { visit } = choice.own;
      if (slots.sure !== 'yes') return { kind: 'ask', slot: 'sure', commit: true, text: `Batalkan antrean ${visitLine(choice.own)}? Nomornya tidak bisa diambil lagi.`, options: [{ value: 'yes', title: 'Ya, batalkan' }, { value: 'no', title: 'Tidak jadi' }], slots: { visit: visit.bookingId } };
      const done = await attempt(turn.work, saroale.actions.cancelBooking.constraints ?? {}, () => saroale.inWork.cancelBooking(turn.work, { bookingId: visit.bookingId, by: 'patient', reason: 'Dibatalkan lewat chat' }));
      return { kind: 'done', message: { text: done.ok ? `Antrean ${visit.label} sudah dibatalkan. Tempatnya kami berikan kepada yang menunggu. Terima kasih sudah mengabari.` : `${done.problem.title}. ${done.problem.detail}` } };
    },
  };
}
