import type { EventDeclaration, Measure } from '#kernel/manifest';

export const declaredEvents: readonly EventDeclaration[] = [
  { type: 'saji-muba/requested', version: 1, means: { id: 'Permohonan diminta', en: 'An application was requested' } },
  { type: 'saji-muba/checked', version: 1, means: { id: 'Kelengkapan diperiksa', en: 'Completeness was checked' } },
  { type: 'saji-muba/recommended', version: 1, means: { id: 'Rekomendasi teknis dikirim', en: 'A technical opinion was sent' } },
  { type: 'saji-muba/decided', version: 1, means: { id: 'Permohonan diputuskan', en: 'An application was decided' } },
  { type: 'saji-muba/delivered', version: 1, means: { id: 'Dokumen diterima pemohon', en: 'The document was delivered' } },
  { type: 'saji-muba/assisted', version: 1, means: { id: 'Pendampingan OSS selesai', en: 'Help with OSS was completed' } },
  { type: 'saji-muba/withdrawn', version: 1, means: { id: 'Permohonan ditarik', en: 'An application was withdrawn' } },
  { type: 'saji-muba/lapsed', version: 1, means: { id: 'Waktu keputusan habis', en: 'The time to decide ran out' } },
  { type: 'saji-muba/returned-late', version: 1, means: { id: 'Dikembalikan sesudah 80 persen waktu terpakai', en: 'Returned after 80 percent of the time' } },
  { type: 'saji-muba/escalated', version: 1, means: { id: 'Tiga kali dikembalikan, dilaporkan kepada kepala dinas', en: 'Returned three times, reported to the head' } },
  { type: 'saji-muba/fee-reported', version: 1, means: { id: 'Warga melapor diminta membayar', en: 'A resident reported being asked to pay' } },
  { type: 'saji-muba/fee-handled', version: 1, means: { id: 'Laporan diminta membayar ditindaklanjuti', en: 'A report of an unofficial fee was followed up' } },
  { type: 'saji-muba/permit-changed', version: 1, means: { id: 'Keadaan izin berubah', en: 'A permit’s status changed' } },
];

/** Public figures, each computed from events alone. */
export const measures: readonly Measure[] = [
  {
    id: 'requests', kind: 'count', unit: 'kali', by: 'channel', staleAfterHours: 96, of: { events: ['saji-muba/requested'] },
    name: { id: 'Permohonan menurut saluran', en: 'Applications by channel' }, definition: { id: 'Banyaknya permohonan lewat laman, chat, loket, atau pendamping desa.', en: 'Applications by site, chat, counter or village helper.' },
  },
  {
    id: 'on-time', kind: 'share', unit: 'persen', by: 'type', staleAfterHours: 168, promise: { atLeast: 90 }, of: { events: ['saji-muba/decided'], where: { within: true } }, among: { events: ['saji-muba/decided'] },
    name: { id: 'Diputuskan tepat waktu', en: 'Decided on time' }, definition: { id: 'Dari permohonan yang diputuskan, bagian yang diputuskan dalam waktu yang dijanjikan sejak berkas lengkap. Waktu menunggu pemohon tidak dihitung.', en: 'Of decided applications, the share decided within the promise counted from completeness. Waiting for the applicant does not count.' },
  },
  {
    id: 'days-median', kind: 'quantile', unit: 'hari', p: 0.5, field: 'days', staleAfterHours: 168, of: { events: ['saji-muba/decided'] },
    name: { id: 'Hari dari minta sampai putus, tengah', en: 'Median days from request to decision' }, definition: { id: 'Separuh permohonan diputuskan lebih cepat dari ini, dihitung dari hari diminta, termasuk menunggu pemohon.', en: 'Half are decided sooner, counted from the request, waiting included.' },
  },
  {
    id: 'days-nine', kind: 'quantile', unit: 'hari', p: 0.9, field: 'days', staleAfterHours: 168, of: { events: ['saji-muba/decided'] },
    name: { id: 'Hari sampai putus, sembilan dari sepuluh', en: 'Days to decision of nine in ten' }, definition: { id: 'Sembilan dari sepuluh permohonan diputuskan paling lama sekian hari sejak diminta.', en: 'Nine in ten are decided within this many days of the request.' },
  },
  {
    id: 'first-complete', kind: 'share', unit: 'persen', staleAfterHours: 168, promise: { atLeast: 80 }, of: { events: ['saji-muba/checked'], where: { round: 1, complete: true } }, among: { events: ['saji-muba/checked'], where: { round: 1 } },
    name: { id: 'Lengkap pada pemeriksaan pertama', en: 'Complete at first check' }, definition: { id: 'Dari permohonan yang diperiksa pertama kali, bagian yang langsung lengkap.', en: 'Of first checks, the share that is complete at once.' },
  },
  {
    id: 'office-faults', kind: 'count', unit: 'kali', smallCells: 'shown', staleAfterHours: 168, of: { events: ['saji-muba/checked'], where: { officeFault: true } },
    name: { id: 'Dikembalikan lagi karena kelalaian dinas', en: 'Returned again by the office’s fault' }, definition: { id: 'Banyaknya pengembalian untuk kekurangan yang seharusnya terlihat pada pemeriksaan sebelumnya.', en: 'Returns for a defect that was visible in an earlier check.' },
  },
  {
    id: 'recommender-on-time', kind: 'share', unit: 'persen', by: 'agency', staleAfterHours: 168, promise: { atLeast: 90 }, of: { events: ['saji-muba/recommended'], where: { within: true } }, among: { events: ['saji-muba/recommended'] },
    name: { id: 'Rekomendasi tepat waktu, menurut dinas', en: 'Opinions on time, by agency' }, definition: { id: 'Dari rekomendasi yang dikirim, bagian yang selesai dalam waktunya.', en: 'Of opinions sent, the share within their time.' },
  },
  {
    id: 'lapsed', kind: 'count', unit: 'kali', smallCells: 'shown', by: 'type', staleAfterHours: 168, of: { events: ['saji-muba/lapsed'] },
    name: { id: 'Lewat waktu tanpa keputusan', en: 'Lapsed without a decision' }, definition: { id: 'Banyaknya permohonan yang batas waktunya habis sebelum diputuskan.', en: 'Applications whose time ran out before a decision.' },
  },
  {
    id: 'returned-late', kind: 'count', unit: 'kali', smallCells: 'shown', staleAfterHours: 168, of: { events: ['saji-muba/returned-late'] },
    name: { id: 'Dikembalikan di ujung waktu', en: 'Returned late in the promise' }, definition: { id: 'Banyaknya pengembalian sesudah 80 persen waktu terpakai.', en: 'Returns after 80 percent of the time.' },
  },
  {
    id: 'delivered', kind: 'count', unit: 'kali', by: 'by', staleAfterHours: 96, of: { events: ['saji-muba/delivered'] },
    name: { id: 'Dokumen diterima', en: 'Documents delivered' }, definition: { id: 'Banyaknya dokumen yang sampai di tangan pemohon, diantar atau diambil.', en: 'Documents in the applicant’s hands, brought or collected.' },
  },
  {
    id: 'fee-reports', kind: 'count', unit: 'kali', smallCells: 'shown', staleAfterHours: 720, promise: { atMost: 0 }, of: { events: ['saji-muba/fee-reported'] },
    name: { id: 'Laporan diminta membayar', en: 'Reports of unofficial fees' }, definition: { id: 'Banyaknya laporan warga yang diminta membayar di luar ketetapan. Janji: nol.', en: 'Reports of being asked to pay outside the tariff. Promise: none.' },
  },
];
