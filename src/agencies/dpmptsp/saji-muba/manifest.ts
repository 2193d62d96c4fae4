import type { Manifest } from '#kernel/manifest';
import { permissions, roles } from './declares/access.ts';
import { declaredEvents, measures } from './declares/figures.ts';

/** What Saji-Muba says about itself. Each type has a service standard of its own, drawn from its data: `catalogue.standardOf`. */
export const manifest: Manifest = {
  id: 'saji-muba',
  name: 'Saji-Muba',
  expansion: { id: 'Siap Antar Jemput Izin, Mudah dan Berbantuan', en: 'Permits fetched and delivered, with help' },
  agency: 'dpmptsp',
  summary: { id: 'Urus izin dari rumah: petugas menjemput berkas dan mengantar izinnya.', en: 'Permits from home: an officer fetches the papers and brings the permit.' },
  announced: { date: '2019-10-24', source: 'Pengumuman Kabupaten Musi Banyuasin, 24 Oktober 2019' },
  standard: {
    version: 1, validFrom: '2026-11-01',
    requirements: [
      { id: 'Kartu tanda penduduk, dan berkas menurut jenis izin; daftarnya tampil setelah tiga pertanyaan', en: 'Identity card, and papers by type; the list appears after three questions' },
      { id: 'Nomor telepon yang dapat dihubungi; boleh milik keluarga atau pendamping desa', en: 'A phone number; a relative’s or village helper’s will do' },
    ],
    procedure: [
      { id: 'Jawab tiga pertanyaan lewat laman, chat, telepon, atau pendamping desa', en: 'Answer three questions by site, chat, phone or village helper' },
      { id: 'Petugas menjemput berkas, atau Anda mengirim fotonya', en: 'An officer collects the papers, or you send photos' },
      { id: 'Berkas diperiksa paling lama satu hari kerja; semua kekurangan disebut sekaligus', en: 'Checked within a working day; every defect is named at once' },
      { id: 'Izin ditandatangani secara elektronik dan diantar ke rumah', en: 'Signed electronically and brought to your door' },
    ],
    completionTime: { id: '1 sampai 14 hari kerja sejak berkas lengkap, menurut jenisnya', en: '1 to 14 working days from completeness, by type' },
    fee: { id: 'Rp0, kecuali retribusi persetujuan bangunan gedung menurut Perda', en: 'Rp0, except the building levy' },
    product: { id: 'Izin atau surat keterangan bertanda tangan elektronik, dengan kode QR', en: 'A permit or letter signed electronically, with a QR code' },
    complaints: { id: 'Laman Saji-Muba, chat kata “petugas”, atau SP4N-LAPOR!', en: 'The Saji-Muba page, the chat word “petugas”, or SP4N-LAPOR!' },
    legalBasis: ['UU 25/2009 tentang Pelayanan Publik', 'UU 30/2014 tentang Administrasi Pemerintahan', 'PP 28/2025 tentang Perizinan Berusaha Berbasis Risiko', 'Permendagri 138/2017 tentang Pelayanan Terpadu Satu Pintu Daerah'],
    facilities: { id: 'Loket, petugas jemput dengan mobil dan perahu, laman, dan chat', en: 'Counter, field officers by car and boat, site and chat' },
    competence: { id: 'Petugas loket, penyusun, dan lapangan yang terlatih', en: 'Trained front, back and field officers' },
    supervision: { id: 'Kepala bidang, sekretaris dinas, dan Inspektorat', en: 'Head of division, secretary and Inspectorate' },
    staffing: { id: 'Sekurang-kurangnya dua petugas loket dan satu petugas jemput setiap zona', en: 'At least two counter officers and a field officer per zone' },
    guarantee: { id: 'Setiap berkas asli tercatat pemegangnya setiap saat', en: 'Every original has a named holder at every moment' },
    safety: { id: 'Data pribadi disamarkan dan setiap pembacaan tercatat', en: 'Personal data is masked and every reading recorded' },
    evaluation: { id: 'Survei kepuasan setelah dokumen diterima; angka dihitung dari kejadian', en: 'A survey after delivery; figures computed from events' },
  },
  roles, permissions, events: declaredEvents, measures,
  completes: ['saji-muba/delivered', 'saji-muba/assisted'],
  needs: [
    { id: 'izin usaha dan NIB', en: 'business permit' }, { id: 'surat izin praktik', en: 'practice licence' }, { id: 'izin reklame', en: 'sign permit' }, { id: 'IMB atau PBG', en: 'building permit' },
    { id: 'surat penelitian', en: 'research letter' }, { id: 'izin makam', en: 'cemetery plot' }, { id: 'jemput berkas izin', en: 'fetch my papers' },
  ],
  entrances: [
    { path: '/saji-muba', name: { id: 'Urus izin', en: 'Permits' }, for: 'resident' },
    { path: '/saji-muba/cari', name: { id: 'Lihat permohonan izin saya', en: 'Find my permit application' }, for: 'resident', follow: true },
    { path: '/saji-muba/daftar-izin', name: { id: 'Daftar izin yang terbit', en: 'Register of permits' }, for: 'resident' },
    { path: '/saji-muba/meja', name: { id: 'Meja izin', en: 'Permit desk' }, for: 'desk', permission: 'saji-muba/see-applicant' },
    { path: '/saji-muba/terbit', name: { id: 'Izin yang terbit', en: 'Issued permits' }, for: 'desk', permission: 'saji-muba/front' },
    { path: '/saji-muba/laporan', name: { id: 'Laporan diminta membayar', en: 'Unofficial fees' }, for: 'desk', permission: 'saji-muba/read-reports' },
    { path: '/saji-muba/pimpinan', name: { id: 'Papan pimpinan izin', en: 'Permit dashboard' }, for: 'desk', permission: 'saji-muba/head' },
  ],
};
