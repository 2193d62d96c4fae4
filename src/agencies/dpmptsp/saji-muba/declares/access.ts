import type { Permission, Role } from '#kernel/manifest';

/** What one may be allowed to do in the permit office. */
export const permissions: readonly Permission[] = [
  { id: 'saji-muba/front', means: { id: 'Menerima permohonan, memeriksa kelengkapan, menjadwalkan kunjungan, menyerahkan dokumen', en: 'Take applications, check completeness, schedule visits, hand documents out' } },
  { id: 'saji-muba/back', means: { id: 'Menyusun naskah, menerbitkan tagihan, mendampingi di OSS', en: 'Draft decisions, issue bills, help in OSS' } },
  { id: 'saji-muba/recommend', means: { id: 'Memberi rekomendasi teknis untuk instansinya', en: 'Give an opinion for one’s agency' } },
  { id: 'saji-muba/paraf', means: { id: 'Memberi paraf menurut jabatannya', en: 'Initial by one’s position' } },
  { id: 'saji-muba/sign', means: { id: 'Menandatangani menurut jabatannya', en: 'Sign by one’s position' } },
  { id: 'saji-muba/head', means: { id: 'Memutuskan yang lewat waktu, membekukan dan mencabut izin, melihat papan pimpinan', en: 'Decide what lapsed, suspend and revoke, see the dashboard' } },
  { id: 'saji-muba/read-reports', means: { id: 'Membaca dan menindaklanjuti laporan diminta membayar', en: 'Read and follow up reports of unofficial fees' }, personal: true },
  { id: 'saji-muba/see-applicant', means: { id: 'Membuka data pribadi dan berkas pemohon', en: 'Open an applicant’s personal data and papers' }, personal: true },
];

/** Each post gets what its work needs. Whoever checks or drafts does not sign; opinions come from officers of other agencies. */
export const roles: readonly Role[] = [
  { id: 'saji-muba/loket', name: { id: 'Petugas loket', en: 'Front office' }, permissions: ['saji-muba/front', 'saji-muba/see-applicant', 'dispatch/plan', 'dispatch/counter', 'messaging/answer'] },
  { id: 'saji-muba/penyusun', name: { id: 'Petugas back office', en: 'Back office' }, permissions: ['saji-muba/back', 'saji-muba/see-applicant', 'billing/see', 'billing/propose-refund'] },
  { id: 'saji-muba/verifikator', name: { id: 'Subkoordinator verifikasi', en: 'Verification coordinator' }, permissions: ['saji-muba/paraf', 'saji-muba/see-applicant'] },
  { id: 'saji-muba/kabid', name: { id: 'Kepala bidang perizinan', en: 'Head of division' }, permissions: ['saji-muba/paraf', 'saji-muba/see-applicant', 'billing/see', 'billing/approve-refund'] },
  { id: 'saji-muba/sekretaris', name: { id: 'Sekretaris dinas', en: 'Secretary' }, permissions: ['saji-muba/paraf', 'saji-muba/see-applicant'] },
  { id: 'saji-muba/kepala', name: { id: 'Kepala dinas', en: 'Head of office' }, permissions: ['saji-muba/sign', 'saji-muba/head', 'saji-muba/see-applicant', 'saji-muba/read-reports', 'signing/sign', 'messaging/edit-templates'] },
  { id: 'saji-muba/kasir', name: { id: 'Bendahara penerimaan', en: 'Cashier' }, permissions: ['billing/see', 'billing/receive'] },
  { id: 'saji-muba/lapangan', name: { id: 'Petugas jemput', en: 'Pick-up officer' }, permissions: ['dispatch/field'] },
  { id: 'saji-muba/kurir', name: { id: 'Kurir pengantar', en: 'Courier' }, permissions: ['dispatch/field'] },
  { id: 'saji-muba/inspektur', name: { id: 'Auditor Inspektorat', en: 'Inspectorate auditor' }, permissions: ['saji-muba/read-reports'], heldBy: ['inspektorat'] },
  { id: 'saji-muba/teknis', name: { id: 'Tim teknis', en: 'Technical agency' }, permissions: ['saji-muba/recommend', 'saji-muba/see-applicant'], heldBy: ['dinkes', 'pupr', 'dishub', 'kesbangpol', 'satpolpp', 'disdikbud', 'bpkad', 'disnakertrans'] },
];
