import type { ComponentChildren } from 'preact';
import { useWords } from '../frame.tsx';
import { words } from '../words.ts';
import { StatusTag, type TagKind } from './display.tsx';

export interface Answer { readonly name: string; readonly value: ComponentChildren; readonly changeHref?: string | undefined }

/** What was filled in, to be checked before it is sent. */
export function CheckAnswers({ rows }: { rows: readonly Answer[] }) {
  const t = useWords(words);
  return (
    <dl class="answers">
      {rows.map((row) => (
        <div key={row.name}>
          <dt>{row.name}</dt>
          <dd>{row.value}</dd>
          {row.changeHref ? <dd class="answers-change"><a href={row.changeHref}>{t('change')}<span class="visually-hidden"> {row.name}</span></a></dd> : null}
        </div>
      ))}
    </dl>
  );
}

export interface Task { readonly name: string; readonly href?: string | undefined; readonly hint?: string | undefined; readonly status: string; readonly kind: TagKind }

/** Steps a person may do in their own order, each with its state. */
export function TaskList({ tasks }: { tasks: readonly Task[] }) {
  return (
    <ul class="tasks">
      {tasks.map((task) => (
        <li key={task.name}>
          <div>{task.href ? <a href={task.href}>{task.name}</a> : <span>{task.name}</span>}{task.hint ? <small>{task.hint}</small> : null}</div>
          <StatusTag kind={task.kind}>{task.status}</StatusTag>
        </li>
      ))}
    </ul>
  );
}

export interface Step {
  readonly name: string;
  readonly state: 'done' | 'now' | 'ahead';
  /** When it happened or will, in words. */
  readonly at?: string | undefined;
  /** Who holds or held it. */
  readonly by?: string | undefined;
  /** The promised latest moment, in words. */
  readonly until?: string | undefined;
  readonly note?: string | undefined;
}

/** The course of a case: what was done, who holds it now and until when, what comes next. */
export function Timeline({ steps }: { steps: readonly Step[] }) {
  const t = useWords(words);
  const spoken = { done: t('stateDone'), now: t('stateNow'), ahead: t('stateAhead') };
  return (
    <ol class="timeline">
      {steps.map((step) => (
        <li key={`${step.name}${step.at ?? ''}`} class={`step-${step.state}`} aria-current={step.state === 'now' ? 'step' : undefined}>
          <b><span class="visually-hidden">{spoken[step.state]}: </span>{step.name}</b>
          <span class="quiet">{[step.at, step.by, step.until ? `${t('until')} ${step.until}` : undefined].filter(Boolean).join(' · ')}</span>
          {step.note ? <span>{step.note}</span> : null}
        </li>
      ))}
    </ol>
  );
}
