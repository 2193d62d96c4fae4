import type { DefinitionInput } from '#commons/cases';

/** A permit as a small office gives it, for tests and benches: completeness, two recommendations at once, a chain of parafs, a signature. Invented. */
export const permit = {
  id: 'uji-izin', service: 'uji', name: { id: 'Izin percobaan', en: 'Trial permit' }, basis: ['Peraturan Bupati percobaan'], initial: 'submitted', starts: [], guards: ['sized'],
  states: {
    submitted: { name: { id: 'Diajukan', en: 'Submitted' }, holder: 'agency', tasks: [{ kind: 'check', name: { id: 'Periksa kelengkapan' }, by: ['uji/check'] }] },
    returned: { name: { id: 'Dikembalikan', en: 'Returned' }, holder: 'applicant' },
    technical: { name: { id: 'Rekomendasi teknis', en: 'Technical advice' }, holder: 'recommender', tasks: [{ kind: 'recommend', name: { id: 'Beri rekomendasi' }, by: ['uji/recommend'], each: { fact: 'recommenders', to: 'agency' }, promise: 'advice' }] },
    drafting: { name: { id: 'Paraf berjenjang', en: 'Paraf chain' }, holder: 'agency', tasks: [{ kind: 'paraf', name: { id: 'Beri paraf' }, by: ['uji/paraf'], each: { fact: 'chain', to: 'position', order: 'sequence' } }] },
    signing: { name: { id: 'Menunggu tanda tangan', en: 'To be signed' }, holder: 'agency', tasks: [{ kind: 'sign', name: { id: 'Tanda tangani' }, by: ['uji/sign'], position: 'uji/kepala' }] },
    issued: { name: { id: 'Terbit', en: 'Issued' }, final: true, output: { id: 'Surat izin' } },
    rejected: { name: { id: 'Ditolak', en: 'Rejected' }, final: true, output: { id: 'Surat penolakan' } },
    withdrawn: { name: { id: 'Ditarik', en: 'Withdrawn' }, final: true },
  },
  transitions: [
    { action: 'complete', name: { id: 'Nyatakan lengkap' }, from: 'submitted', to: 'technical', by: ['uji/check'], completes: 'check', documents: ['ktp'], clock: { start: ['permit'] }, guards: [{ when: { op: 'not', of: { op: 'empty', fact: 'recommenders' } }, else: { id: 'Pilih dulu dinas pemberi rekomendasi.' } }, { when: { op: 'named', guard: 'sized' }, else: { id: 'Ukuran belum diisi.' } }] },
    { action: 'return', name: { id: 'Kembalikan' }, from: ['submitted', 'signing'], to: 'returned', by: ['uji/check'], reason: 'required', reasons: [{ id: 'paper', name: { id: 'Dokumen kurang' } }], clock: { returns: true }, effects: ['tell'] },
    { action: 'resubmit', name: { id: 'Ajukan lagi' }, from: 'returned', to: 'submitted', by: ['@applicant'], clock: { attempt: true } },
    { action: 'recommend', name: { id: 'Kirim rekomendasi' }, from: 'technical', to: 'drafting', by: ['uji/recommend'], completes: 'recommend', join: true },
    { action: 'paraf', name: { id: 'Paraf' }, from: 'drafting', to: 'signing', by: ['uji/paraf'], completes: 'paraf', join: true },
    { action: 'sign', name: { id: 'Tanda tangani' }, from: 'signing', to: 'issued', by: ['uji/sign'], completes: 'sign', apartFrom: ['complete'], effects: ['tell'] },
    { action: 'reject', name: { id: 'Tolak' }, from: ['submitted', 'technical', 'signing'], to: 'rejected', by: ['uji/sign'], reason: 'required' },
    { action: 'withdraw', name: { id: 'Tarik permohonan' }, from: ['submitted', 'returned', 'technical', 'drafting', 'signing'], to: 'withdrawn', by: ['@applicant'] },
  ],
  promises: [
    { id: 'permit', name: { id: 'Izin', en: 'Permit' }, budget: { amount: 5, unit: 'working_day' }, counts: ['agency', 'recommender'] },
    { id: 'advice', name: { id: 'Rekomendasi', en: 'Advice' }, budget: { amount: 600, unit: 'working_minute' }, counts: ['recommender'] },
  ],
  pauses: [
    { id: 'waiting-applicant', name: { id: 'Menunggu jawaban pemohon' }, party: 'applicant', by: ['uji/check', 'uji/recommend'] },
    { id: 'national-down', name: { id: 'Sistem nasional tidak bisa dibuka' }, party: 'national_system', by: ['uji/check'] },
  ],
} as const satisfies DefinitionInput;
