import { sql } from 'kysely';
import { maskPhone, parsePhone, type Phone } from '#kernel/phone';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import type { Vault } from '#platform/vault';
import { refusals } from '../problems.ts';
import type { PeopleTables, Reader } from '../tables.ts';

/** How a contact is reached. A conversation is named by its own opaque id, never by the chat address. */
export type ContactOf = { readonly phone: string } | { readonly conversationId: string };

export interface ContactRow {
  readonly id: string;
  readonly state: 'active' | 'suspended';
}

interface Address {
  readonly kind: 'phone' | 'conversation';
  readonly fingerprint: string;
  /** All fingerprints to search with; more than one while a key is being changed. */
  readonly fingerprints: readonly string[];
  readonly phone?: Phone;
}

/** Contacts by address, and the sealed phone numbers. */
export function openContacts(vault: Vault) {
  const address = (contact: ContactOf): Address => {
    if ('conversationId' in contact) return { kind: 'conversation', fingerprint: contact.conversationId, fingerprints: [contact.conversationId] };
    const phone = parsePhone(contact.phone);
    if (!phone) throw new Problem(refusals.phoneShape, { fields: { phone: refusals.phoneShape.detail } });
    return { kind: 'phone', fingerprint: vault.blindIndex('people/phone', phone), fingerprints: vault.blindIndexes('people/phone', phone), phone };
  };
  const find = (tables: Reader, { kind, fingerprints }: Address): Promise<ContactRow | undefined> => tables.selectFrom('people.contact_address')
    .innerJoin('people.contact', 'people.contact.id', 'people.contact_address.contact').select(['people.contact.id', 'people.contact.state'])
    .where('people.contact_address.kind', '=', kind).where('people.contact_address.fingerprint', 'in', [...fingerprints]).where('people.contact_address.ended_at', 'is', null).executeTakeFirst();
  const insertAddress = async (work: Work, contact: string, { kind, fingerprint, phone }: Address) => {
    const id = work.newId();
    await work.tables<PeopleTables>().insertInto('people.contact_address').values({
      id, contact, kind, fingerprint, sealed: phone ? vault.seal(phone, `people/phone/${id}`) : null, masked: phone ? maskPhone(phone) : '', since: work.now.toString(),
    }).execute();
  };
  const lockKey = (work: Work, key: string) => sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(work.tables<PeopleTables>());

  return {
    find: (tables: Reader, contact: ContactOf) => find(tables, address(contact)),

    /** The contact, locked for this transaction; made when it is the first time we hear of it. */
    async require(work: Work, contact: ContactOf): Promise<ContactRow> {
      const where = address(contact);
      await lockKey(work, where.fingerprint);
      const tables = work.tables<PeopleTables>();
      const known = await find(tables, where);
      if (known) return tables.selectFrom('people.contact').select(['id', 'state']).where('id', '=', known.id).forUpdate().executeTakeFirstOrThrow();
      const id = work.newId();
      await tables.insertInto('people.contact').values({ id, suspended_because: null, created_at: work.now.toString() }).execute();
      await insertAddress(work, id, where);
      return { id, state: 'active' };
    },

    /** Gives a contact one more address, taking it from the contact that had it. Returns that one. */
    async attach(work: Work, contact: string, more: ContactOf): Promise<string | undefined> {
      const where = address(more);
      await lockKey(work, where.fingerprint);
      const tables = work.tables<PeopleTables>();
      const held = await find(tables, where);
      if (held?.id === contact) return undefined;
      if (held) await tables.updateTable('people.contact_address').set({ contact }).where('contact', '=', held.id).where('kind', '=', where.kind).where('fingerprint', 'in', [...where.fingerprints]).where('ended_at', 'is', null).execute();
      else await insertAddress(work, contact, where);
      return held?.id;
    },

    /** Ends every address of a contact and forgets the numbers. */
    async forget(work: Work, contact: string): Promise<void> {
      await work.tables<PeopleTables>().updateTable('people.contact_address').set({ ended_at: work.now.toString(), sealed: null, masked: '', fingerprint: '' }).where('contact', '=', contact).where('ended_at', 'is', null).execute();
    },

    async phonesOf(tables: Reader, contacts: readonly string[]): Promise<{ contact: string; phone: Phone; masked: string }[]> {
      if (contacts.length === 0) return [];
      const rows = await tables.selectFrom('people.contact_address').select(['id', 'contact', 'sealed', 'masked']).where('contact', 'in', [...contacts]).where('kind', '=', 'phone').where('ended_at', 'is', null).orderBy('since', 'desc').execute();
      return rows.flatMap((row) => (row.sealed === null ? [] : [{ contact: row.contact, phone: vault.open(row.sealed, `people/phone/${row.id}`) as Phone, masked: row.masked }]));
    },

    /** Seals phone numbers of an older key anew. */
    async reseal(work: Work, limit: number): Promise<number> {
      const tables = work.tables<PeopleTables>();
      const rows = await tables.selectFrom('people.contact_address').select(['id', 'sealed']).where('sealed', 'is not', null).where('sealed', 'not like', `${vault.seal('', 'people').split('.').slice(0, 2).join('.')}.%`).limit(limit).forUpdate().execute();
      for (const row of rows) {
        const phone = vault.open(row.sealed ?? '', `people/phone/${row.id}`);
        await tables.updateTable('people.contact_address').set({ sealed: vault.seal(phone, `people/phone/${row.id}`), fingerprint: vault.blindIndex('people/phone', phone) }).where('id', '=', row.id).execute();
      }
      return rows.length;
    },
  };
}

export type Contacts = ReturnType<typeof openContacts>;
