import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system, type Actor } from '#kernel/actor';
import type { Work } from '#platform/database';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';
import type { NewPerson } from './index.ts';

let town: TestHouse;
beforeAll(async () => { town = await openTestHouse(); });
afterAll(() => town.close());

const officer: Actor = { kind: 'staff', id: 'staff-loket', name: 'Loket', agency: 'rsud', channel: 'counter', permissions: new Set(['people/see', 'people/correct', 'people/merge']) };
const write = <T>(step: (work: Work) => Promise<T>, actor: Actor = officer) => town.house.database.write({ actor, action: 'test/people' }, step);
const register = (person: NewPerson) => write((work) => town.house.people.register(work, person));
const rows = async (text: string, values: unknown[] = []) => (await town.house.pool.query(text, values)).rows;
let serial = 100;
/** Synthetic: district 160601, born 17 May 1990, a serial of its own. */
const nextNik = () => `160601${'170590'}${String((serial += 1)).padStart(4, '0')}`;

describe('registering', () => {
  it('takes a one-word name alone, and keeps titles apart', async () => {
    const { personId } = await register({ name: 'Suparno' });
    expect((await town.house.people.summaries([personId])).get(personId)).toEqual({ id: personId, initials: 'S.', contested: false });
    const doctor = await register({ name: 'dr. Budi bin Ali, Sp.A' });
    expect(await rows('select name, titles_before, titles_after, letters from people.person where id = $1', [doctor.personId])).toEqual([{ name: 'Budi bin Ali', titles_before: 'dr.', titles_after: 'Sp.A', letters: 'budibinali' }]);
    await expect(register({ name: '😀 123' })).rejects.toThrow('people/name-missing');
    await expect(register({ name: 'Masa Depan', birthDate: '2026-11-24' })).rejects.toThrow('people/birth-date');
  });

  it('finds by every number, masked', async () => {
    const nik = nextNik();
    const { personId, warnings } = await register({ name: 'Siti Aminah', sex: 'L', birthDate: '1990-05-17', village: '16.06.01.1009', nik, noka: '0001234567890', norm: '00-12-34' });
    expect(warnings).toEqual([]);
    for (const [kind, value] of [['nik', nik], ['nik', `${nik.slice(0, 6)} ${nik.slice(6)}`], ['noka', '0001234567890'], ['norm', '001234']] as const) expect((await town.house.people.findBy(kind, value))?.id).toBe(personId);
    expect(await town.house.people.findBy('nik', nik)).toMatchObject({ initials: 'S.A.', birthYear: 1990, maskedNik: `1606••••••••${nik.slice(12)}`, contested: false });
    expect([await town.house.people.findBy('nik', nextNik()), await town.house.people.findBy('nik', 'x')]).toEqual([undefined, undefined]);
  });

  it('recognises who is meant and adds what was missing', async () => {
    const nik = nextNik();
    const first = await register({ name: 'Ali Akbar', nik });
    const again = await register({ name: 'ALI AKBAR', birthDate: '1990-05-17', nik, norm: 'RM0077' });
    expect(again).toMatchObject({ personId: first.personId, existing: true });
    expect((await town.house.people.findBy('norm', 'rm0077'))?.id).toBe(first.personId);
    expect((await town.house.people.findBy('nik', nik))?.birthYear).toBe(1990);
  });

  it('keeps twins on one NIK with a warning, and finds the first', async () => {
    const nik = nextNik();
    const one = await register({ name: 'Hasan', birthDate: '1990-05-17', nik });
    const two = await register({ name: 'Husein', birthDate: '1990-05-17', nik });
    expect(two.existing).toBe(false);
    expect(two.warnings.map((warning) => warning.code)).toEqual(['nik-shared']);
    expect((await town.house.people.findBy('nik', nik))?.id).toBe(one.personId);
    expect((await town.house.people.candidates('nik', nik)).map((person) => [person.id, person.contested])).toEqual([[one.personId, true], [two.personId, true]]);
    expect(await register({ name: 'Husein', birthDate: '1990-05-17', nik })).toMatchObject({ personId: two.personId, existing: true });
    // When the first gives it up, the second is the holder.
    await write((work) => town.house.people.endIdentifier(work, { personId: one.personId, kind: 'nik', reason: 'salah ketik' }));
    expect(await town.house.people.findBy('nik', nik)).toMatchObject({ id: two.personId, contested: false });
  });

  it('makes one person of twenty registrations at the same moment, and twenty of one household card', async () => {
    const nik = nextNik();
    const made = await Promise.all(Array.from({ length: 20 }, () => register({ name: 'Ramai Sekali', birthDate: '1990-05-17', nik, norm: 'RAMAI1', kk: '1606011705900001' })));
    expect(new Set(made.map((result) => result.personId)).size).toBe(1);
    expect(made.filter((result) => !result.existing)).toHaveLength(1);
    const house = await Promise.all(Array.from({ length: 20 }, (_, index) => register({ name: `Anak ${'abcdefghijklmnopqrst'[index] ?? ''}`, kk: '1606011705900001' })));
    expect(new Set(house.map((result) => result.personId)).size).toBe(20);
  });

  it('has one undisputed holder even past the code: the database refuses the second', async () => {
    const { personId } = await register({ name: 'Penjaga', nik: nextNik() });
    const other = await register({ name: 'Lain' });
    await expect(town.house.pool.query('insert into people.identifier (id, person, kind, sealed, fingerprint, masked, valid_from) select gen_random_uuid(), $1, kind, sealed, fingerprint, masked, valid_from from people.identifier where person = $2', [other.personId, personId])).rejects.toMatchObject({ constraint: 'identifier_one_holder' });
  });

  it('corrects, and the audit names fields but not values', async () => {
    const { personId } = await register({ name: 'Salah Tulis', birthDate: '1990-05-17' });
    await write((work) => town.house.people.update(work, { personId, name: 'Hj. Betul Tulis', birthDate: '1990-05-18', address: { street: 'Jl. Rahasia 7', rt: '01' } }));
    expect((await town.house.people.reveal(officer, personId, { purpose: 'correction', service: 'people', fields: ['name', 'birthDate', 'address'] }))).toEqual({ name: 'Betul Tulis', shownName: 'Hj. Betul Tulis', birthDate: '1990-05-18', address: { street: 'Jl. Rahasia 7', rt: '01' } });
    const [entry] = await rows("select body from audit.entry where body like '%' || $1 || '%' and body like '%\"fields\"%'", [personId]);
    expect(entry.body).toContain('birthDate');
    expect(entry.body).not.toMatch(/Betul|Rahasia|1990/);
  });
});

describe('merging', () => {
  it('moves numbers and families to the one kept, answers for the old id, and tells services', async () => {
    const nik = nextNik();
    const keep = await register({ name: 'Rina Wati', birthDate: '1990-05-17', norm: 'RINA1' });
    const drop = await register({ name: 'Rina Wati', nik, norm: 'RINA2', address: { street: 'Jl. Musi' } });
    const older = await register({ name: 'Rina W.' });
    await write((work) => town.house.people.merge(work, { keep: drop.personId, drop: older.personId, reason: 'orang yang sama' }));
    const consent = { version: town.house.people.consent.current.version, showPoli: false };
    for (const contact of [{ phone: '081200000201' }, { conversationId: 'c-rina' }]) await write((work) => town.house.people.bind(work, { contact, personId: drop.personId, relation: 'saya', consent, proof: 'counter' }));
    await write((work) => town.house.people.bind(work, { contact: { conversationId: 'c-rina' }, personId: keep.personId, relation: 'saudara', consent, proof: 'counter' }));

    await town.house.perform(town.house.people.actions.merge, officer, { keep: keep.personId, drop: drop.personId, reason: 'orang yang sama' });

    expect((await town.house.people.findBy('nik', nik))?.id).toBe(keep.personId);
    expect([(await town.house.people.findBy('norm', 'RINA1'))?.id, await town.house.people.findBy('norm', 'RINA2')]).toEqual([keep.personId, undefined]);
    expect([await town.house.people.current(drop.personId), await town.house.people.current(older.personId)]).toEqual([keep.personId, keep.personId]);
    expect((await town.house.people.summaries([older.personId])).get(older.personId)?.id).toBe(keep.personId);
    expect(await town.house.people.familyOf({ phone: '081200000201' })).toMatchObject([{ personId: keep.personId, relation: 'saya' }]);
    expect(await town.house.people.familyOf({ conversationId: 'c-rina' })).toMatchObject([{ personId: keep.personId, relation: 'saudara' }]);
    expect(await town.house.people.reveal(officer, drop.personId, { purpose: 'correction', service: 'people', fields: ['nik', 'address', 'birthDate'] })).toEqual({ nik, address: { street: 'Jl. Musi' }, birthDate: '1990-05-17' });
    expect(await rows("select data from evidence.event where type = 'people/merged' and subject = $1", [keep.personId])).toEqual([{ data: { keep: keep.personId, drop: drop.personId } }]);
    await expect(write((work) => town.house.people.merge(work, { keep: keep.personId, drop: drop.personId, reason: 'lagi' }))).rejects.toThrow('people/cannot-merge');
  });

  it('lets only one of two opposite mergers through', async () => {
    const [a, b] = [await register({ name: 'Kiri' }), await register({ name: 'Kanan' })];
    const outcomes = await Promise.allSettled([[a, b], [b, a]].map(([one, two]) => write((work) => town.house.people.merge(work, { keep: one?.personId ?? '', drop: two?.personId ?? '', reason: 'bersamaan' }))));
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is not for everybody', async () => {
    await expect(town.house.perform(town.house.people.actions.merge, { ...officer, permissions: new Set() }, { keep: crypto.randomUUID(), drop: crypto.randomUUID(), reason: 'iseng saja' })).rejects.toThrow('action/forbidden');
  });
});

describe('reading personal data', () => {
  it('is written down before it is handed out, with purpose and fields, and shown to the person', async () => {
    const nik = nextNik();
    const { personId } = await register({ name: 'Dibaca Orang', nik });
    expect(await town.house.people.reveal(officer, personId, { purpose: 'registration', service: 'saroale', fields: ['nik', 'name'] })).toEqual({ nik, name: 'Dibaca Orang', shownName: 'Dibaca Orang' });
    expect(await town.house.access.readingsAbout([personId])).toMatchObject([{ who: { id: 'staff-loket' }, purpose: 'registration', service: 'saroale', fields: ['nik', 'name'] }]);
  });

  it('is refused without a permission, and nothing is handed out', async () => {
    const { personId } = await register({ name: 'Tertutup' });
    const nobody: Actor = { ...officer, permissions: new Set(['saroale/see-queue']) };
    await expect(town.house.people.reveal(nobody, personId, { purpose: 'care', service: 'saroale', fields: ['name'] })).rejects.toThrow('action/forbidden');
    await expect(town.house.people.names(nobody, [personId], { purpose: 'care', service: 'saroale' })).rejects.toThrow('action/forbidden');
    expect(await town.house.access.readingsAbout([personId])).toEqual([]);
    const registrar: Actor = { ...officer, permissions: new Set(['saroale/see-patient']) };
    expect(await town.house.people.reveal(registrar, personId, { purpose: 'registration', service: 'saroale', fields: ['name'] })).toMatchObject({ name: 'Tertutup' });
    await expect(town.house.people.reveal(registrar, personId, { purpose: 'registration', service: 'sidak', fields: ['name'] })).rejects.toThrow('action/forbidden');
    expect(await town.house.people.reveal({ ...nobody }, personId, { purpose: 'emergency', service: 'saroale', fields: ['name'], breakGlass: true, reason: 'Pasien tidak sadar di IGD' })).toMatchObject({ name: 'Tertutup' });
  });

  it('logs names of a list once an hour, however often the board refreshes', async () => {
    const ids = await Promise.all(['Satu', 'Dua', 'Tiga'].map(async (name) => (await register({ name })).personId));
    const look = () => town.house.people.names(officer, ids, { purpose: 'care', service: 'saroale' });
    expect([...(await look()).values()].map((named) => named.name)).toEqual(['Satu', 'Dua', 'Tiga']);
    await Promise.all([look(), look()]);
    expect(await town.house.access.readingsAbout(ids)).toHaveLength(3);
    town.clock.advance({ hours: 1 });
    await look();
    expect(await town.house.access.readingsAbout(ids)).toHaveLength(6);
  });

  it('finds a name by its letters, tolerant of spelling', async () => {
    const { personId } = await register({ name: 'Hj. Nurhayati binti Zainal', birthDate: '1971-03-02' });
    for (const name of ['nur hayati', 'NURHAYATI BINTI ZAINAL', "Nurhayati bt. Zainal", 'nurhayati zainal']) expect((await town.house.people.search(officer, { name, purpose: 'registration', service: 'saroale' })).map((found) => found.id)).toContain(personId);
    expect(await town.house.people.search(officer, { name: 'nurhayati', birthDate: '1971-03-03', purpose: 'registration', service: 'saroale' })).toEqual([]);
    expect(await town.house.people.search(officer, { name: 'nu', purpose: 'registration', service: 'saroale' })).toEqual([]);
  });
});

describe('sealing', () => {
  it('leaves no number, phone or address readable anywhere in the database', async () => {
    const nik = '1606014509830042';
    const { personId } = await register({ name: 'Tersegel Rapat', birthDate: '1983-09-05', nik, noka: '0009876543210', passport: 'X7654321', address: { street: 'Lorong Merpati 99' }, motherName: 'Ibunda Rahasia' });
    await write((work) => town.house.people.bind(work, { contact: { phone: '+62 812-9999-8877' }, personId, relation: 'saya', consent: { version: town.house.people.consent.current.version, showPoli: true }, proof: 'counter' }));
    await town.house.people.reveal(system('test'), personId, { purpose: 'claim', service: 'saroale', fields: ['nik', 'noka', 'phone'] });
    await town.house.people.findBy('nik', nik);
    const tables = await rows("select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')");
    expect(tables.length).toBeGreaterThan(30);
    let read = 0;
    for (const { name } of tables) {
      const found = await rows(`select t::text as line from ${name} t`);
      read += found.length;
      const text = found.map((row) => row.line).join('\n');
      for (const secret of [nik, '0009876543210', 'X7654321', '81299998877', 'Lorong Merpati', 'Ibunda']) expect(text.includes(secret), `${secret} in ${name}`).toBe(false);
    }
    expect(read).toBeGreaterThan(300);
  });

  it('does not open a number copied to another row', async () => {
    const [a, b] = [await register({ name: 'Asli', nik: nextNik() }), await register({ name: 'Palsu', nik: nextNik() })];
    await town.house.pool.query("update people.identifier set sealed = (select sealed from people.identifier where person = $1 and kind = 'nik') where person = $2 and kind = 'nik'", [a.personId, b.personId]);
    await expect(town.house.people.reveal(officer, b.personId, { purpose: 'correction', service: 'people', fields: ['nik'] })).rejects.toThrow('tidak dapat dibuka');
    await town.house.pool.query("delete from people.identifier where person = $1", [b.personId]);
  });
});
