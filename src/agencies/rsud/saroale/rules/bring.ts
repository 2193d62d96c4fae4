import type { Words } from '#kernel/manifest';
import type { Payer, VisitKind } from '../store/tables.ts';

/** What to bring, in the order it is asked for at the hospital. */
export function bring(visit: { payer: Payer; visitKind: VisitKind; newPatient: boolean; fingerprintRequired: boolean }): Words[] {
  const list: Words[] = [{ id: 'KTP, atau KIA dan kartu keluarga untuk anak', en: 'Identity card; for a child the child card and family card' }];
  if (visit.newPatient) list.push({ id: 'Kartu keluarga, untuk membuat nomor rekam medis di loket', en: 'Family card, to make a medical record number at the counter' });
  if (visit.payer === 'jkn') {
    list.push({ id: 'Kartu JKN, atau aplikasi Mobile JKN', en: 'JKN card, or the Mobile JKN app' });
    if (visit.visitKind === 3) list.push({ id: 'Surat kontrol', en: 'Control letter' });
    else if (visit.visitKind !== 2) list.push({ id: 'Surat rujukan yang masih berlaku', en: 'A referral letter that is still valid' });
    if (visit.fingerprintRequired) list.push({ id: 'Pasien datang sendiri: sidik jari diperiksa sebelum SEP terbit', en: 'The patient in person: a fingerprint is checked before the eligibility letter' });
  }
  if (visit.payer === 'other') list.push({ id: 'Kartu asuransi atau surat jaminan', en: 'Insurance card or guarantee letter' });
  list.push({ id: 'Obat yang sedang diminum dan hasil pemeriksaan sebelumnya', en: 'Medicines you take now and earlier results' });
  return list;
}
