import type { Manifest } from '#kernel/manifest';

/** What Saroale says about itself. */
export const manifest: Manifest = {
  id: 'saroale',
  name: 'Saroale',
  expansion: { id: 'Pendaftaran rawat jalan lewat WhatsApp dan Telegram', en: 'Outpatient registration by WhatsApp and Telegram' },
  agency: 'rsud',
  summary: { id: 'Ambil antrean dokter RSUD Sekayu dari rumah, lewat chat, laman ini, atau loket.', en: 'Take a place in a doctor’s queue at RSUD Sekayu from home: by chat, on this site or at the counter.' },
  announced: { date: '2019-10-24', source: 'Pengumuman Kabupaten Musi Banyuasin, 24 Oktober 2019' },
  standard: {
    version: 1, validFrom: '2026-11-01',
    requirements: [{ id: 'NIK atau nomor rekam medis' }, { id: 'Untuk peserta JKN: nomor kartu dan rujukan atau surat kontrol yang masih berlaku' }],
    procedure: [{ id: 'Tulis keperluan Anda lewat chat atau pilih di laman' }, { id: 'Pilih poli, dokter, dan tanggal' }, { id: 'Terima kode booking dan perkiraan waktu dilayani' }, { id: 'Datang, check-in, dan tunggu dipanggil' }],
    completionTime: { id: 'Kode booking diterima dalam 1 menit; waktu tunggu rawat jalan paling lama 60 menit' },
    fee: { id: 'Pendaftaran tidak dipungut biaya' },
    product: { id: 'Kode booking dan nomor antrean' },
    complaints: { id: 'Petugas pengaduan RSUD Sekayu, chat kata “petugas”, atau SP4N-LAPOR!' },
    legalBasis: ['UU 25/2009 tentang Pelayanan Publik', 'UU 17/2023 tentang Kesehatan', 'Kepmenkes 129/2008 tentang Standar Pelayanan Minimal Rumah Sakit'],
    facilities: { id: 'Laman, WhatsApp, Telegram, loket, dan layar antrean' },
    competence: { id: 'Petugas admisi dan perawat poli terlatih' },
    supervision: { id: 'Kepala instalasi rawat jalan dan satuan pengawasan internal' },
    staffing: { id: 'Sesuai jadwal poli' },
    guarantee: { id: 'Tidak ada dua orang dengan nomor antrean yang sama' },
    safety: { id: 'Data pribadi disamarkan dan setiap pembacaan tercatat' },
    evaluation: { id: 'Angka bulanan pada laman bukti publik' },
  },
  roles: [], permissions: [], events: [], measures: [], entrances: [],
};
