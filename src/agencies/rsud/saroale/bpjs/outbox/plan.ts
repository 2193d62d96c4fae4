import { nextStep, sayHold, type Stamp } from '../rules/tasks.ts';
import type { Lane, Message } from './tables.ts';

export type Plan =
  /** `at`: the recorded time to send with a task, epoch milliseconds. */
  | { readonly do: 'send'; readonly message: Message; readonly at: number }
  | { readonly do: 'rest' }
  | { readonly do: 'close' }
  | { readonly do: 'hold'; readonly cause: 'gap' | 'time-order'; readonly note: string };

/** What a lane sends next: the booking before its steps, the pharmacy's number before the pharmacy's steps, a cancellation after the steps taken before it and instead of 99. */
export function planLane(lane: Pick<Lane, 'newPatient' | 'messages'>): Plan {
  const waiting = (kind: Message['kind']) => lane.messages.find((message) => message.kind === kind && message.state === 'waiting');
  const cancel = lane.messages.find((message) => message.kind === 'cancel' && message.state !== 'let-go');
  if (cancel?.state === 'sent') return { do: 'close' };
  const add = waiting('add');
  if (add) return send(add);
  const step = nextStep({ newPatient: lane.newPatient, sent: stampsOf(lane, 'sent'), recorded: stampsOf(lane, 'waiting').filter((stamp) => !cancel || stamp.task !== 99) });
  const pharmacy = waiting('pharmacy');
  if (pharmacy && isServed(lane) && !(step.do === 'send' && step.task < 6)) return send(pharmacy);
  if (step.do === 'send') {
    const message = lane.messages.find((one) => one.task === step.task);
    if (message) return { do: 'send', message, at: step.at };
  }
  if (cancel) return send(cancel);
  if (step.do === 'hold') return { do: 'hold', cause: step.cause, note: sayHold(step) };
  return step.do === 'close' ? { do: 'close' } : { do: 'rest' };
}

function send(message: Message): Plan {
  return { do: 'send', message, at: message.recordedAt.epochMilliseconds };
}

function isServed(lane: Pick<Lane, 'messages'>): boolean {
  return lane.messages.some((message) => message.task === 5 && message.state === 'sent');
}

function stampsOf(lane: Pick<Lane, 'messages'>, state: 'sent' | 'waiting'): Stamp[] {
  return lane.messages.flatMap((message) => (message.task !== undefined && message.state === state ? [{ task: message.task, at: message.sentMs ?? message.recordedAt.epochMilliseconds }] : []));
}
