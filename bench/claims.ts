// 10,000 people claim 40 places of one session through HTTP while app processes are killed (kill -9) and started again. Exactly 40 must be granted, each
// number once, and everybody who was told a number must own it. Run: node --enable-source-maps --import ./tools/tsx-hook.mjs bench/claims.ts
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Agent, request } from 'undici';
import { openBenchPlace, type BenchPlace } from './place.ts';
import { quantile, report } from './report.ts';

const claims = Number(process.env['CLAIMS'] ?? 10_000);
const places = 40;
const concurrency = 200;
const processes = 3;
const root = fileURLToPath(new URL('..', import.meta.url));

interface App { readonly child: ChildProcess; address: string | undefined }

const place = await openBenchPlace();
const setup = await place.openHouse();
await setup.pool.query('create schema naive; create table naive.session (id uuid primary key); create table naive.claim (session_id uuid not null, number int not null, party text, key text unique, unique (session_id, number))');
const sessionId = await setup.database.write({ actor: { kind: 'system', id: 'bench', name: 'bench', permissions: new Set(), channel: 'command' }, action: 'bench/open' }, (work) => setup.booking.openSession(work, {
  service: 'bench', resource: 'dok', date: '2030-01-07', opensAt: Temporal.Instant.from('2030-01-07T01:00:00Z'), closesAt: Temporal.Instant.from('2030-01-07T05:00:00Z'), label: 'A', codePrefix: 'SKY', pools: { umum: places },
}));
await setup.pool.query('insert into naive.session values ($1)', [sessionId]);

const naive = await run('naive', false);
const calm = await run('ours', false, 'calm');
const free = await freshSession();
const wild = await run('ours', true, 'wild', free);
await check(free, wild.granted);
print();
await setup.close();
await place.close();
process.exit(0);

interface Outcome { readonly granted: ReadonlyMap<string, number>; readonly refused: number; readonly milliseconds: number[]; readonly seconds: number; readonly kills: number; readonly retries: number }

/** Sends every claim until it is decided, `concurrency` at a time, on random processes; with `killing`, ends one of them every half second or so. */
async function run(way: 'ours' | 'naive', killing: boolean, round: string = way, session = sessionId): Promise<Outcome> {
  const apps = await Promise.all(Array.from({ length: processes }, () => startApp(place)));
  const agent = new Agent({ connections: 100, headersTimeout: 20_000 });
  const granted = new Map<string, number>();
  const milliseconds: number[] = [];
  const seen = { refused: 0, retries: 0, kills: 0, next: 0, over: false };
  const starting = new Set<Promise<void>>();
  const killer = killing ? killNowAndThen() : Promise.resolve();
  const began = performance.now();
  await Promise.all(Array.from({ length: concurrency }, () => client()));
  seen.over = true;
  const seconds = (performance.now() - began) / 1000;
  await killer;
  for (const app of apps) app.child.kill('SIGKILL');
  await agent.close();
  return { granted, refused: seen.refused, milliseconds, seconds, kills: seen.kills, retries: seen.retries };

  async function client(): Promise<void> {
    while (seen.next < claims) {
      const party = `${round}-${seen.next}`;
      seen.next += 1;
      await decide(party);
    }
  }

  async function decide(party: string): Promise<void> {
    for (;;) {
      const address = apps[Math.floor(Math.random() * apps.length)]?.address;
      const sent = performance.now();
      const answer = address === undefined ? undefined : await request(`${address}/bench/${way}`, { method: 'POST', dispatcher: agent, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ sessionId: session, party, key: `key-${party}` }) })
        .then(async (got) => ({ status: got.statusCode, body: (await got.body.json()) as { number?: number; code?: string } })).catch(() => undefined);
      if (answer && (answer.status === 200 || answer.status === 409)) {
        milliseconds.push(performance.now() - sent);
        if (answer.status === 200) granted.set(party, answer.body.number ?? 0);
        else seen.refused += 1;
        return;
      }
      seen.retries += 1;
      await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 80));
    }
  }

  async function killNowAndThen(): Promise<void> {
    while (!seen.over) {
      await new Promise((resolve) => setTimeout(resolve, 300 + Math.random() * 500));
      const index = Math.floor(Math.random() * apps.length);
      const victim = apps[index];
      // At least one process stays up, as a load balancer would see to.
      if (!victim || victim.address === undefined || apps.filter((app) => app.address !== undefined).length < 2) continue;
      victim.address = undefined;
      victim.child.kill('SIGKILL');
      seen.kills += 1;
      starting.add(startApp(place).then((app) => { apps[index] = app; }));
    }
    await Promise.all(starting);
  }
}

async function startApp(at: BenchPlace): Promise<App> {
  const child = spawn(process.execPath, ['--import', './tools/tsx-hook.mjs', 'bench/claims-app.ts'], { cwd: root, env: { ...process.env, ...at.environment, WORKERS: 'off', DATABASE_POOL: '10' }, stdio: ['ignore', 'pipe', 'inherit'] });
  const [first] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, address: first.toString().trim() };
}

async function freshSession(): Promise<string> {
  return setup.database.write({ actor: { kind: 'system', id: 'bench', name: 'bench', permissions: new Set(), channel: 'command' }, action: 'bench/open' }, (work) => setup.booking.openSession(work, {
    service: 'bench', resource: 'dok', date: '2030-01-08', opensAt: Temporal.Instant.from('2030-01-08T01:00:00Z'), closesAt: Temporal.Instant.from('2030-01-08T05:00:00Z'), label: 'A', codePrefix: 'SKY', pools: { umum: places },
  }));
}

/** What the clients were told against what the database holds. */
async function check(session: string, granted: ReadonlyMap<string, number>): Promise<void> {
  const { rows } = await setup.pool.query<{ party: string; number: number }>("select party, number from booking.booking where session_id = $1 and state = 'booked'", [session]);
  const problems = [
    rows.length === places ? '' : `the database holds ${rows.length} bookings`,
    granted.size === places ? '' : `${granted.size} clients were told yes`,
    new Set(rows.map((row) => row.number)).size === rows.length ? '' : 'two bookings share a number',
    ...rows.map((row) => (granted.get(row.party) === row.number ? '' : `${row.party} was told ${granted.get(row.party)} and holds ${row.number}`)),
  ].filter((problem) => problem !== '');
  if (problems.length > 0) {
    process.stderr.write(`WRONG:\n${problems.join('\n')}\n`);
    process.exit(1);
  }
}

function print(): void {
  const p99 = (outcome: Outcome) => quantile(outcome.milliseconds, 0.99);
  report(`${claims} claims on ${places} places, ${concurrency} at a time, ${processes} app processes`, [
    ['with kill -9: granted', wild.granted.size], ['with kill -9: refused', wild.refused], ['processes killed', wild.kills], ['requests sent again', wild.retries],
    ['with kill -9: decision p50', quantile(wild.milliseconds, 0.5), 'ms'], ['with kill -9: decision p99', p99(wild), 'ms'], ['with kill -9: all decided in', wild.seconds, 's'],
    ['calm: decision p50', quantile(calm.milliseconds, 0.5), 'ms'], ['calm: decision p99', p99(calm), 'ms'], ['calm: decisions', claims / calm.seconds, '/s'],
    ['naive max()+1 for update: decision p50', quantile(naive.milliseconds, 0.5), 'ms'], ['naive max()+1 for update: decision p99', p99(naive), 'ms'], ['naive: decisions', claims / naive.seconds, '/s'],
    ['ratio p99 naive / ours', p99(naive) / p99(calm), '×'], ['ratio decisions ours / naive', (claims / calm.seconds) / (claims / naive.seconds), '×'],
  ]);
}
