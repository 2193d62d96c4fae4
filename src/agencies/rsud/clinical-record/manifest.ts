import type { Manifest } from '#kernel/manifest';

/** What the clinical record says about itself. It is no innovation of its own: the hospital's five services write and read it. */
export const manifest: Manifest = {
  id: 'clinical-record',
  name: 'Rekam Medis Elektronik',
  expansion: { id: 'Rekam medis bersama lima layanan RSUD Sekayu, memakai HL7 FHIR R4', en: 'The record shared by the five services of RSUD Sekayu, in HL7 FHIR R4' },
  agency: 'rsud',
  summary: { id: 'Satu rekam medis untuk semua layanan rumah sakit: tercatat sekali, setiap pembukaan tercatat, dan dapat diserahkan kepada pasien.', en: 'One medical record for every service of the hospital: written once, every opening recorded, and the patient can have it.' },
  standard: {
    version: 1, validFrom: '2026-11-26',
    requirements: [{ id: 'Nomor rekam medis atau NIK pasien', en: 'The patient’s medical record number or NIK' }, { id: 'Persetujuan pasien, kecuali keadaan darurat', en: 'The patient’s consent, except in an emergency' }],
    procedure: [{ id: 'Petugas mencatat pelayanan pada rekam medis', en: 'Staff record care in the medical record' }, { id: 'Pasien meminta isi rekam medisnya lewat loket rekam medis atau layanan rumah sakit', en: 'The patient asks for the content of the record at the counter or through the hospital’s services' }],
    completionTime: { id: 'Isi rekam medis tersedia saat dicatat; salinan untuk pasien paling lama 1 hari kerja', en: 'The record is available as it is written; a copy for the patient within 1 working day' },
    fee: { id: 'Tidak dipungut biaya', en: 'Free of charge' },
    product: { id: 'Rekam medis elektronik dan salinannya', en: 'The electronic medical record and copies of it' },
    complaints: { id: 'Petugas pengaduan RSUD Sekayu atau SP4N-LAPOR!', en: 'The complaints officer of RSUD Sekayu or SP4N-LAPOR!' },
    legalBasis: ['UU 17/2023 tentang Kesehatan', 'Permenkes 24/2022 tentang Rekam Medis', 'UU 27/2022 tentang Pelindungan Data Pribadi'],
    facilities: { id: 'Komputer poli, bangsal, penunjang, dan farmasi', en: 'Computers in clinics, wards, laboratory, radiology and pharmacy' },
    competence: { id: 'Tenaga kesehatan dan perekam medis yang terlatih', en: 'Trained health workers and record officers' },
    supervision: { id: 'Kepala rekam medis, komite medik, dan satuan pengawasan internal', en: 'Head of medical records, medical committee and internal supervision' },
    staffing: { id: 'Sekurang-kurangnya satu perekam medis setiap jam kerja', en: 'At least one record officer during working hours' },
    guarantee: { id: 'Catatan lama tidak pernah hilang: setiap perubahan menjadi versi baru dengan nama pengubahnya', en: 'Nothing written is ever lost: every change is a new version with its author' },
    safety: { id: 'Setiap pembukaan tercatat dan dapat dilihat pasien; data peka perlu wewenang tersendiri', en: 'Every opening is recorded and the patient can see it; sensitive data needs a permission of its own' },
    evaluation: { id: 'Jumlah catatan dan perubahan dihitung setiap hari dari kejadian', en: 'Entries and changes are counted daily from events' },
  },
  roles: [
    { id: 'clinical-record/tenaga-kesehatan', name: { id: 'Tenaga kesehatan', en: 'Health worker' }, permissions: ['clinical-record/read', 'clinical-record/write'] },
    { id: 'clinical-record/dokter-layanan-peka', name: { id: 'Dokter layanan peka', en: 'Doctor of a sensitive service' }, permissions: ['clinical-record/read', 'clinical-record/write', 'clinical-record/read-sensitive'] },
    { id: 'clinical-record/perekam-medis', name: { id: 'Perekam medis', en: 'Medical record officer' }, permissions: ['clinical-record/read', 'clinical-record/write', 'clinical-record/read-sensitive', 'clinical-record/merge', 'clinical-record/import', 'clinical-record/machines', 'clinical-record/release'] },
  ],
  permissions: [
    { id: 'clinical-record/read', means: { id: 'Membuka rekam medis pasien', en: 'Open patients’ medical records' }, personal: true },
    { id: 'clinical-record/read-sensitive', means: { id: 'Membuka catatan peka (HIV, jiwa, kekerasan)', en: 'Open sensitive entries (HIV, psychiatry, violence)' }, personal: true },
    { id: 'clinical-record/write', means: { id: 'Menulis pada rekam medis', en: 'Write in medical records' }, personal: true },
    { id: 'clinical-record/merge', means: { id: 'Menggabungkan dan memisahkan rekam medis ganda', en: 'Merge and part double medical records' }, personal: true },
    { id: 'clinical-record/import', means: { id: 'Memuat daftar kode (ICD, KFA) dari berkas rumah sakit', en: 'Load code lists (ICD, KFA) from the hospital’s files' } },
    { id: 'clinical-record/release', means: { id: 'Menyerahkan salinan rekam medis', en: 'Hand out copies of medical records' }, personal: true },
    { id: 'clinical-record/machines', means: { id: 'Mengatur mesin yang boleh memakai antarmuka FHIR', en: 'Manage the machines that may use the FHIR interface' } },
  ],
  events: [{ type: 'clinical-record/changed', version: 1, means: { id: 'Rekam medis ditulis atau diubah', en: 'The medical record was written or changed' } }],
  measures: [],
  entrances: [{ path: '/clinical-record/kode', name: { id: 'Daftar kode', en: 'Code lists' }, for: 'desk', permission: 'clinical-record/import' }, { path: '/clinical-record/salinan', name: { id: 'Salinan rekam medis', en: 'Copies of records' }, for: 'desk', permission: 'clinical-record/release' }],
};
