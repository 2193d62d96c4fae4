import { useFrame, useWords } from '#platform/ui';
import type { HTMLAttributes } from 'preact';
import type { Asking } from './asking.ts';
import { words } from './words.ts';

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'serasan-here': HTMLAttributes<HTMLElement> & { for: string; failed: string };
    }
  }
}

interface CompositeProps { readonly path: string; readonly label: string; readonly hint: string | undefined; readonly asking: Asking }

/** Village by its code, grouped by district, and the words a courier needs. One list with groups works without scripts and finds by typing. */
export function AddressField({ path, label, hint, asking }: CompositeProps) {
  const { places } = asking;
  const t = useWords(words);
  const chosen = asking.state.values[`${path}.village`] ?? '';
  const fault = asking.state.problem?.fields[`${path}.village`] ?? asking.state.problem?.fields[path];
  return (
    <Frame path={path} label={label} hint={hint} asking={asking}>
      <div class={fault ? 'field field-wrong' : 'field'}>
        <label for={`f-${path}.village`}>{t('village')}</label>
        {fault ? <p class="error" id={`e-${path}.village`}>{fault}</p> : null}
        <select id={`f-${path}.village`} name={`${path}.village`} aria-describedby={fault ? `e-${path}.village` : undefined} aria-invalid={fault ? 'true' : undefined}>
          <option value="">{t('choose')}</option>
          {places.districts().map((district) => (
            <optgroup key={district.code} label={`Kec. ${district.name}`}>
              {places.villages({ district: district.code }).map((village) => <option key={village.code} value={village.code} selected={village.code === chosen}>{village.name}</option>)}
            </optgroup>
          ))}
        </select>
      </div>
      <Part path={path} part="street" asking={asking} />
      <div class="field-row"><Part path={path} part="rt" asking={asking} small /><Part path={path} part="rw" asking={asking} small /></div>
    </Frame>
  );
}

/** A place on the map as two numbers; with scripts a phone can say where it is. */
export function PointField({ path, label, hint, asking }: CompositeProps) {
  const t = useWords(words);
  return (
    <Frame path={path} label={label} hint={hint} asking={asking}>
      <div class="field-row"><Part path={path} part="lat" asking={asking} /><Part path={path} part="lon" asking={asking} /></div>
      <serasan-here for={path} failed={t('hereFailed')} hidden><p><button type="button" class="button button-lesser">{t('here')}</button></p><p role="status" class="error" /></serasan-here>
    </Frame>
  );
}

function Frame({ path, label, hint, asking, children }: CompositeProps & { children: preact.ComponentChildren }) {
  const fault = asking.state.problem?.fields[path];
  const described = [hint ? `h-${path}` : '', fault ? `e-${path}` : ''].filter(Boolean).join(' ') || undefined;
  return (
    <fieldset class={fault ? 'field field-wide field-wrong' : 'field field-wide'} id={`f-${path}`} aria-describedby={described}>
      <legend>{label}</legend>
      {hint ? <p class="hint" id={`h-${path}`}>{hint}</p> : null}
      {fault ? <p class="error" id={`e-${path}`}>{fault}</p> : null}
      {children}
    </fieldset>
  );
}

function Part({ path, part, asking, small }: { path: string; part: 'street' | 'rt' | 'rw' | 'lat' | 'lon'; asking: Asking; small?: boolean }) {
  const t = useWords(words);
  const { locale } = useFrame();
  const name = `${path}.${part}`;
  const fault = asking.state.problem?.fields[name];
  return (
    <div class={fault ? 'field field-wrong' : 'field'} lang={locale}>
      <label for={`f-${name}`}>{t(part)}</label>
      {fault ? <p class="error" id={`e-${name}`}>{fault}</p> : null}
      <input type="text" id={`f-${name}`} name={name} value={asking.state.values[name]} class={small ? 'digits-4' : undefined} inputMode={small ? 'numeric' : undefined} autocomplete="off" aria-describedby={fault ? `e-${name}` : undefined} aria-invalid={fault ? 'true' : undefined} />
    </div>
  );
}
