import { RateLimiterMemory } from 'rate-limiter-flexible';
import { can } from '#kernel/actor';
import { sha256 } from '#kernel/digest';
import { say } from '#kernel/manifest';
import { parsePhone } from '#kernel/phone';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { mountForm, type Http } from '#platform/http';
import { readDateParts } from '#platform/ui';
import { refusals } from '../problems.ts';
import { poolOf, type SessionView } from '../reads/sessions.ts';
import type { Saroale } from '../rooms.ts';
import { referenceFault } from '../rules/reference.ts';
import * as inputs from '../actions/inputs.ts';
import { letterProblems } from '../actions/book.ts';
import type { Payer } from '../store/tables.ts';
import { newDraft, openDraft, stepPath, type Draft } from './draft.ts';
import { CheckStep, NewPersonStep, PayStep, PersonStep, PoliStep, SessionStep } from './register.tsx';
import { words } from './words.ts';

/** Attempts on one NIK or record number. */
const attempts = new RateLimiterMemory({ points: 10, duration: 900 });

/** Guards a look-up of a person: ten tries on one identifier in a quarter of an hour. */
export async function limitTries(identifier: string): Promise<void> {
  await attempts.consume(sha256(identifier)).catch(() => { throw new Problem(refusals.tooManyTries); });
}

/** The five steps of registration, each a form that works without scripts. */
export function mountRegister({ app }: Http, saroale: Saroale): void {
  const { doors, perform, actions, reads } = saroale;

  mountForm(app, {
    path: '/saroale/daftar',
    view: (_request, state) => <PersonStep state={state} />,
    async send(request, values) {
      const phone = readPhone(values['phone']);
      await limitTries(values['identifier'] ?? '');
      const person = await perform(actions.identifyPatient, request.actor, { identifier: values['identifier'] ?? '', birthDate: readDateParts(values, 'birthDate') ?? '' }, { requestId: request.id });
      return stepPath(doors, 'bayar', newDraft(doors, { id: person.id, initials: person.initials, phone }));
    },
  });

  mountForm(app, {
    path: '/saroale/daftar/baru',
    view: (request, state) => <NewPersonStep state={state} consent={say(doors.people.consent.current.text, request.locale)} />,
    async send(request, values) {
      const phone = readPhone(values['phone']);
      const person = await perform(actions.registerPatient, request.actor, { name: values['name'] ?? '', nik: values['nik'] ?? '', sex: values['sex'], birthDate: readDateParts(values, 'birthDate') ?? '', consent: values['consent'] === 'on' }, { requestId: request.id });
      const known = (await doors.people.summaries([person.id])).get(person.id);
      return stepPath(doors, 'bayar', newDraft(doors, { id: person.id, initials: known?.initials ?? '', phone }));
    },
  });

  mountForm(app, {
    path: '/saroale/daftar/bayar',
    view: (_request, state) => {
      const draft = openDraft(doors, state.values['d']);
      const values = { payer: draft.payer ?? 'jkn', visitKind: String(draft.visitKind ?? 3), reference: draft.reference ?? '', ...state.values };
      return <PayStep state={{ ...state, values }} draft={state.values['d'] ?? ''} />;
    },
    async send(_request, values) {
      const draft = openDraft(doors, values['d']);
      const payer = read(inputs.payer.safeParse(values['payer']), 'payer');
      const visitKind = read(inputs.visitKind.safeParse(values['visitKind']), 'visitKind');
      const fault = referenceFault({ payer, visitKind, reference: values['reference'], date: civilDate(doors.clock.now(), doors.zone) });
      if (fault) throw new Problem(letterProblems[fault], { fields: { reference: letterProblems[fault].detail } });
      const { reference: _old, ...rest } = draft;
      return stepPath(doors, 'poli', { ...rest, payer, visitKind, ...(values['reference']?.trim() ? { reference: values['reference'].trim() } : {}) });
    },
  });

  mountForm(app, {
    path: '/saroale/daftar/poli',
    async view(request, state) {
      const draft = openDraft(doors, state.values['d']);
      const open = new Map<string, number>();
      for (const session of await reads.searchSessions({ counter: isOfficer(request.actor) })) if (isChoosable(session)) open.set(session.poli, (open.get(session.poli) ?? 0) + 1);
      return <PoliStep state={{ ...state, values: { poli: draft.poli ?? '', ...state.values } }} draft={state.values['d'] ?? ''} polis={await reads.polis()} open={open} />;
    },
    async send(_request, values) {
      const draft = openDraft(doors, values['d']);
      if (!await reads.poli(values['poli'] ?? '')) throw new Problem(refusals.noPoli, { fields: { poli: refusals.noPoli.detail } });
      return stepPath(doors, 'jadwal', { ...draft, poli: values['poli'] ?? '' });
    },
  });

  mountForm(app, {
    path: '/saroale/daftar/jadwal',
    async view(request, state) {
      const draft = openDraft(doors, state.values['d']);
      const sessions = (await reads.searchSessions({ poli: draft.poli, payer: draft.payer, counter: isOfficer(request.actor) })).filter(isChoosable);
      return <SessionStep state={{ ...state, values: { session: draft.session ?? '', ...state.values } }} draft={state.values['d'] ?? ''} sessions={sessions} payer={draft.payer ?? 'umum'} officer={can(request.actor, 'saroale/override')} poliPath={stepPath(doors, 'poli', draft)} />;
    },
    async send(_request, values) {
      const draft = openDraft(doors, values['d']);
      const session = await reads.session(values['session'] ?? '00000000-0000-0000-0000-000000000000');
      if (!session) throw new Problem(refusals.noSession, { fields: { session: 'Pilih salah satu jadwal.' } });
      return stepPath(doors, 'periksa', { ...draft, session: session.sessionId, wait: session.left[poolOf(draft.payer ?? 'umum')] <= 0 });
    },
  });

  mountForm(app, {
    path: '/saroale/daftar/periksa',
    async view(request, state) {
      const draft = openDraft(doors, state.values['d']);
      const { payer, visitKind, session } = await complete(saroale, draft);
      const beyond = draft.wait === true && can(request.actor, 'saroale/override');
      return <CheckStep state={state} draft={state.values['d'] ?? ''} checked={{
        initials: draft.initials, payer, visitKind, reference: draft.reference, session, wait: draft.wait === true && !beyond, beyond,
        paths: { person: '/saroale/daftar', pay: stepPath(doors, 'bayar', draft), poli: stepPath(doors, 'poli', draft), session: stepPath(doors, 'jadwal', draft) },
      }} />;
    },
    async send(request, values) {
      const draft = openDraft(doors, values['d']);
      const { payer, visitKind } = await complete(saroale, draft);
      const input = {
        sessionId: draft.session, personId: draft.person, payer, visitKind, ...(draft.reference ? { reference: draft.reference } : {}), key: `web/${draft.id}`, showPoli: values['showPoli'] === 'on',
        ...(draft.phone ? { contact: { phone: draft.phone } } : {}),
      };
      const officer = isOfficer(request.actor);
      const actor = officer ? { ...request.actor, channel: 'counter' as const } : request.actor;
      const about = { requestId: request.id };
      if (draft.wait && can(request.actor, 'saroale/override')) return `${(await perform(actions.overrideQuota, actor, { ...input, reason: values['reason'] ?? '' }, about)).ticketUrl}?baru=1`;
      if (draft.wait) return `/saroale/tawaran/${doors.sign((await perform(actions.joinWaitingList, actor, input, about)).waitingId)}`;
      return `${(await perform(officer ? actions.bookOnsite : actions.book, actor, input, about)).ticketUrl}?baru=1`;
    },
  });
}

/** A full session can still be waited for. */
function isChoosable(session: SessionView): boolean {
  return session.bookable || session.whyNot === 'full';
}

function isOfficer(actor: Parameters<typeof can>[0]): boolean {
  return can(actor, 'saroale/register');
}

async function complete({ reads }: Saroale, draft: Draft): Promise<{ payer: Payer; visitKind: number; session: SessionView }> {
  const session = draft.session ? await reads.session(draft.session) : undefined;
  if (!session || !draft.payer || !draft.visitKind) throw new Problem(refusals.draftGone);
  return { payer: draft.payer, visitKind: draft.visitKind, session };
}

/** An E.164 number, nothing, or the fault. */
function readPhone(typed: string | undefined): string | undefined {
  if (!typed?.trim()) return undefined;
  const phone = parsePhone(typed);
  if (!phone) throw new Problem(refusals.phone, { fields: { phone: say(words.phoneWrong) } });
  return phone;
}

function read<T>(parsed: { success: true; data: T } | { success: false; error: { issues: readonly { message: string }[] } }, field: string): T {
  if (parsed.success) return parsed.data;
  throw new Problem(refusals.choose, { fields: { [field]: parsed.error.issues[0]?.message ?? '' } });
}
