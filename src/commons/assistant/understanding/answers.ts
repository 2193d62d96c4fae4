import { wordsToDigits } from './numbers.ts';

export type Command = 'menu' | 'batal' | 'ulang' | 'petugas' | 'status' | 'hapus-data' | 'lanjut';

const commands: Readonly<Record<string, Command>> = {
  menu: 'menu', bantuan: 'menu', help: 'menu', mulai: 'menu', start: 'menu', batal: 'batal', 'batal saja': 'batal', ulang: 'ulang', ulangi: 'ulang', petugas: 'petugas', admin: 'petugas', operator: 'petugas',
  status: 'status', 'hapus data saya': 'hapus-data', 'hapus data': 'hapus-data', lanjut: 'lanjut', lanjutkan: 'lanjut',
};

/** A command works in every state, and only when it is the whole message. */
export function readCommand(normalised: string): Command | undefined {
  return Object.hasOwn(commands, normalised) ? commands[normalised] : undefined;
}

const filler = '(?: (?:oke|siap|saja|sudah|benar|kak|kakak|bapak|ibu|min|admin|dokter|ya|deh|dong|lah|terima kasih|tolong|betul|setuju|jadi))*';
const yes = new RegExp(`^(?:ya|oke|setuju|benar|jadi|boleh|siap|sip|sesuai|sudah benar|lanjut|silakan|mau|konfirmasi|pas|cocok|baik)${filler}$`);
const no = new RegExp(`^(?:tidak|bukan|jangan|salah|belum|tidak usah|tidak jadi|tidak mau|tidak setuju)${filler}$`);

/** A plain yes or no; anything with more in it is left to the other readers. */
export function readAnswer(normalised: string): 'yes' | 'no' | undefined {
  return yes.test(normalised) ? 'yes' : no.test(normalised) ? 'no' : undefined;
}

/** Which of the shown choices: `2`, `nomor 2`, `yang kedua`, `pilihan pertama`. Counted from 1. */
export function readPick(normalised: string): number | undefined {
  const digits = wordsToDigits(normalised.replace(/\bpertama\b/g, '1').replace(/\bke(?=(?:dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)\b)/g, ''));
  const match = /^(?:(?:yang|pilihan|pilih|nomor|opsi) )*(\d{1,2})(?: saja)?$/.exec(digits);
  return match?.[1] ? Number(match[1]) : undefined;
}

/** A booking code as the booking room makes them (letters, day, random part), read forgivingly. */
export function readCode(raw: string): string | undefined {
  return /(?<![\p{L}\d])[A-Z]{2,4}\d{6}[0-9A-HJKMNP-TV-Z]{4,8}(?![\p{L}\d])/u.exec(raw.toUpperCase())?.[0];
}
