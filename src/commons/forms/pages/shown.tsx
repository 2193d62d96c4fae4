import type { ComponentChildren } from 'preact';
import { say } from '#kernel/manifest';
import { formatRupiah } from '#kernel/money';
import { formatDate, type Locale } from '#kernel/time';
import type { Places } from '#commons/places';
import { fill } from '#platform/ui';
import { isEmpty, textOf, type Answer, type Answers } from '../rules/answers.ts';
import type { FileAnswer } from '../rules/files.ts';
import type { Field } from '../rules/tree.ts';
import { decimal, thousands } from '../rules/write.ts';
import { words } from './words.ts';

/** An answer as people read it. */
export function answerText(field: Field, answer: Answer, locale: Locale, places: Places): string {
  if (isEmpty(answer)) return '';
  switch (field.kind) {
    case 'choice': return option(field, textOf(answer), locale);
    case 'choices': return (answer as readonly string[]).map((value) => option(field, value, locale)).join(', ');
    case 'yesno': return fill(answer === true ? words.yes : words.no, locale);
    case 'tick': return fill(words.yes, locale);
    case 'date': return /^\d{4}-\d{2}-\d{2}$/.test(textOf(answer)) ? formatDate(Temporal.PlainDate.from(textOf(answer)), locale) : textOf(answer);
    case 'rupiah': return formatRupiah(BigInt(answer as number));
    case 'integer': return thousands(answer as number);
    case 'number': return decimal(answer as number);
    case 'file': return fileText(answer as unknown as FileAnswer, locale);
    case 'address': return addressText(answer as Answers, places);
    case 'point': return `${decimal((answer as Answers)['lat'] as number)}; ${decimal((answer as Answers)['lon'] as number)}`;
    case 'group': return (answer as readonly Answers[]).map((row, index) => `${index + 1}. ${field.rows.flatMap((inner, place) => { const said = answerText(inner, row[inner.name], locale, places); return said === '' ? [] : [place === 0 ? said : `${say(inner.question.label, locale)}: ${said}`]; }).join('; ')}`).join('\n');
    case 'text': case 'lines': case 'name': case 'nik': case 'npwp': case 'nitku': case 'nib': case 'kbli': case 'email': return textOf(answer);
    case 'phone': return phoneText(textOf(answer));
  }
}

/** The same for a page: lines stay lines. */
export function answerShown(field: Field, answer: Answer, locale: Locale, places: Places): ComponentChildren {
  const lines = answerText(field, answer, locale, places).split('\n');
  return lines.length === 1 ? lines[0] : lines.map((line) => <span class="line" key={line}>{line}</span>);
}

/** Indonesian numbers as people dial them: `0812-3456-7890`. */
function phoneText(phone: string): string {
  return phone.startsWith('+62') ? `0${phone.slice(3)}`.replace(/(\d{4})(?=\d)/g, '$1-') : phone;
}

function option(field: Field, value: string, locale: Locale): string {
  const found = field.question.options?.[value];
  return found ? say(found, locale) : value;
}

function addressText(answer: Answers, places: Places): string {
  const numbers = [answer['rt'] ? `RT ${textOf(answer['rt'])}` : '', answer['rw'] ? `RW ${textOf(answer['rw'])}` : ''].filter(Boolean).join('/');
  return [textOf(answer['street']), numbers, places.fullName(textOf(answer['village'])) ?? textOf(answer['village'])].filter(Boolean).join(', ');
}

function fileText({ name, size, pages }: FileAnswer, locale: Locale): string {
  return `${name} (${pages ? `${fill(words.pages, locale, { n: pages })}, ` : ''}${sizeInWords(size)})`;
}

/** `1,4 MB`, `230 KB`. */
export function sizeInWords(bytes: number): string {
  return bytes >= 1_000_000 ? `${decimal(Math.round(bytes / 100_000) / 10)} MB` : `${Math.max(1, Math.round(bytes / 1000))} KB`;
}
