import { PDF, PdfArray, PdfDict, PdfRef, type PdfObject } from '@libpdf/core';
import { limits, type Why } from './limits.ts';
import type { CleanPage } from './pictures.ts';

/** Names under which a PDF carries a program, starts something, or holds another file (ISO 32000-2, 12.6 and 7.11.4). */
const active = new Set(['JS', 'JavaScript', 'Launch', 'SubmitForm', 'ImportData', 'RichMedia', 'Movie', 'Sound', '3D', 'Rendition', 'GoTo3DView', 'XFA']);
const attached = new Set(['EmbeddedFile', 'EmbeddedFiles', 'EF', 'GoToE', 'Collection']);

/** What makes a PDF unfit to be handed on, or how many pages it has. Looks at every object a reader can reach, in compressed object streams too. */
export async function judgePdf(bytes: Uint8Array): Promise<{ readonly why: Why } | { readonly pages: number }> {
  if (!startsAndEndsAsPdf(bytes)) return { why: 'hybrid' };
  const pdf = await PDF.load(bytes).catch((error: unknown) => (/encrypt|password/i.test(String(error)) ? 'encrypted' : 'broken'));
  if (typeof pdf === 'string') return { why: pdf };
  if (pdf.isEncrypted) return { why: 'encrypted' };
  const found = walk(pdf);
  if (found) return { why: found };
  const pages = pdf.getPageCount();
  return pages === 0 ? { why: 'broken' } : pages > limits.pages ? { why: 'too-many-pages' } : { pages };
}

/** A file that is a PDF to one program and an archive or page to another begins with something else or goes on after its end. */
function startsAndEndsAsPdf(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = text.lastIndexOf('%%EOF');
  const after = text.subarray(end + 5).toString('latin1').replace(/[\s\0]+/g, '');
  return text.subarray(0, 5).toString('latin1') === '%PDF-' && end > 0 && after.length < 64 && text.lastIndexOf('PK\u0005\u0006') === -1;
}

function walk(pdf: PDF): Why | undefined {
  const seen = new Set<PdfRef>();
  const open: (PdfObject | null | undefined)[] = [pdf.getCatalog()];
  for (let steps = 0; open.length > 0; steps += 1) {
    if (steps > limits.objects) return 'too-heavy';
    const object = open.pop();
    if (object instanceof PdfRef) {
      if (!seen.has(object)) { seen.add(object); open.push(pdf.getObject(object)); }
    } else if (object instanceof PdfArray) {
      for (let index = 0; index < object.length; index += 1) open.push(object.at(index));
    } else if (object instanceof PdfDict) {
      for (const [key, value] of object) {
        const names = [key.value, value.type === 'name' ? value.value : ''];
        if (names.some((name) => active.has(name))) return 'active';
        if (names.some((name) => attached.has(name))) return 'attached';
        open.push(value);
      }
    }
  }
  return undefined;
}

/** A PDF with one picture a page, as wide as A4. */
export async function pdfOf(pages: AsyncIterable<CleanPage>): Promise<{ bytes: Uint8Array; pages: number; faint: boolean }> {
  const pdf = PDF.create();
  let [count, faint] = [0, false];
  for await (const page of pages) {
    const upright = page.height >= page.width;
    const [width, height] = upright ? [595, 595 * (page.height / page.width)] : [842, 842 * (page.height / page.width)];
    pdf.addPage({ width, height }).drawImage(pdf.embedJpeg(page.jpeg), { x: 0, y: 0, width, height });
    count += 1;
    faint ||= page.faint;
  }
  return { bytes: await pdf.save(), pages: count, faint };
}
