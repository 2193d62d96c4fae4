import type { Manifest, Measure } from '#kernel/manifest';
import type { Figure, FigurePart, LogPlace } from './figure.ts';

/** Columns of a figure's table, in order. */
export const figureColumns = ['layanan', 'ukuran', 'nama', 'dari', 'sampai', 'rincian', 'nilai', 'satuan', 'n', 'disembunyikan', 'janji', 'posisi_catatan', 'sidik_catatan'] as const;

/** RFC 4180 in UTF-8: one row for the whole, each part of the span and each key. A withheld cell is `s`, never 0. */
export function figureCsv(manifest: Manifest, measure: Measure, figure: Figure, at: LogPlace): string {
  const row = (from: string, to: string, key: string, part: FigurePart) => [
    manifest.id, measure.id, measure.name.id, from, to, key, part.hidden ? 's' : (part.value ?? ''), measure.unit, part.hidden ? 's' : (part.n ?? ''), part.hidden ? 'ya' : 'tidak', promiseText(measure), at.position, at.hash,
  ];
  const rows = [
    row(figure.from, figure.to, '', figure),
    ...figure.points.map((point) => row(point.from, point.to, '', point)),
    ...figure.breakdown.map((part) => row(figure.from, figure.to, `${measure.by ?? ''}=${part.key}`, part)),
  ];
  return [figureColumns, ...rows].map((cells) => `${cells.map((cell) => csvCell(String(cell))).join(',')}\r\n`).join('');
}

/** The same figure for programs, with its definition. */
export function figureJson(manifest: Manifest, measure: Measure, figure: Figure, at: LogPlace): Record<string, unknown> {
  return { service: manifest.id, measure: { ...measure }, figure, asOf: { position: at.position.toString(), hash: at.hash }, suppression: 's: terlalu sedikit kejadian untuk ditampilkan tanpa menunjuk seseorang' };
}

/** A text that a spreadsheet would take for a formula gets a quote in front. */
function csvCell(text: string): string {
  const safe = /^[=+@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function promiseText(measure: Measure): string {
  if (!measure.promise) return '';
  return 'atMost' in measure.promise ? `<= ${measure.promise.atMost}` : `>= ${measure.promise.atLeast}`;
}
