import { say, type Manifest } from '#kernel/manifest';

/** Places the adopter fills: written as {{nama}} in every template. */
export const placeholders = ['kabupaten', 'kepala_daerah', 'opd', 'kepala_opd', 'nomor', 'tanggal'] as const;

const list = (rows: readonly string[]) => rows.map((row, place) => `${place + 1}. ${row}`).join('\n');

/** The papers a regency needs to start an innovation, with what this service is already known to need filled in. */
export function kitTemplates(manifest: Manifest): ReadonlyMap<string, string> {
  const { standard } = manifest;
  const legal = list(standard.legalBasis);
  return new Map([
    ['templates/sk-kepala-daerah.md', `# KEPUTUSAN BUPATI {{kabupaten}}\nNOMOR {{nomor}}\n\nTENTANG\nPENETAPAN INOVASI PELAYANAN PUBLIK ${manifest.name.toUpperCase()} (${say(manifest.expansion)})\n\nMenimbang: bahwa ${say(manifest.summary).toLowerCase()} perlu diselenggarakan secara berkelanjutan dan dibuktikan kepada publik;\n\nMengingat:\n${legal}\n\nMEMUTUSKAN\n\nKESATU: Menetapkan ${manifest.name} sebagai inovasi pelayanan publik {{opd}}.\nKEDUA: Kepala {{opd}} menyelenggarakan inovasi menurut standar pelayanan terlampir.\nKETIGA: Angka kinerja dihitung dari kejadian pelayanan dan diumumkan setiap hari.\nKEEMPAT: Keputusan ini berlaku sejak ditetapkan.\n\nDitetapkan pada {{tanggal}}\nBUPATI {{kabupaten}},\n\n{{kepala_daerah}}\n`],
    ['templates/perbup.md', `# PERATURAN BUPATI {{kabupaten}}\nNOMOR {{nomor}}\n\nTENTANG\nPENYELENGGARAAN ${manifest.name.toUpperCase()}\n\nBAB I KETENTUAN UMUM\nPasal 1: Dalam peraturan ini yang dimaksud dengan ${manifest.name} adalah ${say(manifest.expansion)}.\n\nBAB II PENYELENGGARAAN\nPasal 2: Persyaratan pelayanan:\n${list(standard.requirements.map((row) => say(row)))}\nPasal 3: Prosedur pelayanan:\n${list(standard.procedure.map((row) => say(row)))}\nPasal 4: ${say(standard.completionTime)}.\nPasal 5: ${say(standard.fee)}.\n\nBAB III PEMBUKTIAN\nPasal 6: Angka kinerja dihitung dari kejadian, diumumkan, dan dapat diperiksa siapa pun.\n\nDasar:\n${legal}\n`],
    ['templates/sop.md', `# STANDAR OPERASIONAL PROSEDUR ${manifest.name.toUpperCase()}\n{{opd}} {{kabupaten}}, nomor {{nomor}}, tanggal {{tanggal}}\n\nLangkah:\n${list(standard.procedure.map((row) => say(row)))}\n\nWaktu: ${say(standard.completionTime)}\nKeluaran: ${say(standard.product)}\nPelaksana: ${say(standard.competence)}\nPengawasan: ${say(standard.supervision)}\n`],
    ['templates/maklumat.md', `# MAKLUMAT PELAYANAN ${manifest.name.toUpperCase()}\n\nDengan ini kami, {{opd}} {{kabupaten}}, menyatakan sanggup menyelenggarakan pelayanan sesuai standar:\n${list([say(standard.completionTime), say(standard.fee), say(standard.product), say(standard.guarantee)])}\n\nBila tidak menepati, kami siap menerima pengaduan: ${say(standard.complaints)}.\n\n{{tanggal}}\n{{kepala_opd}}\n`],
    ['poster.md', `# ${manifest.name}\n\n${say(manifest.summary)}\n\n**Yang dibawa**\n${list(standard.requirements.map((row) => say(row)))}\n\n**Caranya**\n${list(standard.procedure.map((row) => say(row)))}\n\n**Lamanya:** ${say(standard.completionTime)}\n\n**Biayanya:** ${say(standard.fee)}\n`],
    ['training.md', `# Pelatihan ${manifest.name}, satu hari\n\n1. Untuk siapa layanan ini, dan apa yang dijanjikan (30 menit).\n2. Peran dan wewenang: ${manifest.roles.map((role) => say(role.name)).join(', ')} (30 menit).\n3. Setiap peserta menjalankan layanan dengan data contoh, dari awal sampai selesai (2 jam).\n4. Hari buruk: sambungan putus, berkas kurang, orang marah (1 jam).\n5. Membaca angka sendiri dan menjelaskannya kepada warga (1 jam).\n`],
    ['scenarios.md', `# Skenario uji ${manifest.name}\n\n${list([...manifest.entrances.map((entrance) => `Buka ${entrance.path} sebagai ${entrance.for === 'resident' ? 'warga' : 'petugas'}; selesaikan satu urusan sampai akhir.`), ...manifest.measures.map((measure) => `Periksa bahwa “${say(measure.name)}” berubah setelah satu kejadian, dan buka buktinya.`)])}\n`],
  ]);
}

/** The placeholders of a text that nobody has filled. */
export function openPlaceholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{([a-z_]+)\}\}/g)].map(([, name = '']) => name))];
}
