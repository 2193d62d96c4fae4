import type { Words } from '#kernel/manifest';

/** Texts of the template editor. */
export const words = {
  title: { id: 'Templat pesan', en: 'Message templates' },
  lead: { id: 'Kata-kata yang dikirim layanan. Perubahan berlaku untuk pesan berikutnya; di luar 24 jam WhatsApp memakai kata-kata yang disetujui penyedia.', en: 'Words that services send. Changes apply to the next message; outside 24 hours WhatsApp uses the words its provider approved.' },
  none: { id: 'Belum ada templat.', en: 'No templates yet.' },
  name: { id: 'Nama', en: 'Name' }, text: { id: 'Pesan', en: 'Message' }, version: { id: 'Versi', en: 'Version' }, segments: { id: 'SMS', en: 'SMS' },
  sms: { id: 'Pesan pendek untuk SMS', en: 'Shorter words for SMS' }, smsHint: { id: 'Kosongkan untuk memakai pesan di atas.', en: 'Leave empty to use the message above.' },
  subject: { id: 'Judul surel', en: 'E-mail subject' }, save: { id: 'Simpan versi baru', en: 'Save new version' }, preview: { id: 'Pratinjau', en: 'Preview' },
  values: { id: 'Isian yang diberikan layanan: {values}', en: 'Values the service gives: {values}' },
  smsCount: { id: 'Sebagai SMS: {segments} bagian ({encoding}, {letters} huruf).', en: 'As SMS: {segments} segments ({encoding}, {letters} letters).' },
} satisfies Record<string, Words>;
