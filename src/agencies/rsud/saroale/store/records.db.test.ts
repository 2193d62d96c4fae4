import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, type Actor } from '#kernel/actor';
import type { Work } from '#platform/database';
import { must, openTown, staff, type SaroaleTown } from '../../../../../test/town/saroale.ts';

let town: SaroaleTown;
beforeAll(async () => { town = await openTown(); });
afterAll(() => town.close());

const resident: Actor = { ...anonymous('whatsapp'), kind: 'resident', id: 'percakapan' };
const write = <T>(step: (work: Work) => Promise<T>) => town.test.house.database.write({ actor: resident, action: 'test/records' }, step);
const date = Temporal.PlainDate.from('2026-11-24');

/** Somebody in the house's own register, tied to a phone as "saya", with a booking at the hospital if asked. */
async function somebody(serial: number, books: boolean) {
  const { people } = town.test.house;
  const contact = { phone: `+628120000050${serial}` };
  const { personId } = await write((work) => people.register(work, { name: 'Orang Contoh', birthDate: '2019-05-17' }));
  await write((work) => people.bind(work, { contact, personId, relation: 'saya', consent: { version: people.consent.current.version, showPoli: false }, proof: 'counter' }));
  town.person({ id: personId });
  if (!books) return { contact, personId, bookingId: undefined };
  const [session] = await town.saroale.reads.searchSessions({ poli: 'ANA', from: date, to: date });
  const { bookingId } = await town.saroale.perform(town.saroale.actions.bookOnsite, staff('admisi'), { sessionId: must(session).sessionId, personId, payer: 'jkn', visitKind: 3, reference: `0601R0011126K00050${serial}`, key: crypto.randomUUID() });
  return { contact, personId, bookingId };
}

const eraseMine = (contact: { phone: string }) => town.test.house.perform(town.test.house.people.actions.eraseMine, resident, { contact });

describe('“hapus data saya” of a patient', () => {
  it('takes them off the phone but keeps a record with a visit, and says which law', async () => {
    const { contact, personId } = await somebody(1, true);
    const done = await eraseMine(contact);
    expect(done).toMatchObject({ unbound: [personId], erased: [], kept: [{ personId }] });
    expect(must(done.kept[0]).why).toContain('25 tahun');
    expect(await town.test.house.people.familyOf(contact)).toEqual([]);
  });

  it('erases whoever never had a place, cancelled it, or whose last visit is older than 25 years', async () => {
    const stranger = await somebody(2, false);
    expect(await eraseMine(stranger.contact)).toMatchObject({ erased: [stranger.personId], kept: [] });
    const cancelled = await somebody(3, true);
    await town.saroale.perform(town.saroale.actions.cancelBooking, staff('admisi'), { bookingId: must(cancelled.bookingId), by: 'patient', reason: 'Sudah sembuh' });
    expect(await eraseMine(cancelled.contact)).toMatchObject({ erased: [cancelled.personId], kept: [] });
    const old = await somebody(4, true);
    await town.test.house.pool.query("update saroale.visit set date = '1999-01-04' where booking_id = $1", [old.bookingId]);
    expect(await eraseMine(old.contact)).toMatchObject({ erased: [old.personId], kept: [] });
  });
});
