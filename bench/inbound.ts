import { createHmac } from 'node:crypto';
import { Agent, request } from 'undici';
import { openBenchPlace } from './place.ts';
import { quantile, report } from './report.ts';

/**
 * 100,000 WhatsApp webhook events through HTTP on a durable PostgreSQL: 20,000 messages, each delivered five times, in shuffled order. Counts what
 * was acknowledged how fast, that every message had its effect exactly once, and compares with one insert for each request.
 * `EVENTS=20000 node … bench/inbound.ts` for a shorter run.
 */
const events = Number(process.env['EVENTS'] ?? 100_000);
const copies = 5;
const talks = 2000;
const clients = 64;
/** Events a second offered in the paced part: the promise is 1,000. */
const offered = 1200;
const secret = 'bench-secret';

interface Round { readonly seconds: number; readonly rate: number; readonly p50: number; readonly p99: number; readonly failed: number }

const place = await openBenchPlace();
const agent = new Agent({ connections: clients, pipelining: 1 });

try {
  const gathered = await measureGathered();
  const each = await measureEach();
  report('Inbound webhooks: gathered inserts, every message handled', [
    ['events', gathered.events], ['different messages', gathered.messages], [`paced at ${offered}/s: acknowledge p50`, gathered.paced.p50, 'ms'], [`paced at ${offered}/s: acknowledge p99`, gathered.paced.p99, 'ms'], ['paced: rate kept', gathered.paced.rate, 'a second'],
    ['flood: acknowledged', gathered.flood.rate, 'a second'], ['flood: acknowledge p50', gathered.flood.p50, 'ms'], ['flood: acknowledge p99', gathered.flood.p99, 'ms'], ['refused or failed', gathered.paced.failed + gathered.flood.failed],
    ['messages handled', gathered.handled, 'a second'], ['lost', gathered.lost], ['handled twice', gathered.twice],
  ]);
  report('Baseline: the same insert once a request, nothing handled', [['acknowledged', each.rate, 'a second'], ['acknowledge p50', each.p50, 'ms'], ['acknowledge p99', each.p99, 'ms']]);
  const storing = await measureStoring();
  report('The same flood, nothing handled', [['acknowledged', storing.rate, 'a second'], ['acknowledge p99', storing.p99, 'ms'], ['ratio of rates, gathered / one a request', storing.rate / each.rate, '×'], ['ratio of p99, one a request / gathered', each.p99 / storing.p99, '×']]);
  if (gathered.lost > 0 || gathered.twice > 0) process.exitCode = 1;
} finally {
  await agent.close();
  await place.close();
}

function open(workers: boolean) {
  return place.openHouse({ STANDINS: 'off', WHATSAPP_APP_SECRET: secret, WORKERS: workers ? 'on' : 'off' });
}

async function measureGathered() {
  const house = await open(true);
  await house.pool.query('create table public.bench_effect (key text not null)');
  house.messaging.onMessage(async (incoming, work) => {
    await work.tables<{ 'public.bench_effect': { key: string } }>().insertInto('public.bench_effect').values({ key: incoming.id }).execute();
    return [];
  });
  const address = `${await house.start()}/webhook/whatsapp`;
  const messages = Math.floor(events / copies);
  const order = shuffled(Array.from({ length: messages * copies }, (_, index) => index % messages));
  const bodies = (part: readonly number[]) => part.map((index) => webhook(`wamid.${index}`, index));
  const pacedCount = Math.min(Math.floor(order.length / 4), offered * 15);
  const begin = performance.now();
  const paced = await deliver(address, bodies(order.slice(0, pacedCount)), offered);
  const flood = await deliver(address, bodies(order.slice(pacedCount)), undefined);
  await settled(house, messages);
  const handled = messages / ((performance.now() - begin) / 1000);
  const counts = (await house.pool.query('select count(*)::int as effects, count(distinct key)::int as keys from public.bench_effect')).rows[0] as { effects: number; keys: number };
  await house.close();
  return { events: order.length, messages, paced, flood, handled, lost: messages - counts.keys, twice: counts.effects - counts.keys };
}

/** The workers of the house go on until every message is handled; five minutes at most. */
async function settled(house: Awaited<ReturnType<typeof open>>, messages: number): Promise<void> {
  for (let second = 0; second < 300; second += 1) {
    const { rows } = await house.pool.query('select count(*)::int as n from messaging.msg_in where processed_at is not null');
    if ((rows[0] as { n: number }).n >= messages) return;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

async function measureStoring(): Promise<Round> {
  const house = await open(false);
  const address = `${await house.start()}/webhook/whatsapp`;
  const round = await deliver(address, sample('stored'), undefined);
  await house.close();
  return round;
}

/** What most webhooks do: check, insert, answer, each by itself. */
async function measureEach(): Promise<Round> {
  const house = await open(false);
  house.http.app.post('/bench/each', { config: { rateLimit: false, machine: true } }, async (request, reply) => {
    const body = JSON.stringify(request.body);
    createHmac('sha256', secret).update(body).digest('hex');
    const id = (request.body as { entry: { changes: { value: { messages: { id: string }[] } }[] }[] }).entry[0]?.changes[0]?.value.messages[0]?.id;
    await house.pool.query("insert into messaging.msg_in (channel, provider_message_id, sender, kind, raw, sent_at, received_at) values ('whatsapp', $1, null, 'other', $2, now(), now()) on conflict do nothing", [id, body]);
    return reply.send('');
  });
  const address = `${await house.start()}/bench/each`;
  const round = await deliver(address, sample('each'), undefined);
  await house.close();
  return round;
}

function sample(prefix: string): string[] {
  const messages = Math.floor(events / copies / 4);
  return shuffled(Array.from({ length: messages * copies }, (_, index) => index % messages)).map((index) => webhook(`${prefix}.${index}`, index));
}

function webhook(id: string, index: number): string {
  const talk = index % talks;
  return JSON.stringify({
    object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value: {
      messaging_product: 'whatsapp', metadata: { display_phone_number: '62800', phone_number_id: '1' }, contacts: [{ profile: { name: 'Uji' }, user_id: `ID.bench${talk}`, wa_id: `62899${String(talk).padStart(7, '0')}` }],
      messages: [{ id, from: `62899${String(talk).padStart(7, '0')}`, from_user_id: `ID.bench${talk}`, timestamp: String(Math.floor(Date.now() / 1000) - 20 + (index % 20)), type: 'text', text: { body: `pesan uji ${index}` } }],
    } }] }],
  });
}

/** Posts every body once; `perSecond` spreads them evenly, nothing means as fast as `clients` connections can. */
async function deliver(address: string, bodies: readonly string[], perSecond: number | undefined): Promise<Round> {
  const times: number[] = [];
  let failed = 0;
  let next = 0;
  const begin = performance.now();
  await Promise.all(Array.from({ length: clients }, async () => {
    for (let index = next++; index < bodies.length; index = next++) {
      const due = perSecond === undefined ? 0 : begin + (index / perSecond) * 1000 - performance.now();
      if (due > 0) await new Promise((resolve) => setTimeout(resolve, due));
      const body = bodies[index] ?? '';
      const from = performance.now();
      const answer = await request(address, { method: 'POST', dispatcher: agent, headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` }, body });
      await answer.body.dump();
      times.push(performance.now() - from);
      if (answer.statusCode !== 200) failed += 1;
    }
  }));
  const seconds = (performance.now() - begin) / 1000;
  return { seconds, rate: bodies.length / seconds, p50: quantile(times, 0.5), p99: quantile(times, 0.99), failed };
}

function shuffled<T>(values: T[]): T[] {
  for (let index = values.length - 1; index > 0; index -= 1) {
    const other = Math.floor(Math.random() * (index + 1));
    [values[index], values[other]] = [values[other] as T, values[index] as T];
  }
  return values;
}
