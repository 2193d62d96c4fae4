import { attempt, goChoice, type Assistant, type Task } from '#commons/assistant';
import type { Messaging } from '#commons/messaging';
import type { Saroale } from '../rooms.ts';
import { findWaiting } from '../store/waiting.ts';
import { askToBind } from './bind.ts';
import { familyOf, type FamilyDoor } from './family.ts';
import { oneOf, ownVisits } from './visits.ts';
import { bookedText, texts, ticketText } from './words.ts';

/** Where the bookings of this phone stand now, with the ways to change them. */
export function statusTask(saroale: Saroale, people: FamilyDoor): Task<object> {
  return {
    id: 'saroale/status', service: 'saroale', title: 'Lihat antrean saya', intents: ['status'], menu: true,
    hear: (_turn, slots) => Promise.resolve(slots),
    async next(turn) {
      const own = await ownVisits(saroale, people, turn, 'standing');
      const [first] = own;
      if (!first) return { kind: 'done', message: { text: texts.noVisit, choices: [goChoice('saroale/daftar', 'Daftar dokter')] } };
      const shown: string[] = [];
      // One after another: the turn's transaction is one connection.
      for (const { visit, member } of own.slice(0, 3)) {
        const ticket = await saroale.reads.ticket(visit.bookingId, turn.work);
        if (ticket) shown.push(ticketText(ticket, member.label, turn.zone));
      }
      const text = shown.join('\n\n');
      const more = own.length > 3 ? `\n\nDan ${own.length - 3} antrean lain.` : '';
      if (own.length === 1) return { kind: 'done', message: { text: text + more, choices: [goChoice('saroale/pindah', 'Pindah jadwal', 'visit', first.visit.bookingId), goChoice('saroale/batal', 'Batalkan', 'visit', first.visit.bookingId)] } };
      return { kind: 'done', message: { text: text + more, choices: [goChoice('saroale/pindah', 'Pindah jadwal'), goChoice('saroale/batal', 'Batalkan')] } };
    },
  };
}

/** Who is on this phone, and the link to add one more. */
export function familyTask(saroale: Saroale, people: FamilyDoor): Task<{ asked?: number }> {
  return {
    id: 'saroale/keluarga', service: 'saroale', title: 'Pasien di nomor ini', intents: ['keluarga'], menu: true,
    hear: ({ asked }, slots) => Promise.resolve(asked === 'bind' ? { asked: (slots.asked ?? 0) + 1 } : slots),
    async next(turn, slots) {
      const family = await familyOf(people, turn);
      const list = family.length > 0 ? `Terdaftar di nomor ini:\n${family.map(({ label }) => `• ${label}`).join('\n')}` : 'Belum ada pasien di nomor ini.';
      if (slots.asked) return { kind: 'done', message: { text: list, choices: [goChoice('saroale/daftar', 'Daftar dokter')] } };
      const step = await askToBind<{ asked?: number }>(saroale, turn, 0);
      return step.kind === 'ask' ? { ...step, text: `${list}\n\nTambah pasien: ${step.text}` } : step;
    },
  };
}

interface ErasureSlots { readonly sure?: 'yes' | 'no' }

/** "Hapus data saya": bindings and texts end; what law obliges to keep (the visit record) is kept and said so. */
export function eraseTask(conversations: Pick<Messaging['conversations'], 'erase'>, people: FamilyDoor): Task<ErasureSlots> {
  return {
    id: 'saroale/hapus-data', service: 'saroale', title: 'Hapus data saya', intents: ['hapus'],
    hear: ({ tapped, reading, asked }, slots) => Promise.resolve(tapped?.slot === 'sure' ? { sure: tapped.value === 'yes' ? 'yes' : 'no' } : asked === 'sure' && reading.answer ? { sure: reading.answer } : slots),
    async next({ work, incoming }, slots) {
      if (slots.sure === 'no') return { kind: 'done', message: { text: 'Baik, tidak ada yang dihapus.' } };
      if (slots.sure !== 'yes') return { kind: 'ask', slot: 'sure', commit: true, text: 'Hapus data Anda? Isi percakapan dan kaitan pasien dengan nomor ini dihapus. Catatan kunjungan di rumah sakit tetap disimpan karena diwajibkan undang-undang. Antrean yang sudah diambil tetap berlaku.', options: [{ value: 'yes', title: 'Ya, hapus' }, { value: 'no', title: 'Tidak jadi' }] };
      await people.erase(work, { conversationId: incoming.conversationId });
      await conversations.erase(work, incoming.conversationId);
      return { kind: 'done', message: { text: 'Data Anda di percakapan ini sudah dihapus. Anda bisa mulai lagi kapan saja dengan menulis “menu”.' } };
    },
  };
}

/** The answer to a reminder: "ya, saya datang". */
export function attendTask(saroale: Saroale, people: FamilyDoor): Task<{ visit?: string }> {
  return {
    id: 'saroale/hadir', service: 'saroale', title: 'Saya datang', intents: [],
    hear: ({ tapped }, slots) => Promise.resolve(tapped?.slot === 'visit' ? { visit: tapped.value } : slots),
    async next(turn, slots) {
      const choice = oneOf<{ visit?: string }>(await ownVisits(saroale, people, turn, 'standing'), slots.visit);
      if ('step' in choice) return choice.step;
      const { visit } = choice.own;
      const done = visit.status === 'booked' ? await attempt(turn.work, {}, () => saroale.doors.booking.confirmAttendance(turn.work, { bookingId: visit.bookingId })) : { ok: true as const };
      const ticket = await saroale.reads.ticket(visit.bookingId, turn.work);
      return { kind: 'done', message: { text: `${done.ok ? 'Terima kasih, kami tunggu.' : 'Antrean Anda tetap berlaku.'}\n${ticket ? ticketText(ticket, choice.own.member.label, turn.zone) : ''}` } };
    },
  };
}

/** Takes the place offered from the waiting list, if it is still held for this conversation's family. */
export function offerTask(saroale: Saroale, people: FamilyDoor): Task<{ waiting?: string }> {
  return {
    id: 'saroale/tawaran', service: 'saroale', title: 'Ambil tempat', intents: [],
    hear: ({ tapped }, slots) => Promise.resolve(tapped?.slot === 'waiting' ? { waiting: tapped.value } : slots),
    async next(turn, { waiting: id }) {
      const waiting = id && /^[0-9a-f-]{36}$/.test(id) ? await findWaiting(turn.work, id) : undefined;
      const member = (await familyOf(people, turn)).find(({ personId }) => personId === waiting?.personId);
      if (!waiting || !member) return { kind: 'done', message: { text: 'Tawaran itu sudah tidak berlaku.' } };
      const taken = await attempt(turn.work, saroale.actions.acceptOffer.constraints ?? {}, () => saroale.inWork.acceptOffer(turn.work, { waitingId: waiting.id }));
      if (!taken.ok) return { kind: 'done', message: { text: `${taken.problem.title}. ${taken.problem.detail}` } };
      return { kind: 'done', message: { text: bookedText(taken.value, member.showPoli, turn.zone), link: { url: saroale.doors.publicUrl(taken.value.ticketUrl), title: 'Lihat tempat saya' } } };
    },
  };
}

export type Registrar = Pick<Assistant, 'task' | 'fact'>;
