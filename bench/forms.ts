// Forms: answers judged a second beside Ajv alone, the script of a page and a photo written anew.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { compileValidator } from '../src/commons/forms/validator/compile.ts';
import { bundleForm } from '../src/commons/forms/validator/bundle.ts';
import { pieceOf } from '../src/commons/forms/validator/part.ts';
import { checkAnswers } from '../src/commons/forms/rules/check.ts';
import { compute } from '../src/commons/forms/rules/compute.ts';
import { treeOf } from '../src/commons/forms/rules/tree.ts';
import { openCleaner } from '../src/platform/files/intake/clean.ts';
import { stallForm } from '../test/town/form.ts';
import { quantile, report } from './report.ts';

const answers = { pelaku: 'orang', nama: "Nur'aini", nik: '1606014503900002', telepon: '+6281234567890', alamat: { village: '16.06.01.1009', street: 'Jl. Merdeka 3' }, jenis: ['pangan'], mulai: '2026-12-01', luas: 4.5, kawan: true, anggota: [{ nama: 'Ujang', umur: 12, wali: 'Budi' }], setuju: true };
const tree = treeOf(stallForm);
const { validate } = compileValidator(stallForm);
const given = { rates: { lapak: 5000 }, dateOf: () => '2026-11-26', compute };

function rate(step: () => unknown): number {
  for (let turn = 0; turn < 2000; turn += 1) step();
  const begun = performance.now();
  let turns = 0;
  for (; performance.now() - begun < 2000; turns += 100) for (let turn = 0; turn < 100; turn += 1) step();
  return (turns * 1000) / (performance.now() - begun);
}
const ajv = rate(() => validate(answers));
const whole = rate(() => checkAnswers(tree, validate, answers, given));

const bundles: number[] = [];
const sizes: number[] = [];
for (const step of stallForm.steps) {
  const begun = performance.now();
  const script = await bundleForm(pieceOf(stallForm, step.questions.map((question) => question.field)).document);
  bundles.push(performance.now() - begun);
  sizes.push(gzipSync(script).length);
}

const folder = mkdtempSync(join(tmpdir(), 'srs-bench-forms-'));
const cleaner = openCleaner();
const page = () => sharp({ create: { width: 3000, height: 4000, channels: 3, background: '#fff', noise: { type: 'gaussian', mean: 200, sigma: 20 } } });
writeFileSync(join(folder, 'photo'), await page().jpeg({ quality: 85 }).toBuffer());
const photos: number[] = [];
for (let turn = 0; turn < 7; turn += 1) {
  const begun = performance.now();
  const made = await cleaner.clean(join(folder, 'photo'), 'image/jpeg', join(folder, 'clean'));
  if (!made?.ok) throw new Error('The photo was refused.');
  photos.push(performance.now() - begun);
}
const begun = performance.now();
for (let turn = 0; turn < 3; turn += 1) await sharp(join(folder, 'photo')).autoOrient().resize({ width: 2339, height: 2339, fit: 'inside' }).jpeg({ quality: 58 }).toBuffer();
const bare = (performance.now() - begun) / 3;
rmSync(folder, { recursive: true, force: true });

report('Forms', [
  ['Ajv alone', Math.round(ajv), 'answers/s'], ['cleared, computed, judged, with words', Math.round(whole), 'answers/s'], ['ratio to Ajv alone', whole / ajv],
  ['script of a page, made (p50)', quantile(bundles, 0.5), 'ms'], ['script of a page, compressed (largest)', Math.max(...sizes), 'bytes of 15000'],
  ['12-megapixel photo written anew in its own process (p50)', quantile(photos, 0.5), 'ms'], ['the same picture work in this process', bare, 'ms'], ['ratio', quantile(photos, 0.5) / bare],
]);
