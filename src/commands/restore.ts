// ./serasan restore FOLDER: puts a backup into an empty data folder (or an empty server database) after checking every checksum.
import { resolve } from 'node:path';
import { readConfig } from '#platform/config';
import { putBack } from '#platform/backup';

const [folder] = process.argv.slice(2);
if (!folder) {
  process.stderr.write('Pakai: ./serasan restore FOLDER_CADANGAN\n');
  process.exit(1);
}
const manifest = await putBack({ config: readConfig(process.env), folder: resolve(folder) });
process.stdout.write(`Cadangan ${manifest.takenAt} sudah dipulihkan. Jalankan ./serasan verify, lalu ./serasan start.\n`);
