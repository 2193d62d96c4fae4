import { problems } from '#kernel/problem';

export const refusals = problems('access', {
  notToYourself: { status: 403, title: 'Wewenang sendiri tidak dapat ditambah', detail: 'Mintalah pengelola lain yang memberikan peran ini kepada Anda.' },
  unknownRole: { status: 422, title: 'Peran tidak dikenal', detail: 'Pilih peran dari daftar, lalu kirim lagi.' },
  otherAgency: { status: 403, title: 'Peran ini bukan milik perangkat daerah Anda', detail: 'Mintalah pengelola perangkat daerah yang bersangkutan, atau pengelola kabupaten.' },
  wrongAgency: { status: 422, title: 'Peran dan perangkat daerah tidak cocok', detail: 'Peran layanan hanya berlaku di perangkat daerah pemilik layanan. Pilih perangkat daerah itu.' },
  alreadyGranted: { status: 409, title: 'Peran ini sudah diberikan', detail: 'Akun ini sudah memegang peran itu pada waktu tersebut. Akhiri dahulu yang lama bila ingin mengubah masanya.' },
  unknownGrant: { status: 404, title: 'Pemberian peran tidak ditemukan', detail: 'Muat ulang daftar peran, lalu pilih lagi.' },
  untilBeforeFrom: { status: 422, title: 'Masa berlaku terbalik', detail: 'Isi tanggal akhir sesudah tanggal mulai, lalu kirim lagi.' },
  mayNotRead: { status: 403, title: 'Data ini belum boleh Anda buka', detail: 'Mintalah wewenang kepada kepala unit Anda. Dalam keadaan darurat, gunakan buka darurat dan tulis alasannya.' },
  glassNeedsReason: { status: 422, title: 'Tulis alasan buka darurat', detail: 'Jelaskan keadaan daruratnya paling sedikit 10 huruf. Alasan ini terlihat oleh orang yang datanya dibuka.' },
  onlyStaffBreakGlass: { status: 403, title: 'Buka darurat hanya untuk petugas', detail: 'Masuklah dengan akun petugas, lalu coba lagi.' },
});
