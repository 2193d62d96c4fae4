import { sql, type Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import type { Work } from '#platform/database';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';

interface Tables { 'try.thing': { id: number; name: string } }
const intent = { actor: system('test'), action: 'test/write' };
let town: TestHouse;

beforeAll(async () => {
  town = await openTestHouse();
  await town.house.pool.query('create schema try; create table try.thing (id int primary key, name text not null)');
});
afterAll(() => town.close());

const things = async () => Number((await town.house.pool.query('select count(*)::int as n from try.thing')).rows[0].n);

describe('a unit of work', () => {
  it('commits state, event and audit entry together', async () => {
    await town.house.database.write(intent, async (work) => {
      await work.tables<Tables>().insertInto('try.thing').values({ id: 1, name: 'satu' }).execute();
      work.emit({ type: 'try/made', version: 1, subject: 'thing-1', data: { size: 3 } });
    });
    expect(await things()).toBe(1);
    expect((await town.house.audit.about('thing-1')).map((entry) => entry.action)).toEqual(['test/write']);
    const { rows } = await town.house.pool.query("select data from evidence.event where subject = 'thing-1'");
    expect(rows).toEqual([{ data: { size: 3 } }]);
  });

  it('leaves nothing behind when the step fails, and runs no effect', async () => {
    let effects = 0;
    await expect(town.house.database.write(intent, async (work) => {
      work.after(() => { effects += 1; });
      work.emit({ type: 'try/made', version: 1, subject: 'thing-2', data: {} });
      await work.tables<Tables>().insertInto('try.thing').values({ id: 2, name: 'dua' }).execute();
      throw new Error('no');
    })).rejects.toThrow('no');
    expect(await things()).toBe(1);
    expect(effects).toBe(0);
    expect(await town.house.audit.about('thing-2')).toEqual([]);
  });

  it('of work done without a network goes by the time it was done, and says when it arrived; a clock ahead of ours is not believed', async () => {
    const now = town.clock.now();
    const times = await Promise.all([now.subtract({ hours: 2 }), now.add({ hours: 2 })].map((occurredAt, index) => town.house.database.write({ ...intent, occurredAt }, async (work) => {
      work.note({ subject: `late-${index}` });
      work.emit({ type: 'try/late', version: 1, subject: `late-${index}`, data: {} });
      return [work.now.toString(), work.recordedAt.toString()];
    })));
    expect(times).toEqual([[now.subtract({ hours: 2 }).toString(), now.toString()], [now.toString(), now.toString()]]);
    const { rows } = await town.house.pool.query("select occurred_at, recorded_at from evidence.event where type = 'try/late' order by subject");
    expect(rows.map((row: { occurred_at: unknown; recorded_at: unknown }) => [String(row.occurred_at), String(row.recorded_at)])).toEqual(times);
    expect((await town.house.audit.about('late-0'))[0]).toMatchObject({ at: now.toString(), body: expect.stringContaining('"occurredAt"') });
  });

  it('refuses the pool and another write inside a write instead of waiting for ever', async () => {
    await expect(town.house.database.write(intent, async () => { town.house.database.read(); })).rejects.toThrow('Inside a write');
    await expect(town.house.database.write(intent, () => town.house.database.write(intent, async () => 1))).rejects.toThrow('another write');
  });

  it('refuses a statement sent after the transaction ended', async () => {
    let kept: Kysely<Tables> | undefined;
    await town.house.database.write(intent, async (work) => { kept = work.tables<Tables>(); });
    await expect(kept?.insertInto('try.thing').values({ id: 9, name: 'late' }).execute()).rejects.toThrow('has ended');
  });

  it('reads the same types from both engines', async () => {
    const { rows } = await sql`select 9007199254740993::int8 as big, date '2026-11-24' as day, timestamptz '2026-11-23 09:00:00.123456+07' as at, interval '90 minutes' as span`.execute(town.house.database.read() as unknown as Kysely<unknown>);
    expect(rows).toEqual([{ big: 9007199254740993n, day: '2026-11-24', at: Temporal.Instant.from('2026-11-23T02:00:00.123456Z'), span: 'PT1H30M' }]);
  });
});

describe('many connections at once', () => {
  it('each get their own answer', async () => {
    const answers = await Promise.all(Array.from({ length: 300 }, async (_, index) => {
      if (index % 10 === 0) return town.house.database.write(intent, async (work) => (await sql<{ n: number }>`select ${index}::int as n`.execute(work.tables<unknown>())).rows[0]?.n);
      return (await town.house.pool.query('select $1::int as n', [index])).rows[0].n as number;
    }));
    expect(answers).toEqual(Array.from({ length: 300 }, (_, index) => index));
  });
});

describe('a statement that fails half way', () => {
  it('is never answered with an older one: the connection stays sound', async () => {
    const { pool } = town.house;
    for (let round = 0; round < 20; round += 1) {
      await pool.query('insert into try.thing (id, name) values ($1, $2)', [1000 + round, 'sound']);
      await expect(pool.query('insert into try.thing (id, name) values ($1::text::uuid::text::int, $2)', ['not a uuid', 'never'])).rejects.toThrow();
      await expect(pool.query('select $1::uuid', ['not a uuid'])).rejects.toThrow('uuid');
      await expect(pool.query('select nothing from try.thing where id = $1', [1])).rejects.toThrow('nothing');
    }
    expect((await pool.query("select count(*)::int as n from try.thing where name = 'sound'")).rows[0].n).toBe(20);
    expect((await pool.query("select count(*)::int as n from try.thing where name = 'never'")).rows[0].n).toBe(0);
  });

  it('is answered "ready" once, or the next query would be taken for done before it was asked', async () => {
    const client = await town.house.pool.connect();
    let ready = 0;
    (client as unknown as { connection: NodeJS.EventEmitter }).connection.on('readyForQuery', () => { ready += 1; });
    for (const [values, inside] of [[['not a uuid'], false], [['not a uuid'], true]] as const) {
      if (inside) await client.query('begin');
      ready = 0;
      await expect(client.query('select $1::uuid', [...values])).rejects.toThrow('uuid');
      if (inside) expect((await client.query('rollback')).command).toBe('ROLLBACK');
      await expect(client.query('select 1 / (select count(*) from try.thing where false)')).rejects.toThrow('zero');
      expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
      expect(ready).toBe(inside ? 4 : 3);
    }
    client.release();
  });

  it('of a client that vanishes inside a transaction is undone, and the next one is served', async () => {
    const client = await town.house.pool.connect();
    await client.query('begin');
    await client.query("insert into try.thing (id, name) values (5000, 'vanished')");
    client.release(true);
    expect((await town.house.pool.query('select count(*)::int as n from try.thing where id = 5000')).rows[0].n).toBe(0);
  });
});

describe('deferred statements', () => {
  const rename = (work: Work, id: number, name: string) => work.defer(sql`update try.thing set name = ${name} where id = ${id}`);

  it('keep their place: what comes after them sees them', async () => {
    const seen = await town.house.database.write(intent, async (work) => {
      const tables = work.tables<Tables>();
      await work.defer(tables.insertInto('try.thing').values({ id: 6000, name: 'pertama' }));
      await rename(work, 6000, 'kedua');
      const between = await tables.selectFrom('try.thing').select('name').where('id', '=', 6000).executeTakeFirst();
      await rename(work, 6000, 'ketiga');
      return between?.name;
    });
    expect(seen).toBe('kedua');
    expect((await town.house.pool.query('select name from try.thing where id = 6000')).rows).toEqual([{ name: 'ketiga' }]);
  });

  it('fail the commit, with everything before and after them, and name their constraint', async () => {
    const before = await things();
    await expect(town.house.database.write(intent, async (work) => {
      work.note({ subject: 'deferred' });
      await work.tables<Tables>().insertInto('try.thing').values({ id: 6001, name: 'baru' }).execute();
      await work.defer(work.tables<Tables>().insertInto('try.thing').values({ id: 6000, name: 'lagi' }));
      await work.defer(work.tables<Tables>().insertInto('try.thing').values({ id: 6002, name: 'sesudah' }));
    })).rejects.toMatchObject({ code: '23505', constraint: 'thing_pkey' });
    expect(await things()).toBe(before);
    expect(await town.house.audit.about('deferred')).toEqual([]);
  });

  it('of a step that fails are never sent; the same connections serve what follows', async () => {
    const before = await things();
    const circle: Record<string, unknown> = {};
    circle['itself'] = circle;
    for (let round = 0; round < 30; round += 1) {
      const failing = town.house.database.write(intent, async (work) => {
        await work.defer(work.tables<Tables>().insertInto('try.thing').values({ id: 6100 + round, name: 'tidak' }));
        if (round % 3 === 0) await sql`select nothing`.execute(work.tables<unknown>());
        if (round % 3 === 1) await sql`select ${circle}`.execute(work.tables<unknown>());
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow();
      expect(await town.house.database.write(intent, async (work) => (await sql<{ n: number }>`select ${round}::int as n`.execute(work.tables<unknown>())).rows[0]?.n)).toBe(round);
    }
    expect(await things()).toBe(before);
  });

  it('survive a server that has forgotten its kept statements, and a table that has changed since', async () => {
    const insert = (id: number) => town.house.database.write(intent, async (work) => { await work.defer(work.tables<Tables>().insertInto('try.thing').values({ id, name: 'tetap' })); });
    await Promise.all(Array.from({ length: 20 }, (_, index) => insert(6200 + index)));
    const clients = await Promise.all(Array.from({ length: town.house.config.DATABASE_POOL }, () => town.house.pool.connect()));
    for (const client of clients) await client.query('deallocate all');
    for (const client of clients) client.release();
    await Promise.all(Array.from({ length: 20 }, (_, index) => insert(6300 + index)));
    await town.house.pool.query('alter table try.thing alter column id type bigint');
    await Promise.all(Array.from({ length: 20 }, (_, index) => insert(6400 + index)));
    expect((await town.house.pool.query("select count(*)::int as n from try.thing where name = 'tetap'")).rows[0].n).toBe(60);
  });
});

describe('sealed logs', () => {
  it('chains what many writers wrote and finds a changed row', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, index) => town.house.database.write(intent, async (work) => { work.note({ subject: `many-${index}` }); })));
    await town.house.audit.seal();
    const sound = await town.house.audit.verify();
    expect(sound.fault).toBeUndefined();
    expect(sound.rows).toBeGreaterThanOrEqual(40);
    await expect(town.house.pool.query("update audit.entry set body = 'x' where position = 3")).rejects.toThrow('never changed');
    await expect(town.house.pool.query('delete from audit.entry where position = 3')).rejects.toThrow('never deleted');
    await town.house.pool.query("alter table audit.entry disable trigger entry_kept; update audit.entry set body = 'x' where position = 3; alter table audit.entry enable trigger entry_kept");
    expect((await town.house.audit.verify()).fault).toEqual({ position: 3n, why: 'changed' });
  });
});
