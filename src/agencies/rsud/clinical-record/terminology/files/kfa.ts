import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { refusals } from '../../problems.ts';
import type { NewConcept } from '../concepts.ts';
import { codeOf, type CodeFile, type Fault } from './systems.ts';

const ingredient = z.looseObject({ kfa_code: z.string().nullish(), zat_aktif: z.string().nullish(), kekuatan_zat_aktif: z.string().nullish() });
const product = z.looseObject({
  kfa_code: z.union([z.string(), z.number()]).transform(String), name: z.string(), active: z.boolean().nullish(), nama_dagang: z.string().nullish(), fornas: z.union([z.boolean(), z.string()]).nullish(),
  dosage_form: z.looseObject({ name: z.string().nullish() }).nullish(), product_template: z.looseObject({ kfa_code: z.string().nullish() }).nullish(), active_ingredients: z.array(ingredient).nullish(),
});
const page = z.looseObject({ items: z.looseObject({ data: z.array(z.unknown()) }) });

/** Reads what the national drug dictionary (KFA) answers, as it was saved: one page, several pages in a list, or a bare list of products. Products that are not what they should be are told. */
export function readKfa(json: unknown): CodeFile {
  const products = [json].flat().flatMap((one) => { const paged = page.safeParse(one); return paged.success ? paged.data.items.data : [one]; });
  const faults: Fault[] = [];
  const found = new Map<string, NewConcept>();
  for (const [index, one] of products.entries()) {
    const read = product.safeParse(one);
    const code = read.success ? codeOf('http://sys-ids.kemkes.go.id/kfa', read.data.kfa_code)?.code : undefined;
    if (!read.success || code === undefined) { faults.push({ line: index + 1, why: 'produk tanpa kode KFA atau nama yang sah' }); continue; }
    const { name, active, nama_dagang: brand, fornas, dosage_form: form, product_template: template, active_ingredients: ingredients } = read.data;
    if (found.has(code)) { faults.push({ line: index + 1, why: `kode ${code} muncul dua kali` }); continue; }
    const substances = (ingredients ?? []).flatMap((each) => (each.zat_aktif ? [{ code: each.kfa_code ?? undefined, name: each.zat_aktif, strength: each.kekuatan_zat_aktif ?? undefined }] : []));
    found.set(code, {
      code, display: name, active: active ?? true, selectable: true, parent: template?.kfa_code ?? undefined,
      synonyms: [...new Set([brand ?? '', ...substances.map((each) => each.name)])].filter((word) => word !== ''),
      properties: { ...(form?.name ? { form: form.name } : {}), ...(substances.length > 0 ? { substances } : {}), ...(fornas === null || fornas === undefined ? {} : { fornas: fornas === true || fornas === '1' }) },
    });
  }
  if (found.size === 0) throw new Problem(refusals.codeList);
  return { format: 'KFA JSON', concepts: [...found.values()], faults };
}
