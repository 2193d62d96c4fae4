// The process that decodes one file and ends. Arguments: the file, its type, where the clean copy goes. Its answer is one line of JSON.
import { readFileSync, writeFileSync } from 'node:fs';
import { judgePdf, pdfOf } from './documents.ts';
import type { Cleaned } from './limits.ts';
import { pagesOf, TooManyPages, TooManyPixels } from './pictures.ts';

const [path = '', type = '', target = ''] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await clean().catch(refusal)));

async function clean(): Promise<Cleaned> {
  if (type === 'application/pdf') {
    const bytes = readFileSync(path);
    const judged = await judgePdf(bytes);
    if ('why' in judged) return { ok: false, why: judged.why };
    writeFileSync(target, bytes);
    return { ok: true, type: 'application/pdf', pages: judged.pages, faint: false };
  }
  const pages = pagesOf(path, type);
  const first = await pages.next();
  if (first.done) return { ok: false, why: 'broken' };
  const second = await pages.next();
  if (second.done) {
    writeFileSync(target, first.value.jpeg);
    return { ok: true, type: 'image/jpeg', pages: 1, faint: first.value.faint };
  }
  async function* all() {
    yield first.value as Exclude<typeof first.value, undefined>;
    yield second.value as Exclude<typeof second.value, undefined>;
    yield* pages;
  }
  const made = await pdfOf(all());
  writeFileSync(target, made.bytes);
  return { ok: true, type: 'application/pdf', pages: made.pages, faint: made.faint };
}

function refusal(error: unknown): Cleaned {
  if (error instanceof TooManyPages) return { ok: false, why: 'too-many-pages' };
  const isLarge = error instanceof TooManyPixels || /pixel limit/i.test(String(error));
  return { ok: false, why: isLarge ? 'too-many-pixels' : 'broken' };
}
