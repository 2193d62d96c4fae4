import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { ServiceStandard } from '#kernel/manifest';
import { formatNumber } from '#kernel/money';
import { missing } from './rules/readiness.ts';
import { officeData, permitType, type Office, type PermitType } from './rules/type.ts';

/** The types of this regency and what their office shares. */
export interface Catalogue {
  readonly office: Office;
  /** Types residents can ask for, in the order of their names. */
  readonly live: readonly PermitType[];
  /** Types still being written. */
  readonly drafts: readonly { readonly type: PermitType; readonly missing: readonly string[] }[];
  find(id: string): PermitType | undefined;
  /** The fourteen components of a type's service standard, from the very data the clock and the checklist use. */
  standardOf(type: PermitType): ServiceStandard;
}

/** Reads `<regency>/saji-muba/`: `office.json` and every file of `types/`. Throws one error that names every fault; a type marked live with something missing is one. */
export function readCatalogue(regencyFolder: string): Catalogue | undefined {
  const folder = join(regencyFolder, 'saji-muba');
  if (!existsSync(join(folder, 'office.json'))) return undefined;
  const faults: string[] = [];
  const office = read(join(folder, 'office.json'), officeData, faults);
  const types = readdirSync(join(folder, 'types')).filter((file) => file.endsWith('.json')).sort().flatMap((file) => read(join(folder, 'types', file), permitType, faults) ?? []);
  if (office) for (const type of types) if (type.status === 'live') faults.push(...missing(type, office).map((fault) => `types/${type.id}: belum ada ${fault}`));
  faults.push(...types.map((type) => type.id).filter((id, index, all) => all.indexOf(id) !== index).map((id) => `types/${id}: tertulis dua kali`));
  if (!office || faults.length > 0) throw new Error(`Jenis izin di ${folder} belum sah (petunjuk: docs/guides/add-a-permit-type.md):\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  return catalogueOf(office, types);
}

function catalogueOf(office: Office, types: readonly PermitType[]): Catalogue {
  const live = types.filter((type) => type.status === 'live').sort((a, b) => a.name.id.localeCompare(b.name.id, 'id'));
  return {
    office, live,
    drafts: types.filter((type) => type.status === 'draft').map((type) => ({ type, missing: missing(type, office) })),
    find: (id) => live.find((type) => type.id === id),
    standardOf: (type) => ({
      ...office.standard, requirements: type.requirements.map((requirement) => requirement.name),
      completionTime: budgetWords(type.budgets.service), fee: type.tariff?.is === 'formula' ? type.tariff.name : { id: 'Rp0', en: 'Rp0' }, product: type.product, legalBasis: type.legalBasis.map((basis) => basis.text),
    }),
  };
}

/** `5 hari kerja`. */
export function budgetWords(budget: { amount: number; unit: 'working_day' | 'working_minute' | 'calendar_day' } | undefined): { id: string; en: string } {
  if (!budget) return { id: '–', en: '–' };
  const names = { working_day: ['hari kerja', 'working days'], working_minute: ['menit kerja', 'working minutes'], calendar_day: ['hari kalender', 'calendar days'] } as const;
  const [id, en] = names[budget.unit];
  return { id: `${formatNumber(budget.amount)} ${id}`, en: `${formatNumber(budget.amount)} ${en}` };
}

function read<T extends z.ZodType>(path: string, schema: T, faults: string[]): z.output<T> | undefined {
  const name = path.split('/').slice(-2).join('/');
  let given: unknown;
  try {
    given = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    faults.push(`${name}: bukan JSON yang sah (${error instanceof Error ? error.message : String(error)})`);
    return undefined;
  }
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  faults.push(...result.error.issues.map((issue) => `${name} › ${issue.path.join('.') || '(isi)'}: ${issue.message}`));
  return undefined;
}
