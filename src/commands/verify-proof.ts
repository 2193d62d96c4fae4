// ./serasan verify-proof FILE KEY [WITNESS KEY …]: checks a proof file (receipt or statement of the public log) without a connection.
import { readFileSync } from 'node:fs';
import { cosignatureVerifier, noteVerifier } from '#kernel/note';
import { checkProof } from '#commons/transparency';

const [file = '', key = '', ...witnesses] = process.argv.slice(2);
if (file === '' || key === '') {
  process.stderr.write('Pakai: ./serasan verify-proof BERKAS KUNCI [KUNCI-SAKSI …]   (kunci ada di ALAMAT/log/kunci; mintalah juga lewat jalan lain)\n');
  process.exit(1);
}
const found = checkProof(readFileSync(file, 'utf8'), [noteVerifier(key), ...witnesses.map(cosignatureVerifier)]);
if ('fault' in found) process.stdout.write(`TIDAK SAH: ${found.fault}\n`);
else {
  process.stdout.write(`Sah: catatan nomor ${found.index} dari ${found.size} di ${found.origin}, ditandatangani ${found.signedBy.join(', ')}.\n`);
  if (found.counted) process.stdout.write(`Terhitung pada ${found.counted.service}, hari ${found.counted.day}, satu dari ${found.counted.count} kejadian.\n`);
  process.stdout.write(`${JSON.stringify(found.payload ?? found.entry, null, 1)}\n`);
}
process.exitCode = 'fault' in found ? 1 : 0;
