/**
 * Words of Musi and Palembang speech. `collected` dates the list and `confirmed` says which entries speakers in Sekayu have confirmed: none yet.
 * The first five come from the domain file; the others are everyday Palembang Malay. Extend by a dated pull request from the hospital.
 */
export const musi = {
  collected: '2026-11-23',
  confirmed: [] as readonly string[],
  words: {
    nak: 'mau', dak: 'tidak', idak: 'tidak', isuk: 'besok', isok: 'besok', ari: 'hari', cakmano: 'bagaimana',
    galak: 'mau', dem: 'sudah', ado: 'ada', katek: 'tidak ada', apo: 'apa', siapo: 'siapa', berapo: 'berapa', brapo: 'berapa', dimano: 'di mana', kemano: 'ke mana', ngapo: 'kenapa', cak: 'seperti', sayo: 'saya', kito: 'kita',
    budak: 'anak', umak: 'ibu', emak: 'ibu', mak: 'ibu', ebak: 'ayah', ubak: 'ayah', bak: 'ayah', kagek: 'nanti', bae: 'saja', kini: 'sekarang', pacak: 'bisa', biso: 'bisa', samo: 'sama', jugo: 'juga',
  } as Readonly<Record<string, string>>,
} as const;
