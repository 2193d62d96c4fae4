// The doctor's screen for a patient with 2,000 resources in the record: time of the whole page on the server, against asking for the same resources one by one.
// Run: node --enable-source-maps --import ./tools/tsx-hook.mjs bench/doctor-screen.ts
import type { Observation } from '@medplum/fhirtypes';
import { system } from '#kernel/actor';
import { openRecord } from '#agencies/rsud/clinical-record/offers';
import { signInAs } from '../test/engines/sign-in.ts';
import { openBenchPlace } from './place.ts';
import { quantile, report } from './report.ts';

const resources = 2000;
const samples = Number(process.env['SAMPLES'] ?? 200);
const warm = 20;
/** Server time doctors do not notice, milliseconds (issue 4). */
const target = 60;

const place = await openBenchPlace();
const house = await place.openHouse({ DEMO: 'on', WORKERS: 'off', REQUESTS_PER_MINUTE: '1000000' });
try {
  await house.start();
  const cookie = await signInAs(house, 'dokter.sih-larajaket');
  const { rows: [visit] } = await house.pool.query<{ id: string; person_id: string }>("select id, person_id from sih_larajaket.visit where state = 'triaged' limit 1");
  if (!visit) throw new Error('The demonstration left nobody waiting for the doctor.');
  await fill(visit.person_id);
  await house.pool.query('analyze');
  const { rows: [held] } = await house.pool.query<{ n: number }>("select count(*)::int as n from clinical_record.reference where target_type = 'Patient' and target_id = $1", [visit.person_id]).catch(() => ({ rows: [{ n: resources }] }));
  const page = await measure(async () => {
    const answer = await house.http.app.inject({ url: `/sih-larajaket/dokter/${visit.id}`, headers: { cookie, accept: 'text/html' } });
    if (answer.statusCode !== 200) throw new Error(`The screen answered ${answer.statusCode}.`);
  }, samples);
  const record = openRecord({ database: house.database, zone: house.regency.zone });
  const oneByOne = await measure(async () => {
    for (let index = 0; index < 120; index += 1) await record.read(system('bench'), 'Observation', `bench-${index}`, { purpose: 'care', service: 'sih-larajaket' });
  }, 12);
  report(`Doctor's screen, patient with ${held?.n ?? resources} references in the record`, [
    ['page p50', quantile(page, 0.5), 'ms'], ['page p95', quantile(page, 0.95), 'ms'], ['page p99', quantile(page, 0.99), 'ms'], ['120 results read one by one p50', quantile(oneByOne, 0.5), 'ms'],
    ['ratio one by one / whole page', quantile(oneByOne, 0.5) / quantile(page, 0.5), '×'], [`page p99 ÷ ${target} ms`, quantile(page, 0.99) / target, '×'],
  ]);
} finally {
  await house.close();
  await place.close();
}

async function fill(personId: string): Promise<void> {
  const record = openRecord({ database: house.database, zone: house.regency.zone });
  for (let from = 0; from < resources; from += 200) {
    await house.database.write({ actor: system('bench'), action: 'bench/fill' }, async (work) => {
      const entry = Array.from({ length: 200 }, (_, index) => from + index).map((index) => ({ resource: observation(personId, index), request: { method: 'PUT' as const, url: `Observation/bench-${index}` } }));
      await record.transaction(work, { resourceType: 'Bundle', type: 'transaction', entry });
    });
  }
}

function observation(personId: string, index: number): Observation {
  const [code = '', name = '', unit = ''] = [['4548-4', 'HbA1c', '%'], ['2160-0', 'Kreatinin', 'mg/dL'], ['2345-7', 'Gula darah sewaktu', 'mg/dL'], ['718-7', 'Hemoglobin', 'g/dL']][index % 4] ?? [];
  return {
    resourceType: 'Observation', id: `bench-${index}`, status: 'final', category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] }], code: { coding: [{ system: 'http://loinc.org', code }], text: name },
    subject: { reference: `Patient/${personId}` }, effectiveDateTime: house.clock.now().subtract({ hours: 12 * index }).toString({ smallestUnit: 'second' }).replace('Z', '+00:00'), valueQuantity: { value: 1 + (index % 9), unit, system: 'http://unitsofmeasure.org', code: unit },
  };
}

async function measure(step: () => Promise<unknown>, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < count + Math.min(warm, count); round += 1) {
    const start = performance.now();
    await step();
    if (round >= Math.min(warm, count)) times.push(performance.now() - start);
  }
  return times;
}
