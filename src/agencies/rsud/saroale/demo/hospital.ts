import type { Doctor, Poli } from '../store/directory.ts';

/** The clinics of the demonstration: names as any general hospital has them, BPJS codes as published for outpatient clinics. */
export const polis: readonly Omit<Poli, 'active'>[] = [
  poli('ANA', 'Poli Anak', 'ANA', 'ANA', 'A', { ageBelow: 18, aliases: ['anak', 'pediatri', 'bayi'] }),
  poli('INT', 'Poli Penyakit Dalam', 'INT', 'INT', 'D', { ageFrom: 15, fingerprintRequired: true, aliases: ['penyakit dalam', 'dalem', 'interna', 'sugar'] }),
  poli('OBG', 'Poli Kandungan', 'OBG', 'OBG', 'K', { sex: 'P', aliases: ['kandungan', 'obgyn', 'hamil', 'kebidanan'] }),
  poli('BED', 'Poli Bedah', 'BED', 'BED', 'B', { aliases: ['bedah'] }),
  poli('MAT', 'Poli Mata', 'MAT', 'MAT', 'M', { fingerprintRequired: true, aliases: ['mata'] }),
  poli('SAR', 'Poli Saraf', 'SAR', 'SAR', 'S', { aliases: ['saraf', 'syaraf', 'neuro', 'stroke'] }),
  poli('JAN', 'Poli Jantung', 'JAN', 'JAN', 'J', { ageFrom: 15, fingerprintRequired: true, aliases: ['jantung'] }),
  poli('PAR', 'Poli Paru', 'PAR', 'PAR', 'P', { aliases: ['paru', 'batuk'] }),
  poli('KLT', 'Poli Kulit dan Kelamin', 'KLT', 'KLT', 'L', { sensitive: true, aliases: ['kulit'] }),
  poli('GIG', 'Poli Gigi', 'GIG', 'GIG', 'G', { aliases: ['gigi'] }),
  poli('THT', 'Poli THT', 'THT', 'THT', 'T', { aliases: ['telinga', 'hidung', 'tenggorok', 'tht'] }),
  poli('JIW', 'Poli Jiwa', 'JIW', 'JIW', 'W', { sensitive: true, aliases: ['jiwa', 'psikiatri'] }),
];

/** Invented doctors: every name begins with "Contoh". */
export const doctors: readonly (Omit<Doctor, 'active' | 'shownName'> & { readonly poli: string; readonly days: readonly number[]; readonly opens: string; readonly closes: string })[] = [
  doctor(1, 'Andini', 'Sp.A', 'ANA', [1, 2, 3, 4, 5], '08:00', '12:00'), doctor(2, 'Bakti', 'Sp.A', 'ANA', [1, 2, 3, 4, 6], '13:00', '16:00'),
  doctor(3, 'Cakra', 'Sp.PD', 'INT', [1, 2, 3, 4, 5, 6], '08:00', '12:00'), doctor(4, 'Dewi', 'Sp.PD', 'INT', [1, 3, 5], '09:00', '13:00'), doctor(5, 'Eka', 'Sp.PD', 'INT', [2, 4], '13:00', '16:00'),
  doctor(6, 'Fitri', 'Sp.OG', 'OBG', [1, 2, 3, 4, 5], '08:00', '12:00'), doctor(7, 'Galih', 'Sp.OG', 'OBG', [1, 3, 5, 6], '13:00', '16:00'),
  doctor(8, 'Hendra', 'Sp.B', 'BED', [1, 2, 3, 4, 5], '08:30', '12:00'), doctor(9, 'Indah', 'Sp.B', 'BED', [2, 4, 6], '13:00', '15:00'),
  doctor(10, 'Joko', 'Sp.M', 'MAT', [1, 2, 3, 4, 5], '08:00', '12:00'), doctor(11, 'Kartika', 'Sp.M', 'MAT', [1, 3, 6], '13:00', '15:00'),
  doctor(12, 'Laras', 'Sp.N', 'SAR', [1, 2, 3, 4, 5], '08:00', '12:00'), doctor(13, 'Mahendra', 'Sp.JP', 'JAN', [1, 2, 3, 4, 5], '09:00', '13:00'), doctor(14, 'Ningsih', 'Sp.JP', 'JAN', [2, 4, 6], '14:00', '16:00'),
  doctor(15, 'Oktavia', 'Sp.P', 'PAR', [1, 2, 3, 4, 5], '08:00', '12:00'), doctor(16, 'Pratama', 'Sp.DVE', 'KLT', [1, 2, 4, 5], '08:00', '11:00'),
  doctor(17, 'Qori', '', 'GIG', [1, 2, 3, 4, 5, 6], '08:00', '12:00'), doctor(18, 'Ratna', 'Sp.THT-KL', 'THT', [1, 2, 3, 4, 5], '08:00', '12:00'), doctor(19, 'Surya', 'Sp.THT-KL', 'THT', [2, 4], '13:00', '15:00'),
  doctor(20, 'Tirta', 'Sp.KJ', 'JIW', [1, 3, 5], '09:00', '12:00'),
];

function poli(code: string, name: string, bpjsCode: string, subspecialtyCode: string, labelPrefix: string, more: Partial<Omit<Poli, 'active'>>): Omit<Poli, 'active'> {
  return {
    code, name, bpjsCode, subspecialtyCode, labelPrefix, fingerprintRequired: false, promiseMinutes: 60, checkinBefore: 60, checkinAfter: 60, cutoffBefore: 60, sensitive: false, sex: null, ageFrom: null, ageBelow: null,
    aliases: [], floor: `Gedung rawat jalan, lantai ${code.charCodeAt(0) % 2 === 0 ? 1 : 2}`, ...more,
  };
}

function doctor(number: number, name: string, titlesAfter: string, poliCode: string, days: readonly number[], opens: string, closes: string) {
  return { id: `dr-${name.toLowerCase()}`, name: `Contoh ${name}`, titlesBefore: poliCode === 'GIG' ? 'drg.' : 'dr.', titlesAfter, hfisCode: 900_000 + number, sipExpiresOn: Temporal.PlainDate.from('2028-12-31'), poli: poliCode, days, opens, closes };
}
