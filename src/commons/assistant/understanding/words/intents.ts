/** What a message asks for. `daftar` books, `jam` is opening hours and schedules, `biasa` is "seperti biasa". */
export type IntentName =
  | 'daftar' | 'pindah' | 'batal' | 'status' | 'jam' | 'syarat' | 'biaya' | 'lama' | 'cara' | 'biasa' | 'petugas' | 'tunggu' | 'keluarga' | 'keluhan' | 'besuk' | 'hapus' | 'menu' | 'ulang' | 'salam' | 'terima-kasih';

type Sign = readonly [pattern: RegExp, weight: number];

/** Signs in normalised text and what each weighs. A message has an intent when its signs weigh at least 1.5 together. */
export const intentSigns: Readonly<Record<IntentName, readonly Sign[]>> = {
  daftar: [[/(?<!kode |biaya |tunggu |cara |syarat |jam )\bdaftar\b(?! tunggu)/, 2], [/(?<!kode )\bbooking\b/, 2], [/\bambil (?:nomor|antrean|antre)\b/, 2.5], [/\bantre\b/, 1.5], [/\b(?:periksa|diperiksa|berobat|konsul\w*|kontrol)\b/, 1.6], [/\bke (?:dokter|poli|klinik)\b/, 1.6], [/\b(?:janji|jadwalkan|janjian)\b/, 1.6], [/\b(?:mau|ingin) ke\b/, 0.7], [/\bpoli \S+/, 0.9], [/\bdokter \S+/, 0.7], [/\b(?:mau|ingin|minta|tolong)\b/, 0.3]],
  pindah: [[/\bpindah\b/, 3.5], [/\b(?:ganti|ubah|tukar) (?:ke |jadi )?(?:hari|tanggal|jadwal|jam|dokter|sesi)\b/, 3.5], [/\b(?:mundur|majukan|maju|tunda|diundur)\b/, 2.5]],
  batal: [[/\bbatal\b/, 3.5], [/\btidak jadi\b/, 3], [/\bhapus (?:antrean|booking|daftar)\b/, 3], [/\btidak (?:bisa|dapat|jadi) (?:datang|hadir)\b/, 3]],
  status: [[/\bstatus\b/, 2.5], [/\b(?:cek|lihat) (?:antrean|booking|nomor|daftar|jadwal saya)\b/, 3.5], [/\bnomor (?:antrean )?(?:saya|sekarang)\b/, 2.5], [/\bnomor berapa\b/, 2.5], [/\b(?:giliran|sisa antrean|antrean saya)\b/, 2.5], [/\bberapa (?:orang|antrean|pasien)\b/, 2.2], [/\bjam berapa (?:saya|dipanggil|dilayani|giliran|harus datang|datang)\b/, 2.5], [/\b(?:masih lama|sudah sampai|sampai mana)\b/, 2], [/\bkode booking\b/, 1.6]],
  jam: [[/\bjam (?:buka|praktek|praktik|layanan|pelayanan|kerja|operasional|poli)\b/, 3.5], [/\bbuka (?:jam|hari|sampai|tidak)\b|\b(?:masih|sudah|apakah) buka\b|\btutup jam\b/, 3], [/\bjadwal\b(?! saya)/, 2.4], [/\bkapan (?:buka|praktek|praktik|dokter|ada dokter)\b/, 3], [/\bdokter siapa\b|\bsiapa (?:dokter|yang praktek)\b/, 2.6], [/\b(?:ada|adakah) dokter\b/, 2.4], [/\bpraktek\b|\bpraktik\b/, 1.5]],
  syarat: [[/\b(?:per)?syarat(?:an|annya|nya)?\b/, 3.5], [/\bbawa apa\b|\b(?:di)?bawa\b.*\bapa\b|\bapa\b.*\b(?:di)?bawa\b/, 3.5], [/\b(?:dokumen|berkas|surat apa)\b/, 2], [/\b(?:perlu|harus|wajib) (?:ada |pakai |bawa )?rujukan\b/, 2.5]],
  biaya: [[/\b(?:biaya|tarif|ongkos|harga)\w*\b/, 3.5], [/\bbayar\w* berapa\b|\bberapa bayar\w*\b/, 3.5], [/\bgratis\b/, 2.5]],
  lama: [[/\bberapa lama\b/, 3], [/\blama (?:tunggu|menunggu|nunggu|prosesnya)\b/, 2.5], [/\bberapa hari (?:jadi|selesai|prosesnya)\b/, 2.5]],
  cara: [[/\bcara\w*\b/, 3], [/\bbagaimana (?:daftar|mendaftar|prosedur|alur)\b/, 3], [/\b(?:prosedur|alur|langkah)\w*\b/, 2.5]],
  biasa: [[/\bseperti (?:biasa|kemarin|bulan lalu|terakhir)\b/, 4.5], [/\b(?:yang|dokter|jadwal|poli) biasa\b/, 3.5]],
  petugas: [[/\b(?:petugas|operator|customer service|cs)\b/, 3.5], [/\b(?:bicara|ngomong|chat|hubungi|tanya)\b.*\b(?:orang|admin|petugas|manusia)\b/, 3.5], [/\borang asli\b|\bbukan (?:robot|bot|mesin)\b|^manusia$/, 3]],
  tunggu: [[/\bdaftar tunggu\b/, 4.5], [/\bwaiting list\b/, 4.5], [/\b(?:kalau|jika) ada yang batal\b/, 5.5], [/\bantre cadangan\b|\bcadangan\b/, 3]],
  keluarga: [[/\btambah(?:kan)? (?:anggota|keluarga|pasien|anak|istri|suami|ibu|bapak|ayah|orang)\b/, 4], [/\banggota keluarga\b/, 3.5], [/\b(?:hubungkan|sambungkan|tautkan) (?:data|pasien)\b/, 3.5], [/\bpasien baru\b/, 2]],
  keluhan: [[/\b(?:pengaduan|komplain|keluhan|protes|mengadu|aduan)\b/, 3], [/\b(?:pungli|dipungut)\b/, 3]],
  besuk: [[/\bjam besuk\b|\bbesuk pasien\b|\bjenguk\b/, 4]],
  hapus: [[/\bhapus (?:semua )?data\b/, 4.5]],
  menu: [[/^(?:menu|bantuan|help|mulai|start)$/, 4]],
  ulang: [[/^(?:ulang|ulangi|ulangi lagi)$/, 4]],
  salam: [[/^(?:halo|hallo|hai|hi|hello|assalamu\s?alaikum|asalamualaikum|permisi|misi|ping|tes|test)\b/, 1.6], [/\bselamat (?:pagi|siang|sore|malam)\b/, 1.6]],
  'terima-kasih': [[/\bterima kasih\b/, 1.7], [/\b(?:mantap|sip|oke siap)\b/, 1.5]],
};
