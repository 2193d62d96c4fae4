import { system, type Actor } from '#kernel/actor';
import { openTestHouse, type TestHouse } from '../engines/index.ts';
import { openRecord } from '#agencies/rsud/clinical-record/offers';
import { openOn } from '../../src/agencies/rsud/sih-larajaket/ground.ts';
import { manifest } from '../../src/agencies/rsud/sih-larajaket/manifest.ts';
import type { Larajaket } from '../../src/agencies/rsud/sih-larajaket/rooms.ts';
import type { Tables } from '../../src/agencies/rsud/sih-larajaket/store/tables.ts';
import { openOn as openSaroaleOn } from '../../src/agencies/rsud/saroale/ground.ts';
import { saveDoctor, savePoli } from '../../src/agencies/rsud/saroale/store/directory.ts';
import type { Saroale } from '../../src/agencies/rsud/saroale/rooms.ts';

export type Post = 'perawat' | 'dokter' | 'penunjang' | 'apoteker' | 'rekam-medis' | 'komite';

/** A member of staff with one post of the hospital. */
export const post = (role: Post, id = `staff-${role}`): Actor => ({ kind: 'staff', id, name: `Contoh ${role}`, agency: 'rsud', channel: 'web', permissions: new Set(manifest.roles.find((entry) => entry.id === `sih-larajaket/${role}`)?.permissions) });

/** A hospital on a real database: one clinic, its doctor with a licence, a shelf of medicine, and patients who check in through Saroale. */
export interface LarajaketTown {
  readonly test: TestHouse;
  readonly larajaket: Larajaket;
  readonly saroale: Saroale;
  /** A person who booked and checked in; the visit has begun. */
  patient(more?: { name?: string; born?: string; sex?: 'L' | 'P'; norm?: string; payer?: 'jkn' | 'umum'; nik?: string }): Promise<{ visitId: string; personId: string; norm: string; born: string }>;
  /** Gives an actor a practice licence. */
  licence(account: string, until?: string): Promise<void>;
  rows<T = Record<string, unknown>>(text: string, values?: unknown[]): Promise<T[]>;
  close(): Promise<void>;
}

const desk = system('test', 'command');

/** Opens the hospital on Monday 23 November 2026, 09.00 WIB; `on`: in a house that is open already, as the browser tests have it. */
export async function openLarajaketTown(options: { settings?: Record<string, string>; on?: TestHouse } = {}): Promise<LarajaketTown> {
  const test = options.on ?? await openTestHouse(options);
  const { house } = test;
  if (!options.on) await house.jobs.start({ work: false, zone: 'Asia/Jakarta' });
  const saroale = openSaroaleOn(house);
  const larajaket = openOn(house);
  await house.database.write({ actor: desk, action: 'test/hospital' }, async (work) => {
    await savePoli(work, { code: 'INT', name: 'Poli Penyakit Dalam', bpjsCode: 'INT', subspecialtyCode: 'INT', labelPrefix: 'D', fingerprintRequired: false, promiseMinutes: 60, checkinBefore: 60, checkinAfter: 60, cutoffBefore: 60, sensitive: false, sex: null, ageFrom: null, ageBelow: null, aliases: [], floor: '' });
    await saveDoctor(work, { id: 'dr-cakra', name: 'Contoh Cakra', titlesBefore: 'dr.', titlesAfter: 'Sp.PD', hfisCode: 900003, sipExpiresOn: Temporal.PlainDate.from('2028-12-31') });
    for (const drug of ['MET500', 'AMLO5', 'PARA500', 'CTM4', 'SIMV20']) {
      await work.tables<Tables>().insertInto('sih_larajaket.stock').values([{ drug, batch: 'LAMA', expires_on: '2027-01-31', on_hand: 40 }, { drug, batch: 'BARU', expires_on: '2028-01-31', on_hand: 500 }]).execute();
    }
    const record = openRecord({ database: house.database, zone: house.regency.zone });
    await record.terminology.store(work, { url: 'http://hl7.org/fhir/sid/icd-10', name: 'ICD-10', version: 'uji', source: 'uji', content: 'fragment' }, [
      { code: 'E11.9', display: 'Diabetes melitus tipe 2 tanpa komplikasi', synonyms: ['kencing manis', 'gula darah tinggi'] }, { code: 'I10', display: 'Hipertensi esensial', synonyms: ['darah tinggi'] }, { code: 'Z99.9', display: 'Kode lama', active: false },
    ]);
    work.note({ subject: 'hospital' });
  });
  const { sessionId } = await house.perform(saroale.actions.openExtraSession, desk, { poli: 'INT', doctor: 'dr-cakra', date: '2026-11-23', opens: '08:00', closes: '14:00', quotaJkn: 200, quotaOther: 200, reason: 'Hari uji' });
  let serial = 0;
  const town: LarajaketTown = {
    test, larajaket, saroale,
    async patient(more = {}) {
      serial += 1;
      const born = more.born ?? '1979-03-14';
      const norm = more.norm ?? String(500_000 + serial);
      const { personId } = await house.database.write({ actor: desk, action: 'test/person' }, (work) => house.people.register(work, { name: more.name ?? `Contoh Pasien ${String(serial).replaceAll(/\d/g, (digit) => 'ABCDEFGHIJ'.charAt(Number(digit)))}`, sex: more.sex ?? 'L', birthDate: born, ...(more.nik ? { nik: more.nik } : {}), norm }));
      const booked = await house.perform(saroale.actions.book, { ...desk, channel: 'counter' }, { sessionId, personId, payer: more.payer ?? 'umum', visitKind: 3, ...(more.payer === 'jkn' ? { reference: `0601R0011126K${String(200_000 + serial)}` } : {}), key: `larajaket-${serial}-${personId}` });
      await house.perform(saroale.actions.checkIn, desk, { bookingId: booked.bookingId, via: 'counter' });
      await house.evidence.pump();
      return { visitId: booked.bookingId, personId, norm, born };
    },
    async licence(account, until = '2028-12-31') {
      await house.pool.query("insert into sih_larajaket.practitioner (account, name, profession, doctor, sip, sip_expires_on) values ($1, 'Contoh', 'doctor', 'dr-cakra', 'SIP/CONTOH/1', $2) on conflict (account) do update set sip_expires_on = excluded.sip_expires_on", [account, until]);
    },
    rows: async <T,>(text: string, values: unknown[] = []) => (await house.pool.query(text, values)).rows as T[],
    close: () => test.close(),
  };
  return town;
}
