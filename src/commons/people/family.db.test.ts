import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, type Actor } from '#kernel/actor';
import type { Work } from '#platform/database';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';
import type { ContactOf, NewPerson, Relation } from './index.ts';

let town: TestHouse;
beforeAll(async () => { town = await openTestHouse(); });
afterAll(() => town.close());

const resident: Actor = { ...anonymous('whatsapp'), kind: 'resident', id: 'percakapan' };
const write = <T>(step: (work: Work) => Promise<T>) => town.house.database.write({ actor: resident, action: 'test/family' }, step);
const person = async (more: Partial<NewPerson> = {}) => (await write((work) => town.house.people.register(work, { name: 'Orang Contoh', ...more }))).personId;
const consent = (showPoli = false) => ({ version: town.house.people.consent.current.version, showPoli });
const tie = (contact: ContactOf, personId: string, relation: Relation = 'keluarga', showPoli = false) => write((work) => town.house.people.bind(work, { contact, personId, relation, consent: consent(showPoli), proof: 'counter' }));
const family = (contact: ContactOf) => town.house.people.familyOf(contact);
const rows = async (text: string, values: unknown[] = []) => (await town.house.pool.query(text, values)).rows;

describe('a family on one phone', () => {
  it('is a pick list of initials and birth years, with each consent', async () => {
    const contact = { phone: '081200000301' };
    await tie(contact, await person({ name: 'Aisyah Sari', birthDate: '2019-03-01', sex: 'P', norm: 'FAM001' }), 'anak', true);
    await tie({ phone: '+62 812-0000-0301' }, await person({ name: 'Suparno' }), 'saya');
    expect((await family({ phone: '6281200000301' })).map((member) => [member.label, member.relation, member.showPoli, member.maskedNorm])).toEqual([['A.S. (2019) – anak', 'anak', true, '•••001'], ['S. – saya', 'saya', false, undefined]]);
    expect((await town.house.people.findBy('phone', '081200000301'))?.initials).toBe('S.');
    expect([await family({ phone: '081200000399' }), await town.house.people.contactState({ phone: '081200000399' })]).toEqual([[], 'unknown']);
    await expect(family({ phone: 'bukan nomor' })).rejects.toThrow('people/phone-shape');
  });

  it('has ten places: of fifteen tied at once ten stay', async () => {
    const contact = { conversationId: 'c-ramai' };
    const persons = await Promise.all(Array.from({ length: 15 }, () => person()));
    const outcomes = await Promise.allSettled(persons.map((id) => tie(contact, id)));
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(10);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'people/family-full' });
    expect(await family(contact)).toHaveLength(10);
    // Tying somebody again needs no place; a place that became free can be taken.
    const [first] = await family(contact);
    expect(await tie(contact, first?.personId ?? '', 'ibu')).toMatchObject({ repeated: true });
    await write((work) => town.house.people.unbind(work, { contact, personId: first?.personId ?? '', reason: 'pindah' }));
    await tie(contact, await person());
    expect(await family(contact)).toHaveLength(10);
  });

  it('has no eleventh place even past the code', async () => {
    const [member] = await rows("select m.* from people.contact_member m where ended_at is null and place = 10");
    await expect(town.house.pool.query("insert into people.contact_member (id, contact, person, place, relation, consent_version, show_poli, proof, bound_at, bound_by) values (gen_random_uuid(), $1, $2, 11, 'anak', 'x', false, 'counter', now(), 'x')", [member.contact, await person()])).rejects.toMatchObject({ constraint: 'contact_member_place_check' });
    await expect(town.house.pool.query("insert into people.contact_member (id, contact, person, place, relation, consent_version, show_poli, proof, bound_at, bound_by) values (gen_random_uuid(), $1, $2, 10, 'anak', 'x', false, 'counter', now(), 'x')", [member.contact, await person()])).rejects.toMatchObject({ constraint: 'contact_member_place' });
  });

  it('wants the consent text in force, and keeps every consent given and withdrawn', async () => {
    const contact = { phone: '081200000302' };
    const id = await person();
    await expect(write((work) => town.house.people.bind(work, { contact, personId: id, relation: 'anak', consent: { version: '2019-01', showPoli: true }, proof: 'link' }))).rejects.toThrow('people/consent-old');
    await tie(contact, id, 'anak', true);
    await write((work) => town.house.people.withdraw(work, { contact, personId: id, what: 'poli-name' }));
    expect((await family(contact)).map((member) => member.showPoli)).toEqual([false]);
    await write((work) => town.house.people.withdraw(work, { contact, personId: id, what: 'all' }));
    expect(await family(contact)).toEqual([]);
    expect((await rows('select what from people.consent where person = $1 order by turn', [id])).map((row) => row.what)).toEqual(['given-with-poli-name', 'poli-name-withdrawn', 'withdrawn']);
    await expect(write((work) => town.house.people.withdraw(work, { contact, personId: id, what: 'all' }))).rejects.toThrow('people/not-member');
  });

  it('is closed when the number changed hands, and opens for the new owner only', async () => {
    const contact = { phone: '081200000303' };
    const old = await person();
    await tie(contact, old, 'saya');
    expect(await town.house.people.phoneOf(old)).toBe('+6281200000303');
    await write((work) => town.house.people.suspend(work, { contact, reason: 'number-recycled' }));
    expect([await family(contact), await town.house.people.contactState(contact), await town.house.people.phoneOf(old)]).toEqual([[], 'suspended', undefined]);
    const owner = await person();
    await tie(contact, owner, 'saya');
    expect((await family(contact)).map((member) => member.personId)).toEqual([owner]);
    expect(await town.house.people.phoneOf(old)).toBeUndefined();
  });

  it('becomes one with the conversation whose phone the provider proved', async () => {
    const [a, b, c] = [await person(), await person(), await person()];
    await tie({ phone: '081200000304' }, a);
    for (const id of [a, b, c]) await tie({ conversationId: 'c-gabung' }, id);
    await write((work) => town.house.people.join(work, { phone: '081200000304', conversationId: 'c-gabung' }));
    for (const contact of [{ phone: '081200000304' }, { conversationId: 'c-gabung' }]) expect((await family(contact)).map((member) => member.personId).sort()).toEqual([a, b, c].sort());
    await write((work) => town.house.people.join(work, { phone: '081200000304', conversationId: 'c-gabung' }));
    expect(await family({ conversationId: 'c-gabung' })).toHaveLength(3);
  });
});

describe('proving who one is', () => {
  it('by a link that works once, for ten minutes, and of which only a fingerprint is kept', async () => {
    const contact = { conversationId: 'c-tautan' };
    const make = () => write((work) => town.house.people.links.make(work, { contact, purpose: 'uji/ikat' }));
    const token = await make();
    expect(token).toMatch(/^[\w-]{32}$/);
    expect(await town.house.people.links.read(token)).toMatchObject({ contact, purpose: 'uji/ikat' });
    const uses = await Promise.allSettled(Array.from({ length: 5 }, () => write((work) => town.house.people.links.use(work, token))));
    expect(uses.filter((use) => use.status === 'fulfilled')).toHaveLength(1);
    expect(await town.house.people.links.read(token)).toBeUndefined();
    const late = await make();
    town.clock.advance({ minutes: 10 });
    expect(await town.house.people.links.read(late)).toBeUndefined();
    await expect(write((work) => town.house.people.links.use(work, late))).rejects.toThrow('people/link-used');
    await expect(write((work) => town.house.people.links.use(work, 'x'.repeat(32)))).rejects.toThrow('people/link-used');
    expect((await rows('select l::text as line from people.link l')).some((row) => row.line.includes(token))).toBe(false);
  });

  it('by birth date, last four digits and a code to the phone on file', async () => {
    const id = await person({ name: 'Bukti Diri', birthDate: '1985-07-01', nik: '1606010107854321', norm: 'RM8899' });
    await tie({ phone: '081200000305' }, id, 'saya');
    const contact = { conversationId: 'c-baru' };
    const start = (birthDate: string, lastFour: string, from: ContactOf = contact) => write((work) => town.house.people.proofs.start(work, { contact: from, birthDate, lastFour }));
    const finish = (proofId: string, code: string) => write((work) => town.house.people.proofs.finish(work, { proofId, code, relation: 'saya', consent: consent() }));
    // Nobody fits: an answer of the same shape, and no code goes out.
    for (const wrong of [await start('1985-07-02', '4321'), await start('1985-07-01', '4322'), await start('kemarin', '4321')]) {
      expect(wrong.send).toBeUndefined();
      expect(await finish(wrong.proofId, '000000')).toMatchObject({ ok: false, problem: { code: 'people/code-wrong' } });
    }
    const right = await start('1985-07-01', '8899');
    expect(right.send).toMatchObject({ phone: '+6281200000305', code: expect.stringMatching(/^\d{6}$/) });
    const code = right.send?.code ?? '';
    for (let times = 0; times < 4; times += 1) expect(await finish(right.proofId, code === '111111' ? '222222' : '111111')).toMatchObject({ ok: false });
    expect(await finish(right.proofId, code.replace(/(...)/, '$1 '))).toEqual({ ok: true, personId: id });
    expect((await family(contact)).map((member) => member.personId)).toEqual([id]);
    expect(await finish(right.proofId, code)).toMatchObject({ ok: false, problem: { code: 'people/code-gone' } });
    // Five starts a day; guessing stops after five tries.
    const last = await start('1985-07-01', '4321');
    for (let times = 0; times < 5; times += 1) await finish(last.proofId, last.send?.code === '111111' ? '222222' : '111111');
    expect(await finish(last.proofId, last.send?.code ?? '')).toMatchObject({ ok: false, problem: { code: 'people/code-gone' } });
    await expect(start('1985-07-01', '4321')).rejects.toThrow('people/too-many');
  });

  it('is not offered to either of two who fit alike', async () => {
    for (const nik of ['1606010107867777', '1606020107867777']) await tie({ phone: nik.endsWith('7') && nik.startsWith('160601') ? '081200000306' : '081200000307' }, await person({ name: nik.slice(0, 6) === '160601' ? 'Kembar Satu' : 'Kembar Dua', birthDate: '1986-07-01', nik }), 'saya');
    expect((await write((work) => town.house.people.proofs.start(work, { contact: { conversationId: 'c-kembar' }, birthDate: '1986-07-01', lastFour: '7777' }))).send).toBeUndefined();
  });
});

describe('data saya, hapus data saya', () => {
  it('gives everything held, for a person of that contact only, and is itself a reading', async () => {
    const contact = { phone: '081200000308' };
    const id = await person({ name: 'Minta Salinan', birthDate: '1980-01-02', nik: '1606010201801234', address: { street: 'Jl. Sekayu 1' } });
    await tie(contact, id, 'saya');
    const copy = await town.house.perform(town.house.people.actions.exportMine, resident, { contact, personId: id });
    expect(copy).toMatchObject({ data: { name: 'Minta Salinan', nik: '1606010201801234', address: { street: 'Jl. Sekayu 1' } }, contacts: [{ kind: 'phone', address: '+62812••••0308', relation: 'saya' }], consents: [{ what: 'given' }] });
    expect((await town.house.access.readingsAbout([id])).map((reading) => reading.purpose)).toEqual(['own']);
    await expect(town.house.perform(town.house.people.actions.exportMine, resident, { contact, personId: await person() })).rejects.toThrow('people/not-member');
    await expect(town.house.perform(town.house.people.actions.exportMine, anonymous('web'), { contact, personId: id })).rejects.toThrow('action/forbidden');
  });

  it('erases oneself, only takes the family off, and keeps what a law keeps', async () => {
    const contact = { phone: '081200000309' };
    const nik = '1606010201805678';
    const [me, patient, child] = [await person({ name: 'Hapus Saya', birthDate: '1980-01-02', nik }), await person({ name: 'Pasien Lama' }), await person({ name: 'Anak Tetap' })];
    await tie(contact, me, 'saya');
    await tie(contact, patient, 'saya');
    await tie(contact, child, 'anak');
    town.house.people.keep(async (ids) => new Map(ids.filter((id) => id === patient).map((id) => [id, 'Rekam kunjungan disimpan 25 tahun (Permenkes 24/2022)'])));
    const result = await town.house.perform(town.house.people.actions.eraseMine, resident, { contact });
    expect(result.unbound.toSorted()).toEqual([me, patient, child].sort());
    expect([result.erased, result.kept.map((entry) => entry.personId)]).toEqual([[me], [patient]]);
    expect([await family(contact), await town.house.people.contactState(contact), await town.house.people.findBy('nik', nik)]).toEqual([[], 'unknown', undefined]);
    expect(await rows('select name, birth_date, erased_at is not null as gone from people.person where id = any($1) order by name', [[me, patient, child]])).toMatchObject([{ name: '', birth_date: null, gone: true }, { name: 'Anak Tetap', gone: false }, { name: 'Pasien Lama', gone: false }]);
    await expect(town.house.people.reveal(resident, me, { purpose: 'own', service: 'people', fields: ['name'] })).rejects.toThrow('people/unknown-person');
    // The number is free again for a new beginning.
    expect(await write((work) => town.house.people.register(work, { name: 'Hapus Saya', birthDate: '1980-01-02', nik }))).toMatchObject({ existing: false, warnings: [] });
    const said = (await rows("select body from audit.entry where action = 'people/eraseMine'")).map((row) => row.body).join();
    expect(said).not.toContain('Hapus Saya');
  });
});

describe('keys that change', () => {
  it('still find and open what an older key sealed, and the nightly tidy seals it anew', async () => {
    const nik = '1606014101900007';
    const id = await person({ name: 'Kunci Lama', birthDate: '1990-01-01', nik, address: { street: 'Jl. Kunci' } });
    await tie({ phone: '081200000310' }, id, 'saya');
    const { openVault } = await import('#platform/vault');
    const { openPeople } = await import('./index.ts');
    const old = town.house.config.MASTER_KEY;
    const vault = openVault({ masterKey: Buffer.alloc(32, 9).toString('base64'), oldKeys: old, dataFolder: town.house.config.DATA_DIR, random: town.house.random });
    const { database, access, places, regency, jobs, random } = town.house;
    const access2 = { ...access, declare: () => undefined };
    const renewed = openPeople({ database, vault, access: access2, places, regency, jobs, random });
    expect((await renewed.findBy('nik', nik))?.id).toBe(id);
    await renewed.tidy(resident);
    const onlyNew = openPeople({ database, vault: openVault({ masterKey: Buffer.alloc(32, 9).toString('base64'), oldKeys: undefined, dataFolder: town.house.config.DATA_DIR, random }), access: access2, places, regency, jobs, random });
    expect((await onlyNew.findBy('nik', nik))?.id).toBe(id);
    expect(await onlyNew.reveal({ ...resident, kind: 'system' }, id, { purpose: 'correction', service: 'people', fields: ['nik', 'address', 'phone'] })).toEqual({ nik, address: { street: 'Jl. Kunci' }, phone: '+6281200000310' });
  });
});
