import type { Manifest } from '#kernel/manifest';
import type { Incoming, OutMessage } from '#commons/messaging';
import type { Work } from '#platform/database';
import { readText, type Entry, type Moment, type Reading } from '../understanding/index.ts';
import { attempt } from './attempt.ts';
import { answerChoices, commandChoice, factChoice, goChoice, readTap, type Tap } from './choices.ts';
import { factText, isTopic, servicesMeant, standardFact, type FactSource, type Topic } from './facts.ts';
import { pace } from './flood.ts';
import { idle, readState, type DialogueState, type Outcome } from './state.ts';
import type { AnyTask, Step, Turn } from './task.ts';
import { emergencyCard, lateNote, words, type EmergencyContact } from './words.ts';

/** What the engine needs of the messaging floor. */
export interface Conversations {
  saveState(work: Work, conversationId: string, state: Record<string, unknown>): Promise<unknown>;
  handOver(work: Work, request: { conversationId: string; agency: string; reason: string; summary: string; urgent?: boolean }): Promise<unknown>;
  handBack(work: Work, request: { conversationId: string; note?: string }): Promise<unknown>;
}

export interface EngineParts {
  readonly conversations: Conversations;
  readonly place: Omit<Moment, 'now'>;
  readonly emergencyContacts: readonly EmergencyContact[];
  readonly tasks: ReadonlyMap<string, AnyTask>;
  readonly manifests: readonly Manifest[];
  readonly facts: readonly FactSource[];
}

/** Answers one message: emergency, pace, choice, command, running task, intent, facts, person; at most one bubble. Runs inside the conversation's write. */
export function openEngine(parts: EngineParts): (incoming: Incoming, work: Work) => Promise<OutMessage[]> {
  return async (incoming, work) => {
    if (incoming.conversation.blocked) return [];
    const state = readState(incoming.conversation.state);
    const reading = await read(parts, incoming, work);
    const turn: Turn = { work, incoming, reading, now: work.now, zone: parts.place.zone, late: incoming.late };
    const { state: after, say } = reading.emergency ? await alarm(parts, state, turn, reading.emergency) : await paced(parts, state, turn);
    await parts.conversations.saveState(work, incoming.conversationId, { ...after, ...(say ? { last: { text: say.text } } : {}) });
    return say ? [prefixed(say, turn)] : [];
  };
}

async function read(parts: EngineParts, incoming: Incoming, work: Work): Promise<Reading> {
  const text = incoming.kind === 'text' ? (incoming.text ?? '') : '';
  const vocabulary: Entry[] = [];
  if (text) for (const list of new Set([...parts.tasks.values()].flatMap((task) => (task.vocabulary ? [task.vocabulary] : [])))) vocabulary.push(...(await list(work)));
  return readText(text, { ...parts.place, now: incoming.sentAt }, vocabulary);
}

/** The emergency card comes first in any state; the running task waits where it was. */
async function alarm(parts: EngineParts, state: DialogueState, turn: Turn, sign: string): Promise<Outcome> {
  const summary = `Tanda darurat di chat: ${sign}. ${taskSummary(parts, state)}`.trim();
  await parts.conversations.handOver(turn.work, { conversationId: turn.incoming.conversationId, agency: agencyOf(parts, state), reason: `Darurat: ${sign}`, summary, urgent: true });
  return { state: { ...state, flagged: turn.now.toString() }, say: { text: emergencyCard(parts.emergencyContacts), choices: [commandChoice('lanjut', words.proceed)] } };
}

async function paced(parts: EngineParts, state: DialogueState, turn: Turn): Promise<Outcome> {
  const { pace: allowed, bucket } = pace(state, turn.incoming.receivedAt);
  const held = { ...state, bucket };
  if (allowed === 'silent') return { state: held };
  if (allowed === 'hold') return { state: held, say: { text: words.hold } };
  if (turn.incoming.conversation.handling === 'person') return withPerson(parts, held, turn);
  return answer(parts, held, turn);
}

/** A person is answering: the assistant keeps quiet until it is called back. */
async function withPerson(parts: EngineParts, state: DialogueState, turn: Turn): Promise<Outcome> {
  if (turn.reading.command !== 'menu' && !(turn.incoming.choiceId && readTap(turn.incoming.choiceId)?.kind === 'command')) return { state };
  await parts.conversations.handBack(turn.work, { conversationId: turn.incoming.conversationId, note: 'Dipanggil kembali oleh warga' });
  return { state: idle(state), say: menu(parts, words.back) };
}

async function answer(parts: EngineParts, state: DialogueState, turn: Turn): Promise<Outcome> {
  const { incoming, reading } = turn;
  if (incoming.kind === 'choice') return tapped(parts, state, turn, readTap(incoming.choiceId ?? ''));
  if (incoming.kind === 'start') return { state: idle(state), say: menu(parts, words.hello) };
  if (reading.command && !(reading.command === 'status' && state.task)) return command(parts, state, turn, reading.command);
  const running = state.task && parts.tasks.get(state.task.id);
  if (running && state.task) return inTask(parts, state, turn, running, state.task.slots);
  return incoming.kind === 'text' ? fromText(parts, idle(state), turn, state) : { state, say: { text: words.media } };
}

async function tapped(parts: EngineParts, state: DialogueState, turn: Turn, tap: Tap | undefined): Promise<Outcome> {
  const running = state.task && parts.tasks.get(state.task.id);
  switch (tap?.kind) {
    case 'answer':
      if (running && state.task && state.asked?.serial === tap.serial) return inTask(parts, state, { ...turn, tapped: tap }, running, state.task.slots);
      return again(parts, state, turn, words.stale);
    case 'go': {
      const task = parts.tasks.get(tap.task);
      return task ? begin(parts, state, tap.slot ? { ...turn, tapped: tap } : turn, task) : again(parts, state, turn, words.gone);
    }
    case 'fact': return isTopic(tap.topic) ? fact(parts, state, turn, tap.topic, tap.service) : again(parts, state, turn, words.gone);
    case 'command': return command(parts, state, turn, tap.name);
    case undefined: return again(parts, state, turn, words.gone);
  }
}

async function command(parts: EngineParts, state: DialogueState, turn: Turn, name: string): Promise<Outcome> {
  const byIntent = (intent: string) => [...parts.tasks.values()].find((task) => (task.intents as readonly string[]).includes(intent));
  switch (name) {
    case 'batal': {
      if (state.task) return { state: idle(state), say: { text: words.abandoned, choices: [commandChoice('menu', words.menuTitle)] } };
      const task = byIntent('batal');
      return task ? begin(parts, state, turn, task) : { state: idle(state), say: menu(parts, words.nothing) };
    }
    case 'petugas': return toPerson(parts, state, turn, 'Warga meminta petugas');
    case 'ulang': case 'lanjut': return again(parts, state, turn, '');
    case 'status': case 'hapus-data': {
      const task = byIntent(name === 'status' ? 'status' : 'hapus');
      return task ? begin(parts, state, turn, task) : { state: idle(state), say: menu(parts, words.nothing) };
    }
    default:
      if (turn.incoming.conversation.handling !== 'bot') await parts.conversations.handBack(turn.work, { conversationId: turn.incoming.conversationId });
      return { state: idle(state), say: menu(parts, words.menu) };
  }
}

/** The open question asked anew, with fresh choices; without one, the menu. */
async function again(parts: EngineParts, state: DialogueState, turn: Turn, note: string): Promise<Outcome> {
  const running = state.task && parts.tasks.get(state.task.id);
  if (!running || !state.task) return { state: idle(state), say: menu(parts, note || words.menu) };
  return led(await advance(parts, state, turn, running, state.task.slots), note);
}

async function inTask(parts: EngineParts, state: DialogueState, turn: Turn, task: AnyTask, slots: object): Promise<Outcome> {
  const picked = turn.tapped ?? pickedOption(state, turn.reading);
  const heardTurn: Turn = { ...turn, ...(picked ? { tapped: picked } : {}), ...(state.asked ? { asked: state.asked.slot } : {}) };
  // A "yes" that waited in a broken line commits nothing: the question is put again.
  if (turn.late && state.asked?.commit) return advance(parts, state, heardTurn, task, slots);
  const other = picked || turn.reading.answer ? undefined : strongerTask(parts, turn.reading, task);
  if (other) return begin(parts, state, turn, other);
  const heard = await task.hear(heardTurn, slots);
  if (JSON.stringify(heard) !== JSON.stringify(slots)) return advance(parts, { ...state, misses: 0, unclear: [] }, heardTurn, task, heard);
  const topic = topicOf(turn.reading);
  if (topic) return led(await again(parts, state, turn, ''), await factWords(parts, turn, topic, task.service));
  if (turn.reading.intents[0]?.name === 'petugas') return toPerson(parts, state, turn, 'Warga meminta petugas');
  return miss(parts, state, turn, task);
}

/** Moves the task on from `slots` and remembers the question it now asks. A refusal nobody handled is said as it is. */
async function advance(parts: EngineParts, state: DialogueState, turn: Turn, task: AnyTask, slots: object, hops = 0): Promise<Outcome> {
  const result = await attempt(turn.work, {}, () => task.next(turn, slots));
  if (!result.ok) return { state: idle(state), say: { text: `${result.problem.title}. ${result.problem.detail}`, choices: [commandChoice('menu', words.menuTitle), commandChoice('petugas', words.person)] } };
  const step: Step<object> = result.value;
  switch (step.kind) {
    case 'done': return { state: idle(state), say: step.message };
    case 'person': return toPerson(parts, { ...state, task: { id: task.id, slots: { ...slots } } }, turn, step.reason);
    case 'go': {
      const next = parts.tasks.get(step.task);
      return next && hops < 5 ? advance(parts, state, turn, next, step.slots, hops + 1) : { state: idle(state), say: menu(parts, words.menu) };
    }
    case 'ask': {
      const serial = state.serial + 1;
      const options = step.options ?? [];
      return {
        state: { ...state, serial, task: { id: task.id, slots: { ...(step.slots ?? slots) } }, asked: { serial, slot: step.slot, options: options.map(({ value, title }) => ({ value, title })), commit: step.commit === true } },
        say: { text: step.text, ...(options.length > 0 ? { choices: answerChoices(serial, step.slot, options) } : {}), ...(step.link ? { link: step.link } : {}) },
      };
    }
  }
}

async function begin(parts: EngineParts, state: DialogueState, turn: Turn, task: AnyTask): Promise<Outcome> {
  const heard = await task.hear(turn, {});
  return advance(parts, idle(state), turn, task, heard);
}

async function fromText(parts: EngineParts, state: DialogueState, turn: Turn, before: DialogueState): Promise<Outcome> {
  const called = [...parts.tasks.values()].find((task) => task.startsBy?.test(turn.reading.text));
  if (called) return begin(parts, state, turn, called);
  const [top, second] = turn.reading.intents;
  const named = [...parts.tasks.values()].find((task) => task.startsByName && turn.reading.found.length > 0);
  for (const intent of [top, second]) {
    if (!intent || (intent === second && !(top?.name === 'salam' || top?.name === 'terima-kasih'))) continue;
    if (intent.name === 'petugas') return toPerson(parts, before, turn, 'Warga meminta petugas');
    const task = [...parts.tasks.values()].find((each) => each.intents.includes(intent.name));
    if (task) return begin(parts, state, turn, task);
    if (isTopic(intent.name)) return fact(parts, state, turn, intent.name);
  }
  if (named) return begin(parts, state, turn, named);
  if (top?.name === 'terima-kasih') return { state, say: { text: words.thanks } };
  if (top?.name === 'salam') return { state, say: menu(parts, words.hello) };
  return miss(parts, before, turn, undefined);
}

async function fact(parts: EngineParts, state: DialogueState, turn: Turn, topic: Topic, service?: string): Promise<Outcome> {
  const meant = service ? [service] : servicesMeant(turn.reading.text, parts.manifests).map(({ id }) => id);
  const services = meant.length > 0 ? meant : parts.manifests.map(({ id }) => id);
  if (services.length > 1) return { state, say: { text: words.whichService, choices: services.map((id) => factChoice(id, topic, parts.manifests.find((manifest) => manifest.id === id)?.name ?? id)) } };
  const text = await factWords(parts, turn, topic, services[0] ?? '');
  if (!text) return led(await toPerson(parts, state, turn, 'Pertanyaan tanpa data resmi'), '', words.unknownFact);
  return { state, say: { text, choices: [commandChoice('menu', words.menuTitle), commandChoice('petugas', words.person)] } };
}

async function factWords(parts: EngineParts, turn: Turn, topic: Topic, service: string): Promise<string> {
  for (const source of parts.facts) {
    const found = source.service === service && source.topic === topic ? await source.answer(turn) : undefined;
    if (found) return factText(found);
  }
  const manifest = parts.manifests.find(({ id }) => id === service);
  const found = manifest && standardFact(manifest, topic);
  return found ? factText(found) : '';
}

/** Not understood: ask again, then offer buttons, then call a person. While a person is already on the way, silence is better than the same sentence. */
async function miss(parts: EngineParts, state: DialogueState, turn: Turn, task: AnyTask | undefined): Promise<Outcome> {
  const misses = state.misses + 1;
  const missed = { ...state, misses, unclear: [...state.unclear, turn.reading.personal.masked.slice(0, 200)].slice(-5) };
  if (turn.incoming.conversation.handling === 'waiting') return { state: missed };
  if (misses >= 3) return toPerson(parts, missed, turn, 'Tiga pesan tidak dipahami asisten');
  const note = misses === 1 ? words.unclear : words.unclearPick;
  const outcome = task && missed.task ? led(await advance(parts, missed, turn, task, missed.task.slots), note) : { state: missed, say: menu(parts, note) };
  return misses === 2 ? withPersonButton(outcome) : outcome;
}

async function toPerson(parts: EngineParts, state: DialogueState, turn: Turn, reason: string): Promise<Outcome> {
  const unclear = state.unclear.length > 0 ? `Belum dipahami: ${state.unclear.map((text) => `“${text}”`).join(', ')}.` : '';
  await parts.conversations.handOver(turn.work, { conversationId: turn.incoming.conversationId, agency: agencyOf(parts, state), reason, summary: [taskSummary(parts, state), unclear].filter(Boolean).join(' ') || 'Belum ada isian.' });
  return { state: { ...state, misses: 0, unclear: [] }, say: { text: words.handedOver } };
}

function menu(parts: EngineParts, text: string): OutMessage {
  return { text, choices: [...[...parts.tasks.values()].filter((task) => task.menu).map((task) => goChoice(task.id, task.title)), commandChoice('petugas', words.person)] };
}

function withPersonButton(outcome: Outcome): Outcome {
  const { say } = outcome;
  if (!say || say.choices?.some(({ id }) => id === commandChoice('petugas', '').id)) return outcome;
  return { ...outcome, say: { ...say, choices: [...(say.choices ?? []), commandChoice('menu', words.menuTitle), commandChoice('petugas', words.person)] } };
}

function led(outcome: Outcome, note: string, instead?: string): Outcome {
  if (!outcome.say) return outcome;
  return { ...outcome, say: { ...outcome.say, text: instead ?? [note, outcome.say.text].filter(Boolean).join('\n\n') } };
}

/** Notes that belong before any answer: a late message and a secret in the open. */
function prefixed(message: OutMessage, { incoming, now, zone, reading }: Turn): OutMessage {
  const notes = [incoming.late ? lateNote(incoming.sentAt, now, zone) : '', reading.personal.nikWritten ? words.secret : ''].filter(Boolean);
  return notes.length > 0 ? { ...message, text: `${notes.join(' ')}\n\n${message.text}` } : message;
}

/** A title typed instead of tapped, or "yang kedua". */
function pickedOption(state: DialogueState, reading: Reading): { slot: string; value: string } | undefined {
  const { asked } = state;
  if (!asked || asked.options.length === 0) return undefined;
  const typed = reading.text;
  const byTitle = asked.options.filter(({ title }) => typed !== '' && readText(title, blankMoment).text === typed);
  const option = byTitle.length === 1 ? byTitle[0] : reading.pick === undefined ? undefined : asked.options[reading.pick - 1];
  return option ? { slot: asked.slot, value: option.value } : undefined;
}

const blankMoment: Moment = { now: Temporal.Instant.fromEpochMilliseconds(0), zone: 'UTC', latitude: 0, longitude: 0 };

/** Another task clearly asked for in the middle of this one ("batalin antrian saya"). */
function strongerTask(parts: EngineParts, reading: Reading, running: AnyTask): AnyTask | undefined {
  const [top] = reading.intents;
  if (!top || top.score < 3 || running.intents.includes(top.name)) return undefined;
  return [...parts.tasks.values()].find((task) => task.intents.includes(top.name));
}

function topicOf(reading: Reading): Topic | undefined {
  const name = reading.intents[0]?.name;
  return name && isTopic(name) ? name : undefined;
}

function taskSummary(parts: EngineParts, state: DialogueState): string {
  const task = state.task && parts.tasks.get(state.task.id);
  if (!task || !state.task) return '';
  const said = task.describe?.(state.task.slots) ?? '';
  return `Keperluan: ${task.title}.${said ? ` ${said}.` : ''}${state.asked ? ` Ditanya: ${state.asked.slot}.` : ''}`;
}

function agencyOf(parts: EngineParts, state: DialogueState): string {
  const service = (state.task && parts.tasks.get(state.task.id)?.service) ?? [...parts.tasks.values()][0]?.service;
  return parts.manifests.find(({ id }) => id === service)?.agency ?? parts.manifests[0]?.agency ?? '';
}
