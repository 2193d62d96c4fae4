import type { Manifest } from '#kernel/manifest';
import { permissions, roles } from './declares/access.ts';
import { declaredEvents, measures } from './declares/figures.ts';

/** What Sih Larajaket says about itself. */
export const manifest: Manifest = {
  id: 'sih-larajaket',
  name: 'Sih Larajaket',
  expansion: { id: 'Rawat jalan tanpa kertas', en: 'Paperless outpatient care' },
  agency: 'rsud',
  summary: { id: 'Satu kunjungan di RSUD Sekayu, dari check-in sampai obat, tanpa selembar kertas. Resume dan hasil dapat Anda baca sendiri.', en: 'One visit at RSUD Sekayu, from check-in to medicine, without a sheet of paper. You can read your résumé and results yourself.' },
  announced: { date: '2019-10-24', source: 'Pengumuman Kabupaten Musi Banyuasin, 24 Oktober 2019' },
  standard: {
    version: 1, validFrom: '2026-11-26',
    requirements: [{ id: 'Antrean Saroale yang sudah check-in', en: 'A Saroale ticket that was checked in' }, { id: 'Nama dan tanggal lahir, atau NIK atau nomor rekam medis', en: 'Name and birth date, or NIK or medical record number' }],
    procedure: [
      { id: 'Perawat mengukur tanda vital dan menanyakan alergi', en: 'A nurse measures vital signs and asks about allergies' }, { id: 'Dokter memeriksa, menulis, dan meresepkan pada satu layar', en: 'The doctor examines, writes and prescribes on one screen' },
      { id: 'Laboratorium atau radiologi mengirim hasil langsung ke dokter', en: 'Laboratory or radiology sends results straight to the doctor' }, { id: 'Apoteker menelaah resep dan menyerahkan atau mengantar obat', en: 'The pharmacist reviews and hands over or sends the medicine' },
      { id: 'Anda membaca resume, hasil, dan resep lewat tautan dan kode', en: 'You read résumé, results and prescriptions by link and code' },
    ],
    completionTime: { id: 'Menunggu dokter paling lama 60 menit; obat jadi 30 menit; racikan 60 menit', en: 'At most 60 minutes for the doctor; 30 for ready-made and 60 for compounded medicine' },
    fee: { id: 'Sesuai tarif rumah sakit; peserta JKN tidak membayar', en: 'By the hospital’s tariff; JKN members do not pay' },
    product: { id: 'Pemeriksaan, obat, resume, dan hasil yang dapat dibaca sendiri', en: 'Care, medicine, and a résumé and results to read yourself' },
    complaints: { id: 'Petugas pengaduan RSUD Sekayu, chat kata “petugas”, atau SP4N-LAPOR!', en: 'The complaints officer of RSUD Sekayu, the chat word “petugas”, or SP4N-LAPOR!' },
    legalBasis: ['UU 25/2009 tentang Pelayanan Publik', 'UU 17/2023 tentang Kesehatan', 'UU 27/2022 tentang Pelindungan Data Pribadi', 'Permenkes 24/2022 tentang Rekam Medis', 'Permenkes 72/2016 tentang Standar Pelayanan Kefarmasian di Rumah Sakit', 'Kepmenkes 129/2008 tentang Standar Pelayanan Minimal Rumah Sakit'],
    facilities: { id: 'Layar perawat, dokter, penunjang, farmasi, dan rekam medis; laman pasien', en: 'Screens for nurse, doctor, laboratory, pharmacy and records; a page for the patient' },
    competence: { id: 'Tenaga kesehatan dengan surat izin praktik yang berlaku', en: 'Health workers with a valid practice licence' },
    supervision: { id: 'Komite Medik, Komite Farmasi dan Terapi, dan satuan pengawasan internal', en: 'Medical committee, pharmacy and therapeutics committee, internal supervision' },
    staffing: { id: 'Satu perawat triase setiap poli yang buka dan satu apoteker setiap loket obat', en: 'One triage nurse for each open clinic and one pharmacist for each medicine counter' },
    guarantee: { id: 'Tulisan yang sudah ditandatangani tidak hilang dan tidak berubah; pembetulan selalu dengan alasan', en: 'What was signed is neither lost nor changed; corrections always carry a reason' },
    safety: { id: 'Setiap pembukaan berkas tercatat dan dapat Anda lihat; resep diperiksa terhadap alergi, dosis, ginjal, dan kehamilan', en: 'Every opening of your chart is recorded and shown to you; prescriptions are checked against allergy, dose, kidneys and pregnancy' },
    evaluation: { id: 'Angka dihitung setiap hari dari kejadian dan terbuka pada laman bukti publik', en: 'Figures are computed daily from events and open on the public proof page' },
  },
  roles, permissions, events: declaredEvents, measures,
  completes: ['sih-larajaket/finished'],
  needs: [
    { id: 'hasil laboratorium', en: 'laboratory results' }, { id: 'resume medis', en: 'medical résumé' }, { id: 'resep obat saya', en: 'my prescription' }, { id: 'siapa membuka rekam medis saya', en: 'who opened my medical record' },
  ],
  entrances: [
    { path: '/sih-larajaket', name: { id: 'Resume dan hasil saya', en: 'My résumé and results' }, for: 'resident', follow: true },
    { path: '/sih-larajaket/triase', name: { id: 'Triase', en: 'Triage' }, for: 'desk', permission: 'sih-larajaket/triage' },
    { path: '/sih-larajaket/dokter', name: { id: 'Layar dokter', en: 'Doctor’s screen' }, for: 'desk', permission: 'sih-larajaket/treat' },
    { path: '/sih-larajaket/penunjang', name: { id: 'Laboratorium dan radiologi', en: 'Laboratory and radiology' }, for: 'desk', permission: 'sih-larajaket/report' },
    { path: '/sih-larajaket/farmasi', name: { id: 'Farmasi', en: 'Pharmacy' }, for: 'desk', permission: 'sih-larajaket/dispense' },
    { path: '/sih-larajaket/rekam-medis', name: { id: 'Rekam medis dan koding', en: 'Records and coding' }, for: 'desk', permission: 'sih-larajaket/code' },
    { path: '/sih-larajaket/darurat', name: { id: 'Pembukaan darurat', en: 'Emergency openings' }, for: 'desk', permission: 'sih-larajaket/oversee' },
    { path: '/sih-larajaket/izin-praktik', name: { id: 'Izin praktik', en: 'Practice licences' }, for: 'desk', permission: 'sih-larajaket/oversee' },
    { path: '/sih-larajaket/satusehat', name: { id: 'Kiriman SATUSEHAT', en: 'SATUSEHAT deliveries' }, for: 'desk', permission: 'sih-larajaket/oversee' },
  ],
};
