/** Texts of the public page that proves a document. */
export const proofWords = {
  title: { id: 'Periksa dokumen', en: 'Check a document' },
  intro: { id: 'Ketik kode di bawah gambar QR, atau pilih berkas PDF-nya. Kami cocokkan dengan catatan penerbitnya.', en: 'Type the code below the QR picture, or choose the PDF. We compare it with the issuer’s record.' },
  code: { id: 'Kode dokumen', en: 'Document code' }, codeHint: { id: 'Dua belas huruf dan angka, misalnya 7K3M-9QXA-2B4D.', en: 'Twelve letters and digits, such as 7K3M-9QXA-2B4D.' }, find: { id: 'Periksa kode', en: 'Check the code' },
  orFile: { id: 'Atau cocokkan berkasnya', en: 'Or compare the file' },
  file: { id: 'Berkas PDF', en: 'PDF file' }, fileHint: { id: 'Jatuhkan berkas di sini atau pilih. Sidiknya dihitung di perangkat Anda; berkas tidak dikirim.', en: 'Drop the file here or choose it. Its hash is computed on your device; the file is not sent.' },
  fileSentHint: { id: 'Pilih berkas PDF, paling besar 25 MB. Berkas hanya dihitung sidiknya, tidak disimpan.', en: 'Choose the PDF, at most 25 MB. Only its hash is computed; it is not stored.' },
  match: { id: 'Cocokkan berkas', en: 'Compare the file' }, matchHeading: { id: 'Cocokkan berkas Anda', en: 'Compare your file' },
  matched: { id: 'Berkas ini sama persis dengan yang diterbitkan.', en: 'This file is exactly the one that was issued.' },
  differs: { id: 'Berkas ini berbeda dari yang diterbitkan. Satu huruf yang diubah, atau cetakan yang dipindai, sudah membuatnya berbeda. Mintalah berkas aslinya.', en: 'This file differs from the issued one. One changed letter, or a scan of a print, is enough. Ask for the original file.' },
  computing: { id: 'Menghitung sidik …', en: 'Computing the hash …' },
  unknownFile: { id: 'Berkas ini tidak ada dalam catatan kami', en: 'This file is not in our records' }, unknownFileHint: { id: 'Mungkin sudah diubah, hasil pindaian, atau diterbitkan pihak lain. Ketik kode di bawah gambar QR-nya.', en: 'It may have been changed, be a scan, or be issued by somebody else. Type the code below its QR picture.' },
  unknown: { id: 'Kode ini tidak ada dalam catatan kami', en: 'This code is not in our records' }, unknownHint: { id: 'Periksa lagi huruf dan angkanya. Bila sudah benar, dokumen itu bukan terbitan kami.', en: 'Check the letters and digits. If they are right, we did not issue that document.' },
  kind: { id: 'Jenis dokumen', en: 'Kind' }, number: { id: 'Nomor', en: 'Number' }, date: { id: 'Tanggal', en: 'Date' }, issuer: { id: 'Penerbit', en: 'Issuer' }, by: { id: 'Ditandatangani oleh', en: 'Signed by' }, about: { id: 'Pemegang', en: 'Holder' }, aboutHint: { id: 'inisial', en: 'initials' },
  until: { id: 'Berlaku sampai', en: 'Valid until' }, noEnd: { id: 'tanpa batas waktu', en: 'no end date' }, hash: { id: 'Sidik SHA-256 berkas', en: 'SHA-256 of the file' }, why: { id: 'Alasan', en: 'Reason' }, replacedBy: { id: 'Penggantinya', en: 'Its successor' }, see: { id: 'Lihat dokumen pengganti', en: 'See the successor' },
  another: { id: 'Periksa dokumen lain', en: 'Check another document' },
  privacy: { id: 'Halaman ini tidak memuat data pribadi selain inisial.', en: 'This page holds no personal data beyond initials.' },
} as const;
