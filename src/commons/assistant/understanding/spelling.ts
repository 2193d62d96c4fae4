/** Words worth recognising with one slip of the finger. Only words whose neighbours in Indonesian are rare; `malam` (dalam) and `batal` (bakal) are not here. */
const mendable = ['senin', 'selasa', 'kamis', 'jumat', 'sabtu', 'minggu', 'januari', 'februari', 'agustus', 'september', 'oktober', 'november', 'desember',
  'besok', 'kemarin', 'tanggal', 'daftar', 'jadwal', 'pindah', 'petugas', 'dokter', 'rujukan', 'kontrol', 'syarat', 'kandungan', 'jantung', 'penyakit', 'pendarahan', 'keracunan', 'kejang', 'pingsan'];

/** Everyday words one letter away from one of the above. */
const sound = new Set(['belok', 'besot', 'kamus', 'kampis', 'senan', 'jimat', 'pendah', 'pindai', 'dokar', 'daftari', 'beso', 'bengok', 'besar', 'nopember', 'kontak', 'rindah', 'indah', 'sabut']);

/** The word meant by `word` when exactly one key word lies one edit away (Damerau) and both have at least five letters; otherwise `word` itself. */
export function spellingOf(word: string): string {
  if (word.length < 5 || sound.has(word) || mendable.includes(word)) return word;
  const near = mendable.filter((candidate) => Math.abs(candidate.length - word.length) <= 1 && candidate[0] === word[0] && damerau(word, candidate, 1) <= 1);
  return near.length === 1 && near[0] !== undefined ? near[0] : word;
}

/** Optimal string alignment distance (insert, delete, replace, swap neighbours). Stops counting above `limit` and returns `limit + 1`. */
export function damerau(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    before = last;
    last = row;
  }
  return Math.min(last[b.length] ?? 0, limit + 1);
}
