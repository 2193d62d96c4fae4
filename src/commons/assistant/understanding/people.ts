/** Who the visit is for, seen from the writer. */
export type Relation = 'saya' | 'anak' | 'ibu' | 'ayah' | 'istri' | 'suami' | 'kakek' | 'nenek' | 'saudara' | 'cucu' | 'mertua' | 'lain';

export type PayerWord = 'jkn' | 'umum' | 'lain';

export type VisitWord = 'rujukan' | 'rujukan-internal' | 'kontrol' | 'antar-rumah-sakit';

const relations: readonly (readonly [Relation, RegExp])[] = [
  ['cucu', /\bcucu\b/],
  ['mertua', /\bmertua\b/],
  ['anak', /\banak(?:-anak)?(?:nya)? (?:saya|kami|kedua|pertama|bungsu|sulung|perempuan|laki-laki|laki|aku)\b|\b(?:untuk|bawa|antar|nganter) (?:si )?(?:anak|kecil|dedek|adek bayi|bayi)\b|\bsi kecil\b|\bbayi saya\b/],
  ['istri', /\b(?:istri|isteri|bini)(?: saya)?\b/],
  ['suami', /\b(?:suami|laki saya)\b/],
  ['ibu', /\b(?:untuk|bawa|antar|nganter) (?:ibu|orang tua)\b|\b(?:ibu|orang tua) (?:saya|kami|kandung)\b/],
  ['ayah', /\bayah\b|\b(?:untuk|bawa|antar|nganter) bapak\b|\bbapak (?:saya|kami|kandung)\b/],
  ['kakek', /\b(?:kakek|datuk|yai)\b/],
  ['nenek', /\b(?:nenek|nyai)\b/],
  ['saudara', /\b(?:adik|kakak|ayuk|saudara|sepupu)(?: saya)?\b(?<!^kakak)/],
  ['lain', /\b(?:tetangga|teman|keponakan|om|tante|paman|bibi|pasien saya)\b/],
  ['saya', /\b(?:untuk|atas nama) saya\b|\bsaya sendiri\b|\bdiri (?:saya )?sendiri\b|\bsaya yang (?:sakit|berobat|periksa)\b/],
];

/** The relation a normalised text names ("untuk anak saya"), or nothing. "Ibu" or "bapak" as a mere address is not a relation. */
export function readRelation(normalised: string): Relation | undefined {
  return relations.find(([, pattern]) => pattern.test(normalised))?.[0];
}

/** BPJS, JKN and KIS are one payer; "umum" pays for itself unless it names the general clinic. */
export function readPayer(normalised: string): PayerWord | undefined {
  if (/\b(?:tanpa|bukan|tidak (?:pakai|punya|ada)) (?:bpjs|jkn)\b/.test(normalised)) return 'umum';
  if (/\b(?:bpjs|jkn|askes|jamkesmas)\b/.test(normalised)) return 'jkn';
  if (/\bjasa raharja\b|\basuransi\b|\bperusahaan\b|\bjampersal\b/.test(normalised)) return 'lain';
  return /(?<!poli |dokter |klinik )\bumum\b|\bbayar sendiri\b|\b(?:tunai|cash|pribadi|mandiri)\b/.test(normalised) ? 'umum' : undefined;
}

/** Referral or return visit. "surat kontrol" and "kontrol" are return visits; "rujukan" comes from primary care unless another hospital is named. */
export function readVisit(normalised: string): VisitWord | undefined {
  if (/\brujukan (?:internal|dalam|antar poli)\b|\bantar poli\b/.test(normalised)) return 'rujukan-internal';
  if (/\brujukan (?:dari )?rumah sakit\b|\bantar rumah sakit\b/.test(normalised)) return 'antar-rumah-sakit';
  if (/\bkontrol\b/.test(normalised)) return 'kontrol';
  return /\b(?:rujukan|puskesmas|faskes)\b/.test(normalised) ? 'rujukan' : undefined;
}
