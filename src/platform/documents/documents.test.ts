import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '#kernel/digest';
import { loadRegency } from '#platform/regency';
import { letter, openDocuments, type Documents, type Issue } from './index.ts';

const issue: Issue = { at: Temporal.Instant.from('2026-11-26T02:00:00Z'), agency: 'dpmptsp', number: '500/001/2026', verify: 'https://layanan.contoh.go.id/verifikasi/ABCDEFGH' };
let documents: Documents;

beforeAll(() => { documents = openDocuments({ regency: loadRegency('muba'), demo: true }); });
afterAll(() => documents.close());

describe('documents', () => {
  it('set the example of every template', async () => {
    for (const template of documents.templates()) {
      const rendered = await documents.renderById(template.id, template.example, issue);
      expect(Buffer.from(rendered.pdf.subarray(0, 8)).toString()).toBe('%PDF-1.7');
      expect(rendered.sha256).toBe(sha256(rendered.pdf));
      expect(rendered.replaced).toEqual([]);
    }
  });

  it('give equal bytes for equal data and time, and other bytes for another time', async () => {
    const [first, second, later] = [await documents.render(letter, letter.example, issue), await documents.render(letter, letter.example, issue), await documents.render(letter, letter.example, { ...issue, at: issue.at.add({ minutes: 1 }) })];
    expect(second.sha256).toBe(first.sha256);
    expect(later.sha256).not.toBe(first.sha256);
  });
});
