import { FieldFrame, describedBy, type FormState } from './form.tsx';

/** A document or photo. With `camera` a phone opens its back camera straight away. The form needs `enctype="multipart/form-data"`. */
export function FileField({ name, label, hint, state, accept, camera, required }: { name: string; label: string; hint?: string; state: FormState; accept?: string; camera?: boolean; required?: boolean }) {
  const error = state.problem?.fields[name];
  return (
    <FieldFrame name={name} label={label} hint={hint} error={error}>
      <input type="file" id={`f-${name}`} name={name} accept={accept ?? (camera ? 'image/*' : undefined)} capture={camera ? 'environment' : undefined} required={required} aria-describedby={describedBy(name, hint, error)} aria-invalid={error ? 'true' : undefined} />
    </FieldFrame>
  );
}
