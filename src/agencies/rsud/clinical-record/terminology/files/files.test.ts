import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readCodeFile } from './index.ts';

const icd10 = 'http://hl7.org/fhir/sid/icd-10';
const icd9 = 'http://hl7.org/fhir/sid/icd-9-cm';
const kfa = 'http://sys-ids.kemkes.go.id/kfa';
const read = (system: Parameters<typeof readCodeFile>[0], text: string) => readCodeFile(system, new TextEncoder().encode(text));

describe('a table of codes', () => {
  it.each([
    ['comma', 'Kode,Nama\nA01,Tifus\nA011,"Paratifus, A"', 'CSV (,)'], ['semicolon', 'KODE;DESKRIPSI\nA01;Tifus\nA01.1;Paratifus, A', 'CSV (;)'], ['tab', 'code\tdisplay\r\nA01\tTifus\r\na 01.1\tParatifus, A\r\n', 'CSV (tab)'],
    ['semicolons and quotes', '\uFEFFkode;nama\r\n"A01";"Tifus"\r\n"A011";"Paratifus, A"\r\n', 'CSV (;)'],
  ])('with %s is read, headings told apart', async (_name, text, format) => {
    const file = await read(icd10, text);
    expect(file.format).toBe(format);
    expect(file.concepts).toMatchObject([{ code: 'A01', display: 'Tifus', selectable: false }, { code: 'A01.1', display: 'Paratifus, A', parent: 'A01', selectable: true }]);
  });

  it('keeps separators, quotes and line ends that stand inside quotes', async () => {
    const { concepts, faults } = await read(icd10, 'kode;nama;sinonim\nA09;"Diare; ""mencret""\nakut";"muntaber|mencret"\n');
    expect([concepts, faults]).toMatchObject([[{ code: 'A09', display: 'Diare; "mencret"\nakut', synonyms: ['muntaber', 'mencret'] }], []]);
  });

  it('tells by line what it leaves out', async () => {
    expect((await read(icd10, 'kode,nama\nA01,Satu\nA01,Dua\nXX,Tiga\nB02,\n')).faults).toEqual([{ line: 3, why: 'kode A01 muncul dua kali' }, { line: 4, why: 'kode “XX” tidak berbentuk ICD-10' }, { line: 5, why: 'kode B02 tanpa keterangan' }]);
    await expect(read(icd10, 'satu,dua\n1,2')).rejects.toThrow('clinical-record/code-list');
  });

  it('without headings, as publishers give it, is understood by what its columns hold', async () => {
    const lines = ['4;N;X;01;A00;A00.0;A000;Words of one, with comma', '4;T;X;01;A00;A00.1;A001;Words of another', '3;N;X;01;A00;A01;A01;Words of a third', '4;T;X;01;A00;A01.1;A011;Words of a fourth'];
    expect((await read(icd10, lines.join('\n'))).concepts).toMatchObject([{ code: 'A00.0', english: 'Words of one, with comma' }, { code: 'A00.1' }, { code: 'A01', selectable: false }, { code: 'A01.1', parent: 'A01' }]);
  });

  it('written by an old spreadsheet is not taken for UTF-8', async () => {
    const bytes = new Uint8Array([...new TextEncoder().encode('kode,nama\nG30,Alzheimer M'), 0xe9, ...new TextEncoder().encode('ni')]);
    expect((await readCodeFile(icd10, bytes)).concepts[0]?.display).toBe('Alzheimer Méni');
  });

  it('keeps or names every line, whatever it holds', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.stringMatching(/^[A-Z0-9.]{1,6}$/), fc.stringMatching(/^[a-z ]{0,12}$/)), { minLength: 1, maxLength: 30 }), async (lines) => {
      const { concepts, faults } = await read(icd10, `kode,nama\n${lines.map(([code, name]) => `${code},${name}`).join('\n')}`);
      expect(concepts.length + faults.length).toBe(lines.length);
    }));
  });
});

describe('ICD-9-CM as plain text', () => {
  it('is read with its points put in and its parents found', async () => {
    const { format, concepts } = await read(icd9, '0001  Words of one\n0002  Words of two\n001   Words of three\n9999  Words of the last\n');
    expect(format).toBe('teks');
    expect(concepts.map(({ code, english, parent }) => [code, english, parent])).toEqual([['00.01', 'Words of one', '00'], ['00.02', 'Words of two', '00'], ['00.1', 'Words of three', '00'], ['99.99', 'Words of the last', '99']]);
  });
  it('gives codes their lost zeros back', async () => {
    expect((await read(icd9, 'kode,nama\n1,Satu\n8.4,Dua\n38.10,Tiga')).concepts.map(({ code }) => code)).toEqual(['01', '08.4', '38.10']);
  });
});

describe('ClaML', () => {
  const claml = (body: string) => `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE ClaML SYSTEM "ClaML.dtd"><ClaML version="2.0.0"><Title name="ICD" version="2010">x</Title>${body}</ClaML>`;
  const label = (kind: string, text: string) => `<Rubric id="r" kind="${kind}"><Label xml:lang="en" xml:space="default">${text}</Label></Rubric>`;

  it('gives categories with their words, marks and inclusions; chapters and blocks only hold them together', async () => {
    const { format, concepts, faults } = await read(icd10, claml(`
      <Class code="I" kind="chapter"><SubClass code="A00-A09"/>${label('preferred', 'Chapter words')}</Class>
      <Class code="A00-A09" kind="block"><SuperClass code="I"/>${label('preferred', 'Block words')}</Class>
      <Class code="A17" kind="category" usage="dagger"><SuperClass code="A00-A09"/>${label('preferred', 'Words &amp; more')}${label('exclusion', 'not this')}</Class>
      <Class code="A17.0" kind="category" usage="dagger"><SuperClass code="A17"/>${label('preferred', 'Narrower words (<Reference class="in brackets">G01*</Reference>)')}${label('inclusion', 'An everyday word')}</Class>
      <Class code="G01" kind="category" usage="aster"><SuperClass code="A00-A09"/>${label('preferred', 'Asterisk words')}</Class>`));
    expect([format, faults]).toEqual(['ClaML', []]);
    expect(concepts).toMatchObject([
      { code: 'A17', english: 'Words & more', selectable: false, properties: { mark: 'dagger' } }, { code: 'A17.0', english: 'Narrower words', parent: 'A17', selectable: true, synonyms: ['An everyday word'] }, { code: 'G01', properties: { mark: 'asterisk' } },
    ]);
  });

  it('makes the categories that only a modifier lists', async () => {
    const modifier = (code: string, text: string) => `<ModifierClass modifier="M4" code="${code}"><SuperClass code="M4"/>${label('preferred', text)}</ModifierClass>`;
    const { concepts } = await read(icd10, claml(`<Modifier code="M4"><SubClass code=".0"/><SubClass code=".1"/></Modifier>${modifier('.0', 'With this')}${modifier('.1', 'With that')}
      <Class code="E10-E14" kind="block"><ModifiedBy code="M4"/>${label('preferred', 'Block')}</Class>
      <Class code="E10" kind="category"><SuperClass code="E10-E14"/>${label('preferred', 'First')}</Class>
      <Class code="E11" kind="category"><SuperClass code="E10-E14"/><ModifiedBy code="M4"><ValidModifierClass code=".1"/></ModifiedBy>${label('preferred', 'Second')}</Class>
      <Class code="E12" kind="category"><SuperClass code="E10-E14"/><ExcludeModifier code="M4"/>${label('preferred', 'Third')}</Class>`));
    expect(concepts.map(({ code, english, selectable }) => [code, english, selectable])).toEqual([['E10', 'First', false], ['E10.0', 'First: With this', true], ['E10.1', 'First: With that', true], ['E11', 'Second', false], ['E11.1', 'Second: With that', true], ['E12', 'Third', true]]);
  });

  it('that is broken or something else is refused with what to do', async () => {
    await expect(read(icd10, '<ClaML><Class code="A00"')).rejects.toMatchObject({ code: 'clinical-record/code-list' });
    await expect(read(icd10, '<html></html>')).rejects.toMatchObject({ code: 'clinical-record/code-list' });
  });
});

describe('a spreadsheet', () => {
  const sheet = (rows: string) => zipSync({
    '[Content_Types].xml': strToU8('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'),
    'xl/workbook.xml': strToU8('<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="ICD" sheetId="1" r:id="rId1"/></sheets></workbook>'),
    'xl/_rels/workbook.xml.rels': strToU8('<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>'),
    'xl/sharedStrings.xml': strToU8('<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Kode</t></si><si><t>Uraian</t></si><si><r><t>Terapi </t></r><r><t>ultrasonik</t></r></si></sst>'),
    'xl/worksheets/sheet1.xml': strToU8(`<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`),
  });

  it('is read from its first sheet, number cells and rich text included', async () => {
    const { format, concepts } = await readCodeFile(icd9, sheet('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2"><v>0.01</v></c><c r="B2" t="s"><v>2</v></c></row><row r="3"><c r="A3" t="inlineStr"><is><t>38.10</t></is></c><c r="B3" t="inlineStr"><is><t>Lain</t></is></c></row>'));
    expect([format, concepts]).toMatchObject(['XLSX', [{ code: '00.01', display: 'Terapi ultrasonik' }, { code: '38.10', display: 'Lain' }]]);
  });

  it('that is no spreadsheet is refused', async () => {
    await expect(readCodeFile(icd9, zipSync({ 'a.txt': strToU8('x') }))).rejects.toMatchObject({ code: 'clinical-record/code-list' });
  });
});

describe('saved answers of KFA', () => {
  const paracetamol = { kfa_code: '93000123', name: 'Parasetamol 500 mg tablet (Contoh)', active: true, nama_dagang: 'Contohmol', fornas: true, dosage_form: { code: 'BS066', name: 'Tablet' }, product_template: { kfa_code: '92000123' }, active_ingredients: [{ kfa_code: '91000101', zat_aktif: 'Parasetamol', kekuatan_zat_aktif: '500 mg' }] };
  it('give drugs with their substances; retired ones are marked', async () => {
    const { concepts, faults } = await read(kfa, JSON.stringify([{ total: 3, items: { data: [paracetamol, { ...paracetamol, kfa_code: '93000124', active: false }, { kfa_code: '1', name: 'salah' }] } }]));
    expect(concepts).toMatchObject([{ code: '93000123', active: true, synonyms: ['Contohmol', 'Parasetamol'], properties: { form: 'Tablet', fornas: true, substances: [{ strength: '500 mg' }] } }, { code: '93000124', active: false }]);
    expect(faults).toEqual([{ line: 3, why: 'produk tanpa kode KFA atau nama yang sah' }]);
    await expect(read(kfa, '{"items":')).rejects.toMatchObject({ code: 'clinical-record/code-list' });
  });
});
