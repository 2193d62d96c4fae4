import type { Manifest } from '#kernel/manifest';
import { permissions, roles } from './declares/access.ts';
import { declaredEvents, measures } from './declares/figures.ts';

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
    requirements: [
      { id: 'NIK atau nomor rekam medis pasien', en: 'The patient’s NIK or medical record number' },
      { id: 'Peserta JKN: nomor kartu dan rujukan atau surat kontrol yang masih berlaku', en: 'JKN members: card number and a valid referral or control letter' },
      { id: 'Nomor WhatsApp, Telegram, atau telepon untuk kabar antrean; boleh milik keluarga', en: 'A WhatsApp, Telegram or phone number for news; a relative’s will do' },
    ],
    procedure: [
      { id: 'Tulis keperluan Anda lewat chat, isi laman, atau datang ke loket', en: 'Write in the chat, use the site, or come to the counter' },
      { id: 'Pilih pasien, cara bayar, poli, dokter, dan tanggal', en: 'Choose patient, payer, clinic, doctor and date' },
      { id: 'Terima kode booking, nomor antrean, dan perkiraan waktu dilayani', en: 'Receive a booking code, queue number and expected time' },
      { id: 'Datang menjelang waktu Anda, check-in, dan tunggu dipanggil', en: 'Come near your time, check in and wait for the call' },
    ],
    completionTime: { id: 'Kode booking diterima dalam 1 menit; waktu tunggu rawat jalan paling lama 60 menit', en: 'A booking code within a minute; an outpatient wait of at most 60 minutes' },
    fee: { id: 'Pendaftaran tidak dipungut biaya', en: 'Registration is free' },
    product: { id: 'Kode booking, nomor antrean, dan perkiraan waktu dilayani', en: 'A booking code, queue number and expected time' },
    complaints: { id: 'Petugas pengaduan RSUD Sekayu, chat kata “petugas”, atau SP4N-LAPOR!', en: 'The complaints officer of RSUD Sekayu, the chat word “petugas”, or SP4N-LAPOR!' },
    legalBasis: ['UU 25/2009 tentang Pelayanan Publik', 'UU 17/2023 tentang Kesehatan', 'UU 27/2022 tentang Pelindungan Data Pribadi', 'Kepmenkes 129/2008 tentang Standar Pelayanan Minimal Rumah Sakit'],
    facilities: { id: 'Laman, WhatsApp, Telegram, anjungan mandiri, loket, dan layar antrean', en: 'Site, WhatsApp, Telegram, kiosk, counter and queue screens' },
    competence: { id: 'Petugas admisi dan perawat poli yang terlatih memakai Saroale', en: 'Registration officers and nurses trained in Saroale' },
    supervision: { id: 'Kepala instalasi rawat jalan dan satuan pengawasan internal', en: 'Head of the outpatient wing and internal supervision' },
    staffing: { id: 'Sekurang-kurangnya dua petugas admisi dan satu perawat setiap poli yang buka', en: 'At least two registration officers and one nurse for each open clinic' },
    guarantee: { id: 'Tidak ada dua orang dengan nomor antrean yang sama; bila dokter berhalangan, semua pasien dikabari dan diberi pilihan', en: 'No two people with one number; if a doctor is absent everybody is told and given a choice' },
    safety: { id: 'Data pribadi disamarkan, setiap pembacaan tercatat, dan nama poli tidak dikirim tanpa persetujuan', en: 'Personal data is masked, every reading is recorded, and clinic names are not sent without consent' },
    evaluation: { id: 'Angka dihitung setiap hari dari kejadian dan terbuka pada laman bukti publik', en: 'Figures are computed daily from events and open on the public proof page' },
  },
  roles, permissions, events: declaredEvents, measures,
  completes: ['saroale/served'],
  needs: [
    { id: 'antre dokter', en: 'see a doctor' }, { id: 'daftar poli', en: 'register at a clinic' }, { id: 'berobat rawat jalan', en: 'outpatient care' }, { id: 'nomor antrean rumah sakit', en: 'hospital queue number' },
    { id: 'kontrol dan surat rujukan BPJS', en: 'control visit, BPJS referral' }, { id: 'jadwal dokter', en: 'doctor’s schedule' }, { id: 'batal atau pindah jadwal periksa', en: 'cancel or move an appointment' },
  ],
  entrances: [
    { path: '/saroale', name: { id: 'Ambil antrean dokter', en: 'Book a doctor' }, for: 'resident' },
    { path: '/saroale/cari', name: { id: 'Lihat antrean saya', en: 'Find my booking' }, for: 'resident', follow: true },
    { path: '/saroale/meja', name: { id: 'Meja poli', en: 'Clinic desk' }, for: 'desk', permission: 'saroale/see-queue' },
    { path: '/saroale/loket', name: { id: 'Loket pendaftaran', en: 'Registration counter' }, for: 'desk', permission: 'saroale/see-patient' },
    { path: '/saroale/jadwal', name: { id: 'Jadwal dan cuti', en: 'Schedules and leave' }, for: 'desk', permission: 'saroale/schedule' },
    { path: '/saroale/bpjs', name: { id: 'Kiriman BPJS', en: 'BPJS deliveries' }, for: 'desk', permission: 'saroale/bpjs' },
    { path: '/saroale/anjungan', name: { id: 'Anjungan check-in', en: 'Check-in kiosk' }, for: 'screen' },
  ],
};
