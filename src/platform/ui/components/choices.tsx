import type { FormState } from './form.tsx';

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly disabled?: boolean;
}

interface ChoicesProps {
  readonly name: string;
  readonly legend: string;
  readonly hint?: string;
  readonly state: FormState;
  readonly options: readonly Choice[];
  /** `cards`: side by side where there is room; `list`: one under another. */
  readonly layout?: 'cards' | 'list';
  readonly required?: boolean;
}

/** One of several, each a large target with what it means. */
export function Choices({ name, legend, hint, state, options, layout = 'list', required }: ChoicesProps) {
  const error = state.problem?.fields[name];
  const described = [hint ? `h-${name}` : '', error ? `e-${name}` : ''].filter(Boolean).join(' ') || undefined;
  return (
    <fieldset class={error ? 'field field-wide field-wrong' : 'field field-wide'} id={`f-${name}`} aria-describedby={described}>
      <legend>{legend}</legend>
      {hint ? <p class="hint" id={`h-${name}`}>{hint}</p> : null}
      {error ? <p class="error" id={`e-${name}`}>{error}</p> : null}
      <div class={layout === 'cards' ? 'choices choices-cards' : 'choices'}>
        {options.map((option) => (
          <label class="choice" key={option.value}>
            <input type="radio" name={name} value={option.value} checked={state.values[name] === option.value} disabled={option.disabled} required={required} />
            <span><b>{option.label}</b>{option.hint ? <small>{option.hint}</small> : null}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** A short scale from worst to best: two targets a row on phones, all in one row where there is room. May be left unanswered. */
export function Rating({ name, legend, state, options }: Pick<ChoicesProps, 'name' | 'legend' | 'state' | 'options'>) {
  const error = state.problem?.fields[name];
  return (
    <fieldset class={error ? 'field field-wide field-wrong' : 'field field-wide'} id={`f-${name}`} aria-describedby={error ? `e-${name}` : undefined}>
      <legend>{legend}</legend>
      {error ? <p class="error" id={`e-${name}`}>{error}</p> : null}
      <div class="choices choices-scale">
        {options.map((option) => (
          <label class="choice" key={option.value}>
            <input type="radio" name={name} value={option.value} checked={state.values[name] === option.value} />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Yes or nothing. The field is `on` when ticked and absent otherwise. */
export function Checkbox({ name, label, hint, state, required }: { name: string; label: string; hint?: string; state: FormState; required?: boolean }) {
  const error = state.problem?.fields[name];
  return (
    <div class={error ? 'field field-wide field-wrong' : 'field field-wide'}>
      {error ? <p class="error" id={`e-${name}`}>{error}</p> : null}
      <label class="choice">
        <input type="checkbox" id={`f-${name}`} name={name} value="on" checked={state.values[name] === 'on'} required={required} aria-describedby={error ? `e-${name}` : undefined} />
        <span><b>{label}</b>{hint ? <small>{hint}</small> : null}</span>
      </label>
    </div>
  );
}
