// The clinical record on PostgreSQL with durable commits: creates, reads, updates, searches, bundles and conditional creates through the offers other services use, beside one bare jsonb table. Run: N=200000 ./serasan bench fhir
import { system } from '#kernel/actor';
import { openRecord } from '#agencies/rsud/clinical-record/offers';
import { openBenchPlace } from './place.ts';
import { quantile, report } from './report.ts';

const total = Number(process.env['N'] ?? 20_000);
const perPatient = 20;
const actor = system('bench', 'command');
const place = await openBenchPlace(['shared_buffers = 512MB', 'synchronous_commit = on']);
const house = await place.openHouse({ REQUESTS_PER_MINUTE: '1000000' });
const record = openRecord({ database: house.database, zone: house.regency.zone });
const { pool } = house;
await pool.query('create table public.bare (id uuid primary key, content jsonb not null)');
await pool.query('create index bare_content on public.bare using gin (content jsonb_path_ops)');

const codes = ['2345-7', '4548-4', '8480-6', '8462-4', '8867-4', '29463-7', '8302-2', '2160-0', '2093-3', '13457-7'];
const name = (n: number) => ['Siti', 'Ahmad', 'Nur', 'Budi', 'Rahma', 'Yusuf', 'Dewi', 'Agus'][n % 8] + ' Contoh ' + ['Aminah', 'Saleh', 'Hidayat', 'Wati', 'Putra'][(n >> 3) % 5] + ` ${n}`;
const patient = (n: number) => ({ resourceType: 'Patient' as const, identifier: [{ system: 'urn:bench:rm', value: `RM${n}` }], name: [{ text: name(n) }], gender: n % 2 === 0 ? 'female' as const : 'male' as const, birthDate: `19${50 + (n % 50)}-0${1 + (n % 9)}-1${n % 10}` });
const observation = (of: string, n: number) => ({
  resourceType: 'Observation' as const, status: 'final' as const, category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] }], code: { coding: [{ system: 'http://loinc.org', code: codes[n % codes.length] ?? '' }] },
  subject: { reference: of }, effectiveDateTime: `2026-${String(1 + (n % 11)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}T08:${String(n % 60).padStart(2, '0')}:00+07:00`,
  valueQuantity: { value: 60 + (n * 7) % 240, unit: 'mg/dL', system: 'http://unitsofmeasure.org', code: 'mg/dL' },
});

const lines: (readonly [string, string])[] = [];
const ids: { patients: string[]; observations: string[] } = { patients: [], observations: [] };

const began = performance.now();
await many(Math.ceil(total / (perPatient + 1) / 20), 2, async (k) => {
  const entry = Array.from({ length: 20 }, (_, p) => k * 20 + p).flatMap((n) => [
    { fullUrl: `urn:uuid:${crypto.randomUUID()}`, resource: patient(n), request: { method: 'POST' as const, url: 'Patient' } },
    ...Array.from({ length: perPatient }, (_, o) => ({ resource: observation('', n * perPatient + o), request: { method: 'POST' as const, url: 'Observation' } })),
  ]);
  let owner = '';
  for (const one of entry) { if ('fullUrl' in one) owner = String(one.fullUrl); else (one.resource as { subject: { reference: string } }).subject.reference = owner; }
  const answer = await house.database.write({ actor, action: 'bench/load' }, (work) => record.transaction(work, { resourceType: 'Bundle', type: 'transaction', entry }));
  for (const { resource } of answer.entry ?? []) ids[resource?.resourceType === 'Patient' ? 'patients' : 'observations'].push(resource?.id ?? '');
});
const loaded = ids.patients.length + ids.observations.length;
lines.push(['transaction bundles of 420', `${(loaded / ((performance.now() - began) / 1000)).toFixed(0)} resources/s (${loaded} loaded)`]);
await pool.query('vacuum analyze');
await pool.query('insert into public.bare select gen_random_uuid(), content from clinical_record.version where content is not null');
await pool.query('vacuum analyze public.bare');
const bareIds = (await pool.query<{ id: string }>('select id from public.bare limit 5000')).rows.map((row) => row.id);

const at = <T>(list: readonly T[], n: number) => list[(n * 7919) % list.length] as T;
const create = (n: number) => house.database.write({ actor, action: 'bench/create' }, (work) => record.create(work, observation(`Patient/${at(ids.patients, n)}`, n)));
const read = (n: number) => record.read(actor, 'Observation', at(ids.observations, n), { purpose: 'care', service: 'bench' });
const update = (n: number) => house.database.write({ actor, action: 'bench/update' }, (work) => record.update(work, { ...observation(`Patient/${at(ids.patients, n)}`, n), id: at(ids.observations, n), note: [{ text: `ubah ${n}` }] }));
const search = (type: 'Patient' | 'Observation', query: (n: number) => string) => (n: number) => record.search(actor, type, query(n), { purpose: 'care', service: 'bench' });

const bareCreate = await measure('bare jsonb: insert', (n) => pool.query('insert into public.bare values (gen_random_uuid(), $1)', [JSON.stringify(observation('Patient/x', n))]));
await measure('create', create, bareCreate);
const bareRead = await measure('bare jsonb: read', (n) => pool.query('select content from public.bare where id = $1', [at(bareIds, n)]));
await measure('read (with the look recorded)', read, bareRead);
await measure('update', update, bareCreate);
const bareSearch = await measure('bare jsonb: patient and code', (n) => pool.query('select content from public.bare where content @> $1::jsonb limit 20', [JSON.stringify({ subject: { reference: `Patient/${at(ids.patients, n)}` }, code: { coding: [{ code: at(codes, n) }] } })]));
await measure('search patient and code, by date', search('Observation', (n) => `patient=${at(ids.patients, n)}&code=http://loinc.org|${at(codes, n)}&_sort=-date`), bareSearch);
await measure('search identifier', search('Patient', (n) => `identifier=urn:bench:rm|RM${n % ids.patients.length}`), bareSearch);
await measure('search name', search('Patient', (n) => `name=${name(n % ids.patients.length).toLowerCase().slice(0, 22)}&_count=10`), bareSearch);
await measure('search code and value', search('Observation', (n) => `code=http://loinc.org|${at(codes, n)}&value-quantity=gt${250 + (n % 40)}|http://unitsofmeasure.org|mg/dL&_count=10`), bareSearch);
await measure('search date', search('Observation', (n) => `date=2026-0${1 + (n % 9)}-1${n % 9}&_count=10`), bareSearch);
await measure('search chained by identifier', search('Observation', (n) => `patient.identifier=urn:bench:rm|RM${n % ids.patients.length}&_count=10`), bareSearch);

const twins = await Promise.all(Array.from({ length: 1000 }, () => house.database.write({ actor, action: 'bench/unless' }, (work) => record.create(work, patient(9_999_999), { ifNoneExist: 'identifier=urn:bench:rm|RM9999999' }))));
lines.push(['1,000 parallel conditional creates', `${twins.filter((one) => one.outcome === 'created').length} created, ${new Set(twins.map((one) => one.resource.id)).size} resource`]);
report(`Clinical record, ${loaded} resources`, lines);
await house.close();
await place.close();
process.exit(0);

/** Runs `step` for some seconds, 20 at a time; prints the rate, p99 and the ratio to the bare table. */
async function measure(what: string, step: (n: number) => Promise<unknown>, bare?: number): Promise<number> {
  for (let n = 0; n < 50; n += 1) await step(n);
  const milliseconds: number[] = [];
  const [cpu, serverCpu] = [process.cpuUsage(), place.cpu()];
  const start = performance.now();
  const end = start + Number(process.env['SECONDS'] ?? 3) * 1000;
  let next = 50;
  await Promise.all(Array.from({ length: 20 }, async () => {
    while (performance.now() < end) { const n = next; next += 1; const t = performance.now(); await step(n); milliseconds.push(performance.now() - t); }
  }));
  const rate = milliseconds.length / ((performance.now() - start) / 1000);
  const used = process.cpuUsage(cpu);
  const each = `processor ${((used.user + used.system) / 1000 / milliseconds.length).toFixed(2)} + ${((place.cpu() - serverCpu) / milliseconds.length).toFixed(2)} ms (app + PostgreSQL)`;
  lines.push([what, `${rate.toFixed(0)}/s, p50 ${quantile(milliseconds, 0.5).toFixed(1)} ms, p99 ${quantile(milliseconds, 0.99).toFixed(1)} ms, ${each}${bare === undefined ? '' : `, ${(rate / bare).toFixed(2)} × bare`}`]);
  return rate;
}

async function many(count: number, atOnce: number, step: (k: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(Array.from({ length: atOnce }, async () => { while (next < count) { const k = next; next += 1; await step(k); } }));
}
