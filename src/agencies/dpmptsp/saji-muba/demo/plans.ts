import type { Channel } from '#kernel/actor';

export type Stage = 'requested' | 'pickup' | 'submitted' | 'returned' | 'technical' | 'billing' | 'paraf' | 'signing' | 'issued' | 'dispatched' | 'delivered';

/** One made-up application: who, what, since when, and how far it got. Nobody in it is real. */
export interface Plan {
  readonly type: string;
  readonly name: string;
  readonly object: string;
  readonly daysAgo: number;
  readonly stage: Stage;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly channel?: Channel;
  readonly defect?: string;
  readonly note?: string;
  readonly reject?: string;
}

const sign = (bunyi: string) => ({ jenis: 'papan', bunyi, panjang: 2.5, lebar: 1, jumlah: 1 });
const research = { lembaga: 'Universitas Contoh', lokasi: 'Kecamatan Lalan', mulai: '2027-01-11', peserta: 2 };
const practice = { nomorStr: 'STR-CONTOH-001', strBerlaku: '2029-12-31', jenisPraktik: 'mandiri', alamatPraktik: 'Jalan Contoh 5', hariJam: 'Senin–Jumat 16.00–20.00' };
const building = { fungsi: 'usaha', luasLantai: 120.5, lantai: 2 };

/** Six weeks of an office: some done, some late, some waiting for their applicant. */
export const plans: readonly Plan[] = [
  { type: 'reklame', name: 'Sumiati Contoh', object: 'Toko Maju, Babat Toman', daysAgo: 28, stage: 'delivered', answers: sign('Toko Maju Contoh'), channel: 'whatsapp' },
  { type: 'sip-bidan', name: 'Rina Contoh', object: 'Praktik Bidan Rina', daysAgo: 26, stage: 'delivered', answers: practice },
  { type: 'izin-penelitian', name: 'Andi Contoh', object: 'Mutu air sungai di hilir Musi', daysAgo: 22, stage: 'delivered', answers: research, defect: 'proposal', note: 'Halaman pengesahan belum ada. Kirim halaman pengesahan yang ditandatangani.' },
  { type: 'pemakaman', name: 'Hasan Contoh', object: 'Almarhumah Contoh', daysAgo: 20, stage: 'delivered', answers: { wafat: '2026-10-01', pemakaman: 'TPU Contoh', hubungan: 'Anak' }, channel: 'counter' },
  { type: 'reklame', name: 'Dedi Contoh', object: 'Bengkel Jaya, Sungai Lilin', daysAgo: 18, stage: 'issued', answers: sign('Bengkel Jaya Contoh'), channel: 'whatsapp' },
  { type: 'pbg', name: 'Lestari Contoh', object: 'Ruko Jalan Merdeka 12', daysAgo: 20, stage: 'issued', answers: building },
  { type: 'izin-penelitian', name: 'Putri Contoh', object: 'Kebiasaan sarapan anak sekolah', daysAgo: 16, stage: 'delivered', answers: research, reject: 'Tempat penelitian sedang ditutup karena banjir; ajukan lagi setelah dibuka (Permendagri 3/2018).' },
  { type: 'sip-perawat', name: 'Yusuf Contoh', object: 'Klinik Contoh', daysAgo: 9, stage: 'signing', answers: practice },
  { type: 'pakai-aset-daerah', name: 'Karang Taruna Contoh', object: 'Lapangan Contoh', daysAgo: 6, stage: 'signing', answers: { kegiatan: 'Lomba desa', mulai: '2027-01-20', sampai: '2027-01-22' } },
  { type: 'reklame', name: 'Nur Contoh', object: 'Warung Nur, Lalan', daysAgo: 6, stage: 'paraf', answers: sign('Warung Nur Contoh') },
  { type: 'pbg', name: 'Joko Contoh', object: 'Gudang Contoh, Bayung Lencir', daysAgo: 10, stage: 'billing', answers: building },
  { type: 'izin-paud', name: 'Yayasan Contoh', object: 'PAUD Melati Contoh', daysAgo: 6, stage: 'technical', answers: { bentuk: 'kb', alamat: 'Desa Contoh', pendidik: 4, daya: 30 } },
  { type: 'izin-trayek', name: 'Koperasi Contoh', object: 'BG 1234 XX', daysAgo: 4, stage: 'technical', answers: { trayek: 'Sekayu–Babat Toman', kapasitas: 12 } },
  { type: 'sip-dokter', name: 'dr. Sari Contoh', object: 'Praktik dr. Sari', daysAgo: 3, stage: 'technical', answers: practice },
  { type: 'izin-penelitian', name: 'Bagus Contoh', object: 'Pasar terapung', daysAgo: 14, stage: 'technical', answers: research },
  { type: 'pakai-jalan', name: 'Ketua RT Contoh', object: 'Jalan Contoh depan balai', daysAgo: 3, stage: 'returned', answers: { kegiatan: 'Hajatan', mulai: '2027-01-09', sampai: '2027-01-10' }, defect: 'setuju-warga', note: 'Tanda tangan tetangga belum ada. Lengkapi, lalu kirim fotonya.' },
  { type: 'sip-apoteker', name: 'Maya Contoh', object: 'Apotek Contoh', daysAgo: 2, stage: 'submitted', answers: practice },
  { type: 'daftar-lpk', name: 'Balai Contoh', object: 'LPK Contoh', daysAgo: 1, stage: 'submitted', answers: { bidang: 'Menjahit', alamat: 'Desa Contoh', kapasitas: 40 } },
  { type: 'nib', name: 'Siti Contoh', object: 'Warung sembako', daysAgo: 2, stage: 'pickup', answers: { alamatUsaha: 'Desa Contoh' }, channel: 'whatsapp' },
  { type: 'reklame', name: 'Rahmat Contoh', object: 'Toko Rahmat, Keluang', daysAgo: 1, stage: 'pickup', answers: sign('Toko Rahmat') },
  { type: 'nib', name: 'Darmi Contoh', object: 'Warung makan', daysAgo: 1, stage: 'pickup', answers: { alamatUsaha: 'Desa Contoh' }, channel: 'whatsapp' },
  { type: 'pakai-jalan', name: 'Karta Contoh', object: 'Jalan Contoh depan masjid', daysAgo: 1, stage: 'pickup', answers: { kegiatan: 'Pengajian', mulai: '2027-01-16', sampai: '2027-01-16' }, channel: 'counter' },
  { type: 'sip-bidan', name: 'Lina Contoh', object: 'Praktik Bidan Lina', daysAgo: 1, stage: 'pickup', answers: practice },
  { type: 'reklame', name: 'Tono Contoh', object: 'Depot Tono, Sungai Lilin', daysAgo: 12, stage: 'dispatched', answers: sign('Depot Tono Contoh'), channel: 'whatsapp' },
  { type: 'keterangan-izin', name: 'Wati Contoh', object: '503/9/REK/DPMPTSP/2025', daysAgo: 1, stage: 'requested', answers: { keperluan: 'Bank' } },
  { type: 'nib', name: 'Agus Contoh', object: 'Bengkel motor', daysAgo: 1, stage: 'requested', answers: { alamatUsaha: 'Desa Contoh' }, channel: 'telegram' },
];
