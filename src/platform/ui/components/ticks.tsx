import type { Choice } from './choices.tsx';
import type { FormState } from './form.tsx';

/** Any number of several. Each ticked one is posted as `name:value` = `on`, so that the form stays flat text. */
export function Ticks({ name, legend, hint, state, options }: { name: string; legend: string; hint?: string; state: FormState; options: readonly Choice[] }) {
  const error = state.problem?.fields[name];
  const described = [hint ? `h-${name}` : '', error ? `e-${name}` : ''].filter(Boolean).join(' ') || undefined;
  return (
    <fieldset class={error ? 'field field-wide field-wrong' : 'field field-wide'} id={`f-${name}`} aria-describedby={described}>
      <legend>{legend}</legend>
      {hint ? <p class="hint" id={`h-${name}`}>{hint}</p> : null}
      {error ? <p class="error" id={`e-${name}`}>{error}</p> : null}
      <div class="choices">
        {options.map((option) => (
          <label class="choice" key={option.value}>
            <input type="checkbox" name={`${name}:${option.value}`} value="on" checked={state.values[`${name}:${option.value}`] === 'on'} disabled={option.disabled} />
            <span><b>{option.label}</b>{option.hint ? <small>{option.hint}</small> : null}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
