import { attempt, type Option, type Step, type Task, type Turn } from '#commons/assistant';
import type { Saroale } from '../rooms.ts';
import type { SessionView } from '../reads/sessions.ts';
import { readReference } from '../rules/reference.ts';
import type { VisitKind } from '../store/tables.ts';
import type { Visit } from '../store/visits.ts';
import { askToBind } from './bind.ts';
import { familyOf, membersMeant, type FamilyDoor, type Member } from './family.ts';
import { dayOption, echoSession, findSessions, sessionOption } from './sessions.ts';
import { hearBooking, type BookSlots } from './slots.ts';
import { vocabularyOf } from './vocabulary.ts';
import { bookedText, payerNames, texts } from './words.ts';

type Next = Step<BookSlots>;

/** Booking by chat: person, clinic, day, payer, letter, a "yes" — each asked only if the message, the family or the last visit does not tell it. */
export function bookTask(saroale: Saroale, people: FamilyDoor): Task<BookSlots> {
  return {
    id: 'saroale/daftar', service: 'saroale', title: 'Daftar dokter', intents: ['daftar', 'biasa', 'tunggu'], menu: true, startsByName: true, vocabulary: vocabularyOf(saroale),
    hear: (turn, slots) => Promise.resolve(hearBooking(turn, slots)),
    next: (turn, slots) => next(saroale, people, turn, slots),
    describe: (slots) => [slots.poli && `poli ${slots.poli}`, slots.doctor && `dokter ${slots.doctor}`, slots.days && `tanggal ${slots.days.from}`, slots.payer && payerNames[slots.payer]].filter(Boolean).join(', '),
  };
}

async function next(saroale: Saroale, people: FamilyDoor, turn: Turn, said: BookSlots): Promise<Next> {
  if (said.sure === 'no') return { kind: 'done', message: { text: texts.abandoned } };
  if (said.sure === 'change') return ask('change', texts.change, [{ value: 'day', title: 'Hari atau jam' }, { value: 'poli', title: 'Poli atau dokter' }, { value: 'person', title: 'Pasien' }, { value: 'payer', title: 'Cara bayar' }]);
  if (turn.incoming.kind === 'media' && turn.asked === 'reference') return { kind: 'person', reason: 'Foto surat rujukan perlu dibaca petugas' };
  const family = await familyOf(people, turn);
  if (family.length === 0 || said.person === 'new') return askToBind(saroale, turn, said.bindAsked ?? 0);
  const member = memberOf(family, said);
  if (!member) return askPerson(family, said);
  const slots = withLast({ ...said, person: member.personId }, await lastVisit(saroale, turn, member.personId));
  return (await askPlace(saroale, turn, slots)) ?? askSession(saroale, turn, slots, member);
}

function memberOf(family: readonly Member[], slots: BookSlots): Member | undefined {
  if (slots.person) return family.find(({ personId }) => personId === slots.person);
  const meant = slots.relation ? membersMeant(family, slots.relation) : family;
  return meant.length === 1 ? meant[0] : undefined;
}

/** Initials and birth year only: a phone is often shared, and looked at by others. */
function askPerson(family: readonly Member[], { relation }: BookSlots): Next {
  const meant = relation ? membersMeant(family, relation) : family;
  return ask('person', texts.who, [...(meant.length > 0 ? meant : family).map(({ personId, label }) => ({ value: personId, title: label })), { value: 'new', title: texts.other }]);
}

async function lastVisit(saroale: Saroale, { work, now, zone }: Turn, personId: string): Promise<Visit | undefined> {
  const since = now.toZonedDateTimeISO(zone).toPlainDate().subtract({ years: 2 });
  return (await saroale.reads.visitsOf([personId], { from: since }, work)).findLast(({ status }) => status === 'served' || status === 'booked' || status === 'checked-in' || status === 'moved');
}

/** The payer of last time is proposed (and shown before the "yes"); clinic and doctor only for "seperti biasa". */
function withLast(slots: BookSlots, last: Visit | undefined): BookSlots {
  if (!last) return slots;
  return { ...(slots.usual && !slots.poli && !slots.doctor ? { poli: last.poli, doctor: last.doctorId } : {}), payer: last.payer, ...slots };
}

async function askPlace(saroale: Saroale, { work }: Turn, slots: BookSlots): Promise<Next | undefined> {
  if (slots.doctors) {
    const doctors = (await saroale.reads.doctors({}, work)).filter(({ id }) => slots.doctors?.includes(id));
    return ask('doctor', texts.doctor, doctors.map(({ id, shownName }) => ({ value: id, title: shownName })), slots);
  }
  if (slots.poli || slots.doctor) return undefined;
  const polis = (await saroale.reads.polis({}, work)).filter(({ code }) => !slots.polis || slots.polis.includes(code));
  return ask('poli', texts.poli, polis.map(({ code, name }) => ({ value: code, title: name })), slots);
}

async function askSession(saroale: Saroale, turn: Turn, slots: BookSlots, member: Member): Promise<Next> {
  if (slots.doubt) return ask('day', texts.day, slots.doubt.map(dayOption), slots);
  const chosen = slots.session ? (await saroale.reads.searchSessions({ ids: [slots.session], payer: slots.payer }, turn.work))[0] : undefined;
  if (chosen) return askPayer(saroale, turn, slots, member, chosen);
  const found = await findSessions(saroale, turn, slots);
  const [only] = found.fitting;
  if (only && (found.fitting.length === 1 || slots.soonest)) return askPayer(saroale, turn, { ...slots, session: only.sessionId }, member, only);
  const [firstFull] = found.full;
  if (slots.waits && !only && firstFull) return askPayer(saroale, turn, { ...slots, session: firstFull.sessionId }, member, firstFull);
  const shown = (only ? found.fitting : found.nearest).slice(0, 8);
  const options = shown.map((session) => sessionOption(session, turn.zone, slots.payer, true));
  const waiting = only ? [] : found.full.slice(0, 2).map((session) => ({ value: `wait:${session.sessionId}`, title: 'Masuk daftar tunggu', description: echoSession(session, turn.zone) }));
  if (options.length + waiting.length === 0) return { kind: 'person', reason: `${found.note} Tidak ada jadwal lain yang bisa ditawarkan.` };
  return ask('session', `${found.note}${found.note && options.length > 0 ? ' Yang terdekat:' : texts.session}`.trim(), [...options, ...waiting], slots);
}

async function askPayer(saroale: Saroale, turn: Turn, slots: BookSlots, member: Member, session: SessionView): Promise<Next> {
  if (!slots.payer) return ask('payer', `${echoSession(session, turn.zone)}. ${texts.payer}`, [{ value: 'jkn', title: 'BPJS/JKN' }, { value: 'umum', title: 'Bayar sendiri' }, { value: 'other', title: 'Asuransi lain' }], slots);
  if (slots.payer === 'jkn' && !slots.reference && slots.visit !== 'rujukan-internal') {
    const note = (slots.referenceTries ?? 0) > 0 ? 'Nomor itu belum sesuai. ' : `${echoSession(session, turn.zone)}. `;
    return ask('reference', `${note}${texts.reference}`, [{ value: 'umum', title: 'Bayar sendiri' }], slots);
  }
  return slots.sure === 'yes' ? commit(saroale, turn, slots, member, session) : confirm(turn, slots, member, session);
}

function confirm({ zone }: Turn, slots: BookSlots, member: Member, session: SessionView): Next {
  const where = member.showPoli || !session.sensitive ? `${session.poliName}, ${session.doctorName}` : 'Poli pilihan Anda';
  const letter = slots.reference && slots.payer === 'jkn' ? `, surat …${slots.reference.slice(-4)}` : '';
  const waits = !session.bookable && session.whyNot === 'full';
  const text = [waits ? 'Kuota penuh. Saya masukkan ke daftar tunggu:' : 'Saya daftarkan:', member.label, where, `${echoSession(session, zone)} (praktik ${session.hours})`, `Bayar: ${slots.payer ? payerNames[slots.payer] : ''}${letter}`, 'Benar?'].join('\n');
  return { ...ask('sure', text, [{ value: 'yes', title: waits ? 'Ya, tunggu' : 'Ya, daftarkan' }, { value: 'change', title: 'Ubah' }, { value: 'no', title: 'Tidak jadi' }], { ...slots, ...(waits ? { waits: true as const } : {}) }), commit: true };
}

async function commit(saroale: Saroale, turn: Turn, slots: BookSlots, member: Member, session: SessionView): Promise<Next> {
  const { work, incoming, zone } = turn;
  const payer = slots.payer ?? 'umum';
  const wish = {
    sessionId: session.sessionId, personId: member.personId, payer, visitKind: visitKindOf(slots), ...(slots.reference && payer === 'jkn' ? { reference: slots.reference } : {}),
    key: `chat:${incoming.channel}:${incoming.id}`, contact: { conversationId: incoming.conversationId }, showPoli: member.showPoli,
  };
  if (slots.waits && session.whyNot === 'full') {
    const joined = await attempt(work, saroale.actions.joinWaitingList.constraints ?? {}, () => saroale.inWork.joinWaitingList(work, wish));
    if (!joined.ok) return refused(slots, joined.problem);
    return { kind: 'done', message: { text: `Anda di daftar tunggu, urutan ${joined.value.place}, untuk ${echoSession(session, zone)}. Bila ada tempat, kami kabari dan simpan 15 menit.` } };
  }
  const made = await attempt(work, saroale.actions.book.constraints ?? {}, () => saroale.inWork.book(work, { ...wish, newPatient: false, note: '' }));
  if (!made.ok) return refused(slots, made.problem);
  return { kind: 'done', message: { text: bookedText(made.value, member.showPoli, zone), link: { url: saroale.doors.publicUrl(made.value.ticketUrl), title: 'Lihat tempat saya' } } };
}

/** A refusal says what to do, and the talk goes on from the question it takes back. */
function refused(slots: BookSlots, problem: { code: string; title: string; detail: string; facts: Readonly<Record<string, unknown>> }): Next {
  const { sure: _sure, session: _session, reference: _reference, ...rest } = slots;
  const said = `${problem.title}. ${problem.detail}`;
  if (problem.code.startsWith('saroale/reference')) return { ...ask('reference', said, [{ value: 'umum', title: 'Bayar sendiri' }], { ...rest, ...(slots.session ? { session: slots.session } : {}) }) };
  if (problem.code.endsWith('full') && slots.session) return ask('session', said, [{ value: `wait:${slots.session}`, title: 'Masuk daftar tunggu' }, { value: 'other', title: 'Jadwal lain' }], { ...rest, ...(slots.reference ? { reference: slots.reference } : {}) });
  if (problem.code === 'saroale/twice-a-day') return { kind: 'done', message: { text: `${said} Tulis “status” untuk melihatnya, “pindah” untuk mengubahnya.` } };
  return ask('session', said, [{ value: 'other', title: 'Jadwal lain' }], { ...rest, ...(slots.reference ? { reference: slots.reference } : {}) });
}

/** The letter tells the kind of visit: K is a control letter. Without a letter the words decide. */
function visitKindOf({ reference, visit, payer }: BookSlots): VisitKind {
  if (payer === 'jkn' && reference) return readReference(reference)?.letter === 'K' ? 3 : visit === 'antar-rumah-sakit' ? 4 : 1;
  return visit === 'kontrol' ? 3 : visit === 'rujukan-internal' ? 2 : visit === 'antar-rumah-sakit' ? 4 : 1;
}

function ask(slot: string, text: string, options: readonly Option[], slots?: BookSlots): Extract<Next, { kind: 'ask' }> {
  return { kind: 'ask', slot, text, options, ...(slots ? { slots } : {}) };
}
