// One app process of the claims bench: the real house with two more routes, which decide a claim our way and the naive way. Writes its address to stdout.
import { sql } from 'kysely';
import { z } from 'zod';
import { action } from '#platform/action';
import { readConfig } from '#platform/config';
import { Problem } from '#kernel/problem';
import { bookingConstraints, bookingRefusals } from '#commons/booking';
import { openHouse } from '../src/house.ts';

const config = readConfig(process.env);
const house = await openHouse(config, { url: config.DATABASE_URL ?? '' });
const input = z.object({ sessionId: z.uuid(), party: z.string(), key: z.string() });

const ours = action({
  name: 'bench/claim', input, allow: 'anyone', constraints: bookingConstraints,
  run: async (work, { sessionId, party, key }) => {
    const { id, number, repeated } = await house.booking.claim(work, { sessionId, pool: 'umum', party, scope: 'bench', key, channel: 'api' });
    work.note({ subject: id });
    work.emit({ type: 'bench/claimed', version: 1, subject: id, data: { repeated } });
    return { number };
  },
});

// What one writes first: lock the session, count, take max + 1. Right, but everybody queues for the lock, those refused too.
const naive = action({
  name: 'bench/naive', input, allow: 'anyone',
  run: async (work, { sessionId, party, key }) => {
    const tables = work.tables<unknown>();
    const known = (await sql<{ number: number }>`select number from naive.claim where key = ${key}`.execute(tables)).rows[0];
    if (known) return known;
    await sql`select 1 from naive.session where id = ${sessionId} for update`.execute(tables);
    const { next } = (await sql<{ next: number }>`select coalesce(max(number), 0) + 1 as next from naive.claim where session_id = ${sessionId}`.execute(tables)).rows[0] ?? { next: 1 };
    if (next > 40) throw new Problem(bookingRefusals.full);
    await sql`insert into naive.claim (session_id, number, party, key) values (${sessionId}, ${next}, ${party}, ${key}) on conflict (key) do nothing`.execute(tables);
    work.note({ subject: sessionId });
    return { number: next };
  },
});

for (const [path, way] of [['/bench/ours', ours], ['/bench/naive', naive]] as const) {
  house.http.app.post(path, { config: { rateLimit: false, machine: true } }, (request) => house.perform(way, request.actor, request.body, { requestId: request.id }));
}
process.stdout.write(`${await house.start()}\n`);
