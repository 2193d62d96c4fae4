import type { Permission, Role } from '#kernel/manifest';

/** What one may be allowed to do; access rights are split into entering, correcting and seeing (Permenkes 24/2022 art. 30). */
export const permissions: readonly Permission[] = [
  { id: 'sih-larajaket/see-list', means: { id: 'Melihat daftar kunjungan hari ini', en: 'See today’s list of visits' } },
  { id: 'sih-larajaket/triage', means: { id: 'Mengisi tanda vital, alergi, dan skrining', en: 'Enter vital signs, allergies and screens' }, personal: true },
  { id: 'sih-larajaket/treat', means: { id: 'Membuka berkas pasien, menulis, meresepkan, dan menandatangani', en: 'Open the chart, write, prescribe and sign' }, personal: true },
  { id: 'sih-larajaket/report', means: { id: 'Mengisi hasil laboratorium dan radiologi', en: 'Report laboratory and radiology results' }, personal: true },
  { id: 'sih-larajaket/dispense', means: { id: 'Menelaah, menyiapkan, dan menyerahkan obat', en: 'Review, prepare and hand over medicine' }, personal: true },
  { id: 'sih-larajaket/code', means: { id: 'Mengodekan diagnosis dan menyiapkan berkas klaim', en: 'Code diagnoses and prepare claims' }, personal: true },
  { id: 'sih-larajaket/amend', means: { id: 'Membetulkan catatan yang sudah ditandatangani, melepas salinan, dan menarik kunjungan', en: 'Amend signed notes, release copies, retract visits' }, personal: true },
  { id: 'sih-larajaket/oversee', means: { id: 'Memeriksa pembukaan darurat dan kiriman SATUSEHAT', en: 'Review emergency openings and SATUSEHAT deliveries' } },
];

/** Each post gets what its work needs and no more. */
export const roles: readonly Role[] = [
  { id: 'sih-larajaket/perawat', name: { id: 'Perawat triase', en: 'Triage nurse' }, permissions: ['sih-larajaket/see-list', 'sih-larajaket/triage'] },
  { id: 'sih-larajaket/dokter', name: { id: 'Dokter poli', en: 'Clinic doctor' }, permissions: ['sih-larajaket/see-list', 'sih-larajaket/treat'] },
  { id: 'sih-larajaket/penunjang', name: { id: 'Analis laboratorium dan radiografer', en: 'Laboratory analyst and radiographer' }, permissions: ['sih-larajaket/report'] },
  { id: 'sih-larajaket/apoteker', name: { id: 'Apoteker', en: 'Pharmacist' }, permissions: ['sih-larajaket/see-list', 'sih-larajaket/dispense'] },
  { id: 'sih-larajaket/rekam-medis', name: { id: 'Petugas rekam medis dan koder', en: 'Medical-record officer and coder' }, permissions: ['sih-larajaket/see-list', 'sih-larajaket/code', 'sih-larajaket/amend'] },
  { id: 'sih-larajaket/komite', name: { id: 'Komite medik dan pengawas data', en: 'Medical committee and data steward' }, permissions: ['sih-larajaket/oversee'] },
];
