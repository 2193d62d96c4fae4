import { say } from '#kernel/manifest';
import { demoPassword } from '#commons/identity';
import type { House } from './house.ts';

/** What the person who started the house wants to know first: where to look, how to sign in, how to end it. */
export function welcome(house: House, address: string, engine: string): string {
  const base = house.config.PUBLIC_URL ?? address;
  const lines = [
    `Serasan siap di ${address} (basis data: ${engine})`,
    '',
    `  Portal             ${base}/`,
    ...house.manifests.map((manifest) => `  ${manifest.name.padEnd(18)} ${base}/${manifest.id}   ${say(manifest.expansion)}`),
    ...(house.config.DEMO ? [`  Telepon contoh     ${base}/simulator   mengobrol seperti lewat WhatsApp atau Telegram`] : []),
    `  Meja petugas       ${base}/masuk`,
    `  Catatan publik     ${base}/log`,
  ];
  const accounts = house.identity.demoAccounts();
  if (accounts.length === 0) return `${lines.join('\n')}\n`;
  return `${[...lines, '', `  Akun contoh, kata sandi “${demoPassword}”:`, ...accounts.map((account) => `    ${account.username.padEnd(24)} ${account.name}`), '', '  Semua orang dan angka di sini buatan. Tekan Ctrl+C untuk berhenti.'].join('\n')}\n`;
}
