import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Regency } from '#platform/regency';
import { fileText, type KitFiles } from './archive.ts';
import { compareVersions, type Kit } from './kit.ts';
import { openPlaceholders } from './templates.ts';

/** What an import would do, said before anything is written. */
export interface Plan {
  readonly kit: Kit;
  /** The adopter's agency that will run it. */
  readonly agency: string | undefined;
  readonly upgrade: ReturnType<typeof compareVersions> | 'new';
  readonly writes: readonly string[];
  /** What stops it. */
  readonly faults: readonly string[];
  /** What the regency must still do by itself: decrees, names, law. */
  readonly todo: readonly string[];
}

const installed = z.record(z.string(), z.object({ version: z.string(), from: z.string(), key: z.string() }));
const recordFile = 'kits.json';

/** Looks at a kit with this regency's eyes. Writes nothing. */
export function planKit({ kit, files }: { kit: Kit; files: KitFiles }, regency: Regency, here: { readonly platform: string; readonly services: readonly string[]; readonly agency?: string | undefined; /** Services it cannot do without. */ readonly needs?: readonly string[] | undefined }): Plan {
  const agency = here.agency ?? (regency.agencies.some((one) => one.id === kit.agency) ? kit.agency : undefined);
  const before = readInstalled(regency.folder)[kit.service];
  const upgrade = before ? compareVersions(before.version, kit.version) : 'new';
  const faults = [
    ...(agency === undefined ? [`Tidak ada perangkat daerah “${kit.agency}” di sini. Pilih pelaksananya: ${regency.agencies.map((one) => one.id).join(', ')}.`] : []),
    ...(agency !== undefined && !regency.agencies.some((one) => one.id === agency) ? [`Perangkat daerah “${agency}” tidak ada di agencies.json.`] : []),
    ...(here.services.includes(kit.service) ? [] : [`Layanan “${kit.service}” tidak ada dalam program yang terpasang. Perbarui program lebih dahulu.`]),
    ...(here.needs ?? []).filter((need) => !regency.services.includes(need)).map((need) => `Layanan ini memerlukan “${need}”, yang belum berjalan di sini. Pasang itu lebih dahulu.`),
    ...(compareVersions(kit.requires.platform, here.platform) === 'older' ? [`Kit memerlukan program versi ${kit.requires.platform}; yang terpasang ${here.platform}.`] : []),
    ...(upgrade === 'older' ? [`Di sini sudah terpasang versi ${before?.version}, lebih baru daripada kit ini.`] : []),
  ];
  const texts = [...files.keys()].filter((path) => path.startsWith('templates/'));
  return {
    kit, agency, upgrade, faults,
    writes: ['innovations.json', 'services.json', recordFile, ...kit.config, ...texts.map((path) => `${kit.service}/kit/${path}`)],
    todo: [
      ...texts.flatMap((path) => { const open = openPlaceholders(fileText(files, path) ?? ''); return open.length > 0 ? [`${path}: isi ${open.join(', ')}, lalu tetapkan.`] : []; }),
      ...kit.legal.filter((law) => /\b(Perbup|Perda|Peraturan Bupati|Keputusan Bupati)\b/i.test(law)).map((law) => `Dasar hukum asal “${law}” hanya berlaku di daerah asal: buat padanannya di sini.`),
      ...(kit.config.length > 0 ? [`Tinjau ${kit.config.join(', ')}: angka dan nama masih milik daerah asal.`] : []),
    ],
  };
}

/** Writes the plan into the regency's folder. Its own files are extended, never replaced; what the kit brings anew is written as it is. */
export function applyPlan(plan: Plan, files: KitFiles, regency: Regency): void {
  if (plan.faults.length > 0 || plan.agency === undefined) throw new Error('A plan with faults is not applied.');
  const { kit } = plan;
  const edit = <T extends object>(name: string, change: (content: T) => T) => {
    const path = join(regency.folder, name);
    const content = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : ({} as T);
    writeFileSync(path, `${JSON.stringify(change(content), null, 2)}\n`);
  };
  const entry = { ...(JSON.parse(fileText(files, 'innovation.json') ?? '{}') as Record<string, unknown>), agency: plan.agency };
  edit<{ innovations: { id: string }[] }>('innovations.json', (content) => ({ ...content, innovations: [...content.innovations.filter((one) => one.id !== kit.service), entry as never] }));
  edit<{ on: string[] }>('services.json', (content) => ({ ...content, on: [...new Set([...content.on, kit.service])] }));
  edit<Record<string, unknown>>(recordFile, (content) => ({ ...content, [kit.service]: { version: kit.version, from: kit.from.region, key: kit.from.key } }));
  for (const path of kit.config) {
    // What this regency already decided for itself stays: an upgrade brings new files, not new opinions.
    if (!existsSync(join(regency.folder, path))) write(join(regency.folder, path), fileText(files, `config/${path}`) ?? '');
  }
  for (const path of [...files.keys()].filter((name) => name.startsWith('templates/'))) write(join(regency.folder, kit.service, 'kit', path), fileText(files, path) ?? '');
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** The kits this regency took, by service. */
export function readInstalled(folder: string): z.infer<typeof installed> {
  const path = join(folder, recordFile);
  return existsSync(path) ? installed.parse(JSON.parse(readFileSync(path, 'utf8'))) : {};
}
