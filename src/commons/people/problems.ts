import { problems, type ProblemSpec } from '#kernel/problem';

/** Every refusal of people. */
export const refusals = problems('people', {
  nameMissing: { status: 422, title: 'Nama belum diisi', detail: 'Tulis nama seperti pada KTP atau kartu keluarga. Satu kata boleh; angka saja belum cukup.' },
  birthDate: { status: 422, title: 'Tanggal lahir belum sesuai', detail: 'Tulis tanggal lahir yang ada di kalender dan tidak sesudah hari ini.' },
  nikShape: { status: 422, title: 'NIK belum lengkap', detail: 'NIK terdiri atas 16 angka. Periksa angka pada KTP atau kartu keluarga, lalu tulis lagi.' },
  nikImpossible: { status: 422, title: 'NIK ini tidak mungkin', detail: 'Tanggal lahir atau nomor urut di dalam NIK tidak mungkin ada. Periksa lagi angkanya; bila pada kartu memang tertulis begitu, datanglah ke loket dengan kartunya.' },
  nokaShape: { status: 422, title: 'Nomor kartu JKN belum lengkap', detail: 'Nomor kartu JKN terdiri atas 13 angka. Periksa kartu atau aplikasi Mobile JKN, lalu tulis lagi.' },
  normShape: { status: 422, title: 'Nomor rekam medis belum sesuai', detail: 'Nomor rekam medis berisi 3 sampai 20 huruf atau angka. Periksa kartu berobat Anda.' },
  kkShape: { status: 422, title: 'Nomor kartu keluarga belum lengkap', detail: 'Nomor kartu keluarga terdiri atas 16 angka. Periksa kartunya, lalu tulis lagi.' },
  passportShape: { status: 422, title: 'Nomor paspor belum sesuai', detail: 'Nomor paspor berisi 5 sampai 12 huruf atau angka tanpa tanda lain.' },
  phoneShape: { status: 422, title: 'Nomor telepon belum sesuai', detail: 'Tulis nomor telepon seperti 0812… atau +62812….' },
  numberTaken: { status: 409, title: 'Nomor ini baru saja didaftarkan', detail: 'Orang lain mendaftarkan nomor yang sama pada saat yang sama. Ulangi langkah ini.' },
  hasOne: { status: 409, title: 'Nomor jenis ini sudah ada', detail: 'Akhiri nomor yang lama dengan alasannya, baru tambahkan yang baru.' },
  unknownPerson: { status: 404, title: 'Orang ini tidak ditemukan', detail: 'Cari lagi dengan nama atau nomornya, atau daftarkan sebagai orang baru.' },
  cannotMerge: { status: 409, title: 'Dua data ini tidak dapat disatukan', detail: 'Pilih dua orang berbeda yang datanya masih berlaku.' },
  familyFull: { status: 409, title: 'Sudah ada sepuluh orang pada nomor ini', detail: 'Lepaskan satu orang dahulu, atau pakai nomor lain untuk anggota berikutnya.' },
  notMember: { status: 404, title: 'Orang ini tidak terhubung dengan nomor ini', detail: 'Pilih dari daftar keluarga Anda, atau hubungkan orangnya dahulu.' },
  relation: { status: 422, title: 'Hubungan belum dipilih', detail: 'Pilih hubungan Anda dengan orang ini.' },
  consentOld: { status: 409, title: 'Naskah persetujuan sudah berganti', detail: 'Muat ulang halaman, baca naskah yang baru, lalu setujui lagi.' },
  linkUsed: { status: 410, title: 'Tautan ini sudah dipakai atau habis waktunya', detail: 'Tautan berlaku 10 menit dan satu kali. Minta tautan baru lewat chat.' },
  codeWrong: { status: 422, title: 'Kode belum cocok', detail: 'Periksa kode yang Anda terima, lalu tulis lagi. Sesudah lima kali salah, minta kode baru.' },
  codeGone: { status: 410, title: 'Kode ini tidak berlaku lagi', detail: 'Minta kode baru, lalu tulis dalam 10 menit.' },
  tooMany: { status: 429, title: 'Terlalu banyak permintaan kode', detail: 'Tunggu sampai besok, atau hubungkan di loket dengan membawa KTP.' },
});

/** For the `constraints` of every action that registers or binds. */
export const peopleConstraints: Readonly<Record<string, ProblemSpec>> = {
  identifier_one_holder: refusals.numberTaken,
  identifier_one_of_a_kind: refusals.hasOne,
  contact_member_place: refusals.familyFull,
  contact_member_place_check: refusals.familyFull,
  contact_member_once: refusals.numberTaken,
  contact_address_one_contact: refusals.numberTaken,
};
