import type { ComponentChildren } from 'preact';
import { formatClock } from '#kernel/time';
import { Details, Field, Hidden, hx, SelectField, StatusTag, useFrame, useWords } from '#platform/ui';
import { deskPath } from './paths.ts';
import type { Chosen, DeskView } from './view.ts';
import { words } from './words.ts';

/** The one being worked on: who it is, and what can be done now. */
export function ChosenWork({ chosen, view, may }: { chosen: Chosen; view: DeskView; may: { readonly call: boolean } }) {
  const { zone } = useFrame().site;
  const t = useWords(words);
  const { ticket, visit, person, estimate } = chosen;
  return (
    <article class="desk-card" aria-label={chosen.label}>
      <header>
        <p class="huge numeric">{chosen.label}</p>
        <p>
          <StatusTag kind={ticket?.state === 'called' ? 'attention' : ticket?.state === 'serving' ? 'done' : 'plain'}>{stateWords(chosen, t)}</StatusTag>
          {visit.newPatient ? <StatusTag kind="attention">{t('newPatient')}</StatusTag> : null}
        </p>
        <p><strong>{person?.initials ?? '–'}</strong>{person?.birthYear ? `, ${t('bornIn', { year: person.birthYear })}` : ''}{person?.maskedNorm ? ` · RM ${person.maskedNorm}` : ''} · {t(visit.payer)}</p>
        {estimate ? <p class="quiet">{t('expected')}: {t('between', { from: formatClock(estimate.from, zone), to: formatClock(estimate.to, zone) })}</p> : null}
      </header>
      {may.call && ticket ? <Steps chosen={chosen} view={view} /> : null}
    </article>
  );
}

function stateWords({ ticket }: Chosen, t: ReturnType<typeof useWords<typeof words>>): string {
  if (!ticket) return t('notHere');
  if (ticket.state === 'called' && ticket.calls > 1) return t('calledTimes', { n: ticket.calls });
  return t(ticket.state === 'cancelled' ? 'cancelledTicket' : ticket.state);
}

function Steps({ chosen, view }: { chosen: Chosen; view: DeskView }) {
  const t = useWords(words);
  const step = (verb: string, word: keyof typeof words, more: Partial<StepProps> = {}) => <Step key={`${verb}${more.value?.[1] ?? ''}`} verb={verb} chosen={chosen} {...more}>{t(word)}</Step>;
  const holds = [step('tahan', 'holdLab', { value: ['at', 'lab'] }), step('tahan', 'holdRadiology', { value: ['at', 'radiology'] })];
  const finishes = [step('selesai', 'finish', { value: ['prescription', 'none'], shortcut: 's', kind: 'main' }), step('selesai', 'finishReady', { value: ['prescription', 'ready-made'] }), step('selesai', 'finishCompounded', { value: ['prescription', 'compounded'] })];
  switch (chosen.ticket?.state) {
    case 'called': return <><div class="actions">{step('mulai', 'start', { kind: 'main', shortcut: 'm' })}{step('panggil-ulang', 'recall', { shortcut: 'u' })}{step('lewati', 'skip', { shortcut: 'l' })}{step('tidak-hadir', 'markAbsent', { shortcut: 't' })}</div><div class="actions">{step('selesai', 'finish', { value: ['prescription', 'none'], shortcut: 's' })}{holds}</div></>;
    case 'serving': return <><div class="actions">{finishes}</div><div class="actions">{holds}</div><Transfer chosen={chosen} view={view} /></>;
    case 'waiting': case 'issued': return <><div class="actions">{step('panggil', 'call', { shortcut: 'u' })}{step('lewati', 'skip', { shortcut: 'l' })}{holds}</div><Transfer chosen={chosen} view={view} /></>;
    case 'skipped': case 'absent': return <div class="actions">{step('panggil', 'call', { shortcut: 'u' })}{step('lanjutkan', 'resume')}</div>;
    case 'on_hold': return <div class="actions">{step('lanjutkan', 'resume', { kind: 'main' })}{finishes[0]}</div>;
    case 'done': case 'cancelled': case undefined: return null;
  }
}

interface StepProps {
  readonly verb: string;
  readonly chosen: Chosen;
  readonly kind?: 'main' | 'lesser';
  readonly shortcut?: string | undefined;
  readonly value?: readonly [name: string, value: string] | undefined;
  readonly children?: ComponentChildren;
}

function Step({ verb, chosen, kind = 'lesser', shortcut, value, children }: StepProps) {
  const path = deskPath(chosen.visit.sessionId, verb);
  return (
    <form method="post" action={path} {...hx({ post: path, target: '#meja', swap: 'outerMorph' })}>
      <Hidden name="bookingId" value={chosen.bookingId} />
      <Hidden name="label" value={chosen.label} />
      {value ? <Hidden name={value[0]} value={value[1]} /> : null}
      <button class={`button button-${kind}`} data-key={shortcut} aria-keyshortcuts={shortcut}>{children}</button>
    </form>
  );
}

function Transfer({ chosen, view }: { chosen: Chosen; view: DeskView }) {
  const t = useWords(words);
  const others = view.sessions.filter((session) => session.sessionId !== view.session.sessionId && (session.status === 'open' || session.status === 'running'));
  if (others.length === 0) return null;
  const path = deskPath(chosen.visit.sessionId, 'pindah');
  return (
    <Details summary={t('transfer')}>
      <form method="post" action={path} {...hx({ post: path, target: '#meja', swap: 'outerMorph' })}>
        <Hidden name="bookingId" value={chosen.bookingId} />
        <Hidden name="label" value={chosen.label} />
        <SelectField name="toSessionId" label={t('to')} state={{ values: {} }} options={others.map((session) => ({ value: session.sessionId, label: `${session.poliName}, ${session.doctorName}, ${session.hours}` }))} />
        <Field name="reason" label={t('reason')} state={{ values: {} }} required />
        <button class="button button-lesser">{t('send')}</button>
      </form>
    </Details>
  );
}
