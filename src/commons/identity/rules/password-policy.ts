/** Length in characters. NIST SP 800-63B rev. 4 §3.1.1.2: at least 15 where a password may be the only factor, no rules of composition, a list of refused ones. */
export const shortest = 15;
export const longest = 128;

/** Passwords people in this country choose first, and words of this house. Compared without case, spaces, digits at the end and the usual digit-for-letter swaps. */
const common = ['password', 'passwordpassword', 'katasandi', 'katasandikatasandi', 'rahasia', 'rahasiarahasia', 'indonesia', 'indonesiaraya', 'indonesiamerdeka', 'bismillah', 'bismillahirrahmanirrahim',
  'musibanyuasin', 'sekayu', 'rsudsekayu', 'serasan', 'serasansekate', 'muba', 'kabupatenmusibanyuasin', 'pemkabmuba', 'qwertyuiop', 'qwertyuiopasdfgh', 'qwertyuiopasdfghjkl', 'administrator', 'alhamdulillah', 'akucintakamu', 'sayangsayang'];

export type PasswordFault = 'short' | 'long' | 'repeats' | 'name' | 'common';

/** Why a password is refused, or nothing. `names`: what an attacker would try first (user name, name, agency). */
export function passwordFault(password: string, names: readonly string[]): PasswordFault | undefined {
  const text = password.normalize('NFKC');
  const length = Array.from(text).length;
  if (length < shortest) return 'short';
  if (length > longest) return 'long';
  const plain = simplify(text);
  if (new Set(text.toLowerCase()).size < 6 || /^(.{1,5})\1+$/u.test(text.toLowerCase()) || /^[0-9]+$/.test(text.replace(/\s/g, ''))) return 'repeats';
  if (names.map(simplify).some((name) => name.length >= 4 && plain.replaceAll(name, '').length < 8)) return 'name';
  if (common.some((word) => plain === simplify(word) || plain.replaceAll(simplify(word), '').length < 4)) return 'common';
  return undefined;
}

const swaps: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's' };

function simplify(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[\d!.]+$/, '').replace(/[013457@$]/g, (sign) => swaps[sign] ?? sign).replace(/[^\p{L}]/gu, '');
}
