const units: Readonly<Record<string, number>> = { nol: 0, kosong: 0, satu: 1, dua: 2, tiga: 3, empat: 4, lima: 5, enam: 6, tujuh: 7, delapan: 8, lapan: 8, sembilan: 9 };
const wholes: Readonly<Record<string, number>> = { sepuluh: 10, sebelas: 11, seratus: 100, seribu: 1000 };
const spans: Readonly<Record<string, string>> = { sehari: '1 hari', seminggu: '1 minggu', sepekan: '1 pekan', sebulan: '1 bulan', setahun: '1 tahun', sejam: '1 jam' };

/** `dua belas` → `12`, `seratus dua puluh` → `120`, `seminggu` → `1 minggu`, in a normalised text. Two units in a row stay two numbers. */
export function wordsToDigits(text: string): string {
  const words = text.split(' ');
  const out: string[] = [];
  for (let at = 0; at < words.length;) {
    const read = readNumber(words, at);
    if (read.length === 0) out.push(spans[words[at] ?? ''] ?? words[at] ?? '');
    else out.push(String(read.value));
    at += Math.max(1, read.length);
  }
  return out.join(' ');
}

/** A number of whole thousands, hundreds, tens and units starting at `start`; how many words it took. */
function readNumber(words: readonly string[], start: number): { value: number; length: number } {
  const below = readBelowThousand(words, start);
  if (words[start] === 'seribu') return withRest(1000, 1);
  if (below.length > 0 && below.value > 0 && words[start + below.length] === 'ribu') return withRest(below.value * 1000, below.length + 1);
  return below;

  function withRest(value: number, length: number): { value: number; length: number } {
    const rest = readBelowThousand(words, start + length);
    return rest.value > 0 ? { value: value + rest.value, length: length + rest.length } : { value, length };
  }
}

function readBelowThousand(words: readonly string[], start: number): { value: number; length: number } {
  const first = units[words[start] ?? ''];
  if (words[start] === 'seratus') return plus(100, 1);
  if (first !== undefined && first > 0 && words[start + 1] === 'ratus') return plus(first * 100, 2);
  return readBelowHundred(words, start);

  function plus(value: number, length: number): { value: number; length: number } {
    const rest = readBelowHundred(words, start + length);
    return rest.value > 0 ? { value: value + rest.value, length: length + rest.length } : { value, length };
  }
}

function readBelowHundred(words: readonly string[], start: number): { value: number; length: number } {
  const word = words[start] ?? '';
  const whole = wholes[word];
  if (whole === 10 || whole === 11) return { value: whole, length: 1 };
  const unit = units[word];
  if (unit === undefined) return { value: 0, length: 0 };
  if (unit > 0 && words[start + 1] === 'belas') return { value: unit + 10, length: 2 };
  if (unit > 0 && words[start + 1] === 'puluh') {
    const rest = units[words[start + 2] ?? ''];
    return rest !== undefined && rest > 0 && words[start + 3] !== 'ribu' && words[start + 3] !== 'ratus' && words[start + 3] !== 'belas' ? { value: unit * 10 + rest, length: 3 } : unit > 0 && rest !== undefined && rest > 0 && words[start + 3] === 'ribu' ? { value: unit * 10 + rest, length: 3 } : { value: unit * 10, length: 2 };
  }
  return { value: unit, length: 1 };
}
