import type { ComponentChildren } from 'preact';
import type { Problem } from '#kernel/problem';
import { useWords } from '../frame.tsx';
import { words } from '../words.ts';

/** What a form shows again after a refusal: the typed values and the problem. */
export interface FormState {
  readonly values: Readonly<Record<string, string>>;
  readonly problem?: Problem | undefined;
}

/** The list of faults at the top of a form, each a link to its field. */
export function ErrorSummary({ problem }: { problem?: Problem | undefined }) {
  if (!problem) return null;
  return (
    <div class="error-summary" role="alert" tabIndex={-1} id="errors">
      <h2>{problem.title}</h2>
      <p>{problem.detail}</p>
      {Object.keys(problem.fields).length === 0 ? null : <ul>{Object.entries(problem.fields).map(([name, message]) => <li key={name}><a href={`#f-${name}`}>{message}</a></li>)}</ul>}
    </div>
  );
}

export interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly type?: 'text' | 'password' | 'tel' | 'email' | 'date' | 'number' | 'search';
  readonly state: FormState;
  readonly required?: boolean;
  readonly autocomplete?: string;
  readonly inputmode?: 'text' | 'numeric' | 'tel' | 'email' | 'search';
}

/** A labelled input with its hint, its error and the value typed before. */
export function Field({ name, label, hint, type = 'text', state, required, autocomplete, inputmode }: FieldProps) {
  const error = state.problem?.fields[name];
  return (
    <FieldFrame name={name} label={label} hint={hint} error={error}>
      <input {...({ type, autocomplete, inputmode } as Record<string, string | undefined>)} id={`f-${name}`} name={name} value={type === 'password' ? undefined : state.values[name]} required={required} aria-describedby={describedBy(name, hint, error)} aria-invalid={error ? 'true' : undefined} />
    </FieldFrame>
  );
}

/** A labelled list of choices. */
export function SelectField({ name, label, hint, state, options, required }: { name: string; label: string; hint?: string; state: FormState; options: readonly { value: string; label: string }[]; required?: boolean }) {
  const error = state.problem?.fields[name];
  return (
    <FieldFrame name={name} label={label} hint={hint} error={error}>
      <select id={`f-${name}`} name={name} required={required} aria-describedby={describedBy(name, hint, error)} aria-invalid={error ? 'true' : undefined}>
        {options.map((option) => <option key={option.value} value={option.value} selected={option.value === state.values[name]}>{option.label}</option>)}
      </select>
    </FieldFrame>
  );
}

/** Several lines of text. */
export function TextArea({ name, label, hint, state, rows = 4, maxLength, required }: { name: string; label: string; hint?: string; state: FormState; rows?: number; maxLength?: number; required?: boolean }) {
  const t = useWords(words);
  const error = state.problem?.fields[name];
  const limit = maxLength ? t('letters', { n: maxLength }) : undefined;
  const shown = [hint, limit].filter(Boolean).join(' ') || undefined;
  return (
    <FieldFrame name={name} label={label} hint={shown} error={error}>
      <textarea id={`f-${name}`} name={name} rows={rows} maxLength={maxLength} required={required} aria-describedby={describedBy(name, shown, error)} aria-invalid={error ? 'true' : undefined}>{state.values[name] ?? ''}</textarea>
    </FieldFrame>
  );
}

/** A value the form carries without showing it. */
export function Hidden({ name, value }: { name: string; value: string }) {
  return <input type="hidden" name={name} value={value} />;
}

/** The verb of a form. `kind`: the one main verb, a lesser one, or one that ends something. */
export function Button({ children, kind = 'main', name, value }: { children: ComponentChildren; kind?: 'main' | 'lesser' | 'ending'; name?: string; value?: string }) {
  return <button class={`button button-${kind}`} name={name} value={value}>{children}</button>;
}

/** A verb that leads to another page. */
export function LinkButton({ href, kind = 'main', children }: { href: string; kind?: 'main' | 'lesser' | 'ending'; children: ComponentChildren }) {
  return <a class={`button button-${kind}`} href={href}>{children}</a>;
}

/** Something the reader should know; `done`, `waiting` and `attention` set the colour, the words carry the meaning. */
export function Notice({ kind = 'info', title, children }: { kind?: 'info' | 'done' | 'waiting' | 'attention'; title?: string; children: ComponentChildren }) {
  return <div class={`notice notice-${kind}`}>{title ? <strong>{title}</strong> : null}<div>{children}</div></div>;
}

export function FieldFrame({ name, label, hint, error, children }: { name: string; label: string; hint?: string | undefined; error?: string | undefined; children: ComponentChildren }) {
  return (
    <div class={error ? 'field field-wrong' : 'field'}>
      <label for={`f-${name}`}>{label}</label>
      {hint ? <p class="hint" id={`h-${name}`}>{hint}</p> : null}
      {error ? <p class="error" id={`e-${name}`}>{error}</p> : null}
      {children}
    </div>
  );
}

export function describedBy(name: string, hint?: string, error?: string): string | undefined {
  return [hint ? `h-${name}` : '', error ? `e-${name}` : ''].filter(Boolean).join(' ') || undefined;
}
