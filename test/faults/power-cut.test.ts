import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import { readConfig } from '#platform/config';
import { openPool, type Engine } from '#platform/database';
import { startCluster } from '../../src/platform/database/cluster.ts';
import { openHouse } from '../../src/house.ts';
import { crashCluster } from './crash.ts';
import { command, environment, startApp, type App } from './process.ts';

// The real program books under load while it is killed with SIGKILL, and while its database dies without closing. Nothing that was answered may be lost or doubled.
const people = 24;
const port = String(19_000 + Math.floor(Math.random() * 500));

interface Answered { readonly key: string; readonly status: number; readonly code?: string; readonly bookingId?: string }

let folder: string;
let cluster: Engine;
let settings: Record<string, string>;
let app: App;
let patients: string[];
let sessions: { sessionId: string; date: string; poli: string }[];
const answered: Answered[] = [];

const post = (path: string, body: unknown) => fetch(`${app.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), signal: AbortSignal.timeout(10_000) });

beforeAll(async () => {
  folder = mkdtempSync(`${tmpdir()}/srs-cut-`);
  cluster = await startCluster(folder);
  settings = { DATABASE_URL: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(cluster.connection.socketFolder ?? '')}`, DATA_DIR: mkdtempSync(`${tmpdir()}/srs-cut-data-`), DEMO: 'on', PORT: port };
  app = await startApp(settings);
  const known = await registerPeople();
  patients = await Promise.all(known.map(async (who) => ((await (await post('/api/saroale/patients', who)).json()) as { patient: string }).patient));
  sessions = await openSessions();
}, 180_000);

afterAll(async () => {
  await app.stop();
  await cluster.stop();
  for (const path of [folder, settings['DATA_DIR'] ?? '']) rmSync(path, { recursive: true, force: true });
});

describe('a power cut', () => {
  it('in the program, twice, and in the database, once, loses no answer and doubles none', async () => {
    const until = performance.now() + 12_000;
    const clients = patients.map((patient, number) => book(patient, number, until));
    await pause(2000);
    await killAndStart();
    await pause(2500);
    crashCluster(folder);
    await pause(2500);
    // The program outlives its database and is ready again by itself.
    expect(app.child.exitCode).toBeNull();
    expect((await fetch(`${app.url}/siap`)).status).toBe(200);
    await killAndStart();
    await Promise.all(clients);
    expect(answered.filter((answer) => answer.status === 200).length).toBeGreaterThan(people);

    const pool = openPool(cluster.connection, 2);
    const count = async (sql: string, values: unknown[] = []) => Number((await pool.query(sql, values)).rows[0].n);
    for (const answer of answered.filter((one) => one.status === 200)) {
      expect(await count('select count(*)::int as n from booking.booking where id = $1 and code = $2', [answer.bookingId, answer.code])).toBe(1);
    }
    expect(new Set(answered.filter((one) => one.status === 200).map((one) => one.bookingId)).size).toBe(new Set(answered.filter((one) => one.status === 200).map((one) => one.key)).size);
    expect(await count('select count(*)::int as n from (select 1 from booking.booking group by session_id, number having count(*) > 1) twins')).toBe(0);
    expect(await count(`select count(*)::int as n from booking.pool p where issued <> (select count(*) from booking.booking b where b.session_id = p.session_id and b.drawn_from = p.pool and b.state not in ('cancelled', 'moved', 'expired'))`)).toBe(0);
    expect(await count("select count(*)::int as n from booking.booking b where (select count(*) from evidence.event e where e.type = 'saroale/booked' and e.subject = b.id::text) <> 1 and b.state <> 'held'")).toBe(0);
    await pool.end();
  });

  it('leaves both chains whole', async () => {
    await app.stop();
    const checked = command('verify', [], settings);
    expect(checked.said).toContain('audit: utuh');
    expect(checked.code).toBe(0);
  });
});

/** Books one session after another for one person, each with a key of its own that is kept until it is answered. */
async function book(patient: string, number: number, until: number): Promise<void> {
  for (let round = 0; performance.now() < until; round += 1) {
    const session = sessions[(number + round * 7) % sessions.length];
    const key = `cut-${number}-${round}`;
    for (;;) {
      const response = await post('/api/saroale/bookings', { patient, sessionId: session?.sessionId, payer: 'umum', visitKind: 3, key }).catch(() => undefined);
      if (response && response.status < 500 && response.status !== 429) {
        const body = (await response.json()) as { code?: string; bookingId?: string };
        answered.push({ key, status: response.status, ...body });
        break;
      }
      await pause(150);
      if (performance.now() > until + 60_000) throw new Error(`No answer for ${key}.`);
    }
    await pause(100);
  }
}

async function killAndStart(): Promise<void> {
  await app.kill();
  app = await startApp(settings);
}

async function registerPeople(): Promise<{ identifier: string; birthDate: string }[]> {
  const house = await openHouse(readConfig(environment({ ...settings, PORT: '0', WORKERS: 'off' })), cluster.connection);
  const made = Array.from({ length: people }, (_, index) => ({ identifier: `160601${String(1 + (index % 28)).padStart(2, '0')}0180${String(7001 + index)}`, birthDate: `1980-01-${String(1 + (index % 28)).padStart(2, '0')}` }));
  await house.database.write({ actor: system('test'), action: 'test/people' }, async (work) => {
    for (const [index, who] of made.entries()) await house.people.register(work, { name: `Contoh Uji ${index}`, nik: who.identifier, birthDate: who.birthDate, sex: 'L' });
  });
  await house.close();
  return made;
}

async function openSessions(): Promise<typeof sessions> {
  const found = (await (await fetch(`${app.url}/api/saroale/sessions?payer=umum`)).json()) as { sessions: { sessionId: string; date: string; poli: string; bookable: boolean; left: { other: number } }[] };
  return found.sessions.filter((session) => session.bookable && session.left.other > 0);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
