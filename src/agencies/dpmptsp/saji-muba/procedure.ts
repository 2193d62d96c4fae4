import type { DefinitionInput } from '#commons/cases';

type Transition = DefinitionInput['transitions'][number];
const front = ['saji-muba/front'];
const back = ['saji-muba/back'];
const head = ['saji-muba/head'];
const owner = ['@applicant', '@proxy', 'saji-muba/front'];
/** What only the house does: a bank's message, a visit that was finished, a clock that ran out. */
const house = ['@house'];

/** States in which a promise runs and a decision is owed. */
export const promised = ['technical', 'drafting', 'billing', 'paraf', 'signing'] as const;

/** A late decision may not be put off by sending the papers back once more. */
const notLapsed = { when: { op: '≠', fact: 'lapsed', value: true }, else: { id: 'Waktu keputusan sudah habis. Permohonan tidak dapat dikembalikan lagi; kepala dinas memutuskannya.' } } as const;
const paid = { when: { op: '≠', fact: 'owes', value: true }, else: { id: 'Tagihan belum lunas. Tunggu pembayaran, atau terbitkan ulang bila sudah lewat waktu.' } } as const;

const logistics: Transition[] = [
  { action: 'schedule-pickup', name: { id: 'Jadwalkan penjemputan' }, from: ['requested', 'pickup_scheduled'], to: 'pickup_scheduled', by: front },
  { action: 'cancel-pickup', name: { id: 'Batalkan penjemputan' }, from: 'pickup_scheduled', to: 'requested', by: [...front, ...house] },
  { action: 'collect', name: { id: 'Berkas dijemput' }, from: ['requested', 'pickup_scheduled'], to: 'collected', by: [...front, ...house] },
  { action: 'submit', name: { id: 'Ajukan permohonan' }, from: ['requested', 'pickup_scheduled', 'collected'], to: 'submitted', by: [...owner, ...house] },
  { action: 'dispatch', name: { id: 'Antarkan' }, from: 'issued', to: 'dispatched', by: front },
  { action: 'attempt-failed', name: { id: 'Tidak bertemu penerima' }, from: 'dispatched', to: 'dispatched', by: house },
  { action: 'hold', name: { id: 'Simpan di loket' }, from: 'dispatched', to: 'hold_at_counter', by: house },
  { action: 'deliver', name: { id: 'Serahkan' }, from: ['issued', 'dispatched', 'hold_at_counter'], to: 'delivered', by: [...front, ...house] },
];

const endings: Transition[] = [
  { action: 'withdraw', name: { id: 'Tarik permohonan' }, from: ['requested', 'pickup_scheduled', 'collected', 'submitted', 'returned_incomplete', ...promised], to: 'withdrawn', by: owner, reason: 'optional' },
  { action: 'abandon', name: { id: 'Tutup karena tidak dilengkapi' }, from: 'returned_incomplete', to: 'withdrawn', by: house },
];

const returning = (from: string | string[], by: string[], extra: Partial<Transition> = {}): Transition => ({
  action: 'return', name: { id: 'Kembalikan dengan seluruh kekurangan' }, from, to: 'returned_incomplete', by, guards: [notLapsed], reason: 'required', clock: { returns: true }, ...extra,
});

/** A permit or letter this office decides itself. Budgets, chain, signer and recommenders come as facts and budgets of the type's data. */
export const permitProcedure = {
  id: 'saji-muba-permit', service: 'saji-muba', name: { id: 'Izin dan surat keterangan', en: 'Permits and letters' }, basis: ['UU 25/2009 tentang Pelayanan Publik', 'UU 30/2014 tentang Administrasi Pemerintahan'],
  initial: 'requested', starts: ['callback'], guards: [],
  states: {
    requested: { name: { id: 'Diminta', en: 'Requested' }, holder: 'agency', tasks: [{ kind: 'call-back', name: { id: 'Hubungi pemohon' }, by: front }], output: { id: 'Daftar berkas' } },
    pickup_scheduled: { name: { id: 'Penjemputan dijadwalkan', en: 'Pick-up scheduled' }, holder: 'agency' },
    collected: { name: { id: 'Berkas dijemput', en: 'Papers collected' }, holder: 'agency', tasks: [{ kind: 'register', name: { id: 'Catat permohonan' }, by: front }], output: { id: 'Tanda terima berkas' } },
    submitted: { name: { id: 'Diperiksa kelengkapannya', en: 'Completeness check' }, holder: 'agency', tasks: [{ kind: 'check', name: { id: 'Periksa kelengkapan' }, by: front, promise: 'completeness' }] },
    returned_incomplete: { name: { id: 'Menunggu kelengkapan dari Anda', en: 'Waiting for you' }, holder: 'applicant', output: { id: 'Daftar seluruh kekurangan' } },
    technical: { name: { id: 'Rekomendasi teknis', en: 'Technical opinions' }, holder: 'recommender', tasks: [{ kind: 'recommend', name: { id: 'Beri rekomendasi' }, by: ['saji-muba/recommend'], each: { fact: 'recommenders', to: 'agency' }, promise: 'recommendation' }], output: { id: 'Rekomendasi teknis' } },
    drafting: { name: { id: 'Disusun', en: 'Drafting' }, holder: 'agency', tasks: [{ kind: 'draft', name: { id: 'Susun naskah' }, by: back }], output: { id: 'Rancangan naskah' } },
    billing: { name: { id: 'Menunggu pembayaran', en: 'Waiting for payment' }, holder: 'applicant', output: { id: 'SKRD' } },
    paraf: { name: { id: 'Paraf berjenjang', en: 'Initials' }, holder: 'agency', tasks: [{ kind: 'paraf', name: { id: 'Beri paraf' }, by: ['saji-muba/paraf'], each: { fact: 'paraf', to: 'position', order: 'sequence' } }] },
    signing: { name: { id: 'Menunggu tanda tangan', en: 'To be signed' }, holder: 'agency', tasks: [{ kind: 'sign', name: { id: 'Tanda tangani' }, by: ['saji-muba/sign'], position: { fact: 'signer' } }] },
    issued: { name: { id: 'Terbit', en: 'Issued' }, holder: 'agency', tasks: [{ kind: 'hand-out', name: { id: 'Antarkan atau serahkan' }, by: front }], output: { id: 'Dokumen bertanda tangan elektronik' } },
    dispatched: { name: { id: 'Dalam pengantaran', en: 'On its way' }, holder: 'agency' },
    hold_at_counter: { name: { id: 'Disimpan di loket', en: 'Held at the counter' }, holder: 'applicant', output: { id: 'Pemberitahuan ambil di loket' } },
    delivered: { name: { id: 'Diterima', en: 'Delivered' }, final: true, output: { id: 'Bukti terima' } },
    rejected: { name: { id: 'Ditolak', en: 'Rejected' }, final: true, output: { id: 'Surat penolakan' } },
    withdrawn: { name: { id: 'Ditarik', en: 'Withdrawn' }, final: true },
  },
  transitions: [
    ...logistics,
    { action: 'complete', name: { id: 'Nyatakan lengkap, minta rekomendasi' }, from: 'submitted', to: 'technical', by: front, completes: 'check', guards: [{ when: { op: 'not', of: { op: 'empty', fact: 'recommenders' } }, else: { id: 'Jenis ini tanpa rekomendasi; langsung disusun.' } }], clock: { start: ['service'], stop: ['callback'] } },
    { action: 'complete-direct', name: { id: 'Nyatakan lengkap' }, from: 'submitted', to: 'drafting', by: front, completes: 'check', guards: [{ when: { op: 'empty', fact: 'recommenders' }, else: { id: 'Jenis ini memerlukan rekomendasi.' } }], clock: { start: ['service'], stop: ['callback'] } },
    returning('submitted', front, { completes: 'check', clock: { returns: true, stop: ['callback'] } }),
    { action: 'resubmit', name: { id: 'Ajukan lagi' }, from: 'returned_incomplete', to: 'submitted', by: [...owner, ...house], clock: { attempt: true } },
    { action: 'recommend', name: { id: 'Kirim rekomendasi' }, from: 'technical', to: 'drafting', by: ['saji-muba/recommend'], completes: 'recommend', join: true },
    returning('drafting', back, { completes: 'draft' }),
    { action: 'bill', name: { id: 'Terbitkan tagihan' }, from: 'drafting', to: 'billing', by: back, guards: [{ when: { op: '=', fact: 'levied', value: true }, else: { id: 'Layanan ini tidak dipungut biaya.' } }] },
    { action: 'rebill', name: { id: 'Terbitkan ulang tagihan' }, from: 'billing', to: 'billing', by: back },
    { action: 'paid', name: { id: 'Lunas' }, from: 'billing', to: 'drafting', by: house },
    { action: 'propose', name: { id: 'Ajukan untuk diparaf' }, from: 'drafting', to: 'paraf', by: back, completes: 'draft', guards: [paid, { when: { op: 'any', of: [{ op: '≠', fact: 'levied', value: true }, { op: '=', fact: 'settled', value: true }, { op: '=', fact: 'decision', value: 'reject' }] }, else: { id: 'Terbitkan tagihan lebih dahulu.' } }, { when: { op: 'not', of: { op: 'empty', fact: 'paraf' } }, else: { id: 'Jenis ini tanpa paraf; langsung ke penanda tangan.' } }] },
    { action: 'propose-direct', name: { id: 'Ajukan untuk ditandatangani' }, from: 'drafting', to: 'signing', by: back, completes: 'draft', guards: [paid, { when: { op: 'empty', fact: 'paraf' }, else: { id: 'Jenis ini melalui paraf.' } }] },
    { action: 'paraf', name: { id: 'Paraf' }, from: 'paraf', to: 'signing', by: ['saji-muba/paraf'], completes: 'paraf', join: true, apartFrom: ['propose'] },
    { action: 'send-back', name: { id: 'Kembalikan ke penyusun' }, from: ['paraf', 'signing'], to: 'drafting', by: ['saji-muba/paraf', 'saji-muba/sign'], reason: 'required' },
    { action: 'sign', name: { id: 'Tanda tangani' }, from: 'signing', to: 'issued', by: ['saji-muba/sign'], completes: 'sign', apartFrom: ['complete', 'complete-direct', 'propose', 'propose-direct'], guards: [paid, { when: { op: '=', fact: 'decision', value: 'grant' }, else: { id: 'Naskahnya penolakan; tanda tangani sebagai penolakan.' } }], clock: { stop: ['service'] } },
    { action: 'sign-rejection', name: { id: 'Tanda tangani penolakan' }, from: 'signing', to: 'rejected', by: ['saji-muba/sign'], completes: 'sign', apartFrom: ['complete', 'complete-direct', 'propose', 'propose-direct'], guards: [{ when: { op: '=', fact: 'decision', value: 'reject' }, else: { id: 'Naskahnya pemberian izin.' } }], clock: { stop: ['service'] } },
    ...promised.map((state): Transition => ({ action: 'lapse', name: { id: 'Waktu keputusan habis' }, from: state, to: state, by: house })),
    ...promised.map((state): Transition => ({ action: 'confirm-silence', name: { id: 'Putuskan atas lewat waktu' }, from: state, to: state, by: head, reason: 'required', guards: [{ when: { op: '=', fact: 'lapsed', value: true }, else: { id: 'Waktu keputusan belum habis.' } }] })),
    ...endings,
  ],
  promises: [
    { id: 'callback', name: { id: 'Dihubungi kembali', en: 'Called back' }, budget: { amount: 1, unit: 'working_day' } },
    { id: 'completeness', name: { id: 'Pemeriksaan kelengkapan', en: 'Completeness check' }, budget: { amount: 1, unit: 'working_day' } },
    { id: 'service', name: { id: 'Izin diputuskan', en: 'Decision' }, budget: { amount: 5, unit: 'working_day' }, counts: ['agency', 'recommender'] },
    { id: 'recommendation', name: { id: 'Rekomendasi', en: 'Opinion' }, budget: { amount: 3, unit: 'working_day' }, counts: ['recommender'] },
  ],
  pauses: [
    { id: 'waiting-applicant', name: { id: 'Menunggu jawaban pemohon', en: 'Waiting for the applicant' }, party: 'applicant', by: [...back, 'saji-muba/recommend'] },
    { id: 'national-system', name: { id: 'Sistem nasional tidak dapat dibuka', en: 'National system down' }, party: 'national_system', by: [...front, ...back] },
    { id: 'disaster', name: { id: 'Bencana', en: 'Disaster' }, party: 'force_majeure', by: head },
  ],
} satisfies DefinitionInput;

/** Help with a national system under the person's own account: nothing is decided or signed here. */
export const assistanceProcedure = {
  id: 'saji-muba-assistance', service: 'saji-muba', name: { id: 'Pendampingan OSS', en: 'Help with OSS' }, basis: ['PP 28/2025'], initial: 'requested', starts: ['callback'], guards: [],
  states: {
    requested: { name: { id: 'Diminta', en: 'Requested' }, tasks: [{ kind: 'call-back', name: { id: 'Hubungi pemohon' }, by: front }] },
    pickup_scheduled: { name: { id: 'Kunjungan dijadwalkan', en: 'Visit scheduled' } },
    collected: { name: { id: 'Dikunjungi', en: 'Visited' }, tasks: [{ kind: 'register', name: { id: 'Catat permohonan' }, by: front }] },
    submitted: { name: { id: 'Diperiksa kelengkapannya', en: 'Completeness check' }, tasks: [{ kind: 'check', name: { id: 'Periksa kelengkapan' }, by: front, promise: 'completeness' }] },
    returned_incomplete: { name: { id: 'Menunggu kelengkapan dari Anda', en: 'Waiting for you' }, holder: 'applicant' },
    assisting: { name: { id: 'Didampingi di OSS', en: 'Helped in OSS' }, tasks: [{ kind: 'assist', name: { id: 'Dampingi di OSS' }, by: back }] },
    national: { name: { id: 'Diproses sistem nasional', en: 'In the national system' }, holder: 'national_system', tasks: [{ kind: 'record', name: { id: 'Catat hasil dari OSS' }, by: back }] },
    delivered: { name: { id: 'Selesai', en: 'Done' }, final: true, output: { id: 'Nomor dan dokumen dari OSS' } },
    withdrawn: { name: { id: 'Ditarik', en: 'Withdrawn' }, final: true },
  },
  transitions: [
    ...logistics.filter((one) => ['schedule-pickup', 'cancel-pickup', 'collect', 'submit'].includes(one.action)),
    { action: 'complete-direct', name: { id: 'Nyatakan lengkap' }, from: 'submitted', to: 'assisting', by: front, completes: 'check', clock: { start: ['service'], stop: ['callback'] } },
    returning('submitted', front, { completes: 'check', guards: [], clock: { returns: true, stop: ['callback'] } }),
    { action: 'resubmit', name: { id: 'Ajukan lagi' }, from: 'returned_incomplete', to: 'submitted', by: [...owner, ...house], clock: { attempt: true } },
    { action: 'file', name: { id: 'Sudah diajukan di OSS' }, from: 'assisting', to: 'national', by: back, completes: 'assist' },
    { action: 'record', name: { id: 'Catat hasil' }, from: ['assisting', 'national'], to: 'delivered', by: back, clock: { stop: ['service'] } },
    { action: 'withdraw', name: { id: 'Tarik permohonan' }, from: ['requested', 'pickup_scheduled', 'collected', 'submitted', 'returned_incomplete', 'assisting', 'national'], to: 'withdrawn', by: owner, reason: 'optional' },
    { action: 'abandon', name: { id: 'Tutup karena tidak dilengkapi' }, from: 'returned_incomplete', to: 'withdrawn', by: house },
  ],
  promises: permitProcedure.promises.filter((promise) => promise.id !== 'recommendation'),
  pauses: permitProcedure.pauses.filter((pause) => pause.id !== 'waiting-applicant'),
} satisfies DefinitionInput;
