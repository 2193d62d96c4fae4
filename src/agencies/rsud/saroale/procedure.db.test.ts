import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../../test/engines/index.ts';
import { visitProcedure } from './procedure.ts';

let town: TestHouse;
beforeAll(async () => { town = await openTestHouse(); });
afterAll(() => town.close());

it('agrees with the steps the database allows: no more for a visit that is booked or checked in, and no less', async () => {
  const { rows } = await town.house.pool.query<{ from_state: string; to_state: string }>("select from_state, to_state from booking.booking_step where from_state in ('booked', 'checked_in') and to_state <> 'confirmed'");
  const allowed = rows.map((row) => `${row.from_state} → ${row.to_state}`.replaceAll('_', '-')).sort();
  const declared = visitProcedure.states.flatMap((from) => visitProcedure.verbs(from).map((verb) => `${from} → ${visitProcedure.next(from, verb)}`)).sort();
  expect(declared).toEqual(allowed);
  expect(visitProcedure.final).toEqual(['served', 'no-show', 'cancelled', 'moved']);
});
