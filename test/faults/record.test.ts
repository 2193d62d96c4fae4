import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { Bundle } from '@medplum/fhirtypes';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import { readConfig } from '#platform/config';
import { openPool, type Engine } from '#platform/database';
import { startCluster } from '../../src/platform/database/cluster.ts';
import { openHouse } from '../../src/house.ts';
import { registerMachine } from '../../src/agencies/rsud/clinical-record/actions/machines.ts';
import { crashCluster } from './crash.ts';
import { environment, startApp, type App } from './process.ts';

// The real program takes transaction bundles of a whole visit while it is killed with SIGKILL, and while its database dies. A bundle is there whole or not at all, with its index, its Provenance and its event.
const perBundle = 60;
let folder: string;
let cluster: Engine;
let settings: Record<string, string>;
let app: App;
let secret: string;

beforeAll(async () => {
  folder = mkdtempSync(`${tmpdir()}/srs-record-`);
  cluster = await startCluster(folder);
  settings = { DATABASE_URL: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(cluster.connection.socketFolder ?? '')}`, DATA_DIR: mkdtempSync(`${tmpdir()}/srs-record-data-`), PORT: String(19_600 + Math.floor(Math.random() * 300)), WORKERS: 'off' };
  const house = await openHouse(readConfig(environment({ ...settings, PORT: '0' })), cluster.connection);
  ({ secret } = await house.perform(registerMachine((size) => crypto.getRandomValues(new Uint8Array(size))), system('test'), { id: 'pengirim', name: 'Mesin uji', scopes: ['system/*.write'] }));
  await house.close();
  app = await startApp(settings);
}, 180_000);
afterAll(async () => {
  await app.stop();
  await cluster.stop();
  for (const path of [folder, settings['DATA_DIR'] ?? '']) rmSync(path, { recursive: true, force: true });
});

it('a bundle cut by SIGKILL or by the death of the database is there whole or not at all, and once when sent again', async () => {
  const sent: { key: string; tries: number }[] = [];
  const until = { stopped: false };
  const senders = [0, 1, 2, 3].map((sender) => send(sender, sent, until));
  for (const cut of ['program', 'database', 'program'] as const) {
    const before = sent.length;
    await expect.poll(() => sent.length, { timeout: 60_000 }).toBeGreaterThan(before + 3);
    await expect.poll(underWay, { timeout: 30_000, interval: 5 }).toBe(true);
    if (cut === 'database') crashCluster(folder);
    else { await app.kill(); app = await startApp(settings); }
  }
  until.stopped = true;
  await Promise.all(senders);
  expect(sent.some((one) => one.tries > 1)).toBe(true);

  const pool = openPool(cluster.connection, 2);
  const { rows } = await pool.query<{ code: string; resources: number; versions: number }>(`select t.code, count(distinct t.nr)::int as resources, count(v.nr)::int as versions
    from clinical_record.token t join clinical_record.version v on v.nr = t.nr where t.param like '%._tag' and t.system = 'urn:cut' group by t.code`);
  expect(new Map(rows.map((row) => [row.code, [row.resources, row.versions]]))).toEqual(new Map(sent.map(({ key }) => [key, [perBundle + 1, perBundle + 1]])));
  const count = async (sql: string) => Number((await pool.query<{ n: number }>(sql)).rows[0]?.n);
  // Nothing half: every resource has its version, every unit of work its Provenance and its event.
  expect(await count('select count(*)::int as n from clinical_record.resource r where not exists (select 1 from clinical_record.version v where v.nr = r.nr and v.version = r.version)')).toBe(0);
  expect(await count("select count(*)::int as n from clinical_record.resource where type = 'Provenance'")).toBe(sent.length);
  expect(await count("select count(*)::int as n from evidence.event where type = 'clinical-record/changed'")).toBe(sent.length);
  await pool.end();
}, 240_000);

/** Is the transaction of a bundle open at this very moment? Asked of the database, so that the cut comes in the middle of one. */
async function underWay(): Promise<boolean> {
  const pool = openPool(cluster.connection, 1);
  try {
    const { rows } = await pool.query<{ n: number }>("select count(*)::int as n from pg_stat_activity where pid <> pg_backend_pid() and xact_start is not null and query like '%clinical_record%'");
    return (rows[0]?.n ?? 0) > 0;
  } finally {
    await pool.end();
  }
}

/** Sends one bundle after another, each until it is answered. */
async function send(sender: number, sent: { key: string; tries: number }[], until: { stopped: boolean }): Promise<void> {
  for (let round = 0; !until.stopped; round += 1) {
    const one = { key: `${sender}-${round}`, tries: 0 };
    for (;;) {
      one.tries += 1;
      const status = await post(bundleOf(one.key)).catch(() => 0);
      if (status === 200) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    sent.push(one);
  }
}

/** Sent again after a cut it finds what it had stored, if it had: nothing is made twice. */
function bundleOf(key: string): Bundle {
  const meta = { tag: [{ system: 'urn:cut', code: key }] };
  const observations = Array.from({ length: perBundle }, (_, index) => ({
    resource: { resourceType: 'Observation' as const, meta, identifier: [{ system: 'urn:cut', value: `${key}-${index}` }], status: 'final' as const, code: { text: 'uji' }, subject: { reference: 'urn:uuid:7a1e1c1e-0000-4000-8000-000000000001' } },
    request: { method: 'POST' as const, url: 'Observation', ifNoneExist: `identifier=urn:cut|${key}-${index}` },
  }));
  const patient = { fullUrl: 'urn:uuid:7a1e1c1e-0000-4000-8000-000000000001', resource: { resourceType: 'Patient' as const, meta, identifier: [{ system: 'urn:cut', value: key }], name: [{ text: `Contoh ${key}` }] }, request: { method: 'POST' as const, url: 'Patient', ifNoneExist: `identifier=urn:cut|${key}` } };
  return { resourceType: 'Bundle', type: 'transaction', entry: [patient, ...observations] };
}

let token: string | undefined;
async function post(bundle: Bundle): Promise<number> {
  token ??= await tokenFor();
  const answer = await fetch(`${app.url}/fhir`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json', prefer: 'return=minimal' }, body: JSON.stringify(bundle), signal: AbortSignal.timeout(30_000) });
  if (answer.status === 401) token = undefined;
  await answer.arrayBuffer();
  return answer.status;
}

async function tokenFor(): Promise<string> {
  const answer = await fetch(`${app.url}/fhir/token`, { method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'pengirim', client_secret: secret }) });
  return ((await answer.json()) as { access_token: string }).access_token;
}
