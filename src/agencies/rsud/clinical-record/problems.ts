import { problems } from '#kernel/problem';

/** Every refusal of the clinical record. The FHIR door answers with an OperationOutcome made of them; `facts.issues` name the elements at fault. */
export const refusals = problems('clinical-record', {
  unknownType: { status: 404, title: 'Jenis rekam tidak disimpan di sini', detail: 'Periksa nama jenis (resourceType). Daftar jenis yang disimpan ada di /fhir/metadata.' },
  invalid: { status: 422, title: 'Isi rekam belum sesuai', detail: 'Perbaiki bagian yang disebut, lalu kirim lagi.' },
  malformed: { status: 400, title: 'Kiriman tidak terbaca', detail: 'Kirim satu rekam FHIR R4 dalam JSON yang utuh.' },
  notFound: { status: 404, title: 'Rekam tidak ditemukan', detail: 'Periksa nomor rekam, atau cari lewat nomor rekam medis pasien.' },
  gone: { status: 410, title: 'Rekam sudah dihapus', detail: 'Rekam ini pernah ada dan sudah dihapus. Riwayatnya masih dapat dibuka.' },
  versionMoved: { status: 412, title: 'Rekam sudah diubah orang lain', detail: 'Buka versi terbaru, bandingkan dengan perubahan Anda, lalu simpan lagi. Tidak ada yang hilang.' },
  ifMatchForm: { status: 400, title: 'If-Match tidak terbaca', detail: 'Tulis nomor versi sebagai W/"3".' },
  idMismatch: { status: 400, title: 'Nomor rekam berbeda', detail: 'Nomor (id) di alamat dan di dalam rekam harus sama.' },
  idForm: { status: 400, title: 'Nomor rekam tidak sesuai', detail: 'Nomor rekam terdiri atas 1–64 huruf, angka, titik, atau tanda hubung.' },
  idTaken: { status: 409, title: 'Nomor rekam baru saja dipakai', detail: 'Rekam dengan nomor ini dibuat pada saat yang sama. Buka rekam itu, lalu ulangi.' },
  manyMatches: { status: 412, title: 'Syarat cocok dengan lebih dari satu rekam', detail: 'Perketat syaratnya, misalnya dengan nomor pengenal lengkap beserta sistemnya.' },
  noCriteria: { status: 400, title: 'Syarat belum ditulis', detail: 'Tulis sekurang-kurangnya satu syarat pencarian.' },
  patchForm: { status: 400, title: 'Daftar perubahan tidak terbaca', detail: 'Kirim JSON Patch (larik langkah) atau FHIRPath Patch (Parameters).' },
  patchFailed: { status: 422, title: 'Perubahan tidak dapat diterapkan', detail: 'Salah satu langkah tidak cocok dengan isi rekam saat ini. Buka versi terbaru, lalu susun lagi.' },
  unknownParameter: { status: 400, title: 'Parameter pencarian tidak dikenal', detail: 'Periksa nama parameter. Daftarnya ada di /fhir/metadata. Untuk mengabaikannya, kirim Prefer: handling=lenient.' },
  parameterForm: { status: 400, title: 'Nilai parameter tidak terbaca', detail: 'Periksa bentuk nilainya.' },
  bundleForm: { status: 400, title: 'Bundel tidak sesuai', detail: 'Periksa jenis bundel dan setiap entri di dalamnya.' },
  duplicateIdentity: { status: 400, title: 'Satu rekam disebut dua kali dalam satu transaksi', detail: 'Gabungkan kedua entri, atau kirim dalam dua transaksi.' },
  danglingReference: { status: 422, title: 'Rujukan menuju rekam yang tidak ada', detail: 'Simpan dahulu rekam yang dirujuk, atau perbaiki rujukannya.' },
  referenced: { status: 409, title: 'Rekam masih dirujuk', detail: 'Rekam lain masih menunjuk rekam ini. Hapus atau alihkan dahulu.' },
  forbidden: { status: 403, title: 'Anda belum diberi wewenang atas rekam ini', detail: 'Mintalah wewenang kepada kepala rekam medis. Dalam keadaan darurat, buka dengan alasan tertulis.' },
  needsLogin: { status: 401, title: 'Masuk terlebih dahulu', detail: 'Masuk sebagai petugas, atau sertakan token mesin yang masih berlaku.' },
});
