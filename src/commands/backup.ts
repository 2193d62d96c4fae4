// ./serasan backup [FOLDER]: a consistent copy of the database and the uploaded files, with checksums. The running service is not stopped.
import { resolve } from 'node:path';
import { readConfig } from '#platform/config';
import { takeBackup } from '#platform/backup';

const config = readConfig(process.env);
const folder = process.argv[2] ?? `cadangan/serasan-${Temporal.Now.instant().toString({ fractionalSecondDigits: 0 }).replaceAll(':', '')}`;
const manifest = await takeBackup({ config, folder: resolve(folder) });
process.stdout.write(`Cadangan selesai: ${folder} (${manifest.files.length} berkas, mesin ${manifest.engine}).\nKunci data tidak ikut: simpan isi ${config.DATA_DIR}/keys atau MASTER_KEY di tempat lain.\n`);
