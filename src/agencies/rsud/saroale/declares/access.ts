import type { Permission, Role } from '#kernel/manifest';

/** What one may be allowed to do, and the five posts of the outpatient wing that may. */
export const permissions: readonly Permission[] = [
  { id: 'saroale/see-queue', means: { id: 'Melihat antrean dan daftar pendaftaran hari ini', en: 'See the queue and the list of registrations' } },
  { id: 'saroale/call', means: { id: 'Memanggil, melewati, menahan, memindahkan, dan menyelesaikan pasien', en: 'Call, skip, hold, transfer and finish patients' } },
  { id: 'saroale/announce', means: { id: 'Mengumumkan dokter terlambat atau berhalangan, mengakhiri sesi', en: 'Announce a late or absent doctor, end a session' } },
  { id: 'saroale/register', means: { id: 'Mendaftarkan di loket, check-in, membatalkan, melengkapi pasien baru', en: 'Register at the counter, check in, cancel, complete new patients' } },
  { id: 'saroale/override', means: { id: 'Memberi tempat di luar kuota dengan alasan', en: 'Give a place beyond the quota, with a reason' } },
  { id: 'saroale/schedule', means: { id: 'Mengatur jadwal, cuti, dan kuota', en: 'Manage schedules, leave and quotas' } },
  { id: 'saroale/pharmacy', means: { id: 'Mencatat langkah farmasi', en: 'Record pharmacy steps' } },
  { id: 'saroale/bpjs', means: { id: 'Melihat dan menangani kiriman BPJS yang tertahan', en: 'See and handle held BPJS deliveries' } },
  { id: 'saroale/see-patient', means: { id: 'Membuka data pribadi pasien yang mendaftar', en: 'Open the personal data of a registered patient' }, personal: true },
];

/**
 * Each post gets what its work needs and no more. Who stands before a patient (nurse, doctor, pharmacist, registration) may open the name, because identity is
 * checked by name and birth date before anything is done (Permenkes 11/2017 tentang Keselamatan Pasien); the head of the wing works with numbers and words.
 */
export const roles: readonly Role[] = [
  { id: 'saroale/perawat', name: { id: 'Perawat poli', en: 'Clinic nurse' }, permissions: ['saroale/see-queue', 'saroale/call', 'saroale/announce', 'saroale/see-patient'] },
  { id: 'saroale/admisi', name: { id: 'Petugas admisi', en: 'Registration officer' }, permissions: ['saroale/see-queue', 'saroale/register', 'saroale/override', 'saroale/bpjs', 'saroale/see-patient', 'messaging/answer'] },
  { id: 'saroale/dokter', name: { id: 'Dokter', en: 'Doctor' }, permissions: ['saroale/see-queue', 'saroale/call', 'saroale/see-patient'] },
  { id: 'saroale/kepala', name: { id: 'Kepala instalasi rawat jalan', en: 'Head of the outpatient wing' }, permissions: ['saroale/see-queue', 'saroale/announce', 'saroale/override', 'saroale/schedule', 'saroale/bpjs', 'messaging/edit-templates'] },
  { id: 'saroale/farmasi', name: { id: 'Petugas farmasi', en: 'Pharmacy officer' }, permissions: ['saroale/see-queue', 'saroale/pharmacy', 'saroale/see-patient'] },
];
