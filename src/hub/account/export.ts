import { say, type OwnCase } from '#kernel/manifest';
import { civilDate, formatClock, formatDate } from '#kernel/time';
import type { Block } from '#platform/documents';
import { purposes, type RecordedReading } from '#commons/access';

/** Everything held about one person, as `people/exportMine` gives it. */
interface OwnData {
  readonly data: object;
  readonly contacts: readonly { readonly kind: string; readonly address: string; readonly relation: string; readonly since: string }[];
  readonly consents: readonly { readonly version: string; readonly what: string; readonly at: string }[];
}

const names: Readonly<Record<string, string>> = {
  name: 'Nama', birthDate: 'Tanggal lahir', sex: 'Jenis kelamin', address: 'Alamat', motherName: 'Nama ibu', phone: 'Telepon', nik: 'NIK', noka: 'Nomor kartu JKN', norm: 'Nomor rekam medis', kk: 'Nomor kartu keluarga', passport: 'Paspor',
};

/** A person's data as a paper they can read: what we hold, through which numbers, with which consents, their cases, and who looked (UU 27/2022 art. 7: access and a copy). */
export function exportBlocks(own: OwnData, cases: readonly OwnCase[], readings: readonly RecordedReading[], zone: string): Block[] {
  const moment = (at: Temporal.Instant) => `${formatDate(civilDate(at, zone))}, ${formatClock(at, zone)}`;
  const held = Object.entries(names).flatMap(([field, name]): [string, string][] => { const value = (own.data as Readonly<Record<string, unknown>>)[field]; return typeof value === 'string' && value !== '' ? [[name, value]] : []; });
  const part = (title: string, block: Block | undefined, otherwise: string): Block[] => [{ kind: 'heading', text: title, level: 2 }, block ?? { kind: 'paragraph', text: otherwise }];
  const table = (head: string[], rows: string[][], widths: number[]): Block | undefined => (rows.length === 0 ? undefined : { kind: 'table', head, rows, widths });
  return [
    { kind: 'paragraph', text: 'Ini semua data pribadi yang kami simpan tentang Anda. Bila ada yang keliru, minta perbaikan di halaman Urusan saya; kami menjawab paling lama 3 × 24 jam. Isi yang sama untuk dibaca program ada di dalam berkas ini sebagai lampiran JSON.' },
    ...part('Data Anda', held.length === 0 ? undefined : { kind: 'fields', rows: held }, 'Tidak ada.'),
    ...part('Nomor yang terhubung', table(['Lewat', 'Nomor', 'Sebagai', 'Sejak'], own.contacts.map((row) => [row.kind, row.address, row.relation, moment(Temporal.Instant.from(row.since))]), [2, 3, 2, 3]), 'Tidak ada nomor yang terhubung.'),
    ...part('Persetujuan', table(['Tentang', 'Versi', 'Tanggal'], own.consents.map((row) => [row.what, row.version, moment(Temporal.Instant.from(row.at))]), [4, 2, 3]), 'Belum ada persetujuan.'),
    ...part('Urusan', table(['Urusan', 'Keadaan', 'Sejak'], cases.map((row) => [say(row.title), say(row.state), moment(row.since)]), [4, 3, 3]), 'Belum ada urusan.'),
    ...part('Siapa yang membuka data Anda', table(['Kapan', 'Untuk apa', 'Lewat layanan', 'Yang dibuka'], readings.map((row) => [moment(row.at), say(purposes[row.purpose]), row.service, row.fields.map((field) => names[field] ?? field).join(', ')]), [3, 4, 2, 4]), 'Belum ada yang membukanya.'),
  ];
}
