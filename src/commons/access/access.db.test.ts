import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, system, type Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';
import { wholeRegency } from './index.ts';

let town: TestHouse;
beforeAll(async () => { town = await openTestHouse(); });
afterAll(() => town.close());

const regent: Actor = { kind: 'staff', id: 'pengelola', name: 'Pengelola', permissions: new Set(['access/grant', 'access/grant-anywhere']), agency: wholeRegency, channel: 'web' };
const grant = (actor: Actor, input: object) => town.house.perform(town.house.access.actions.grant, actor, { reason: 'tugas baru', ...input });
const refusal = (step: Promise<unknown>) => step.then(() => 'accepted', (error: unknown) => (error instanceof Problem ? error.code : String(error)));
const agencies = () => [...new Set([...town.house.access.roles().flatMap((role) => role.agency ?? []), 'dpmptsp', wholeRegency])];

describe('every declared permission', () => {
  it('is held through exactly the roles that list it, and only in the agency of the grant', async () => {
    const { access } = town.house;
    const table = access.roles().flatMap((role) => agencies().map((agency) => ({ role, agency })));
    expect(table.length).toBeGreaterThan(4);
    for (const { role, agency } of table) {
      const account = `akun ${role.id} ${agency}`;
      const outcome = await refusal(grant(regent, { account, role: role.id, agency }));
      expect([role.id, agency, outcome]).toEqual([role.id, agency, role.agency && role.agency !== agency ? 'access/wrong-agency' : 'accepted']);
      for (const asked of agencies()) {
        const held = await access.permissionsFor(account, asked);
        for (const permission of access.permissions()) {
          const expected = outcome === 'accepted' && asked === agency && role.permissions.includes(permission.id);
          expect([role.id, agency, asked, permission.id, held.has(permission.id)]).toEqual([role.id, agency, asked, permission.id, expected]);
        }
      }
    }
  });

  it('can be reached by a role: a permission nobody can hold is a fault of the manifest', () => {
    const reachable = new Set(town.house.access.roles().flatMap((role) => role.permissions));
    expect(town.house.access.permissions().map((one) => one.id).filter((id) => !reachable.has(id))).toEqual([]);
  });
});

describe('a grant', () => {
  it('begins and ends when it says, ends at once when revoked, and is in the audit with its reason', async () => {
    const { access } = town.house;
    const from = town.clock.now().add({ hours: 1 }).toString();
    const to = town.clock.now().add({ hours: 3 }).toString();
    await grant(regent, { account: 'tamu', role: 'access/agency-administrator', agency: 'rsud', from, to });
    const held = async () => (await access.permissionsFor('tamu', 'rsud')).has('access/grant');
    expect(await held()).toBe(false);
    town.clock.advance({ hours: 2 });
    expect(await held()).toBe(true);
    const [given] = await access.grantsOf('tamu');
    await town.house.perform(access.actions.revoke, regent, { grantId: given?.id, reason: 'pindah tugas' });
    expect(await held()).toBe(false);
    expect((await town.house.audit.about('tamu')).map((entry) => [entry.action, entry.body.includes('pindah tugas')])).toEqual([['access/revoke', true], ['access/grant', false]]);
  });

  it('is refused to oneself, twice, backwards, across agencies, by people without the permission and for unknown roles', async () => {
    const local: Actor = { ...regent, id: 'lokal', permissions: new Set(['access/grant']), agency: 'rsud' };
    const role = { role: 'access/agency-administrator', agency: 'rsud' };
    expect(await refusal(grant(local, { account: 'lokal', ...role }))).toBe('access/not-to-yourself');
    expect(await refusal(grant(local, { account: 'budi', ...role }))).toBe('accepted');
    expect(await refusal(grant(local, { account: 'budi', ...role }))).toBe('access/already-granted');
    expect(await refusal(grant(local, { account: 'cici', ...role, agency: 'dpmptsp' }))).toBe('access/other-agency');
    expect(await refusal(grant(local, { account: 'cici', role: 'access/regency-administrator', agency: 'rsud' }))).toBe('access/other-agency');
    expect(await refusal(grant(local, { account: 'cici', role: 'tidak/ada', agency: 'rsud' }))).toBe('access/unknown-role');
    expect(await refusal(grant(local, { account: 'cici', ...role, from: '2026-12-02T00:00:00Z', to: '2026-12-01T00:00:00Z' }))).toBe('access/until-before-from');
    expect(await refusal(grant({ ...local, permissions: new Set() }, { account: 'cici', ...role }))).toBe('action/forbidden');
    await expect(town.house.pool.query("insert into access.grant (id, account, role, agency, valid_from, granted_by, reason) values (gen_random_uuid(), 'x', 'access/agency-administrator', 'rsud', now(), 'x', 'curang')")).rejects.toThrow('grant_not_to_oneself');
  });
});

describe('the log of readings', () => {
  const nurse: Actor = { kind: 'staff', id: 'perawat', name: 'Perawat', permissions: new Set(['saroale/see-patient']), agency: 'rsud', channel: 'web' };
  const reading = { person: 'orang-1', fields: ['nik', 'name'], purpose: 'care', service: 'saroale', permission: 'saroale/see-patient' } as const;

  it('has the reading in the transaction of the read and nothing when that fails', async () => {
    const { access, database } = town.house;
    const intent = { actor: nurse, action: 'test/read', requestId: 'permintaan-1' };
    await database.write(intent, (work) => access.recordReading(work, reading));
    await expect(database.write(intent, async (work) => { await access.recordReading(work, reading); throw new Error('batal'); })).rejects.toThrow('batal');
    await access.readingFor(nurse, { ...reading, fields: ['phone'] }, 'permintaan-2');
    const found = await access.readingsAbout(['orang-1']);
    expect(new Set(found.map((one) => one.fields.join('+')))).toEqual(new Set(['nik+name', 'phone']));
    expect(found[0]).toMatchObject({ who: { kind: 'staff', id: 'perawat', agency: 'rsud' }, purpose: 'care', service: 'saroale', breakGlass: false });
    const { rows } = await town.house.pool.query("select request_id from access.reading where person = 'orang-1' order by request_id");
    expect(rows.map((row: { request_id: string }) => row.request_id)).toEqual(['permintaan-1', 'permintaan-2']);
  });

  it('writes nothing and hands out nothing without the permission; breaking the glass is written with its reason and an event', async () => {
    const { access, evidence, pool } = town.house;
    const clerk: Actor = { ...nurse, id: 'loket', permissions: new Set() };
    expect(await refusal(access.readingFor(clerk, { ...reading, person: 'orang-2' }))).toBe('access/may-not-read');
    expect(await access.readingsAbout(['orang-2'])).toEqual([]);
    await access.readingFor(clerk, { ...reading, person: 'orang-2', breakGlass: true, reason: 'pasien tidak sadar di IGD' });
    expect(await access.readingsAbout(['orang-2'])).toMatchObject([{ breakGlass: true, reason: 'pasien tidak sadar di IGD' }]);
    expect((await pool.query("select subject, data from evidence.event where type = 'access/glass-broken'")).rows).toEqual([{ subject: 'orang-2', data: { service: 'saroale', agency: 'rsud' } }]);
    await evidence.pump();
  });

  it('knows no purpose outside the list, and keeps, chains and verifies what was written', async () => {
    const { access, database, pool } = town.house;
    await expect(database.write({ actor: system('t'), action: 'test/read' }, (work) => access.recordReading(work, { ...reading, permission: undefined, purpose: 'iseng' as 'care' }))).rejects.toThrow('reading_purpose_check');
    await access.readings.seal();
    expect(await access.readings.verify()).toMatchObject({ rows: 3 });
    await expect(pool.query("delete from access.reading where person = 'orang-1'")).rejects.toThrow('never deleted');
    await expect(pool.query("update access.reading set person = 'x' where person = 'orang-1'")).rejects.toThrow('never changed');
  });

  it('gives the older ones page by page', async () => {
    const { access } = town.house;
    for (let index = 0; index < 5; index += 1) {
      town.clock.advance({ minutes: 1 });
      await access.readingFor(nurse, { ...reading, person: 'orang-3', fields: [`f${index}`] });
    }
    const newest = await access.readingsAbout(['orang-3'], { limit: 3 });
    const older = await access.readingsAbout(['orang-3'], { limit: 3, before: newest.at(-1)?.id });
    expect([...newest, ...older].map((one) => one.fields[0])).toEqual(['f4', 'f3', 'f2', 'f1', 'f0']);
    expect(await access.readingsAbout([])).toEqual([]);
  });
});

describe('/saya/pembacaan', () => {
  it('sends a visitor to sign in and tells nothing', async () => {
    expect(anonymous('web').permissions.size).toBe(0);
    const answered = await town.house.http.app.inject({ url: '/saya/pembacaan', headers: { accept: 'text/html' } });
    expect([answered.statusCode, answered.headers['location']]).toEqual([303, '/masuk?lanjut=/saya/pembacaan']);
  });
});
