import type { Words } from '#kernel/manifest';

/** Writes faults where the server would: a summary on top with links, and each at its question. Returns whether there were any. */
export function showFaults(form: HTMLFormElement, faults: readonly (readonly [string, Words])[]): boolean {
  const page = form.ownerDocument;
  const spoken = (words: Words) => (page.documentElement.lang === 'en' ? words.en : undefined) ?? words.id;
  for (const old of page.querySelectorAll('.error-summary, form .error[id]')) old.remove();
  for (const wrong of form.querySelectorAll('.field-wrong')) wrong.classList.remove('field-wrong');
  for (const input of form.querySelectorAll('[aria-invalid]')) input.removeAttribute('aria-invalid');
  if (faults.length === 0) return false;
  for (const [path, words] of faults) mark(form, path, spoken(words));
  const summary = page.createElement('div');
  summary.className = 'error-summary';
  summary.setAttribute('role', 'alert');
  summary.tabIndex = -1;
  summary.id = 'errors';
  const title = page.createElement('h2');
  title.textContent = spoken({ id: 'Ada isian yang perlu diperiksa', en: 'Some answers need attention' });
  const list = page.createElement('ul');
  for (const [path, words] of faults) {
    const link = page.createElement('a');
    link.href = `#f-${path}`;
    link.textContent = spoken(words);
    list.append(page.createElement('li'));
    list.lastElementChild?.append(link);
  }
  summary.append(title, list);
  form.before(summary);
  summary.focus();
  return true;
}

function mark(form: HTMLFormElement, path: string, said: string): void {
  const place = form.ownerDocument.getElementById(`f-${path}`);
  const field = place?.closest('.field');
  if (!place || !field) return;
  const error = form.ownerDocument.createElement('p');
  error.className = 'error';
  error.id = `e-${path}`;
  error.textContent = said;
  field.classList.add('field-wrong');
  const before = field.querySelector(':scope > .hint, :scope > legend, :scope > label');
  if (before) before.after(error);
  else field.prepend(error);
  if (place.matches('input, select, textarea')) place.setAttribute('aria-invalid', 'true');
  const described = new Set((place.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean)).add(error.id);
  place.setAttribute('aria-describedby', [...described].join(' '));
}
