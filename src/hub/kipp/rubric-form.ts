import type { Rubric } from './reference.ts';

/** A rubric as the flat texts of its form. */
export function rubricForm(rubric: Rubric): Record<string, string> {
  const out: Record<string, string> = { aggregate: rubric.aggregate, minJurors: String(rubric.minJurors), tieBreak: rubric.tieBreak.map((id) => rubric.criteria.find((one) => one.id === id)?.name.id ?? id).join(', ') };
  rubric.criteria.forEach((one, at) => {
    out[`k.${at}.name`] = one.name.id;
    out[`k.${at}.weight`] = one.weight;
    out[`k.${at}.from`] = String(one.from);
    out[`k.${at}.to`] = String(one.to);
    out[`k.${at}.descriptors`] = one.descriptors.map((value) => `${value.value} ${value.text}`).join('\n');
  });
  return out;
}

/** What was typed, in the shape of a rubric, not yet checked. */
export function readRubric(values: Readonly<Record<string, string>>): unknown {
  const criteria = [];
  for (let at = 0; at < 20; at += 1) {
    const name = values[`k.${at}.name`]?.trim();
    if (!name) continue;
    const descriptors = (values[`k.${at}.descriptors`] ?? '').split('\n').flatMap((line) => { const found = /^\s*(\d+(?:\.\d+)?)[\s:.]+(.+)$/.exec(line); return found ? [{ value: Number(found[1]), text: (found[2] ?? '').trim() }] : []; });
    criteria.push({ id: slug(name), name: { id: name, en: name }, weight: (values[`k.${at}.weight`] ?? '').trim().replace(',', '.'), from: Number(values[`k.${at}.from`]), to: Number(values[`k.${at}.to`]), descriptors });
  }
  return { criteria, aggregate: values['aggregate'], minJurors: Number(values['minJurors']), tieBreak: (values['tieBreak'] ?? '').split(',').map((one) => slug(one.trim())).filter((one) => one !== '') };
}

function slug(name: string): string {
  return name.toLowerCase().normalize('NFKD').replace(/[^a-z]+/g, '-').replace(/^-|-$/g, '');
}
