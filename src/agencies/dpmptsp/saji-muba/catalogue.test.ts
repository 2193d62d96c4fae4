import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { faultsOfDocument } from '#commons/forms';
import { readCatalogue } from './catalogue.ts';
import { formOf } from './forms.ts';

const muba = fileURLToPath(new URL('../../../../regencies/muba/', import.meta.url));
const made: string[] = [];
afterEach(() => { for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true }); });

/** A copy of the regency's permit data with one type changed. */
function changed(type: string, change: (body: Record<string, unknown>) => Record<string, unknown>): string {
  const folder = mkdtempSync(join(tmpdir(), 'srs-types-'));
  made.push(folder);
  cpSync(join(muba, 'saji-muba'), join(folder, 'saji-muba'), { recursive: true });
  const file = join(folder, 'saji-muba/types', `${type}.json`);
  writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>)));
  return folder;
}
const without = (...names: string[]) => (body: Record<string, unknown>) => Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));

describe('the types of Muba', () => {
  const catalogue = readCatalogue(muba);
  const types = catalogue?.live ?? [];
  it('are at least twelve, of all four families', () => {
    expect(types.length).toBeGreaterThanOrEqual(12);
    expect(new Set(types.map((type) => type.family))).toEqual(new Set(['oss', 'building', 'local', 'letter']));
  });
  it.each(types.map((type) => [type.id, type] as const))('%s has a form that can be asked, fourteen components and holes its answers fill', (_id, type) => {
    expect(faultsOfDocument(formOf(type))).toEqual([]);
    const standard = catalogue?.standardOf(type);
    expect(Object.values(standard ?? {}).filter((part) => part === undefined || part === '')).toEqual([]);
    expect(standard?.requirements).toHaveLength(type.requirements.length);
    const holes = Array.from(JSON.stringify(type.letter ?? {}).matchAll(/\{jawaban\.(\w+)\}/g), (match) => match[1] ?? '');
    expect(holes.filter((hole) => !(hole in type.form.properties))).toEqual([]);
  });
});

describe('a type with something missing', () => {
  it.each([
    ['tarif', 'reklame', without('tariff'), /types\/reklame: belum ada tarif/],
    ['penanda tangan', 'reklame', without('signer'), /pejabat penanda tangan/],
    ['naskah', 'reklame', without('letter'), /naskah dokumen/],
    ['nomor', 'reklame', without('numberFormat'), /format nomor/],
    ['syarat', 'reklame', without('requirements'), /daftar persyaratan/],
    ['waktu', 'reklame', without('budgets'), /budgets|jangka waktu layanan/],
    ['dasar hukum', 'reklame', without('legalBasis'), /dasar hukum/],
    ['jabatan yang tidak ada', 'reklame', (body: Record<string, unknown>) => ({ ...body, signer: 'dpmptsp/nobody' }), /jabatan dpmptsp\/nobody/],
    ['rekomendasi terlalu lama', 'reklame', (body: Record<string, unknown>) => ({ ...body, budgets: { service: { amount: 7, unit: 'working_day' }, completeness: { amount: 1, unit: 'working_day' }, recommendation: { amount: 5, unit: 'working_day' } } }), /60 persen/],
  ] as const)('cannot go live: %s', (_what, type, change, fault) => {
    expect(() => readCatalogue(changed(type, change))).toThrow(fault);
  });
  it('may wait as a draft, and nobody can ask for it', () => {
    const catalogue = readCatalogue(changed('reklame', (body) => ({ ...without('tariff', 'signer')(body), status: 'draft' })));
    expect(catalogue?.find('reklame')).toBeUndefined();
    expect(catalogue?.drafts).toMatchObject([{ type: { id: 'reklame' }, missing: ['tarif (boleh nol rupiah, dengan dasarnya)', 'pejabat penanda tangan'] }]);
  });
  it('is no obstacle to a regency without a permit office', () => {
    expect(readCatalogue(join(muba, '../_template'))).toBeUndefined();
  });
});
