// PDF/A documents set and signed a second on this machine, against one thread alone, and the memory 2,000 documents leave behind.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '#kernel/time';
import { letter, openDocuments, type Documents, type Rendered } from '#platform/documents';
import { loadRegency } from '#platform/regency';
import { demoPassphrase, openTestAuthority } from '../src/commons/signing/authority/authority.ts';
import { verifyPdf } from '../src/commons/signing/pades/verify.ts';
import { quantile, report } from './report.ts';

const regency = loadRegency('muba');
const at = Temporal.Instant.from('2026-11-26T02:00:00Z');
const official = { name: 'Siti Contoh', nik: '1606014101800001' };

const one = await rendered(1, 400);
const two = await rendered(2, 800);
report('Letters set as PDF/A-2b (letterhead, QR code, 60-cell table, signatory)', [
  ['one thread', one.perSecond, 'documents/s'],
  ['two threads', two.perSecond, 'documents/s (wanted: 100)'],
  ['two threads ÷ one thread', two.perSecond / one.perSecond, '×'],
  ['one document on an idle thread, middle value', one.medianMs, 'ms'],
  ['processor time of one document', two.processorMs, 'ms (a busy machine does not change it)'],
  ['what two idle cores would set', 2_000 / two.processorMs, 'documents/s'],
]);

const folder = mkdtempSync(join(tmpdir(), 'srs-bench-'));
const documents = openDocuments({ regency, demo: false });
try {
  const authority = await openTestAuthority({ file: join(folder, 'authority.json'), clock: systemClock, random: (size) => crypto.getRandomValues(new Uint8Array(size)) });
  const began = performance.now();
  const used = process.cpuUsage();
  const count = 200;
  let faults = 0;
  for (let from = 0; from < count; from += 10) {
    const pages = await Promise.all(Array.from({ length: 10 }, (_, index) => render(documents, from + index)));
    const outcomes = await authority.sign({ official, secret: { passphrase: demoPassphrase }, documents: pages.map((page) => page.pdf), reason: 'Pengesahan', location: 'Sekayu' });
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.kind !== 'signed') { faults += 1; continue; }
      const verdict = await verifyPdf(outcome.pdf, { unsigned: pages[index]?.pdf ?? new Uint8Array(), roots: authority.roots, official: { name: official.name, number: official.nik }, receivedAt: systemClock.now() });
      faults += verdict.faults.length;
    }
  }
  const signedPerSecond = (count / (performance.now() - began)) * 1000;
  report('Set, signed (PAdES B-B) and checked after the signature', [
    ['documents', count], ['faults found by the checks', faults], ['set, signed and checked', signedPerSecond, 'documents/s (wanted: 30)'], ['processor time of one', processorSince(used) / count, 'ms'], ['what two idle cores would sign', (2_000 * count) / processorSince(used), 'documents/s'], ['of what is only set', signedPerSecond / two.perSecond, '×'],
  ]);

  const before = process.memoryUsage().rss;
  for (let from = 0; from < 2_000; from += 50) await Promise.all(Array.from({ length: 50 }, (_, index) => render(documents, from + index)));
  const after = process.memoryUsage().rss;
  report('Memory', [['before', before / 1_048_576, 'MiB'], ['after 2,000 documents more', after / 1_048_576, 'MiB'], ['after ÷ before', after / before, '×']]);
} finally {
  await documents.close();
  rmSync(folder, { recursive: true });
}

async function rendered(threads: number, count: number): Promise<{ perSecond: number; medianMs: number; processorMs: number }> {
  const own = openDocuments({ regency, demo: false, threads });
  await Promise.all(Array.from({ length: threads }, (_, index) => render(own, index)));
  const each: number[] = [];
  for (let index = 0; index < 50; index += 1) {
    const start = performance.now();
    await render(own, index);
    each.push(performance.now() - start);
  }
  const began = performance.now();
  const used = process.cpuUsage();
  await Promise.all(Array.from({ length: count }, (_, index) => render(own, index)));
  const perSecond = (count / (performance.now() - began)) * 1000;
  const processorMs = processorSince(used) / count;
  await own.close();
  return { perSecond, medianMs: quantile(each, 0.5), processorMs };
}

/** Milliseconds of processor time of all threads since `used`. */
function processorSince(used: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(used);
  return (user + system) / 1000;
}

function render(own: Documents, index: number): Promise<Rendered> {
  const rows = Array.from({ length: 20 }, (_, row) => [String(row + 1), `Butir ${row + 1} dari permohonan ${index}`, `${(row * 7 + index) % 100}`]);
  return own.render(letter, {
    heading: 'SURAT IZIN PRAKTIK', blocks: [{ kind: 'fields', rows: [['Nama', `Orang Contoh ${index}`], ['Alamat', 'Jalan Contoh, Sekayu']] }, { kind: 'table', head: ['No.', 'Uraian', 'Nilai'], rows }],
    signatory: { mode: 'electronic', position: 'Kepala Dinas', name: 'Contoh Pejabat, S.H.' },
  }, { at, agency: 'dpmptsp', number: `${index}/2026`, verify: `https://layanan.contoh.go.id/verifikasi/${String(index).padStart(12, '0')}` });
}
