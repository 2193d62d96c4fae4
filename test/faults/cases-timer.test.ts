import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous } from '#kernel/actor';
import { openTestHouse, type TestHouse } from '../engines/index.ts';
import { permit } from '../town/permit.ts';
import { environment } from './process.ts';

let town: TestHouse;
beforeAll(async () => { town = await openTestHouse(); });
afterAll(() => town.close());

const system = { ...anonymous('job'), kind: 'system' as const, id: 'uji', permissions: new Set(['*']) };
const due = '2026-11-25T02:00:00Z';

describe('a warning', () => {
  it('is told once although the process that claimed it was killed before its commit', async () => {
    const { database, cases, pool } = town.house;
    cases.define(permit, { guards: { sized: () => true }, effects: { tell: () => undefined }, onTimer: (work, fired) => { work.emit({ type: 'uji/warned', version: 1, subject: fired.case.id, data: { rung: fired.rung } }); } });
    const { caseId } = await database.write({ actor: system, action: 'uji/open' }, (work) => cases.open(work, { definition: 'uji-izin', type: 'izin', subject: 'warga', commandId: 'c1', facts: { recommenders: ['dinkes'], size: 1 }, documents: { ktp: ['f'] } }));
    await database.write({ actor: system, action: 'uji/complete' }, (work) => cases.command(work, { caseId, action: 'complete', commandId: 'c2' }));
    town.clock.set(due);

    const child = spawn(process.execPath, ['--import', './tools/tsx-hook.mjs', 'test/faults/cases-timer-process.ts'], {
      env: environment({ NOW: due, DATABASE_URL: `postgres://postgres@localhost/${town.connection.database ?? ''}?host=${encodeURIComponent(town.connection.socketFolder ?? '')}`, DATA_DIR: town.house.config.DATA_DIR }), stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    expect(said.toString()).toContain('claimed');
    child.kill('SIGKILL');
    await once(child, 'exit');

    expect((await pool.query('select 1 from cases.timer_fire')).rowCount).toBe(0);
    for (let pass = 0; pass < 4; pass += 1) await cases.fireTimers();
    const { rows } = await pool.query<{ rung: number; n: number }>("select (data->>'rung')::int as rung, count(*)::int as n from evidence.event where type = 'uji/warned' group by 1 order by 1");
    expect(rows).toEqual([{ rung: 50, n: 1 }, { rung: 80, n: 1 }, { rung: 100, n: 1 }]);
  });
});
