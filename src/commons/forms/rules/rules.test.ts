import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { parsePhone } from '#kernel/phone';
import { stallForm } from '../../../../test/town/form.ts';
import type { Expression, FormDocument } from '../document.ts';
import { bundleForm } from '../validator/bundle.ts';
import { compileValidator } from '../validator/compile.ts';
import { faultsOfDocument } from '../validator/judge.ts';
import { pieceOf } from '../validator/part.ts';
import type { Answers } from './answers.ts';
import { carryOver } from './carry.ts';
import { checkAnswers } from './check.ts';
import { compute } from './compute.ts';
import { formats } from './formats.ts';
import { readNpwp, readPhone } from './identifiers.ts';
import { holds, type Situation } from './logic.ts';
import { readNumber } from './numbers.ts';
import { readTyped } from './read.ts';
import { treeOf } from './tree.ts';
import { writeTyped } from './write.ts';

const tree = treeOf(stallForm);
const { validate } = compileValidator(stallForm);
const given = { rates: { lapak: 5000 }, dateOf: (period: string) => Temporal.PlainDate.from('2026-11-23').add(Temporal.Duration.from(period || 'P0D')).toString() };
const check = (answers: Answers) => checkAnswers(tree, validate, answers, { ...given, compute });
const situation = (answers: Answers, row?: Answers): Situation => ({ answers, row, ...given });

const names = fc.constantFrom('Sumiati', "Nur'aini", 'dr. Budi, Sp.A', 'H. M. Amin', 'Ñandú', 'X', "O'ong bin Ujang", '  ', '<b>x</b>', '1');
/** Answers as anybody may send them: right ones, wrong ones, and such as were never asked. */
const wild = fc.record({
  pelaku: fc.constantFrom('orang', 'badan', 'lain', 7), nama: names, nik: fc.constantFrom('1606014503900002', '1606013002900002', '12'), badan: fc.constantFrom('PT Musi', 'X'), npwp: fc.constantFrom('0123456789012345', '12'),
  telepon: fc.constantFrom('+6281234567890', '+620812', 'x'), surel: fc.constantFrom('a@b.id', 'a@b', ''), alamat: fc.constantFrom({ village: '16.06.01.1009', street: 'Jl. 1' }, { village: 'x' }, { street: 'Jl. 1', rt: '1234' }, 'rumah'),
  letak: fc.constantFrom({ lat: -2.88, lon: 103.8 }, { lat: 91, lon: 0 }, { lat: -2.88 }), jenis: fc.subarray(['pangan', 'sandang', 'jasa', 'gelap']), kbli: fc.constantFrom('47111', '4711'), mulai: fc.constantFrom('2026-12-01', '2026-11-22', '2026-02-30'),
  luas: fc.oneof(fc.integer({ min: -5000, max: 300_000 }).map((n) => n / 1000), fc.constant('luas')), modal: fc.constantFrom(0, 1_500_000, -1, 1.5), kawan: fc.constantFrom(true, false, 'ya'),
  anggota: fc.oneof(fc.array(fc.record({ nama: names, umur: fc.integer({ min: -1, max: 130 }), wali: names, asing: fc.string() }, { requiredKeys: [] }), { maxLength: 7 }), fc.constant('banyak')),
  keterangan: fc.string({ maxLength: 600 }), ktp: fc.constantFrom({ id: '01a3c5e7-0000-7000-8000-000000000001', name: 'ktp.jpg', type: 'image/jpeg', size: 1000 }, { id: 'x' }), retribusi: fc.integer(), setuju: fc.constantFrom(true, false), __proto__: fc.constant({}), asing: fc.string(),
}, { requiredKeys: [] }).map((raw) => raw as unknown as Answers);

describe('answers', () => {
  it('keep nothing that was not asked, compute what nobody may type, and stand still when judged again', () => {
    fc.assert(fc.property(wild, (raw) => {
      const { answers, asked, faults } = check(raw);
      expect(Object.keys(answers).filter((name) => !asked.has(name))).toEqual([]);
      if (answers['pelaku'] !== 'badan') expect([answers['badan'], answers['npwp']]).toEqual([undefined, undefined]);
      if (answers['kawan'] !== true) expect(answers['anggota']).toBeUndefined();
      for (const row of (answers['anggota'] ?? []) as Answers[]) if (!(typeof row['umur'] === 'number' && row['umur'] < 18)) expect(row['wali']).toBeUndefined();
      expect(answers['retribusi']).toBe(compute({ round: [{ '*': [{ field: 'luas' }, { rate: 'lapak' }] }, 'up', 100] }, situation(answers)));
      const again = check(answers);
      expect([again.answers, Object.keys(again.faults)]).toEqual([answers, Object.keys(faults)]);
    }), { numRuns: 500 });
  });

  it('that pass are read back from the page they are shown on', () => {
    const good = wild.map((raw) => check(raw)).map(({ answers, faults }) => Object.fromEntries(Object.entries(answers).filter(([name]) => !Object.keys(faults).some((path) => path.split('.')[0] === name)))).filter((answers) => Object.keys(answers).length > 4);
    fc.assert(fc.property(good, (answers) => {
      const cleaned = check(answers).answers;
      const read = readTyped(tree.fields, writeTyped(tree.fields, cleaned), cleaned);
      expect(read.faults).toEqual({});
      const text = (value: Answers) => ({ ...check(value).answers, nama: undefined, keterangan: undefined, anggota: undefined });
      expect(text(read.answers)).toEqual(text(cleaned));
    }), { numRuns: 300 });
  });

  it('are judged alike on both sides: Ajv here, its standalone code in the bundle of the browser', async () => {
    const judge = await fromBundle(stallForm);
    fc.assert(fc.property(wild, (raw) => {
      const [here, there] = [check(raw), judge(raw, given)];
      expect([there.answers, there.faults, [...there.asked]]).toEqual([here.answers, here.faults, [...here.asked]]);
    }), { numRuns: 1000 });
  });

  it('are judged alike by the small script of one page, for the questions of that page', async () => {
    for (const step of stallForm.steps) {
      const fields = step.questions.map((question) => question.field);
      const piece = pieceOf(stallForm, fields);
      const judge = await fromBundle(piece.document);
      fc.assert(fc.property(wild, (raw) => {
        const here = check(raw);
        const known = Object.fromEntries(piece.known.map((name) => [name, here.answers[name]]));
        const there = judge({ ...known, ...Object.fromEntries(fields.map((name) => [name, raw[name]])) } as Answers, given);
        const own = (faults: object) => Object.entries(faults).filter(([path]) => fields.includes(path.split('.')[0] ?? ''));
        expect(own(there.faults)).toEqual(own(here.faults));
      }), { numRuns: 100 });
    }
  });

  it('move to a newer form without a fault and without guessing', () => {
    const newer = treeOf({ ...stallForm, version: 2, schema: { ...stallForm.schema, properties: { ...stallForm.schema.properties, luas: { type: 'number', maximum: 10 }, nama: { type: 'string', maxLength: 4 } } } });
    const other = compileValidator(newer.document);
    fc.assert(fc.property(wild, (raw) => {
      const before = check(raw).answers;
      const moved = carryOver(tree, newer, other.validate, before, { ...given, compute });
      for (const [name, value] of Object.entries(moved.answers)) if (name !== 'retribusi') expect(value).toEqual(before[name]);
      const left = checkAnswers(newer, other.validate, moved.answers, { ...given, compute }).faults;
      expect(Object.keys(left).filter((path) => path !== 'retribusi' && (path.split('.')[0] ?? '') in moved.answers)).toEqual([]);
    }), { numRuns: 200 });
  });
});

type CheckThere = (answers: Answers, world: typeof given) => ReturnType<typeof check>;

/** The browser's module, run here: it needs nothing of a page. */
async function fromBundle(document: FormDocument): Promise<CheckThere> {
  const code = await bundleForm(document, 'judge');
  expect(code).not.toMatch(/\beval\(|new Function/);
  const module = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`) as { default: { check: CheckThere } };
  return module.default.check;
}

describe('numbers', () => {
  it.each([
    ['1.234,5', false, 1234.5], ['1,234.5', false, 1234.5], ['1234.5', false, 1234.5], ['12,5', false, 12.5], ['0,125', false, 0.125], ['1.000.000', false, 1_000_000], ['1\u00a0234,5', false, 1234.5], ['-2,5', false, -2.5],
    ['Rp 15.000', true, 15_000], ['Rp15.000,00', true, 15_000], ['Rp. 1.500.000,-', true, 1_500_000], ['15,000', true, 15_000], ['(1.000)', true, -1000], ['007', true, 7], ['１５', true, 15],
  ])('%s (whole: %s) is %d', (typed, whole, value) => { expect(readNumber(typed, { whole })).toEqual({ ok: true, value }); });

  it.each([['1.234', false, 'two-meanings'], ['1,234', false, 'two-meanings'], ['1,23E+15', true, 'not-a-number'], ['1.23.4', true, 'not-a-number'], ['15.000,50', true, 'not-whole'], ['', true, 'not-a-number'], ['satu', true, 'not-a-number'], ['1..2', false, 'not-a-number'], ['99999999999999999', true, 'not-a-number']])('%s (whole: %s) is refused: %s', (typed, whole, why) => {
    expect(readNumber(typed, { whole })).toMatchObject({ ok: false, why });
  });

  it('offers two writings of an ambiguous one that both can be read', () => {
    const read = readNumber('1.234', { whole: false });
    expect(!read.ok && read.meanings?.map((meaning) => readNumber(meaning, { whole: false }))).toEqual([{ ok: true, value: 1234 }, { ok: true, value: 1.234 }]);
  });
});

describe('identifiers', () => {
  it('of telephones read as the house reads them elsewhere', () => {
    fc.assert(fc.property(fc.integer({ min: 11, max: 99 }), fc.integer({ min: 1_000_000, max: 99_999_999 }), fc.constantFrom('08', '62 8', '+62 8', '(+62)8', '8'), (provider, rest, prefix) => {
      const typed = `${prefix}${provider}-${String(rest).slice(0, 4)} ${String(rest).slice(4)}`;
      expect(readPhone(typed)).toBe(prefix === '8' ? `+628${provider}${rest}` : parsePhone(typed.replace(/[()]/g, '')));
    }));
  });

  it('of taxpayers: 15 digits of a legal body get their 0, a person writes the NIK', () => {
    expect([readNpwp('01.234.567.8-901.000', false), readNpwp('01.234.567.8-901.000', true), formats['npwp-person']('0012345678901000')]).toEqual(['0012345678901000', '012345678901000', false]);
  });

  it.each(['Sumiati', "Nur'aini", 'dr. Budi Santoso, Sp.A', 'H. M. Amin', "D'Ángelo", 'Al-Farabi'])('%s is a name', (name) => { expect(formats['person-name'](name)).toBe(true); });
});

describe('conditions and fees', () => {
  it('compare only like with like, and nothing with what is missing', () => {
    const answers = { a: 5, b: '5', tanggal: '2009-11-24', kosong: '', ada: ['x'] };
    const yes = [{ '<': [{ field: 'a' }, 6] }, { '≤': [{ field: 'a' }, 5] }, { '≠': [{ field: 'a' }, { field: 'b' }] }, { '<': [{ today: '-P17Y' }, { field: 'tanggal' }] }, { in: [{ field: 'ada' }, ['x', 'y']] }, { empty: { field: 'kosong' } }, { not: { '=': [{ field: 'tiada' }, { field: 'tiada' }] } }, { all: [] }] as const;
    const no = [{ '<': [{ field: 'b' }, 6] }, { '<': [{ field: 'tiada' }, 6] }, { '≤': [{ field: 'b' }, '6'] }, { in: [{ field: 'tiada' }, ['x']] }, { any: [] }, { '=': [{ field: 'ada' }, { field: 'ada' }] }] as const;
    expect([yes.map((logic) => holds(logic, situation(answers))), no.map((logic) => holds(logic, situation(answers)))]).toEqual([yes.map(() => true), no.map(() => false)]);
  });

  it('are exact where floating point is not, and whole or nothing', () => {
    const fee = (expression: Expression, answers: Answers = {}) => compute(expression, situation(answers));
    expect(fee({ '*': [{ '+': [{ field: 'a' }, { field: 'b' }] }, 10] }, { a: 0.1, b: 0.2 })).toBe(3);
    expect(fee({ '*': [{ field: 'luas' }, { rate: 'lapak' }] }, { luas: 1e-7 })).toBeUndefined();
    expect([fee({ '/': [1, 0] }), fee({ '/': [10, 4] }), fee({ round: [{ '/': [10, 4] }, 'half-up', 1] }), fee({ round: [12_301, 'up', 100] }), fee({ round: [-150, 'down', 100] })]).toEqual([undefined, undefined, 3, 12_400, -200]);
    expect(fee({ sum: ['barang', { '*': [{ row: 'n' }, { match: [{ row: 'jenis' }, { besar: 500 }, 100] }] }] }, { barang: [{ n: 2, jenis: 'besar' }, { n: 3, jenis: 'kecil' }] })).toBe(1300);
    expect([fee({ sum: ['barang', 1] }), fee({ min: [3, 2] }), fee({ max: [3, 2] }), fee({ '-': [3, 2] }), fee({ count: 'barang' }, { barang: [{}, {}] })]).toEqual([0, 2, 3, 1, 2]);
    fc.assert(fc.property(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 1, max: 9999 }), (cents, rate) => { expect(fee({ round: [{ '*': [{ field: 'luas' }, rate] }, 'up', 1] }, { luas: cents / 100 })).toBe(Math.ceil(Number((BigInt(cents) * BigInt(rate) * 1000n) / 100n) / 1000)); }));
  });
});

describe('a form', () => {
  let faults: (change: (document: Record<string, never>) => void) => string;
  beforeAll(() => { faults = (change) => { const copy = structuredClone(stallForm) as unknown as Record<string, never>; change(copy); return faultsOfDocument(copy).join(' '); }; });
  const deep = (document: Record<string, never>) => document as unknown as { schema: { properties: Record<string, Record<string, unknown>>; required: string[] }; steps: { questions: Record<string, unknown>[] }[]; checks: Record<string, unknown>[] };

  it('that is right has no faults', () => { expect(faultsOfDocument(stallForm)).toEqual([]); });

  it.each([
    ['an unknown keyword', 'Skema jawaban', (d: ReturnType<typeof deep>) => { Object.assign(d.schema.properties['nama'] ?? {}, { maxLenght: 5 }); }],
    ['an unknown format', 'Skema jawaban', (d: ReturnType<typeof deep>) => { Object.assign(d.schema.properties['nik'] ?? {}, { format: 'nikk' }); }],
    ['a question without a schema', 'tidak ada di skema', (d: ReturnType<typeof deep>) => { d.steps[0]?.questions.push({ field: 'hantu', label: { id: 'Hantu' } }); }],
    ['a schema without a question', 'tidak ditanyakan', (d: ReturnType<typeof deep>) => { d.schema.properties['hantu'] = { type: 'string' }; }],
    ['a choice without words', 'belum punya kata-kata', (d: ReturnType<typeof deep>) => { delete d.steps[0]?.questions[0]?.['options']; }],
    ['a condition that looks ahead', 'belum ditanyakan di depannya', (d: ReturnType<typeof deep>) => { Object.assign(d.steps[0]?.questions[1] ?? {}, { when: { '=': [{ field: 'luas' }, 1] } }); }],
    ['a script for a condition', 'when', (d: ReturnType<typeof deep>) => { Object.assign(d.steps[0]?.questions[1] ?? {}, { when: 'luas > 1' }); }],
    ['a fee one may type', 'readOnly', (d: ReturnType<typeof deep>) => { delete d.schema.properties['retribusi']?.['readOnly']; }],
    ['rows without an end', 'maxItems', (d: ReturnType<typeof deep>) => { delete d.schema.properties['anggota']?.['maxItems']; }],
    ['a file of no kind', 'fileKind', (d: ReturnType<typeof deep>) => { delete d.steps[5]?.questions[0]?.['fileKind']; }],
  ] as const)('with %s is refused when it is declared', (_name, said, change) => { expect(faults((document) => { change(deep(document)); })).toContain(said); });
});
