import type { Words } from '#kernel/manifest';

/**
 * The closed list of reasons for which personal data may be opened. Purpose limitation: UU 27/2022 tentang Pelindungan Data Pribadi, art. 16;
 * the right of the person to know: art. 5 and 7. Adding one needs a migration, so that nobody invents a purpose at a desk.
 */
export const purposes = {
  service: { id: 'Melayani permohonan orang ini', en: 'To serve this person’s request' },
  registration: { id: 'Mendaftarkan orang ini ke layanan', en: 'To register this person for a service' },
  care: { id: 'Memberi perawatan kesehatan', en: 'To give health care' },
  claim: { id: 'Mengurus penjaminan atau klaim', en: 'To handle insurance or a claim' },
  complaint: { id: 'Menangani pengaduan orang ini', en: 'To handle this person’s complaint' },
  correction: { id: 'Membetulkan data orang ini', en: 'To correct this person’s data' },
  oversight: { id: 'Pengawasan dan pemeriksaan', en: 'Oversight and audit' },
  legal: { id: 'Kewajiban hukum', en: 'Legal obligation' },
  emergency: { id: 'Keadaan darurat', en: 'Emergency' },
  own: { id: 'Dibuka oleh orang ini sendiri', en: 'Opened by the person themself' },
} as const satisfies Record<string, Words>;

export type Purpose = keyof typeof purposes;
