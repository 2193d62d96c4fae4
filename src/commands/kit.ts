// ./serasan kit export|plan|import|declare: takes an innovation from one regency to another, sealed, with a dry run before anything is written.
import { readFileSync, writeFileSync } from 'node:fs';
import { system } from '#kernel/actor';
import { civilDate } from '#kernel/time';
import { readConfig } from '#platform/config';
import { reachEngine } from '#platform/backup';
import { loadRegency } from '#platform/regency';
import { applyPlan, declareAdoption, exportKit, openKit, planKit, platformVersion, type Plan } from '#hub';
import { openHouse } from '../house.ts';
import { program } from '../services.ts';

const [verb = '', ...given] = process.argv.slice(2);
const config = readConfig({ ...process.env, LOG_LEVEL: 'silent' });

switch (verb) {
  case 'export': await exportTo(given[0] ?? '', given[1] ?? ''); break;
  case 'plan': case 'import': look(verb, given[0] ?? '', given[1] ?? '', given[2]); break;
  case 'declare': await declareTo(given[0] ?? '', given[1] ?? ''); break;
  default:
    process.stderr.write('Pakai: ./serasan kit export LAYANAN BERKAS\n       ./serasan kit plan BERKAS KUNCI [PERANGKAT-DAERAH]     membaca saja\n       ./serasan kit import BERKAS KUNCI [PERANGKAT-DAERAH]   menulis ke regencies/\n       ./serasan kit declare LAYANAN ALAMAT-ASAL\n');
    process.exit(1);
}

async function exportTo(service: string, file: string): Promise<void> {
  await withHouse(async (house) => {
    writeFileSync(file, await exportKit(house, service));
    process.stdout.write(`Kit ${service} tersimpan di ${file}.\n`);
  });
}

function look(step: 'plan' | 'import', file: string, key: string, agency: string | undefined): void {
  const opened = openKit(readFileSync(file), key);
  if ('fault' in opened) fail(opened.fault);
  const regency = loadRegency(config.REGENCY);
  const plan = planKit(opened, regency, { platform: platformVersion, services: program.map((one) => one.id), needs: program.find((one) => one.id === opened.kit.service)?.needs, agency });
  show(plan, opened.sealedBy);
  if (plan.faults.length > 0) process.exit(1);
  if (step === 'plan') return;
  applyPlan(plan, opened.files, regency);
  process.stdout.write(`\nTertulis di ${regency.folder}. Jalankan lagi layanannya, lalu ./serasan kit declare ${plan.kit.service} ALAMAT-ASAL.\n`);
}

function show(plan: Plan, sealedBy: string): void {
  const part = (title: string, rows: readonly string[]) => (rows.length === 0 ? '' : `\n${title}\n${rows.map((row) => `  ${row}\n`).join('')}`);
  process.stdout.write(`${plan.kit.name} ${plan.kit.version} dari ${plan.kit.from.regency}, disegel ${sealedBy} (${plan.upgrade})\nPelaksana: ${plan.agency ?? 'belum ditentukan'}\n${part('Menghalangi:', plan.faults)}${part('Akan ditulis:', plan.writes)}${part('Masih harus dikerjakan di sini:', plan.todo)}`);
}

async function declareTo(service: string, address: string): Promise<void> {
  await withHouse(async (house) => {
    const note = await declareAdoption(house, { service, day: civilDate(house.clock.now(), house.regency.zone).toString(), actor: system('kit', 'command') });
    const response = await fetch(new URL('/replikasi', address), { method: 'POST', headers: { 'content-type': 'text/plain' }, body: note });
    process.stdout.write(response.ok ? `Tercatat di sini dan di ${address}.\n` : `Tercatat di sini. ${address} menjawab ${response.status}; kirim lagi nanti.\n`);
    if (!response.ok) process.exitCode = 1;
  });
}

async function withHouse(step: (house: Awaited<ReturnType<typeof openHouse>>) => Promise<void>): Promise<void> {
  const engine = await reachEngine(config);
  const house = await openHouse(config, engine.connection);
  try {
    await step(house);
  } finally {
    await house.close();
    await engine.stop();
  }
}

function fail(words: string): never {
  process.stderr.write(`${words}\n`);
  process.exit(1);
}
