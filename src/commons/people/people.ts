import { z } from 'zod';
import type { Actor } from '#kernel/actor';
import type { RandomBytes } from '#kernel/ids';
import type { Phone } from '#kernel/phone';
import type { Clock } from '#kernel/time';
import { action } from '#platform/action';
import type { Database, Work } from '#platform/database';
import type { Jobs } from '#platform/jobs';
import type { ConsentVersion, Regency } from '#platform/regency';
import type { Vault } from '#platform/vault';
import type { Access } from '#commons/access';
import type { Places } from '#commons/places';
import { merge, update, type PersonChange } from './change.ts';
import { declaration } from './declaration.ts';
import { bind, familyOf, join, phoneOf, suspend, unbind, withdraw, type Binding, type Member } from './family.ts';
import { erase, ownActions, type Keeper } from './own.ts';
import { peopleConstraints } from './problems.ts';
import { finishProof, makeLink, readLink, startProof, sweepProofs, useLink } from './proving.ts';
import { names, reveal, searchByName, type Field, type Why } from './reading.ts';
import { addIdentifier, endIdentifier, register, type NewPerson } from './register.ts';
import { searchable, type IdentifierKind } from './rules/identifiers.ts';
import type { Relation } from './rules/person.ts';
import { openContacts, type ContactOf, type Contacts } from './store/contacts.ts';
import { openNumbers, type Numbers } from './store/numbers.ts';
import { currentIds, summaries, type PersonSummary } from './store/summaries.ts';
import { reader, type PeopleTables } from './tables.ts';

/** What the rooms of people stand on. */
export interface PeopleDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly access: Pick<Access, 'recordReading' | 'readingFor' | 'permissions'>;
  readonly places: Pick<Places, 'knowsNikRegion'>;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly zone: string;
  readonly consent: ConsentVersion;
  readonly numbers: Numbers;
  readonly contacts: Contacts;
}

export type People = ReturnType<typeof openPeople>;

/** Opens the register of persons. Changing functions take `work`; reads take `within` last when they run inside a write. */
export function openPeople(given: { database: Database; vault: Vault; access: Access; places: Places; regency: Regency; jobs: Jobs; random: RandomBytes }) {
  const { database, vault, access, regency } = given;
  const consent = regency.consent.at(-1);
  if (!consent) throw new Error('A regency needs a consent text.');
  const deps: PeopleDeps = { database, vault, access, places: given.places, clock: database.clock, random: given.random, zone: regency.zone, consent, numbers: openNumbers(vault), contacts: openContacts(vault) };
  const keepers: Keeper[] = [];
  access.declare(declaration);
  given.jobs.handle({ queue: 'people-tidy', schedule: '17 2 * * *', handle: (_data, actor) => tidy(deps, actor) });
  const at = (within?: Work) => reader(database, within);

  async function candidates(kind: IdentifierKind, value: string, within?: Work): Promise<PersonSummary[]> {
    const wanted = searchable(kind, value);
    if (wanted === undefined) return [];
    const holders = await deps.numbers.holders(at(within), kind, wanted);
    const known = await summaries(at(within), holders.map((holder) => holder.person));
    return holders.flatMap((holder) => known.get(holder.person) ?? []);
  }

  return {
    register: (work: Work, person: NewPerson) => register(deps, work, person),
    update: (work: Work, change: PersonChange) => update(deps, work, change),
    addIdentifier: (work: Work, number: { personId: string; kind: IdentifierKind; value: string; asWritten?: boolean | undefined }) => addIdentifier(deps, work, number),
    endIdentifier,
    merge: (work: Work, which: { keep: string; drop: string; reason: string }) => merge(deps, work, which),

    /** The undisputed holder of a number; for `phone`, the person that says “saya” on it. */
    async findBy(kind: IdentifierKind | 'phone', value: string, within?: Work): Promise<PersonSummary | undefined> {
      if (kind !== 'phone') return (await candidates(kind, value, within))[0];
      const own = (await familyOf(deps, at(within), { phone: value })).filter((member) => member.relation === 'saya');
      const [me, ...others] = own;
      return me && others.length === 0 ? (await summaries(at(within), [me.personId])).get(me.personId) : undefined;
    },
    /** Everybody who claims a number, the undisputed holder first. */
    candidates,
    summaries: (ids: readonly string[], within?: Work) => summaries(at(within), ids),
    current: async (id: string, within?: Work): Promise<string> => (await currentIds(at(within), [id])).get(id) ?? id,
    reveal: (by: Actor | Work, personId: string, why: Why & { readonly fields: readonly Field[] }) => reveal(deps, by, personId, why),
    names: (by: Actor | Work, ids: readonly string[], why: Why) => names(deps, by, ids, why),
    search: (by: Actor, wanted: Why & { readonly name: string; readonly birthDate?: string | undefined }) => searchByName(deps, by, wanted),

    familyOf: (contact: ContactOf, within?: Work): Promise<Member[]> => familyOf(deps, at(within), contact),
    contactState: async (contact: ContactOf, within?: Work): Promise<'unknown' | 'active' | 'suspended'> => (await deps.contacts.find(at(within), contact))?.state ?? 'unknown',
    bind: (work: Work, binding: Binding) => bind(deps, work, binding),
    unbind: (work: Work, which: { contact: ContactOf; personId: string; reason: string }) => unbind(deps, work, which),
    withdraw: (work: Work, which: { contact: ContactOf; personId: string; what: 'poli-name' | 'all' }) => withdraw(deps, work, which),
    suspend: (work: Work, which: { contact: ContactOf; reason: 'number-changed' | 'number-recycled' | 'reported' }) => suspend(deps, work, which),
    join: (work: Work, which: { phone: string; conversationId: string }) => join(deps, work, which),
    /** Best phone for sending to a person; never for showing. */
    phoneOf: (personId: string, within?: Work): Promise<Phone | undefined> => phoneOf(deps, at(within), personId),
    /** The persons of a signed-in phone, for the page that shows who read their data. */
    personsOf: async (phone: string, within?: Work): Promise<{ personId: string; label: string }[]> => (await familyOf(deps, at(within), { phone })).map(({ personId, label }) => ({ personId, label })),
    consent: { current: consent },

    links: {
      make: (work: Work, link: { contact: ContactOf; purpose: string; minutes?: number }) => makeLink(deps, work, link),
      async read(token: string, within?: Work) {
        const link = await readLink(deps, at(within), token);
        return link && { contact: link.contact, purpose: link.purpose, contactLabel: link.phone ?? 'percakapan ini' };
      },
      use: (work: Work, token: string) => useLink(deps, work, token),
    },
    proofs: {
      start: (work: Work, who: { contact: ContactOf; birthDate: string; lastFour: string }) => startProof(deps, work, who),
      finish: (work: Work, answer: { proofId: string; code: string; relation: Relation; consent: { version: string; showPoli: boolean } }) => finishProof(deps, work, answer),
    },

    /** Registers a law that keeps records: such persons are not erased, only taken off the contact. */
    keep: (keeper: Keeper) => { keepers.push(keeper); },
    erase: (work: Work, contact: ContactOf) => erase(deps, work, contact, keepers),
    actions: {
      ...ownActions(deps, keepers),
      merge: action({
        name: 'people/merge', allow: 'people/merge', constraints: peopleConstraints,
        input: z.strictObject({ keep: z.uuid(), drop: z.uuid(), reason: z.string().trim().min(5, { error: 'Tulis alasan penyatuan.' }) }),
        run: (work, input) => merge(deps, work, input),
      }),
    },
    /** Removes what expired and seals old rows with the current key. Runs nightly. */
    tidy: (actor: Actor) => tidy(deps, actor),
  };
}

async function tidy(deps: PeopleDeps, actor: Actor): Promise<void> {
  await deps.database.write({ actor, action: 'people/tidy' }, (work) => sweepProofs(work));
  // Small steps, so that nobody waits for a change of keys.
  for (let moved = 1; moved > 0;) {
    if ((await needReseal(deps)) === 0) return;
    moved = await deps.database.write({ actor, action: 'people/reseal' }, async (work) => {
      const count = (await deps.numbers.reseal(work, 200)) + (await deps.contacts.reseal(work, 200)) + (await resealPersons(deps, work, 200));
      work.note({ resealed: count });
      return count;
    });
  }
}

async function needReseal(deps: PeopleDeps): Promise<number> {
  const current = `${deps.vault.seal('', 'people').split('.').slice(0, 2).join('.')}.%`;
  const tables = deps.database.read<PeopleTables>();
  const [numbers, phones, persons] = await Promise.all([
    tables.selectFrom('people.identifier').select('id').where('sealed', 'not like', current).limit(1).execute(),
    tables.selectFrom('people.contact_address').select('id').where('sealed', 'not like', current).limit(1).execute(),
    tables.selectFrom('people.person').select('id').where((or) => or.or([or('address', 'not like', current), or('mother', 'not like', current)])).limit(1).execute(),
  ]);
  return numbers.length + phones.length + persons.length;
}

async function resealPersons(deps: PeopleDeps, work: Work, limit: number): Promise<number> {
  const current = `${deps.vault.seal('', 'people').split('.').slice(0, 2).join('.')}.%`;
  const tables = work.tables<PeopleTables>();
  const rows = await tables.selectFrom('people.person').select(['id', 'address', 'mother']).where((or) => or.or([or('address', 'not like', current), or('mother', 'not like', current)])).limit(limit).forUpdate().execute();
  for (const row of rows) {
    const anew = (sealed: string | null, what: string) => (sealed === null ? null : deps.vault.seal(deps.vault.open(sealed, `people/${what}/${row.id}`), `people/${what}/${row.id}`));
    await tables.updateTable('people.person').set({ address: anew(row.address, 'address'), mother: anew(row.mother, 'mother') }).where('id', '=', row.id).execute();
  }
  return rows.length;
}
