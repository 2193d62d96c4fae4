// Small pieces of the screen that several views share.
import { h } from './preact.js';
import texts from './words.js';

const locale = document.documentElement.lang === 'en' ? 'en' : 'id';

/** A text of the catalogue with its holes filled. */
export function t(name, holes = {}) {
  return (texts[locale][name] ?? texts.id[name] ?? name).replaceAll(/\{(\w+)\}/g, (hole, key) => holes[key] ?? hole);
}

export function button(name, press, kind = '') {
  return h('button', { type: 'button', class: `button${kind ? ` button-${kind}` : ''}`, onClick: press }, name);
}

export function field(id, label, input, hint) {
  return h('div', { class: 'field' }, h('label', { for: id }, label), hint ? h('p', { class: 'hint', id: `${id}-petunjuk` }, hint) : null, h(input.tag ?? 'input', { id, name: id, ...(hint ? { 'aria-describedby': `${id}-petunjuk` } : {}), ...input.props }, input.children));
}

export function tick(id, label, extra = {}) {
  return h('label', { class: 'choice', key: id }, h('input', { type: 'checkbox', name: id, ...extra }), h('span', null, label));
}

export function radios(name, legend, options, hint) {
  return h('fieldset', { class: 'field' }, h('legend', null, legend), hint ? h('p', { class: 'hint' }, hint) : null, h('div', { class: 'choices' }, options.map(([value, label]) => h('label', { class: 'choice', key: value }, h('input', { type: 'radio', name, value }), h('span', null, label)))));
}

export function notice(kind, ...children) {
  return h('div', { class: `notice notice-${kind}`, role: kind === 'attention' ? 'alert' : 'status' }, children);
}

export function tag(status) {
  const kind = status === 'done' ? 'done' : status === 'failed' ? 'attention' : status === 'assigned' ? 'plain' : 'waiting';
  return h('span', { class: `tag tag-${kind}` }, t(status));
}

/** `13.30`, on the clock of the phone. */
export function clock(iso) {
  const at = new Date(iso);
  return `${String(at.getHours()).padStart(2, '0')}.${String(at.getMinutes()).padStart(2, '0')}`;
}

/** The values of a form by name; boxes that are ticked give a list of their names. */
export function valuesOf(form) {
  const ticked = [...form.querySelectorAll('input[type=checkbox]:checked')].map((box) => box.name);
  return { ...Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === 'string')), ticked };
}
