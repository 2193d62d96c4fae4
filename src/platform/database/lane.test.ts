import { describe, expect, it } from 'vitest';
import { isForgotten, isWorthKeeping } from './lane.ts';

describe('statements the connection keeps', () => {
  it('are inserts of values and calls of functions, whose plans do not grow old', () => {
    expect(isWorthKeeping('insert into "audit"."entry" ("id", "at") values ($1, $2)')).toBe(true);
    expect(isWorthKeeping('insert into "a"."b" ("id") values ($1) on conflict do nothing returning "id"')).toBe(true);
    expect(isWorthKeeping('select cases.apply($1::jsonb)')).toBe(true);
    expect(isWorthKeeping('select * from cases.take($1, $2, $3, $4)')).toBe(true);
  });

  it('are nothing that chooses a plan by the size of a table, and no list of many rows', () => {
    expect(isWorthKeeping('select * from cases.case where id = $1')).toBe(false);
    expect(isWorthKeeping('select * from a.f($1) join (select id from b.c) x using (id)')).toBe(false);
    expect(isWorthKeeping('insert into a.b (id) select id from c.d where id = $1')).toBe(false);
    expect(isWorthKeeping('update a.b set c = $1')).toBe(false);
    expect(isWorthKeeping(`insert into "a"."b" ("id") values ${'($1), '.repeat(1000)}`)).toBe(false);
  });

  it('are told again when the server says it lost them or their result changed', () => {
    const error = (code: string, message: string) => Object.assign(new Error(message), { code });
    expect(isForgotten(error('26000', 'prepared statement "serasan_1" does not exist'))).toBe(true);
    expect(isForgotten(error('42P05', 'prepared statement "serasan_1" already exists'))).toBe(true);
    expect(isForgotten(error('0A000', 'cached plan must not change result type'))).toBe(true);
    expect(isForgotten(error('0A000', 'cannot do that'))).toBe(false);
    expect(isForgotten(undefined)).toBe(false);
  });
});
