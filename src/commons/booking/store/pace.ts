import { sql } from 'kysely';
import type { Work } from '#platform/database';
import type { BookingTables } from '../tables.ts';
import type { Booking } from '../types.ts';

type Whose = Pick<Booking, 'service' | 'group' | 'resource' | 'kind' | 'date'>;

/** Shorter and longer than any real service: a forgotten button, not a patient. Seconds. */
const believable = { least: 20, most: 7200 };

/** One more patient served, in so many seconds. */
export async function countServed(work: Work, whose: Whose, seconds: number): Promise<void> {
  if (seconds < believable.least || seconds > believable.most) return;
  await count(work, whose, { served: 1, seconds, seconds_squared: seconds ** 2 });
}

export async function countCame(work: Work, whose: Whose): Promise<void> {
  await count(work, whose, { came: 1 });
}

export async function countMissed(work: Work, whose: Whose): Promise<void> {
  await count(work, whose, { missed: 1 });
}

async function count(work: Work, { service, group, resource, kind, date }: Whose, more: { served?: number; seconds?: number; seconds_squared?: number; came?: number; missed?: number }): Promise<void> {
  const { served = 0, seconds = 0, seconds_squared: squared = 0, came = 0, missed = 0 } = more;
  await sql`insert into booking.pace as p (service, grp, resource, kind, date, served, seconds, seconds_squared, came, missed)
    values (${service}, ${group}, ${resource}, ${kind}, ${date}, ${served}, ${seconds}, ${squared}, ${came}, ${missed})
    on conflict (service, resource, kind, date) do update set served = p.served + excluded.served, seconds = p.seconds + excluded.seconds, seconds_squared = p.seconds_squared + excluded.seconds_squared,
      came = p.came + excluded.came, missed = p.missed + excluded.missed`.execute(work.tables<BookingTables>());
}
