import { formulary, medicineOf, type Medicine } from '../../reference/reference.ts';
import { drugLabel } from '../../rules/safety.ts';

/** The medicine a doctor typed: the list's own text with its code, a code, or a name that fits exactly one. */
export function medicineTyped(typed: string | undefined): Medicine | undefined {
  const text = (typed ?? '').trim();
  const code = /\(([A-Z0-9]+)\)$/.exec(text)?.[1] ?? text.toUpperCase();
  const known = medicineOf(code);
  if (known || text.length < 3) return known;
  const fitting = formulary.medicines.filter((medicine) => drugLabel(medicine).toLowerCase().startsWith(text.toLowerCase()) || medicine.name.startsWith(text.toLowerCase()));
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** The compounded item of the form as the action takes it: the first ingredient names the item, empty rows are left out. */
export function recipeTyped(values: Readonly<Record<string, string>>): Record<string, unknown> {
  const lines = [1, 2, 3, 4].flatMap((n) => {
    const typed = values[`bahan-${n}`]?.trim();
    return typed ? [{ drug: medicineTyped(typed)?.code ?? typed, amountMg: values[`mg-${n}`] ?? '' }] : [];
  });
  return { drug: lines[0]?.drug ?? '', signa: values['compoundSigna'] ?? '', quantity: values['packs'] ?? '', reason: values['compoundReason'] ?? '', recipe: { packs: values['packs'] ?? 0, dtd: values['dtd'] === 'on', vehicle: 'SL', lines } };
}
