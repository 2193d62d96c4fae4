import type { FastifyRequest } from 'fastify';
import type { Saroale } from '../rooms.ts';
import type { words } from './words.ts';

export interface VerbInput {
  readonly saroale: Saroale;
  readonly request: FastifyRequest;
  readonly sessionId: string;
  readonly values: Readonly<Record<string, string>>;
}

/** What to say after it. `stay`: keep the same patient chosen. */
export interface VerbAnswer {
  readonly word: keyof typeof words;
  readonly label?: string | undefined;
  readonly stay?: boolean;
}

type Verb = (input: VerbInput) => Promise<VerbAnswer>;

/** Every button of the desk by the word in its address, translated into Saroale's action. */
export const deskVerbs: Readonly<Record<string, Verb>> = {
  'panggil-berikutnya': async ({ saroale, request, sessionId, values }) => {
    const called = await saroale.perform(saroale.actions.callNext, request.actor, { sessionId, key: values['key'], desk: values['desk'] }, { requestId: request.id });
    return called ? { word: 'saidCalled', label: called.ticket.label } : { word: 'saidNobody' };
  },
  'panggil': async (input) => ({ word: 'saidCalled', label: input.values['label'], stay: await recalled(input) === 'called' }),
  'panggil-ulang': async (input) => {
    const outcome = await recalled(input);
    return { word: outcome === 'called' ? 'saidRecalled' : outcome === 'absent' ? 'saidAbsent' : 'saidDown', label: input.values['label'], stay: outcome === 'called' };
  },
  'mulai': async ({ saroale, request, values }) => {
    await saroale.perform(saroale.actions.start, request.actor, { bookingId: values['bookingId'] }, { requestId: request.id });
    return { word: 'saidStarted', label: values['label'], stay: true };
  },
  'selesai': async ({ saroale, request, values }) => {
    await saroale.perform(saroale.actions.finish, request.actor, { bookingId: values['bookingId'], prescription: values['prescription'] }, { requestId: request.id });
    return { word: 'saidFinished', label: values['label'] };
  },
  'lewati': async ({ saroale, request, values }) => {
    await saroale.perform(saroale.actions.skip, request.actor, { bookingId: values['bookingId'] }, { requestId: request.id });
    return { word: 'saidSkipped', label: values['label'] };
  },
  'tahan': async ({ saroale, request, values }) => {
    await saroale.perform(saroale.actions.hold, request.actor, { bookingId: values['bookingId'], at: values['at'] }, { requestId: request.id });
    return { word: 'saidHeld', label: values['label'] };
  },
  'lanjutkan': async ({ saroale, request, values }) => {
    await saroale.perform(saroale.actions.resume, request.actor, { bookingId: values['bookingId'] }, { requestId: request.id });
    return { word: 'saidResumed', label: values['label'] };
  },
  'pindah': async ({ saroale, request, values }) => {
    await saroale.perform(saroale.actions.transfer, request.actor, { bookingId: values['bookingId'], toSessionId: values['toSessionId'], reason: values['reason'] }, { requestId: request.id });
    return { word: 'saidMoved', label: values['label'] };
  },
  'tidak-hadir': async ({ saroale, request, values }) => {
    await saroale.perform(saroale.actions.absent, request.actor, { bookingId: values['bookingId'] }, { requestId: request.id });
    return { word: 'saidAbsent', label: values['label'] };
  },
  'terlambat': async ({ saroale, request, sessionId, values }) => {
    const { notified } = await saroale.perform(saroale.actions.doctorLate, request.actor, { sessionId, minutes: values['minutes'], ...(values['reason'] ? { reason: values['reason'] } : {}) }, { requestId: request.id });
    return { word: 'saidLate', label: String(notified) };
  },
  'berhalangan': async ({ saroale, request, sessionId, values }) => {
    const { notified } = await saroale.perform(saroale.actions.doctorAbsent, request.actor, { sessionId, reason: values['reason'] }, { requestId: request.id });
    return { word: 'saidCancelled', label: String(notified) };
  },
  'akhiri': async ({ saroale, request, sessionId }) => {
    await saroale.perform(saroale.actions.endSession, request.actor, { sessionId }, { requestId: request.id });
    return { word: 'saidEnded' };
  },
};

async function recalled({ saroale, request, values }: VerbInput): Promise<'called' | 'moved-down' | 'absent'> {
  return (await saroale.perform(saroale.actions.recall, request.actor, { bookingId: values['bookingId'] }, { requestId: request.id })).outcome;
}
