import { wholeRegency, type Declaration } from '#commons/access';

/** Who may do what in the register, the indices and the competition. No role both submits and verifies, or verifies and publishes. */
export const hubDeclaration: Declaration = {
  id: 'hub',
  permissions: [
    { id: 'hub/operate', means: { id: 'Melihat pekerjaan yang gagal dan menghidupkannya lagi', en: 'See failed jobs and revive them' } },
    { id: 'hub/see', means: { id: 'Membuka register inovasi beserta buktinya', en: 'Open the register with its evidence' } },
    { id: 'hub/register', means: { id: 'Mendaftarkan dan mengubah inovasi perangkat daerahnya', en: 'Register and edit innovations of one’s agency' } },
    { id: 'hub/submit', means: { id: 'Mengajukan dan menjalankan inovasi perangkat daerahnya', en: 'Submit and run innovations of one’s agency' } },
    { id: 'hub/verify', means: { id: 'Menelaah inovasi dan memeriksa bukti', en: 'Verify innovations and evidence' } },
    { id: 'hub/publish', means: { id: 'Menetapkan inovasi dan peralihan pemiliknya', en: 'Publish innovations and changes of owner' } },
    { id: 'hub/index', means: { id: 'Menghitung dan mengunci indeks inovasi daerah', en: 'Compute and lock the innovation index' } },
    { id: 'hub/contest', means: { id: 'Membuka halaman lomba', en: 'Open the competition' } },
    { id: 'hub/compete', means: { id: 'Mengurus lomba inovasi dan rubriknya', en: 'Run the competition and its rubrics' } },
    { id: 'hub/judge', means: { id: 'Menilai proposal sebagai juri', en: 'Score proposals as a juror' } },
    { id: 'hub/evaluate', means: { id: 'Memverifikasi F01 menjadi F02', en: 'Verify F01 into F02' } },
    { id: 'hub/audit', means: { id: 'Memeriksa semua catatan tanpa mengubahnya', en: 'Inspect everything without changing it' } },
    { id: 'hub/data-requests', means: { id: 'Menjawab permintaan warga tentang datanya', en: 'Answer residents’ requests about their data' }, personal: true },
    { id: 'hub/lead', means: { id: 'Membuka ringkasan kepala daerah', en: 'Open the leader’s summary' } },
  ],
  roles: [
    { id: 'hub/operator', name: { id: 'Operator sistem', en: 'System operator' }, permissions: ['hub/operate'] },
    { id: 'hub/innovator', name: { id: 'Inovator OPD', en: 'Agency innovator' }, permissions: ['hub/see', 'hub/register', 'hub/contest'] },
    { id: 'hub/head', name: { id: 'Kepala OPD', en: 'Agency head' }, permissions: ['hub/see', 'hub/register', 'hub/submit', 'hub/contest'] },
    { id: 'hub/bappeda', name: { id: 'Bappeda', en: 'Planning agency' }, permissions: ['hub/see', 'hub/verify', 'hub/index'] },
    { id: 'hub/organisasi', name: { id: 'Bagian Organisasi', en: 'Organisation division' }, permissions: ['hub/see', 'hub/publish', 'hub/contest', 'hub/compete', 'hub/evaluate'] },
    { id: 'hub/inspektorat', name: { id: 'Inspektorat', en: 'Inspectorate' }, permissions: ['hub/see', 'hub/audit', 'hub/lead'] },
    { id: 'hub/juror', name: { id: 'Juri', en: 'Juror' }, permissions: ['hub/judge', 'hub/contest'] },
    { id: 'hub/reserve-juror', name: { id: 'Juri cadangan', en: 'Reserve juror' }, permissions: ['hub/judge', 'hub/contest'] },
    { id: 'hub/data-officer', name: { id: 'Petugas pelindungan data', en: 'Data protection officer' }, permissions: ['hub/data-requests'] },
    { id: 'hub/bupati', name: { id: 'Bupati', en: 'Regent' }, permissions: ['hub/see', 'hub/lead'] },
  ],
  samples: {
    'hub/innovator': 'rsud', 'hub/head': 'rsud', 'hub/bappeda': wholeRegency, 'hub/organisasi': wholeRegency, 'hub/inspektorat': wholeRegency, 'hub/juror': wholeRegency, 'hub/reserve-juror': wholeRegency, 'hub/bupati': wholeRegency,
  },
};
