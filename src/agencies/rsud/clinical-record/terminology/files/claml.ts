import { Parser } from 'saxen';
import { Problem } from '#kernel/problem';
import { refusals } from '../../problems.ts';
import type { NewConcept } from '../concepts.ts';
import { codeOf, importable, withParents, type CodeFile, type Fault, type Importable } from './systems.ts';

/** A class of the file: a chapter, block or category, or one of a modifier (the fourth characters of E10–E14, say). */
interface Class {
  readonly code: string;
  readonly kind: string;
  readonly usage: string | undefined;
  superClass: string | undefined;
  readonly rubrics: { readonly kind: string; text: string }[];
  readonly modifiedBy: { readonly code: string; readonly only: string[] }[];
  readonly excluded: string[];
}
interface Read { readonly classes: Class[]; readonly modifiers: Map<string, Class[]>; readonly lang: string }

/**
 * Reads ClaML, the XML in which WHO publishes its classifications (EN 14463): categories with their preferred words, inclusions as words to search by, dagger and asterisk; and the categories
 * that stand in no list of their own because a modifier makes them (`E10` and its fourth characters). Chapters and blocks are left out: nobody records them.
 */
export function readClaml(system: Importable, xml: string): CodeFile {
  const { classes, modifiers, lang } = readClasses(xml);
  if (classes.length === 0) throw new Problem(refusals.codeList);
  const byCode = new Map(classes.map((one) => [one.code, one]));
  const heads = new Set(classes.flatMap((one) => one.superClass ?? []));
  const found = new Map<string, NewConcept>();
  const faults: Fault[] = [];
  const add = (written: string, one: Pick<Class, 'usage'>, title: string, words: readonly string[]) => {
    const known = codeOf(system, written);
    if (!known) faults.push({ line: 0, why: `kode “${written.slice(0, 20)}” tidak berbentuk ${importable[system].name}` });
    else if (title === '') faults.push({ line: 0, why: `kode ${known.code} tanpa keterangan` });
    else if (found.has(known.code)) faults.push({ line: 0, why: `kode ${known.code} muncul dua kali` });
    else {
      const mark = known.mark ?? (one.usage?.startsWith('aster') ? 'asterisk' : one.usage === 'dagger' ? 'dagger' : undefined);
      found.set(known.code, { code: known.code, ...(lang === 'id' ? { display: title } : { english: title }), synonyms: words.length > 0 ? words.slice(0, 20) : undefined, ...(mark ? { properties: { mark } } : {}) });
    }
  };
  for (const one of classes) {
    if (one.kind !== 'category') continue;
    const title = textOf(one, 'preferred');
    add(one.code, one, title, one.rubrics.filter((rubric) => rubric.kind === 'inclusion').map((rubric) => rubric.text));
    if (heads.has(one.code)) continue;
    for (const { code, only } of modifiersOf(one, byCode)) {
      for (const modifier of modifiers.get(code) ?? []) if (only.length === 0 || only.includes(modifier.code)) add(`${one.code}${modifier.code}`, one, `${title}: ${textOf(modifier, 'preferred')}`, []);
    }
  }
  return { format: 'ClaML', concepts: withParents(found), faults };
}

function textOf(one: Class, kind: string): string {
  return one.rubrics.find((rubric) => rubric.kind === kind)?.text ?? '';
}

/** The modifiers of a category: its own, or those of the nearest category above it, unless it shuts them out. Those above apply to the narrowest categories only. */
function modifiersOf(one: Class, byCode: ReadonlyMap<string, Class>): Class['modifiedBy'] {
  const shut = new Set<string>();
  for (let at: Class | undefined = one; at; at = at.superClass === undefined ? undefined : byCode.get(at.superClass)) {
    for (const code of at.excluded) shut.add(code);
    const open = at.modifiedBy.filter(({ code }) => !shut.has(code));
    if (open.length > 0) return open;
  }
  return [];
}

function readClasses(xml: string): Read {
  const read: { classes: Class[]; modifiers: Map<string, Class[]>; lang: string } = { classes: [], modifiers: new Map(), lang: '' };
  let current: Class | undefined;
  let rubric: Class['rubrics'][number] | undefined;
  // References inside a label (`(A00.-)`) are not words of it.
  let inLabel = false;
  let inReference = 0;
  const parser = new Parser();
  parser.on('error', (error) => { throw new Problem(refusals.codeList, { detail: 'XML ini tidak utuh. Unduh ulang berkas ClaML, lalu muat lagi.', cause: error }); });
  parser.on('openTag', (element, attributes, decode) => {
    const given = attributes();
    const value = (name: string) => decode(given[name] ?? '');
    if (element === 'Class' || element === 'ModifierClass') {
      current = { code: value('code'), kind: element === 'Class' ? value('kind') : 'modifier', usage: given['usage'], superClass: undefined, rubrics: [], modifiedBy: [], excluded: [] };
      if (element === 'Class') read.classes.push(current);
      else { const list = read.modifiers.get(value('modifier')) ?? []; list.push(current); read.modifiers.set(value('modifier'), list); }
    } else if (!current) return;
    else if (element === 'SuperClass') current.superClass ??= value('code');
    else if (element === 'ModifiedBy') current.modifiedBy.push({ code: value('code'), only: [] });
    else if (element === 'ValidModifierClass') current.modifiedBy.at(-1)?.only.push(value('code'));
    else if (element === 'ExcludeModifier') current.excluded.push(value('code'));
    else if (element === 'Rubric') { rubric = { kind: value('kind'), text: '' }; current.rubrics.push(rubric); }
    else if (element === 'Label') { inLabel = true; read.lang ||= value('xml:lang'); }
    else if (element === 'Reference') inReference += 1;
  });
  parser.on('text', (text, decode) => { if (rubric && inLabel && inReference === 0) rubric.text += decode(text); });
  parser.on('closeTag', (element) => {
    if (element === 'Label') inLabel = false;
    else if (element === 'Reference') inReference -= 1;
    else if (element === 'Rubric') { if (rubric) rubric.text = rubric.text.replaceAll(/\s+/g, ' ').replace(/\s*\(\s*[,;\s]*\)\s*$/, '').trim(); rubric = undefined; }
    else if (element === 'Class' || element === 'ModifierClass') current = undefined;
  });
  parser.parse(xml);
  return read;
}
