import { useWords } from '../frame.tsx';
import { words } from '../words.ts';
import { Field, type FormState } from './form.tsx';

const parts = [['day', 2], ['month', 2], ['year', 4]] as const;

/** A date people know by heart (birth, letter): three small fields `name-day`, `name-month`, `name-year`, no calendar to scroll. */
export function DateParts({ name, legend, hint, state }: { name: string; legend: string; hint?: string; state: FormState }) {
  const t = useWords(words);
  const error = state.problem?.fields[name];
  const described = [hint ? `h-${name}` : '', error ? `e-${name}` : ''].filter(Boolean).join(' ') || undefined;
  return (
    <fieldset class={error ? 'field field-wrong' : 'field'} id={`f-${name}`} aria-describedby={described}>
      <legend>{legend}</legend>
      {hint ? <p class="hint" id={`h-${name}`}>{hint}</p> : null}
      {error ? <p class="error" id={`e-${name}`}>{error}</p> : null}
      <div class="date-parts">
        {parts.map(([part, length]) => (
          <div key={part}>
            <label for={`f-${name}-${part}`}>{t(part)}</label>
            <input type="text" id={`f-${name}-${part}`} name={`${name}-${part}`} value={state.values[`${name}-${part}`]} inputmode="numeric" maxLength={length} class={`digits-${length}`} aria-invalid={error ? 'true' : undefined} autocomplete="off" />
          </div>
        ))}
      </div>
    </fieldset>
  );
}

/** The ISO date of the three fields, or nothing when they name no day of the calendar. */
export function readDateParts(values: Readonly<Record<string, string>>, name: string): string | undefined {
  const [day, month, year] = parts.map(([part]) => (values[`${name}-${part}`] ?? '').trim());
  if (!/^\d{1,2}$/.test(day ?? '') || !/^\d{1,2}$/.test(month ?? '') || !/^\d{4}$/.test(year ?? '')) return undefined;
  try {
    return Temporal.PlainDate.from({ year: Number(year), month: Number(month), day: Number(day) }, { overflow: 'reject' }).toString();
  } catch {
    return undefined;
  }
}

/** A date in everyday words ("besok", "Jumat depan", "12 Mei"); the form answers with what it understood. */
export function DateWords({ name, label, hint, state }: { name: string; label: string; hint: string; state: FormState }) {
  return <Field name={name} label={label} hint={hint} state={state} autocomplete="off" />;
}
