import type { FormDocument } from '../document.ts';
import type { Given } from '../rules/check.ts';
import { readTyped, type Typed } from '../rules/read.ts';
import type { Field } from '../rules/tree.ts';
import { thousands } from '../rules/write.ts';
import type { Answer, Answers } from '../rules/answers.ts';
import { start as judgeOf, type Compiled, type Judge } from './judge.ts';
import { HereButton } from './here.ts';
import { showFaults } from './faults.ts';

/** What the page tells its script: the answers of other pages that conditions here look at, dates by period, rates. */
export interface Told { readonly fields: readonly string[]; readonly known: Answers; readonly dates: Readonly<Record<string, string>>; readonly rates: Readonly<Record<string, number>> }

/**
 * The same rules as on the server, in the browser: shows and hides questions while one answers, works out fees, and says faults before anything is sent.
 * The server decides again; without this script the page works the same, only slower.
 */
export function start(document: FormDocument, compiled: Compiled, compute: Given['compute']): void {
  const judge = judgeOf(document, compiled, compute);
  customElements.define('serasan-here', HereButton);
  customElements.define('serasan-form', class extends HTMLElement {
    connectedCallback() {
      const form = this.querySelector('form');
      if (form) attend(form, judge, JSON.parse(this.getAttribute('told') ?? '{}') as Told);
    }
  });
}

function attend(form: HTMLFormElement, { tree, check }: Judge, told: Told): void {
  const fields = tree.fields.filter((field) => told.fields.includes(field.name));
  const given = { rates: told.rates, dateOf: (period: string) => told.dates[period] ?? '' };
  const now = () => {
    const read = readTyped(fields, typedOf(form), told.known);
    return { read, checked: check({ ...told.known, ...read.answers, ...filesOf(form, fields) }, given) };
  };
  const refresh = () => {
    const { checked } = now();
    for (const element of form.querySelectorAll<HTMLElement>('[data-question]')) element.hidden = !checked.asked.has(element.dataset['question'] ?? '');
    for (const element of form.querySelectorAll<HTMLElement>('[data-computed]')) {
      const value = checked.answers[element.dataset['computed'] ?? ''];
      element.textContent = typeof value === 'number' ? (element.dataset['unit'] ?? '') + thousands(value) : element.dataset['unknown'] ?? '';
    }
  };
  form.noValidate = true;
  form.addEventListener('input', refresh);
  form.addEventListener('submit', (event) => {
    const button = event.submitter;
    // Rows are added and removed whatever the rest says.
    if (button instanceof HTMLButtonElement && button.name === '_do' && button.value !== 'lanjut') return;
    const { read, checked } = now();
    const own = Object.entries({ ...checked.faults, ...read.faults }).filter(([path]) => told.fields.includes(path.split('.')[0] ?? ''));
    if (showFaults(form, own)) event.preventDefault();
  });
  refresh();
}

function typedOf(form: HTMLFormElement): Typed {
  return Object.fromEntries([...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** A chosen file stands as an answer until the server has judged it by its content. */
function filesOf(form: HTMLFormElement, fields: readonly Field[]): Answers {
  const found: Record<string, Answer> = {};
  for (const field of fields) {
    const input = field.kind === 'file' ? form.querySelector<HTMLInputElement>(`input[type=file][name="${field.name}"]`) : null;
    const chosen = input?.files?.[0];
    if (chosen) found[field.name] = { id: '00000000-0000-0000-0000-000000000000', name: chosen.name.slice(0, 120), type: chosen.type || 'image/jpeg', size: Math.max(1, chosen.size) };
  }
  return found;
}
