import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sha256 } from '#kernel/digest';
import { loadRegency } from '#platform/regency';
import { labels, letter, openDocuments, report, template, type Documents, type Issue } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'srs-documents-'));
const issue: Issue = { at: Temporal.Instant.from('2026-11-26T02:00:00Z'), agency: 'dpmptsp', number: '500/001/2026', verify: 'https://layanan.contoh.go.id/verifikasi/ABCDEFGH' };
let documents: Documents;

beforeAll(() => { documents = openDocuments({ regency: loadRegency('muba'), demo: true }); });
afterAll(async () => { await documents.close(); rmSync(folder, { recursive: true }); });

function kept(pdf: Uint8Array): string {
  const path = join(folder, `${sha256(pdf).slice(0, 16)}.pdf`);
  writeFileSync(path, pdf);
  return path;
}
const run = (tool: string, ...args: string[]) => execFileSync(tool, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
const textOf = (pdf: Uint8Array) => run('pdftotext', '-layout', kept(pdf), '-');
const withName = (name: string, more: Partial<Issue> = {}) => documents.render(letter, { heading: 'SURAT', blocks: [{ kind: 'fields', rows: [['Nama', name]] }] }, { ...issue, ...more });

describe('every template', () => {
  it('sets its example, in PDF that pdfinfo reads as tagged A4 or label, with title, author and page count', async () => {
    for (const one of documents.templates()) {
      const rendered = await documents.renderById(one.id, one.example, issue);
      expect(rendered.sha256).toBe(sha256(rendered.pdf));
      expect(rendered.replaced).toEqual([]);
      const info = run('pdfinfo', kept(rendered.pdf));
      expect(info).toMatch(/Title: +\S/);
      expect(info).toContain('Author:          Kabupaten Musi Banyuasin');
      expect(info).toContain(`Pages:           ${rendered.pages}`);
      expect(info).toMatch(/JavaScript: +no[\s\S]*Encrypted: +no/);
      expect(run('pdffonts', kept(rendered.pdf)).split('\n').slice(2).filter(Boolean).every((line) => / yes yes yes /.test(line))).toBe(true);
    }
  });

  it('gives equal bytes for equal data and time, whichever thread sets them, and other bytes for another time', async () => {
    const same = await Promise.all(Array.from({ length: 6 }, () => documents.render(letter, letter.example, issue)));
    expect(new Set(same.map((one) => one.sha256)).size).toBe(1);
    const later = await documents.render(letter, letter.example, { ...issue, at: issue.at.add({ minutes: 1 }) });
    expect(later.sha256).not.toBe(same[0]?.sha256);
    expect(later.templateHash).toBe(same[0]?.templateHash);
  });
});

describe('PDF/A', () => {
  it('is claimed in XMP as part 2 level B, agrees with the document information, and has an embedded output intent', async () => {
    const { pdf } = await documents.render(letter, letter.example, issue);
    const body = readPdf(pdf);
    expect(body).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(body).toContain('<pdfaid:conformance>B</pdfaid:conformance>');
    expect(body).toMatch(/<dc:title>[\s\S]*SURAT IZIN PRAKTIK BIDAN/);
    expect(body).toContain('<xmp:CreateDate>2026-11-26T09:00:00');
    expect(body).toMatch(/\/CreationDate \(D:20261126090000/);
    expect(body).toMatch(/\/OutputIntents/);
    expect(body).toMatch(/\/S \/GTS_PDFA1[\s\S]*\/DestOutputProfile \d+ 0 R/);
    expect(body).toContain('/Lang (id)');
    expect(body).not.toMatch(/\/JavaScript|\/Launch|\/Encrypt|\/EmbeddedFiles/);
  });

  it('becomes part 3 when it carries its original, which comes out as it went in', async () => {
    const text = '{"nama":"Siti 😀","isi":"#strong[x]"}';
    const { pdf } = await documents.render(letter, letter.example, { ...issue, original: { name: 'asal.json', type: 'application/json', text, description: 'Data asal' } });
    expect(readPdf(pdf)).toContain('<pdfaid:part>3</pdfaid:part>');
    expect(readPdf(pdf)).toMatch(/\/AFRelationship \/Source/);
    run('pdfdetach', '-saveall', '-o', folder, kept(pdf));
    expect(run('cat', join(folder, 'asal.json'))).toBe(text);
  });

  it('passes qpdf without a complaint', async () => {
    expect(run('qpdf', '--check', kept((await documents.render(report, report.example, issue)).pdf))).toContain('No syntax or stream encoding errors');
  });
});

describe('names that other systems break on', () => {
  it.each([
    ['Typst markup', '#strong[Siti] *tebal* $x^2$ @ref <label> #panic("x") \\u{1F600}'], ['quotes and apostrophes', 'O\'Neil "Ucok" Nu\'man'], ['titles', 'Drs. H. M. Yusuf, S.H., M.Si.'],
    ['one letter', 'X'], ['very long', 'Siti '.repeat(400)], ['a long word', 'a'.repeat(500)], ['accents', 'Zoë Ångström Ñandú Łukasz'], ['JSON', '{"a":[1,2],"b":"\\""}'],
  ])('%s is printed as typed', async (_, name) => {
    const { pdf, replaced } = await withName(name);
    expect(replaced).toEqual([]);
    const squeeze = (text: string) => text.replace(/[\s\u00ad-]/g, '');
    expect(squeeze(textOf(pdf))).toContain(squeeze(name).slice(0, 60));
  });

  it('Jawi is printed with the Arabic face', async () => {
    const { pdf, replaced } = await withName('محمّد بن عبدﷲ ڤوچوق ڠڬڽۏ'.replace('ﷲ', 'الله'));
    expect(replaced).toEqual([]);
    expect(run('pdffonts', kept(pdf))).toContain('NotoNaskhArabic');
  });

  it('emoji and Han are shown as missing and reported, or refused when asked to', async () => {
    const { pdf, replaced } = await withName('Siti 😀 王小明');
    expect(replaced).toEqual(['😀', '王', '小', '明']);
    expect(textOf(pdf)).toContain('Siti � ���');
    await expect(withName('Siti 😀', { unprintable: 'refuse' })).rejects.toMatchObject({ code: 'documents/unprintable', facts: { characters: ['😀'] } });
  });

  it('controls and direction overrides never reach the page', async () => {
    const { pdf, replaced } = await withName('Si\u0000ti\u202egnirts\u2066\u200b\ufeff\ud800!');
    expect(replaced).toEqual(['\ufffd']);
    expect(textOf(pdf)).toMatch(/Sitignirts�!/);
  });

  it('whatever it is, a document comes out', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 80 }), fc.string({ unit: 'grapheme', maxLength: 80 }), async (name, other) => {
      const { pdf } = await withName(name + other);
      expect(Buffer.from(pdf.subarray(0, 8)).toString()).toBe('%PDF-1.7');
    }), { numRuns: 40 });
  });
});

it('sets a long report with repeated heads and page x of y, and labels one a page', async () => {
  const rows = Array.from({ length: 1_500 }, (_, at) => [String(at + 1), `Permohonan ${at + 1}`, 'selesai']);
  const { pdf, pages } = await documents.render(report, { heading: 'Laporan panjang', blocks: [{ kind: 'table', head: ['No.', 'Nama', 'Hasil'], rows }] }, issue);
  expect(pages).toBeGreaterThan(25);
  const text = textOf(pdf);
  expect(text).toContain(`Halaman ${pages} dari ${pages}`);
  expect(text.match(/Nama +Hasil/g)).toHaveLength(pages);
  expect((await documents.render(labels, labels.example, issue)).pages).toBe(2);
});

it('tells a template that does not typeset by name, and goes on with the next document', async () => {
  const broken = template({ id: 'uji/broken', version: 1, source: '#import "/serasan.typ": *\n#show: letter\n#nothing-of-that-name()', data: z.object({ heading: z.string(), blocks: z.array(z.never()) }), title: () => 'Uji', example: { heading: 'x', blocks: [] } });
  await expect(documents.render(broken, broken.example, issue)).rejects.toThrow(/uji\/broken did not typeset/);
  const outside = template({ ...broken, id: 'uji/outside', source: '#read("/etc/hostname")' });
  await expect(documents.render(outside, outside.example, issue)).rejects.toThrow(/did not typeset/);
  expect((await documents.render(letter, letter.example, issue)).pages).toBe(1);
});

/** The file with its compressed streams unfolded, as text. */
function readPdf(pdf: Uint8Array): string {
  const bytes = Buffer.from(pdf);
  const raw = bytes.toString('latin1');
  const unfolded = [...raw.matchAll(/\/FlateDecode[^>]*>>\s*stream\r?\n/g)].map((match) => {
    const start = match.index + match[0].length;
    try { return inflateSync(bytes.subarray(start, raw.indexOf('endstream', start))).toString('utf8'); } catch { return ''; }
  });
  return [bytes.toString('utf8'), raw, ...unfolded].join('\n');
}
