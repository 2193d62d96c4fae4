import type { FormDocument } from '#commons/forms';

/** A permit form with every kind of question, conditions, rows, files and a fee. Invented for tests. */
export const stallForm: FormDocument = {
  id: 'uji/lapak', version: 1,
  title: { id: 'Izin lapak pasar', en: 'Market stall permit' },
  lead: { id: 'Untuk pedagang yang memakai tempat di pasar milik daerah.', en: 'For traders who use a place in a regency market.' },
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object', additionalProperties: false,
    required: ['pelaku', 'nama', 'nik', 'badan', 'npwp', 'telepon', 'alamat', 'jenis', 'mulai', 'luas', 'kawan', 'anggota', 'ktp', 'setuju'],
    properties: {
      pelaku: { type: 'string', enum: ['orang', 'badan'] },
      nama: { type: 'string', format: 'person-name', maxLength: 100 },
      nik: { type: 'string', format: 'nik' },
      badan: { type: 'string', minLength: 3, maxLength: 120 },
      npwp: { type: 'string', format: 'npwp' },
      telepon: { type: 'string', format: 'phone' },
      surel: { type: 'string', format: 'email' },
      alamat: { $ref: 'serasan:address' },
      letak: { $ref: 'serasan:point' },
      jenis: { type: 'array', items: { type: 'string', enum: ['pangan', 'sandang', 'jasa'] }, minItems: 1, uniqueItems: true },
      kbli: { type: 'string', format: 'kbli' },
      mulai: { type: 'string', format: 'date' },
      luas: { type: 'number', exclusiveMinimum: 0, maximum: 200 },
      modal: { type: 'integer', format: 'rupiah', minimum: 0 },
      kawan: { type: 'boolean' },
      anggota: { type: 'array', maxItems: 5, minItems: 1, items: { type: 'object', required: ['nama', 'umur', 'wali'], additionalProperties: false, properties: { nama: { type: 'string', format: 'person-name', maxLength: 100 }, umur: { type: 'integer', minimum: 0, maximum: 120 }, wali: { type: 'string', format: 'person-name', maxLength: 100 } } } },
      keterangan: { type: 'string', maxLength: 500 },
      ktp: { $ref: 'serasan:file' },
      retribusi: { type: 'integer', format: 'rupiah', readOnly: true, minimum: 0 },
      setuju: { type: 'boolean', const: true },
    },
  },
  steps: [
    { id: 'pemohon', title: { id: 'Pemohon', en: 'Applicant' }, questions: [
      { field: 'pelaku', label: { id: 'Siapa yang mengajukan?', en: 'Who applies?' }, options: { orang: { id: 'Perorangan', en: 'A person' }, badan: { id: 'Badan usaha', en: 'A business' } } },
      { field: 'nama', label: { id: 'Nama lengkap', en: 'Full name' }, hint: { id: 'Seperti di KTP; boleh satu kata.', en: 'As on the identity card; one word is fine.' }, prefill: 'uji/warga:name' },
      { field: 'nik', label: { id: 'NIK', en: 'NIK' }, prefill: 'uji/warga:nik' },
    ] },
    { id: 'usaha', title: { id: 'Badan usaha', en: 'Business' }, when: { '=': [{ field: 'pelaku' }, 'badan'] }, together: true, questions: [
      { field: 'badan', label: { id: 'Nama badan usaha', en: 'Name of the business' } },
      { field: 'npwp', label: { id: 'NPWP', en: 'NPWP' } },
    ] },
    { id: 'kontak', title: { id: 'Telepon dan alamat', en: 'Phone and address' }, together: true, questions: [
      { field: 'telepon', label: { id: 'Nomor telepon', en: 'Phone number' }, hint: { id: 'Untuk kabar tentang izin ini.', en: 'For news about this permit.' } },
      { field: 'surel', label: { id: 'Surel', en: 'E-mail' } },
      { field: 'alamat', label: { id: 'Alamat tempat tinggal', en: 'Home address' } },
      { field: 'letak', label: { id: 'Letak lapak di peta', en: 'Place of the stall on the map' } },
    ] },
    { id: 'lapak', title: { id: 'Lapak', en: 'Stall' }, together: true, questions: [
      { field: 'jenis', label: { id: 'Yang dijual', en: 'Goods' }, options: { pangan: { id: 'Pangan', en: 'Food' }, sandang: { id: 'Sandang', en: 'Clothes' }, jasa: { id: 'Jasa', en: 'Services' } } },
      { field: 'kbli', label: { id: 'Kode KBLI', en: 'KBLI code' }, when: { in: [{ field: 'jenis' }, ['jasa']] } },
      { field: 'mulai', label: { id: 'Tanggal mulai', en: 'First day' }, hint: { id: 'Misalnya 1 12 2026', en: 'For example 1 12 2026' } },
      { field: 'luas', label: { id: 'Luas lapak (m²)', en: 'Area (m²)' } },
      { field: 'modal', label: { id: 'Modal', en: 'Capital' } },
      { field: 'retribusi', label: { id: 'Retribusi sebulan', en: 'Monthly fee' }, compute: { round: [{ '*': [{ field: 'luas' }, { rate: 'lapak' }] }, 'up', 100] } },
    ] },
    { id: 'kawan', title: { id: 'Yang ikut berjualan', en: 'Who else sells' }, together: true, questions: [
      { field: 'kawan', label: { id: 'Apakah ada orang lain yang berjualan di lapak ini?', en: 'Does anybody else sell here?' } },
      { field: 'anggota', label: { id: 'Orang lain', en: 'Others' }, row: { id: 'Orang', en: 'Person' }, when: { '=': [{ field: 'kawan' }, true] }, questions: [
        { field: 'nama', label: { id: 'Nama', en: 'Name' } },
        { field: 'umur', label: { id: 'Umur', en: 'Age' } },
        { field: 'wali', label: { id: 'Nama wali', en: 'Guardian' }, when: { '<': [{ row: 'umur' }, 18] } },
      ] },
      { field: 'keterangan', label: { id: 'Keterangan', en: 'Remarks' } },
    ] },
    { id: 'berkas', title: { id: 'Berkas', en: 'Papers' }, questions: [{ field: 'ktp', label: { id: 'Foto KTP', en: 'Photo of the identity card' }, fileKind: 'uji/ktp' }] },
    { id: 'pernyataan', title: { id: 'Pernyataan', en: 'Declaration' }, questions: [{ field: 'setuju', label: { id: 'Semua jawaban ini benar.', en: 'All these answers are true.' } }] },
  ],
  checks: [{ at: 'mulai', must: { '≤': [{ today: '' }, { field: 'mulai' }] }, says: { id: 'Pilih hari ini atau sesudahnya.', en: 'Choose today or later.' } }],
};
