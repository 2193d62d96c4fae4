import type { JSX } from 'preact';
import { Problem } from '#kernel/problem';
import { CheckAnswers, TaskList, Timeline } from './components/case.tsx';
import { BarChart, LineChart, Sparkline } from './components/chart.tsx';
import { Checkbox, Choices, Rating } from './components/choices.tsx';
import { Ticks } from './components/ticks.tsx';
import { Clock, Progress } from './components/clock.tsx';
import { DateParts, DateWords } from './components/dates.tsx';
import { Crumbs, Details, EmptyState, PageHead, Skeleton, StatusTag } from './components/display.tsx';
import { KeyFigure, KeyFigures } from './components/figure.tsx';
import { FileField } from './components/file.tsx';
import { Button, ErrorSummary, Field, LinkButton, Notice, SelectField, TextArea, type FormState } from './components/form.tsx';
import { PrintSheet } from './components/print.tsx';
import { DataTable, TableFilter } from './components/table.tsx';
import { readTableQuery } from './table-query.ts';

/** A component as it is used, for the gallery, the markup check and the accessibility check. */
export interface Example { readonly name: string; readonly when: string; readonly show: () => JSX.Element }

const empty: FormState = { values: {} };
const now = Temporal.Instant.from('2026-11-23T02:00:00Z');
const faulty: FormState = {
  values: { phone: '0812', poli: 'ANA', 'birth-day': '31', 'birth-month': '2', 'birth-year': '2019' },
  problem: new Problem({ code: 'contoh/isian', status: 422, title: 'Dua isian perlu diperbaiki', detail: 'Perbaiki yang ditandai, lalu kirim lagi.' }, { fields: { phone: 'Tulis nomor lengkap, misalnya 0812 3456 7890.', birth: 'Tanggal ini tidak ada dalam kalender.' } }),
};
const days = Array.from({ length: 14 }, (_, index) => ({ label: `${index + 10} Nov`, value: index === 5 ? null : [31, 34, 29, 40, 38, 0, 42, 45, 39, 52, 48, 61, 44, 40][index] ?? null, hidden: index === 5 }));
const minutes = (value: number) => `${value} menit`;

export const examples: readonly Example[] = [
  { name: 'Kepala halaman', when: 'Di awal setiap halaman: letak, judul, keadaan, satu kalimat.', show: () => <><Crumbs path={[{ href: '/gaya', name: 'Gaya' }]} /><PageHead title="Antrean Poli Anak" lead="Dokter mulai pukul 08.00 WIB." tag={<StatusTag kind="done">berjalan</StatusTag>} /></> },
  { name: 'Pemberitahuan', when: 'Sesuatu yang perlu diketahui; warna mengikuti arti, kata yang membawanya.', show: () => <><Notice>Bawa kartu JKN dan surat rujukan.</Notice><Notice kind="done" title="Antrean diambil">Nomor Anda A-12.</Notice><Notice kind="waiting">Dokter terlambat 30 menit.</Notice><Notice kind="attention" title="Dokter berhalangan">Pilih dokter lain atau hari lain.</Notice></> },
  { name: 'Ringkasan kesalahan', when: 'Di atas formulir yang ditolak; setiap baris menuju isiannya.', show: () => <ErrorSummary problem={faulty.problem} /> },
  { name: 'Isian', when: 'Satu pertanyaan, petunjuk sebelum isian, kesalahan di tempatnya.', show: () => <form><Field name="phone" label="Nomor telepon" hint="Nomor yang bisa menerima pesan." type="tel" state={faulty} /><SelectField name="poli" label="Poli" state={faulty} options={[{ value: 'INT', label: 'Penyakit Dalam' }, { value: 'ANA', label: 'Anak' }]} /><TextArea name="note" label="Keluhan" hint="Tulis singkat." maxLength={200} state={empty} /><div class="actions"><Button>Ambil antrean</Button><Button kind="lesser">Simpan dulu</Button><Button kind="ending">Batalkan antrean</Button></div></form> },
  { name: 'Pilihan', when: 'Satu dari beberapa: kartu bila perlu penjelasan, daftar bila singkat.', show: () => <div><Choices name="payer" legend="Cara bayar" hint="Pilih satu." layout="cards" state={{ values: { payer: 'jkn' } }} options={[{ value: 'jkn', label: 'BPJS / JKN', hint: 'Perlu rujukan yang berlaku' }, { value: 'umum', label: 'Umum', hint: 'Bayar sendiri' }, { value: 'lain', label: 'Penjamin lain', hint: 'Belum dibuka di sini', disabled: true }]} /><Checkbox name="consent" label="Saya setuju dihubungi lewat WhatsApp" hint="Hanya untuk antrean ini." state={empty} /></div> },
  { name: 'Nilai', when: 'Dari yang terburuk ke yang terbaik; boleh dilewati.', show: () => <Rating name="time" legend="Apakah layanannya cepat?" state={{ values: { time: '3' } }} options={[{ value: '1', label: 'Tidak cepat' }, { value: '2', label: 'Kurang cepat' }, { value: '3', label: 'Cepat' }, { value: '4', label: 'Sangat cepat' }]} /> },
  { name: 'Centang', when: 'Beberapa yang berlaku sekaligus.', show: () => <Ticks name="papers" legend="Surat yang ada" state={{ values: { 'papers:ktp': 'on' } }} options={[{ value: 'ktp', label: 'KTP' }, { value: 'kk', label: 'Kartu keluarga' }]} /> },
  { name: 'Tanggal', when: 'Tanggal yang dihafal ditulis per bagian; tanggal mendatang boleh dengan kata.', show: () => <div><DateParts name="birth" legend="Tanggal lahir" hint="Contoh: 27 3 2019" state={faulty} /><DateWords name="visit" label="Kapan mau datang?" hint="Contoh: besok, Jumat depan, 12 Mei" state={empty} /></div> },
  { name: 'Berkas', when: 'Foto atau PDF; di ponsel kamera langsung terbuka.', show: () => <div><FileField name="referral" label="Foto surat rujukan" hint="JPG atau PDF, paling besar 10 MB." camera state={empty} /></div> },
  { name: 'Periksa jawaban', when: 'Sebelum mengirim: semua jawaban, masing-masing bisa diubah.', show: () => <CheckAnswers rows={[{ name: 'Pasien', value: 'B.S. (2019)', changeHref: '/gaya#pasien' }, { name: 'Poli', value: 'Anak', changeHref: '/gaya#poli' }, { name: 'Datang', value: 'Selasa, 24 November 2026, 08.40–09.10 WIB' }]} /> },
  { name: 'Daftar tugas', when: 'Beberapa langkah yang boleh dikerjakan bergantian.', show: () => <TaskList tasks={[{ name: 'Data pasien', href: '/gaya#a', status: 'selesai', kind: 'done' }, { name: 'Surat rujukan', href: '/gaya#b', hint: 'Foto yang terbaca', status: 'belum', kind: 'waiting' }, { name: 'Kirim', status: 'belum bisa', kind: 'plain' }]} /> },
  { name: 'Label keadaan', when: 'Keadaan dalam satu kata; tidak pernah hanya dengan warna.', show: () => <p><StatusTag kind="done">selesai</StatusTag> <StatusTag kind="waiting">menunggu</StatusTag> <StatusTag kind="attention">perlu tindakan</StatusTag> <StatusTag kind="plain">belum mulai</StatusTag></p> },
  { name: 'Perjalanan', when: 'Siapa memegang perkara ini, dan sampai kapan.', show: () => <Timeline steps={[{ name: 'Berkas diterima', state: 'done', at: '20 November 2026', by: 'Loket' }, { name: 'Diperiksa', state: 'now', by: 'Petugas penilai', until: '24 November 2026, 13.30 WIB' }, { name: 'Surat terbit', state: 'ahead', note: 'Diantar ke rumah.' }]} /> },
  { name: 'Waktu tersisa', when: 'Janji yang berjalan, dengan kata dan batang.', show: () => <><Clock label="Batas memeriksa berkas" from={now.subtract({ hours: 5 })} until={now.add({ minutes: 95 })} now={now} /><Clock label="Batas menjawab" from={now.subtract({ hours: 3 })} until={now.subtract({ minutes: 12 })} now={now} /><Progress label="Pesan terkirim" done={320} total={512} left="2 menit" /></> },
  { name: 'Tabel', when: 'Banyak baris yang dibandingkan: kepala menempel, urut dan saring lewat alamat, unduh CSV.', show: () => <TableExample /> },
  { name: 'Angka kunci', when: 'Satu angka, artinya, janjinya, dan dari mana.', show: () => <KeyFigures><KeyFigure label="Dipanggil dalam 60 menit" href="/gaya#angka" value="82,5%" promise="Janji: sekurang-kurangnya 80%" tag={<StatusTag kind="done">ditepati</StatusTag>} n="n = 412"><Sparkline points={days.map((point) => point.value)} /></KeyFigure><KeyFigure label="Waktu tunggu tengah" href="/gaya#angka" value="37" unit="menit" tag={<StatusTag kind="waiting">usang</StatusTag>} n="Tidak ada kegiatan sejak 20 November 2026." /></KeyFigures> },
  { name: 'Bagan batang', when: 'Jumlah per hari. Sumbu dari nol, janji sebagai garis, yang tidak ada tampak tidak ada.', show: () => <BarChart caption="Antrean diambil, 10–23 November 2026" points={days} promise={50} write={(value) => `${value} kali`} head={{ label: 'Hari', value: 'Antrean' }} /> },
  { name: 'Bagan garis', when: 'Ukuran yang bersambung dari waktu ke waktu.', show: () => <LineChart caption="Waktu tunggu tengah, 10–23 November 2026" points={days} promise={60} write={minutes} head={{ label: 'Hari', value: 'Waktu tunggu' }} /> },
  { name: 'Keadaan kosong', when: 'Belum ada apa-apa: sebabnya, dan langkah pertama.', show: () => <EmptyState title="Belum ada antrean hari ini."><p>Sesi dibuka pukul 07.00 WIB.</p><LinkButton href="/gaya" kind="lesser">Lihat jadwal</LinkButton></EmptyState> },
  { name: 'Menunggu', when: 'Bila jawaban lebih lama dari 400 ms.', show: () => <Skeleton /> },
  { name: 'Rincian', when: 'Keterangan bagi yang ingin tahu lebih banyak.', show: () => <Details summary="Mengapa perkiraannya begini?"><p>Tiga orang di depan Anda, kira-kira delapan menit seorang.</p></Details> },
  { name: 'Lembar cetak', when: 'Bukti yang dibawa pulang: penerbit, nomor, isi, kode untuk diperiksa.', show: () => <PrintSheet title="Bukti antrean" number="SKY261124K7Q2M" qr="https://layanan.example.go.id/t/SKY261124K7Q2M"><p>Poli Anak, nomor A-12.</p><p>Selasa, 24 November 2026, datang 08.40–09.10 WIB.</p></PrintSheet> },
];

function TableExample() {
  const query = readTableQuery({ urut: 'nomor' }, { path: '/gaya', sortable: ['nomor', 'tunggu'] });
  const rows = [{ label: 'A-10', wait: 12, state: 'dipanggil' }, { label: 'A-11', wait: 27, state: 'menunggu' }, { label: 'A-12', wait: 31, state: 'menunggu' }];
  return (
    <>
      <TableFilter query={query} label="Cari nomor" />
      <DataTable caption="Antrean Poli Anak" query={query} rows={rows} rowKey={(row) => row.label} empty={null} csvHref="/gaya?csv=1" columns={[
        { head: 'Nomor', sort: 'nomor', cell: (row) => row.label }, { head: 'Keadaan', cell: (row) => <StatusTag kind={row.state === 'dipanggil' ? 'done' : 'plain'}>{row.state}</StatusTag> },
        { head: 'Tunggu (menit)', sort: 'tunggu', numeric: true, cell: (row) => row.wait },
      ]} />
    </>
  );
}
