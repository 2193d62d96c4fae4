/**
 * Signs of an emergency in normalised text. A false alarm costs a message; a missed one may cost a life: when in doubt a pattern belongs here.
 * `sign` is what the hospital's desk reads. `past: true` marks signs that are ordinary in follow-up visits ("kontrol pasca stroke").
 */
export const emergencySigns: readonly { readonly sign: string; readonly pattern: RegExp; readonly past?: true }[] = [
  { sign: 'sesak napas', pattern: /\bs[eu]s[aeu]?k\b|\b(?:susah|sulit|berat|sukar|berhenti|megap-megap|tersengal\S*) (?:\S+ )?(?:ber)?napas\S*|\btidak (?:bisa |dapat )?(?:ber)?napas\S*|\bnapas\S* (?:\S+ )?(?:sesak|berat|sulit|susah|berhenti|pendek)\b/u },
  { sign: 'nyeri dada', pattern: /\b(?:nyeri|sakit|panas|perih|tertekan|ditekan) (?:\S+ )?dada\S*|\bdada\S*(?: \S+){0,2} (?:nyeri|sakit|sesak|tertekan|ditekan|panas)\b|\bserangan jantung\b/u },
  { sign: 'kejang', pattern: /\b(?:ter)?kejang\S*|\b(?:step|stuip|ayan)\b/u },
  { sign: 'tidak sadar', pattern: /\btidak (?:\S+ )?sadar\S*|\bpingsan\b|\b(?:hilang|turun|penurunan) kesadaran\b|\btidak (?:bangun-bangun|respon|merespon)\b|\bkoma\b/u },
  { sign: 'pendarahan', pattern: /\bpendarahan\b|\bdarah\S*(?: \S+){0,2} (?:tidak berhenti|banyak|mengucur|deras|terus)\b|\b(?:muntah|batuk|bab|berak) darah\b|\bberdarah(?: \S+)? (?:banyak|terus|hebat|deras)\b/u },
  { sign: 'keracunan', pattern: /\bkeracunan\b|\b(?:minum|menelan|makan|tertelan|terminum) (?:\S+ )?(?:racun|baygon|sianida|pemutih|bensin|minyak tanah|pestisida|rumput)\b|\boverdosis\b/u },
  { sign: 'ingin mengakhiri hidup', pattern: /\bbunuh diri\b|\bmengakhiri hidup\b|\bgantung diri\b|\b(?:mau|ingin) mati\b|\btidak (?:mau|ingin) hidup\b/u },
  { sign: 'gejala stroke', pattern: /\bstrok\w?\b|\b(?:mulut|wajah|muka)\S* (?:\S+ )?(?:mencong|perot|miring)\b|\b(?:lumpuh|lemah) (?:mendadak|sebelah|separuh)\b|\bbicara(?:nya)? pelo\b/u, past: true },
  { sign: 'kecelakaan atau cedera berat', pattern: /\bkecelakaan\b|\btabrakan\b|\btenggelam\b|\b(?:digigit|dipatuk|dipatok) ular\b|\b(?:kesetrum|tersengat|kena setrum)\b|\bluka bakar\b|\b(?:tertusuk|ditusuk|dibacok|tertembak)\b/u, past: true },
  { sign: 'persalinan', pattern: /\bketuban(?:nya)? (?:sudah )?pecah\b|\bpecah ketuban\b|\b(?:mau|akan|sudah mau) (?:melahirkan|lahiran)\b/u },
  { sign: 'dinyatakan darurat', pattern: /\bdarurat\b|\bgawat\b|\bkritis\b|\bsekarat\b/u },
];
