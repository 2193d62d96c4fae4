import { openBooking } from '#commons/booking';
import { anonymous, system, type Actor } from '#kernel/actor';
import { hmacSha256 } from '#kernel/digest';
import { openHttp, type Http } from '#platform/http';
import { openTestHouse, type TestHouse } from '../engines/index.ts';
import type { MessagingDoor, PeopleDoor, PersonSummary } from '../../src/agencies/rsud/saroale/doors.ts';
import { manifest } from '../../src/agencies/rsud/saroale/manifest.ts';
import { mountPages } from '../../src/agencies/rsud/saroale/pages/mount.ts';
import { openSaroale, type Saroale } from '../../src/agencies/rsud/saroale/rooms.ts';
import { openTicket, signTicket } from '../../src/agencies/rsud/saroale/rules/ticket-token.ts';
import { saveDoctor, savePoli } from '../../src/agencies/rsud/saroale/store/directory.ts';
import { addSchedule } from '../../src/agencies/rsud/saroale/store/plan.ts';

export type Notice = Parameters<MessagingDoor['notify']>[1];

/** A person of the town: what pages may show, and what only comparison may touch. */
export interface Known extends PersonSummary {
  readonly birthDate?: string;
  readonly nik?: string;
}

function peopleInMemory(people: Map<string, Known>): PeopleDoor {
  return {
    summaries: async (ids) => new Map([...people].filter(([id]) => ids.includes(id))),
    async addIdentifier(_work, { personId, value }) {
      const person = people.get(personId);
      if (person) people.set(personId, { ...person, maskedNorm: `••${value.slice(-4)}` });
    },
    names: async (_by, ids) => new Map(ids.map((id) => [id, { name: people.get(id)?.initials ?? '', shownName: people.get(id)?.initials ?? '' }])),
    findBy: async (kind, value) => [...people.values()].find((person) => kind === 'nik' && person.nik === value),
    async register(_work, person) {
      const id = crypto.randomUUID();
      people.set(id, { id, initials: person.name.slice(0, 1), birthYear: Number(person.birthDate.slice(0, 4)), sex: person.sex, birthDate: person.birthDate, ...(person.nik ? { nik: person.nik } : {}) });
      return { personId: id, existing: false };
    },
    reveal: async (_by, id) => ({ birthDate: people.get(id)?.birthDate }),
    bind: async () => undefined,
    consent: { current: { version: '1', text: { id: 'Data dipakai untuk pendaftaran.' } } },
    links: { make: async () => 'token-uji-satu', read: async () => ({ contactLabel: 'WhatsApp ••••01' }), use: async () => ({ contact: { phone: '+6281200000001' } }) },
  };
}

/** A hospital of two clinics on a real database, with a list of what was said to whom in place of the channels. */
export interface SaroaleTown {
  readonly test: TestHouse;
  readonly saroale: Saroale;
  readonly http: Http;
  readonly told: Notice[];
  person(more?: Partial<Known>): string;
  close(): Promise<void>;
}

export const staff = (role: 'perawat' | 'admisi' | 'dokter' | 'kepala' | 'farmasi'): Actor => ({
  kind: 'staff', id: `staff-${role}`, name: role, agency: 'rsud', channel: role === 'admisi' ? 'counter' : 'web', permissions: new Set(manifest.roles.find((entry) => entry.id === `saroale/${role}`)?.permissions),
});
export const visitor = anonymous('web');

/** The value, or a failed test when it is missing. */
export function must<T>(value: T | undefined | null): T {
  if (value === undefined || value === null) throw new Error('expected a value');
  return value;
}

/** Opens the town on Monday 23 November 2026, 09.00 WIB; sessions of the coming two weeks are open. */
export async function openTown(options: { empty?: boolean; now?: string } = {}): Promise<SaroaleTown> {
  const test = await openTestHouse(options.now ? { now: options.now } : {});
  const { database, perform } = test.house;
  const people = new Map<string, Known>();
  const told: Notice[] = [];
  const key = hmacSha256('test', 'ticket');
  const saroale = openSaroale({
    database, clock: test.clock, zone: 'Asia/Jakarta', isHoliday: (date) => date.toString() === '2026-12-01',
    booking: openBooking({ database, random: (size) => crypto.getRandomValues(new Uint8Array(size)) }),
    messaging: { notify: async (work, notice) => { work.after(() => { if (!told.some((one) => one.dedupe === notice.dedupe)) told.push(notice); }); } },
    people: peopleInMemory(people),
    seal: (text) => Buffer.from(text).toString('base64url'), unseal: (sealed) => Buffer.from(sealed, 'base64url').toString(),
    sign: (id) => signTicket(id, [key]), unsign: (token) => openTicket(token, [key]), publicUrl: (path) => `https://contoh.test${path}`, receiptCode: (bookingId) => test.house.transparency.receiptCode({ type: 'saroale/served', subject: bookingId }),
  }, perform);
  // Its own door to the web: the house has mounted the real service on the other one.
  const http = await openHttp({ log: test.house.log, trustProxy: false, site: test.house.http.site, ready: async () => true });
  test.house.identity.mount(http);
  mountPages(http, saroale);
  await test.house.jobs.start({ work: false, zone: 'Asia/Jakarta' });
  if (!options.empty) await perform({ name: 'test/directory', input: saroale.actions.openSessions.input, allow: 'anyone', run: (work) => plantDirectory(work) }, system('test'), {});
  if (!options.empty) await perform(saroale.actions.openSessions, system('test'), {});
  return {
    test, saroale, http, told,
    person(more = {}) {
      const id = more.id ?? crypto.randomUUID();
      people.set(id, { id, initials: 'A.S.', birthYear: 2019, sex: 'P', maskedNorm: '00••12', birthDate: '2019-05-17', ...more });
      return id;
    },
    async close() {
      await http.close();
      await test.close();
    },
  };
}

async function plantDirectory(work: Parameters<typeof savePoli>[0]): Promise<void> {
  const common = { fingerprintRequired: false, promiseMinutes: 60, checkinBefore: 60, checkinAfter: 60, cutoffBefore: 60, sensitive: false, sex: null, ageFrom: null, ageBelow: null, aliases: [], floor: 'Lantai 1' };
  await savePoli(work, { ...common, code: 'ANA', name: 'Poli Anak', bpjsCode: 'ANA', subspecialtyCode: 'ANA', labelPrefix: 'A', ageBelow: 18 });
  await savePoli(work, { ...common, code: 'INT', name: 'Poli Penyakit Dalam', bpjsCode: 'INT', subspecialtyCode: '027', labelPrefix: 'D', ageFrom: 15, fingerprintRequired: true });
  for (const [id, hfisCode, name] of [['dr-andini', 101, 'Contoh Andini'], ['dr-bakti', 102, 'Contoh Bakti']] as const) await saveDoctor(work, { id, name, titlesBefore: 'dr.', titlesAfter: 'Sp.A', hfisCode, sipExpiresOn: null });
  const pattern = { opens: '08:00', closes: '12:00', quotaJkn: 3, quotaOther: 1, shared: false, validFrom: Temporal.PlainDate.from('2026-01-01') };
  for (const weekday of [1, 2, 3, 4, 5]) {
    await addSchedule(work, { ...pattern, poli: 'ANA', doctor: 'dr-andini', weekday });
    await addSchedule(work, { ...pattern, poli: 'INT', doctor: 'dr-bakti', weekday });
  }
}
