import { words } from '../rules/refusals.ts';
import type { ServedName } from '../served/paths.ts';
import type { Sample, SessionSample } from '../served/sample.ts';

type Service = Exclude<ServedName, 'auth'>;

/** What one check asks and what it must get. `keep` remembers parts of the answer for later checks; `body` may use them. */
export interface Check {
  readonly service: Service;
  readonly scenario: string;
  readonly body: (memory: Memory) => Record<string, unknown>;
  readonly code: number;
  /** The whole message, when the checklist fixes it. */
  readonly message?: string;
  /** Fields the response must have. */
  readonly fields?: readonly string[];
  /** A further condition on the response; words when it fails. */
  readonly demand?: (response: Readonly<Record<string, unknown>>, memory: Memory) => string | undefined;
}
export type Memory = Record<string, unknown>;

/** A person made up for the run: no such card or NIK exists, and the name says so. */
export interface TestPerson { readonly card: string; readonly nik: string; readonly born: string; readonly sex: 'L' | 'P' }

const quotas = ['sisakuotajkn', 'kuotajkn', 'sisakuotanonjkn', 'kuotanonjkn'];

/** The acceptance checklist of BPJS for the services a hospital serves, in an order that leaves nothing behind: what is taken is cancelled. */
export function checklist(sample: Sample, person: TestPerson, letter: string, year: number): Check[] {
  const session = sample.open;
  if (!session) return [];
  const take = (more: Record<string, unknown> = {}, from: SessionSample = session) => ({
    nomorkartu: person.card, nik: person.nik, nohp: '081200000000', norm: '', jeniskunjungan: 1, nomorreferensi: letter, kodepoli: from.kodepoli, tanggalperiksa: from.tanggalperiksa, kodedokter: from.kodedokter, jampraktek: from.jampraktek, ...more,
  });
  const asked = (more: Record<string, unknown> = {}) => ({ kodepoli: session.kodepoli, kodedokter: session.kodedokter, tanggalperiksa: session.tanggalperiksa, jampraktek: session.jampraktek, ...more });
  const refused = (service: Service, scenario: string, body: Record<string, unknown>, refusal: { code: number; message: string }): Check => ({ service, scenario, body: () => body, code: refusal.code, message: refusal.message });
  const form = newPatientForm(person);
  const code = (memory: Memory) => ({ kodebooking: memory['kodebooking'] });
  const free = (response: Readonly<Record<string, unknown>>) => (response['kuotajkn'] !== undefined && response['kuotanonjkn'] !== undefined ? undefined : 'kuota JKN dan non-JKN harus terpisah');

  return [
    { service: 'statusantrean', scenario: 'Status antrean sebuah jadwal', body: () => asked(), code: 200, fields: ['namapoli', 'namadokter', 'totalantrean', 'sisaantrean', 'antreanpanggil', ...quotas], demand: free },
    refused('statusantrean', 'Kode poli tidak dikenal', asked({ kodepoli: 'ZZZ' }), words.noPoli),
    refused('statusantrean', 'Format tanggal salah', asked({ tanggalperiksa: '24-11-2026' }), words.dateFormat),
    refused('statusantrean', 'Tanggal sudah lewat', asked({ tanggalperiksa: `${year - 1}-01-05` }), words.datePast),
    refused('statusantrean', 'Jam praktik tidak ada', asked({ jampraktek: '01:00-02:00' }), words.doctorAway(session.namadokter)),

    refused('ambilantrean', 'Kode poli tidak dikenal', take({ kodepoli: 'ZZZ' }), words.noPoli),
    refused('ambilantrean', 'Format tanggal salah', take({ tanggalperiksa: '24/11/2026' }), words.dateFormat),
    refused('ambilantrean', 'Tanggal sudah lewat', take({ tanggalperiksa: `${year - 1}-01-05` }), words.datePast),
    ...(sample.closedDate ? [refused('ambilantrean', 'Poli tutup pada hari itu', take({ tanggalperiksa: sample.closedDate }), words.poliClosed)] : []),
    refused('ambilantrean', 'Dokter tidak berjadwal pada jam itu', take({ jampraktek: '01:00-02:00' }), words.doctorAway(session.namadokter)),
    ...(sample.late ? [{ service: 'ambilantrean' as const, scenario: 'Pendaftaran hari ini sudah tutup', body: () => take({}, sample.late), code: 201, demand: (_: unknown, memory: Memory) => (String(memory['message']).startsWith(`Pendaftaran Ke Poli ${sample.late?.namapoli ?? ''} Sudah Tutup Jam `) ? undefined : 'kata penolakan tidak sesuai') }] : []),
    refused('ambilantrean', 'Pasien belum punya rekam medis', take(), words.noRecord),

    ...newPatientFaults(form, year),
    { service: 'pasienbaru', scenario: 'Pasien baru didaftarkan', body: () => form, code: 200, fields: ['norm'] },
    refused('pasienbaru', 'Peserta sudah pernah didaftarkan', form, words.known),

    { service: 'ambilantrean', scenario: 'Antrean diberikan', body: () => take(), code: 200, fields: ['nomorantrean', 'angkaantrean', 'kodebooking', 'norm', 'namapoli', 'namadokter', 'estimasidilayani', ...quotas],
      demand: (response) => (Number(response['estimasidilayani']) > 1_000_000_000_000 ? free(response) : 'estimasidilayani harus epoch milidetik') },
    { service: 'ambilantrean', scenario: 'Permintaan yang sama diulang: kode yang sama', body: () => take(), code: 200, demand: (response, memory) => (response['kodebooking'] === memory['kodebooking'] ? undefined : 'kode booking berubah') },
    ...(sample.other ? [refused('ambilantrean', 'Antrean kedua pada tanggal yang sama', take({ nomorreferensi: nextLetter(letter) }, sample.other), words.twice)] : []),
    { service: 'sisaantrean', scenario: 'Sisa antrean sebelum check-in', body: code, code: 200, fields: ['nomorantrean', 'namapoli', 'namadokter', 'sisaantrean', 'antreanpanggil', 'waktutunggu'],
      demand: (response) => (Number(response['waktutunggu']) >= 0 && Number.isInteger(response['waktutunggu']) ? undefined : 'waktutunggu harus detik, tidak di bawah nol') },
    refused('sisaantrean', 'Kode booking tidak dikenal', { kodebooking: 'TIDAKADA00000' }, words.noQueue),
    refused('checkinantrean', 'Kode booking tidak dikenal', { kodebooking: 'TIDAKADA00000', waktu: 1_795_400_000_000 }, words.noQueue),
    refused('batalantrean', 'Kode booking tidak dikenal', { kodebooking: 'TIDAKADA00000', keterangan: 'uji' }, words.noQueue),
    { service: 'ambilantreanfarmasi', scenario: 'Belum sampai di farmasi', body: code, code: 201 },
    { service: 'statusantreanfarmasi', scenario: 'Belum sampai di farmasi', body: code, code: 201 },
    refused('ambilantreanfarmasi', 'Kode booking tidak dikenal', { kodebooking: 'TIDAKADA00000' }, words.noQueue),
    refused('statusantreanfarmasi', 'Kode booking tidak dikenal', { kodebooking: 'TIDAKADA00000' }, words.noQueue),
    { service: 'batalantrean', scenario: 'Antrean dibatalkan', body: (memory) => ({ ...code(memory), keterangan: 'Uji terima, dibatalkan' }), code: 200 },
    { service: 'batalantrean', scenario: 'Dibatalkan dua kali', body: (memory) => ({ ...code(memory), keterangan: 'Uji terima' }), code: 201, message: words.cancelledTwice.message },
    { service: 'sisaantrean', scenario: 'Antrean sudah dibatalkan', body: code, code: 201, message: words.cancelledTwice.message },

    refused('jadwaloperasirs', 'Tanggal akhir lebih kecil', { tanggalawal: '2026-11-24', tanggalakhir: '2026-11-01' }, words.datesReversed),
    refused('jadwaloperasirs', 'Format tanggal salah', { tanggalawal: '24-11-2026', tanggalakhir: '2026-11-30' }, words.dateFormat),
    { service: 'jadwaloperasirs', scenario: 'Daftar operasi', body: () => ({ tanggalawal: `${year}-01-01`, tanggalakhir: `${year}-12-31` }), code: 200, fields: ['list'] },
    { service: 'jadwaloperasipasien', scenario: 'Operasi seorang peserta', body: () => ({ nopeserta: person.card }), code: 200, fields: ['list'] },
  ];
}

/** A letter number like the first, one serial later. */
function nextLetter(letter: string): string {
  return letter.slice(0, 13) + String((Number(letter.slice(13)) + 1) % 1_000_000).padStart(6, '0');
}

function newPatientForm(person: TestPerson): Record<string, unknown> {
  return {
    nomorkartu: person.card, nik: person.nik, nomorkk: '1606010101010001', nama: 'Contoh Uji Terima', jeniskelamin: person.sex, tanggallahir: person.born, nohp: '081200000000', alamat: 'Jl. Contoh 1', kodeprop: '16', namaprop: 'Sumatera Selatan',
    kodedati2: '1606', namadati2: 'Musi Banyuasin', kodekec: '160601', namakec: 'Sekayu', kodekel: '1606011001', namakel: 'Serasan Jaya', rw: '001', rt: '002',
  };
}

function newPatientFaults(form: Record<string, unknown>, year: number): Check[] {
  const captions: readonly (readonly [string, string])[] = [
    ['nomorkartu', 'Nomor Kartu'], ['nik', 'NIK'], ['nomorkk', 'Nomor KK'], ['nama', 'Nama'], ['jeniskelamin', ''], ['tanggallahir', 'Tanggal Lahir'], ['alamat', 'Alamat'], ['kodeprop', 'Kode Propinsi'], ['namaprop', 'Nama Propinsi'],
    ['kodedati2', 'Kode Dati 2'], ['namadati2', 'Dati 2'], ['kodekec', 'Kode Kecamatan'], ['namakec', 'Kecamatan'], ['kodekel', 'Kode Kelurahan'], ['namakel', 'Kelurahan'], ['rw', 'RW'], ['rt', 'RT'],
  ];
  const wrong: readonly (readonly [string, string, string])[] = [['nomorkartu', '123', 'Nomor Kartu'], ['nik', '16060', 'NIK'], ['tanggallahir', '01-01-1990', 'Tanggal Lahir'], ['tanggallahir', `${year + 1}-01-01`, 'Tanggal Lahir']];
  const check = (field: string, value: string, refusal: { code: number; message: string }): Check => ({ service: 'pasienbaru', scenario: `${field} = "${value}"`, body: () => ({ ...form, [field]: value }), code: refusal.code, message: refusal.message });
  return [...captions.map(([field, caption]) => check(field, '', caption === '' ? words.noSex : words.empty(caption))), ...wrong.map(([field, value, caption]) => check(field, value, words.format(caption)))];
}
