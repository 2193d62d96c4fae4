/** Words of the replication kits. */
export const words = {
  title: { id: 'Kit replikasi', en: 'Replication kits' },
  lead: { id: 'Salin satu inovasi ke kabupaten Anda: templat keputusan, SOP, data, indikator, dan hasil yang terukur beserta buktinya.', en: 'Copy one innovation to your regency: decree templates, SOP, data, indicators, and measured results with their proofs.' },
  kits: { id: 'Kit yang tersedia', en: 'Kits' }, noKits: { id: 'Belum ada layanan yang berjalan di sini.', en: 'No service runs here yet.' },
  innovation: { id: 'Inovasi', en: 'Innovation' }, version: { id: 'Versi', en: 'Version' }, kit: { id: 'Kit', en: 'Kit' }, download: { id: 'Unduh kit', en: 'Download kit' },
  key: { id: 'Kunci segel kit. Mintalah juga lewat jalan lain sebelum memakainya.', en: 'Key of the kits’ seal. Ask for it by another way too before you rely on it.' },
  how: { id: 'Cara menyalin', en: 'How to copy' },
  how1: { id: 'Unduh kit, lalu jalankan ./serasan kit plan BERKAS KUNCI. Tidak ada yang ditulis.', en: 'Download, then run ./serasan kit plan FILE KEY. Nothing is written.' },
  how2: { id: 'Baca apa yang masih kurang, pilih perangkat daerah pelaksana, lalu ./serasan kit import BERKAS KUNCI.', en: 'Read what is missing, choose the agency, then ./serasan kit import FILE KEY.' },
  how3: { id: 'Mulai layanannya, lalu ./serasan kit declare LAYANAN ALAMAT-ASAL. Kedua catatan publik memuatnya.', en: 'Start it, then ./serasan kit declare SERVICE ORIGIN-ADDRESS. Both public logs carry it.' },
  replications: { id: 'Siapa menyalin apa', en: 'Who copied what' }, none: { id: 'Belum ada replikasi yang dinyatakan.', en: 'No replication declared yet.' },
  direction: { id: 'Arah', en: 'Direction' }, given: { id: 'Disalin dari sini', en: 'Copied from here' }, taken: { id: 'Disalin ke sini', en: 'Copied to here' },
  region: { id: 'Daerah', en: 'Region' }, day: { id: 'Tanggal', en: 'Date' }, proof: { id: 'Bukti', en: 'Proof' }, proofFile: { id: 'Unduh bukti', en: 'Download proof' },
} as const;
