// The clinic's desk with 200 tickets in one session on PostgreSQL: time of the whole page and of the part that is replaced after each step, as the officer's
// browser would ask for them, against asking the database once per ticket. Run: node --enable-source-maps --import ./tools/tsx-hook.mjs bench/desk.ts
import { Agent, request } from 'undici';
import { system } from '#kernel/actor';
import { signInAs } from '../test/engines/sign-in.ts';
import { openBenchPlace } from './place.ts';
import { quantile, report } from './report.ts';

const tickets = 200;
const samples = Number(process.env['SAMPLES'] ?? 200);
const warm = 20;
/** Server time of the desk page that officers do not notice, milliseconds. */
const target = 30;

const place = await openBenchPlace();
const house = await place.openHouse({ DEMO: 'on', WORKERS: 'off', REQUESTS_PER_MINUTE: '1000000' });
const agent = new Agent({ connections: 1 });
try {
  const url = await house.start();
  const cookie = await signInAs(house, 'perawat.saroale');
  const sessionId = await fillSession();
  const partial = { 'hx-request': 'true', 'hx-request-type': 'partial' };
  const page = await measure(() => get(`${url}/saroale/meja/${sessionId}`, { cookie }));
  const part = await measure(() => get(`${url}/saroale/meja/${sessionId}`, { cookie, ...partial }));
  const { revision } = (await house.booking.state(sessionId)).session;
  const still = await measure(() => get(`${url}/saroale/meja/${sessionId}/denyut?sejak=${revision}`, { cookie, ...partial }));
  const together = await measure(() => readTogether(sessionId));
  const oneByOne = await measure(() => readOneByOne(sessionId), 60, 10);
  report(`Desk page of one session with ${(await house.booking.state(sessionId)).tickets.length} tickets`, [
    ['whole page p50', quantile(page, 0.5), 'ms'], ['whole page p99', quantile(page, 0.99), 'ms'],
    ['part after a step p50', quantile(part, 0.5), 'ms'], ['part after a step p99', quantile(part, 0.99), 'ms'],
    ['nothing changed p50', quantile(still, 0.5), 'ms'], ['nothing changed p99', quantile(still, 0.99), 'ms'],
    ['line read together p50', quantile(together, 0.5), 'ms'], ['line read ticket by ticket p50', quantile(oneByOne, 0.5), 'ms'],
    ['ratio ticket by ticket / together', quantile(oneByOne, 0.5) / quantile(together, 0.5), '×'], [`whole page p99 ÷ ${target} ms`, quantile(page, 0.99) / target, '×'],
  ]);
} finally {
  await agent.close();
  await house.close();
  await place.close();
}

/** Adds people to a session of the demonstration day until it holds `tickets`; they have checked in. */
async function fillSession(): Promise<string> {
  const { rows: [found] } = await house.pool.query<{ id: string; n: number }>("select s.id, count(t.id)::int as n from booking.session s join booking.ticket t on t.session_id = s.id where s.status = 'running' group by s.id order by n desc, s.id limit 1");
  if (!found) throw new Error('the demonstration has no running session');
  const intent = { actor: system('bench', 'command'), action: 'bench/fill' };
  await house.database.write(intent, (work) => house.booking.setQuota(work, { sessionId: found.id, pool: 'other', quota: 400 }));
  for (let from = found.n; from < tickets; from += 20) {
    await house.database.write(intent, async (work) => {
      work.note({ subject: found.id });
      for (let index = from; index < Math.min(from + 20, tickets); index += 1) {
        const { id } = await house.booking.claim(work, { sessionId: found.id, pool: 'other', party: crypto.randomUUID(), scope: 'bench', key: `bench-${index}`, channel: 'counter', evenIfClosed: true });
        await house.booking.checkIn(work, { bookingId: id });
      }
    });
  }
  await house.pool.query('analyze');
  return found.id;
}

async function readTogether(sessionId: string): Promise<void> {
  await house.booking.state(sessionId);
  await house.booking.bookings({ sessionId, active: true });
}

// What one writes first: the list, then each one's ticket.
async function readOneByOne(sessionId: string): Promise<void> {
  for (const booking of await house.booking.bookings({ sessionId, active: true })) await house.booking.ticketOf(booking.id);
}

async function get(address: string, headers: Record<string, string>): Promise<void> {
  const answer = await request(address, { dispatcher: agent, headers: { accept: 'text/html', ...headers } });
  await answer.body.dump({ limit: 10_000_000 });
  if (answer.statusCode !== 200 && answer.statusCode !== 204) throw new Error(`${address} answered ${answer.statusCode}`);
}

async function measure(step: () => Promise<void>, times = samples, before = warm): Promise<number[]> {
  const milliseconds: number[] = [];
  for (let index = -before; index < times; index += 1) {
    const began = performance.now();
    await step();
    if (index >= 0) milliseconds.push(performance.now() - began);
  }
  return milliseconds;
}
