// ./serasan new-service AGENCY ID "NAMA": makes the rooms of a new service, puts it into the program and switches it on in the regency. It starts, has a page, an action, a table, a test.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { readConfig } from '#platform/config';
import { serviceFiles } from './service-files.ts';

const [agency = '', id = '', name = ''] = process.argv.slice(2);
const root = process.env['SERASAN_ROOT'] ?? process.cwd();
const word = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

if (!word.test(agency) || !word.test(id) || name === '') fail('Pakai: ./serasan new-service DINAS ID-LAYANAN "Nama Layanan"   (huruf kecil, angka, tanda hubung; contoh: dishub si-randik "Si Randik")');
const folder = join(root, 'src/agencies', agency, id);
if (existsSync(folder)) fail(`Folder ${relative(root, folder)} sudah ada. Pilih ID lain.`);

const files = serviceFiles({ agency, id, name, at: Temporal.Now.plainDateTimeISO('UTC') });
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
enlist();
switchOn();
process.stdout.write(`Layanan ${name} siap di src/agencies/${agency}/${id}/.\nJalankan ./serasan start, lalu buka /${id}. Layanan ini sudah tampil di portal.\n`);

/** Adds the service to the list of the house. */
function enlist(): void {
  const list = join(root, 'src/services.ts');
  const variable = id.replaceAll(/-([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
  const text = readFileSync(list, 'utf8');
  const imports = `import * as ${variable} from './agencies/${agency}/${id}/service.ts';\nimport { manifest as ${variable}Manifest } from '#agencies/${agency}/${id}/manifest';\n`;
  const withImports = text.replace("import type { Floors } from './floors.ts';", `${imports}import type { Floors } from './floors.ts';`);
  const withEntry = withImports.replace(/\n\];\n/, `\n  { manifest: ${variable}Manifest, mount: ${variable}.mount },\n];\n`);
  if (withEntry === withImports || withImports === text) fail('src/services.ts tidak dikenali. Tambahkan layanan itu di sana dengan tangan.');
  writeFileSync(list, withEntry);
}

/** Switches the service on where it is being made. */
function switchOn(): void {
  const path = join(root, 'regencies', readConfig(process.env).REGENCY, 'services.json');
  const content = JSON.parse(readFileSync(path, 'utf8')) as { on: string[] };
  writeFileSync(path, `${JSON.stringify({ ...content, on: [...new Set([...content.on, id])] }, undefined, 2)}\n`);
}

function fail(words: string): never {
  process.stderr.write(`${words}\n`);
  process.exit(1);
}
