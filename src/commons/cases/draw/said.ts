import { say, type Words } from '#kernel/manifest';
import type { Locale } from '#kernel/time';
import type { Budget, Guard } from '../definition/schema.ts';

const units: Record<Budget['unit'], Words> = { working_day: { id: 'hari kerja', en: 'working days' }, working_minute: { id: 'menit kerja', en: 'working minutes' }, calendar_day: { id: 'hari kalender', en: 'calendar days' } };

/** `5 hari kerja`. */
export function budgetInWords({ amount, unit }: Budget, locale: Locale = 'id'): string {
  return `${amount} ${say(units[unit], locale)}`;
}

/** A condition in the operators' own vocabulary, for diagrams and the SOP: `luas ≤ 12 dan tidak (nik kosong)`. */
export function guardInWords(guard: Guard): string {
  switch (guard.op) {
    case '=': case '≠': case '<': case '≤': return `${guard.fact} ${guard.op} ${Array.isArray(guard.value) ? guard.value.join(', ') : String(guard.value)}`;
    case 'in': return `${guard.fact} salah satu dari ${guard.values.join(', ')}`;
    case 'empty': return `${guard.fact} kosong`;
    case 'all': return guard.of.map((one) => part(one)).join(' dan ');
    case 'any': return guard.of.map((one) => part(one)).join(' atau ');
    case 'not': return `tidak (${guardInWords(guard.of)})`;
    case 'named': return guard.guard;
  }
}

function part(guard: Guard): string {
  return guard.op === 'all' || guard.op === 'any' ? `(${guardInWords(guard)})` : guardInWords(guard);
}
