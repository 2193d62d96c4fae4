import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system, type Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { openLarajaketTown, post, type LarajaketTown } from '../../../../test/town/larajaket.ts';
import { visitProcedure } from './procedure.ts';
import { readDoctorScreen } from './reads/doctor-screen.ts';

let town: LarajaketTown;
const nurse = post('perawat');
const doctor = post('dokter');
const pharmacist = post('apoteker');
const analyst = post('penunjang');
const records = post('rekam-medis');
beforeAll(async () => {
  town = await openLarajaketTown();
  await town.licence(doctor.id);
});
afterAll(() => town.close());

type Actions = LarajaketTown['larajaket']['actions'];
const act = <K extends keyof Actions>(name: K, actor: Actor, input: unknown) => town.larajaket.perform(town.larajaket.actions[name] as never, actor, input) as Promise<Awaited<ReturnType<Actions[K]['run']>>>;
const refused = (promise: Promise<unknown>) => promise.then(() => undefined, (error: unknown) => (error instanceof Problem ? error : Promise.reject(error)));
const code = async (promise: Promise<unknown>) => (await refused(promise))?.code;
const stateOf = async (visitId: string) => (await town.rows<{ state: string }>('select state from sih_larajaket.visit where id = $1', [visitId]))[0]?.state;
const vitals = { systolic: '130', diastolic: '80', pulse: '84', temperature: '36,6', weight: '65', height: '165' };
const note = { subjective: 'Kontrol gula.', objective: 'Baik.', assessment: 'DM tipe 2.', plan: 'Lanjut obat.' };

async function triaged(more: Parameters<LarajaketTown['patient']>[0] = {}, input: Record<string, unknown> = {}) {
  const patient = await town.patient(more);
  await act('triage', nurse, { visitId: patient.visitId, vitals, allergy: 'none-known', ...input });
  return patient;
}
async function withDoctor(more: Parameters<LarajaketTown['patient']>[0] = {}, input: Record<string, unknown> = {}) {
  const patient = await triaged(more, input);
  await act('begin', doctor, { visitId: patient.visitId });
  return patient;
}
async function signed(more: Parameters<LarajaketTown['patient']>[0] = {}, rx: readonly { drug: string; signa: string }[] = [{ drug: 'MET500', signa: '2x1 tab pc 30 hari' }]) {
  const patient = await withDoctor(more);
  await act('addCode', doctor, { visitId: patient.visitId, code: 'E11.9' });
  for (const line of rx) await act('prescribe', doctor, { visitId: patient.visitId, ...line });
  await act('sign', doctor, { visitId: patient.visitId, base: 0, note, proof: 're-authentication', typedMinutes: 1 });
  return patient;
}
const rxVersion = async (visitId: string) => (await town.rows<{ version: number }>('select version from sih_larajaket.rx where visit_id = $1', [visitId]))[0]?.version ?? 0;
const verdicts = ['identity', 'doctor', 'date', 'form', 'strength', 'stability', 'indication', 'dose', 'interaction', 'duplication', 'allergy', 'renal'].map((line) => ({ line, verdict: 'pass' }));

describe('the procedure', () => {
  it('is the same in the database and in the code', async () => {
    const allowed = (await town.rows<{ from_state: string; to_state: string }>('select from_state, to_state from sih_larajaket.visit_way')).map((row) => `${row.from_state} → ${row.to_state}`).sort();
    const declared = [...new Set(visitProcedure.states.flatMap((from) => visitProcedure.verbs(from).map((verb) => `${from} → ${visitProcedure.next(from, verb)}`)))].sort();
    expect(declared).toEqual(allowed);
  });
  it('cannot be walked around past the code, and writes its own steps', async () => {
    const { visitId } = await town.patient();
    await expect(town.rows("update sih_larajaket.visit set state = 'finished', state_at = now() where id = $1", [visitId])).rejects.toMatchObject({ constraint: 'visit_way_allowed' });
    await town.rows("update sih_larajaket.visit set state = 'triaged', state_at = now(), state_by = 'psql' where id = $1", [visitId]);
    expect(await town.rows('select turn, from_state, to_state, by from sih_larajaket.visit_step where visit_id = $1 order by turn', [visitId])).toEqual([{ turn: 1, from_state: null, to_state: 'arrived', by: 'system:sih-larajaket/tickets' }, { turn: 2, from_state: 'arrived', to_state: 'triaged', by: 'psql' }]);
    await expect(town.rows('delete from sih_larajaket.visit_step where visit_id = $1', [visitId])).rejects.toMatchObject({ constraint: 'row_kept' });
  });
});

describe('a visit', () => {
  it('goes from the ticket to the medicine without a sheet of paper', async () => {
    const { visitId, personId } = await withDoctor({ payer: 'umum' });
    await act('addCode', doctor, { visitId, code: 'E11.9' });
    await act('prescribe', doctor, { visitId, drug: 'MET500', signa: '2x1 tab pc 30 hari' });
    const { orderId } = await act('orderSupport', doctor, { visitId, panel: 'GDS' });
    await act('reportResult', analyst, { orderId, check: '14-03-1979', values: { GLU: { value: '186', unit: 'mg/dL' } } });
    await act('readResult', doctor, { orderId });
    const { seal } = await act('sign', doctor, { visitId, base: 0, note, proof: 're-authentication', typedMinutes: 1.2 });
    expect(seal).toMatch(/^[0-9a-f]{64}$/);
    const version = await rxVersion(visitId);
    await act('reviewRx', pharmacist, { visitId, version, verdicts });
    await act('prepareRx', pharmacist, { visitId, version });
    expect(await act('handRx', pharmacist, { visitId, version, way: 'hand', quantities: {}, receiver: 'Pasien sendiri' })).toEqual({ owed: 0 });
    await act('consent', nurse, { visitId, kind: 'general', do: 'give', via: 'desk' });
    expect(await act('finishVisit', records, { visitId })).toEqual({ missing: [] });
    // The oldest batch went first, and the record holds it all as FHIR.
    expect(await town.rows("select d.batch, d.quantity from sih_larajaket.dispense d join sih_larajaket.rx_item i on i.id = d.rx_item join sih_larajaket.rx r on r.id = i.rx_id where r.visit_id = $1 order by d.batch desc", [visitId])).toEqual([{ batch: 'LAMA', quantity: 40 }, { batch: 'BARU', quantity: 20 }]);
    const found = async (type: string) => (await town.larajaket.doors.record.search(system('test'), type as 'Condition', { patient: `Patient/${personId}` })).length;
    expect([await found('Condition'), await found('MedicationRequest'), await found('ServiceRequest'), await found('DiagnosticReport'), await found('MedicationDispense'), await found('Composition')]).toEqual([1, 1, 1, 1, 2, 1]);
    const [encounter] = await town.larajaket.doors.record.search(system('test'), 'Encounter', { patient: `Patient/${personId}` });
    expect(encounter?.status).toBe('finished');
    expect(encounter?.statusHistory?.map((span) => [span.status, span.period.end !== undefined])).toEqual([['arrived', true], ['triaged', true], ['in-progress', true], ['finished', true]]);
    const [event] = await town.rows<{ data: Record<string, unknown> }>("select data from evidence.event where type = 'sih-larajaket/finished' and subject = $1", [visitId]);
    expect(event?.data).toMatchObject({ resumeSameDay: true, sheets: 0, complete: true });
  });

  it('shows everything that matters on one screen, and what was asked is written down for the patient', async () => {
    const { visitId, personId } = await withDoctor({}, { allergy: 'known', newAllergy: { substance: 'amoxicillin', class: 'penicillin', reaction: 'bengkak', severe: true } });
    const screen = await readDoctorScreen(town.larajaket.doors, doctor, visitId);
    expect(screen.chart.allergies).toEqual([{ substance: 'amoxicillin', class: 'penicillin', severe: true, reaction: 'bengkak' }]);
    expect(screen.triage?.vitals['temperature']).toBe(36.6);
    const readings = await town.test.house.access.readingsAbout([personId]);
    expect(readings.some((reading) => reading.who.id === doctor.id && reading.purpose === 'care' && reading.service === 'sih-larajaket')).toBe(true);
  });
});

describe('the doctor', () => {
  it('finds codes by everyday words', async () => { expect((await town.larajaket.doors.record.find('icd-10', 'kencing manis'))[0]?.code).toBe('E11.9'); });

  it('cannot choose a retired code, and an old one stays as it was', async () => {
    const { visitId } = await withDoctor();
    expect(await code(act('addCode', doctor, { visitId, code: 'Z99.9' }))).toBe('sih-larajaket/retired-code');
    expect(await code(act('addCode', doctor, { visitId, code: 'Q00' }))).toBe('sih-larajaket/unknown-code');
  });

  it('keeps both texts when two people write one note, and signs only what both have seen', async () => {
    const { visitId } = await withDoctor();
    await act('addCode', doctor, { visitId, code: 'I10' });
    const { version } = await act('saveNote', doctor, { visitId, base: 0, note });
    const other = post('dokter', 'staff-dokter-2');
    await act('saveNote', other, { visitId, base: version, note: { ...note, plan: 'Tambah amlodipin.', objective: 'TD 150/90.' } });
    const saved = await act('saveNote', doctor, { visitId, base: version, note: { ...note, plan: 'Kontrol 2 minggu.' } });
    expect(saved.conflicts).toEqual([{ part: 'plan', mine: 'Kontrol 2 minggu.', theirs: 'Tambah amlodipin.' }]);
    const texts = (await town.rows<{ kind: string; body: { plan: string; objective: string } }>('select kind, body from sih_larajaket.note_version where visit_id = $1 order by version', [visitId])).map((row) => [row.kind, row.body.plan]);
    expect(texts).toEqual([['draft', 'Lanjut obat.'], ['draft', 'Tambah amlodipin.'], ['beside', 'Kontrol 2 minggu.'], ['merged', 'Tambah amlodipin.\nKontrol 2 minggu.']]);
    expect(await code(act('sign', doctor, { visitId, base: version, note: { ...note, plan: 'Lain lagi.' }, proof: 're-authentication' }))).toBe('sih-larajaket/note-changed');
    expect(await stateOf(visitId)).toBe('in-progress');
  });

  it('signs neither an empty note, nor one with unconfirmed copies, nor without a diagnosis', async () => {
    const first = await signed({ norm: '777001' });
    const [person] = await town.rows<{ person_id: string }>('select person_id from sih_larajaket.visit where id = $1', [first.visitId]);
    const { visitId } = await withDoctor();
    await town.rows('update sih_larajaket.visit set person_id = $1 where id = $2', [person?.person_id, visitId]);
    const sign = (text: Record<string, string>, base: number) => act('sign', doctor, { visitId, base, note: text, proof: 're-authentication' });
    expect(await code(sign({ ...note, plan: '' }, 0))).toBe('sih-larajaket/note-empty');
    expect(await act('copyPrevious', doctor, { visitId })).toEqual({ lines: 4 });
    expect(await code(sign(note, 1))).toBe('sih-larajaket/copied-unconfirmed');
    await act('settleCopied', doctor, { visitId, take: [0], drop: [1, 2, 3] });
    expect(await code(sign(note, 2))).toBe('sih-larajaket/no-diagnosis');
  });

  it('cannot sign with an expired licence; what was written stays', async () => {
    const late = post('dokter', 'staff-dokter-habis');
    await town.licence(late.id, '2026-11-22');
    const { visitId } = await withDoctor();
    await act('addCode', doctor, { visitId, code: 'I10' });
    await act('saveNote', late, { visitId, base: 0, note });
    expect(await code(act('sign', late, { visitId, base: 1, note, proof: 're-authentication' }))).toBe('sih-larajaket/licence');
    expect(await code(act('sign', post('dokter', 'tanpa-sip'), { visitId, base: 1, note, proof: 're-authentication' }))).toBe('sih-larajaket/licence');
    expect(await town.rows('select version, state from sih_larajaket.note where visit_id = $1', [visitId])).toEqual([{ version: 1, state: 'draft' }]);
    await town.licence(late.id, '2026-11-23');
    await act('sign', late, { visitId, base: 1, note, proof: 're-authentication' });
    expect(await stateOf(visitId)).toBe('coded');
  });

  it('never leaves a signature without its text: cut between the two, nothing of it is there and the words are', async () => {
    const { visitId } = await withDoctor();
    await act('addCode', doctor, { visitId, code: 'I10' });
    await act('saveNote', doctor, { visitId, base: 0, note });
    const { sign } = town.larajaket.actions;
    const cut = town.test.house.database.write({ actor: doctor, action: 'test/cut' }, async (work) => {
      await sign.run(work, sign.input.parse({ visitId, base: 1, note, proof: 're-authentication' }));
      throw new Error('power cut');
    });
    await expect(cut).rejects.toThrow('power cut');
    expect(await town.rows('select 1 from sih_larajaket.signature where visit_id = $1', [visitId])).toEqual([]);
    expect(await stateOf(visitId)).toBe('in-progress');
    await act('sign', doctor, { visitId, base: 1, note, proof: 're-authentication' });
    const seals = await town.rows<{ what: string; seal: string }>('select what, seal from sih_larajaket.signature where visit_id = $1 order by what', [visitId]);
    expect(seals.map((row) => row.what)).toEqual(['note', 'resume']);
    await expect(town.rows("update sih_larajaket.signature set seal = 'x' where visit_id = $1", [visitId])).rejects.toMatchObject({ constraint: 'row_kept' });
  });

  it('amends within 2 × 24 hours, the record unit later; the old text stays', async () => {
    const { visitId } = await signed();
    const changed = { ...note, plan: 'Lanjut obat, kontrol 1 bulan.' };
    await act('amend', doctor, { visitId, note: changed, reason: 'Lupa menulis kontrol', proof: 're-authentication' });
    expect(await code(act('saveNote', doctor, { visitId, base: 9, note }))).toBe('sih-larajaket/note-signed');
    town.test.clock.advance({ hours: 49 });
    try {
      expect(await code(act('amend', doctor, { visitId, note, reason: 'Terlambat', proof: 're-authentication' }))).toBe('sih-larajaket/amend-late');
      await act('amend', records, { visitId, note: { ...changed, assessment: 'DM tipe 2 terkendali.' }, reason: 'Atas permintaan dokter', proof: 're-authentication' });
    } finally {
      town.test.clock.advance({ hours: -49 });
    }
    const kinds = await town.rows<{ kind: string; seal: string | null; reason: string | null }>("select kind, reason from sih_larajaket.note_version where visit_id = $1 and kind <> 'draft' order by version", [visitId]);
    expect(kinds).toEqual([{ kind: 'signed', reason: null }, { kind: 'amendment', reason: 'Lupa menulis kontrol' }, { kind: 'amendment', reason: 'Atas permintaan dokter' }]);
  });
});

describe('prescribing', () => {
  it('stops what would harm, wants a reason for the rest, and writes the reason down', async () => {
    const { visitId } = await withDoctor({}, { allergy: 'known', newAllergy: { substance: 'amoxicillin', class: 'penicillin', severe: false } });
    expect(await code(act('prescribe', doctor, { visitId, drug: 'AMOX500', signa: '3x1 kaps 5 hari' }))).toBe('sih-larajaket/unsafe');
    expect(await code(act('prescribe', doctor, { visitId, drug: 'CEFI100', signa: '2x1 kaps 5 hari' }))).toBe('sih-larajaket/needs-reason');
    await act('prescribe', doctor, { visitId, drug: 'CEFI100', signa: '2x1 kaps 5 hari', reason: 'Reaksi dahulu hanya gatal ringan' });
    expect(await town.rows("select overrides from sih_larajaket.rx_item i join sih_larajaket.rx r on r.id = i.rx_id where r.visit_id = $1", [visitId])).toEqual([{ overrides: [{ kind: 'cross-allergy', reason: 'Reaksi dahulu hanya gatal ringan' }] }]);
    expect(await code(act('prescribe', doctor, { visitId, drug: 'PARA500', signa: '3x1.234 tab 5 hari' }))).toBe('sih-larajaket/signa');
  });

  it('judges by the kidneys on record, also from another visit', async () => {
    const first = await withDoctor();
    const { orderId } = await act('orderSupport', doctor, { visitId: first.visitId, panel: 'GINJAL' });
    await act('reportResult', analyst, { orderId, check: first.norm, values: { CREA: { value: '2,9', unit: 'mg/dL' } } });
    const refusal = await refused(act('prescribe', doctor, { visitId: first.visitId, drug: 'MET500', signa: '2x1 tab pc 30 hari' }));
    expect(refusal?.code).toBe('sih-larajaket/unsafe');
    expect(refusal?.detail).toContain('eGFR');
  });

  it('compounds with its arithmetic', async () => {
    const { visitId } = await withDoctor();
    await act('prescribe', doctor, { visitId, drug: 'PARA500', signa: '3x1 bks pc 3 hari', quantity: '10', recipe: { packs: 10, dtd: true, vehicle: 'SL', lines: [{ drug: 'PARA500', amountMg: '250' }, { drug: 'CTM4', amountMg: '1,5' }] } });
    expect(await code(act('prescribe', doctor, { visitId, drug: 'PARA500', signa: '3x1 bks 3 hari', reason: 'uji racikan', recipe: { packs: 0, dtd: true, vehicle: 'SL', lines: [{ drug: 'CTM4', amountMg: '1' }] } }))).toBe('sih-larajaket/recipe');
  });

  it('refuses to hand out what was prepared for an older prescription', async () => {
    const { visitId } = await signed();
    const version = await rxVersion(visitId);
    await act('reviewRx', pharmacist, { visitId, version, verdicts });
    await act('prepareRx', pharmacist, { visitId, version });
    await act('prescribe', doctor, { visitId, drug: 'AMLO5', signa: '1x1 tab pagi 30 hari' });
    expect(await stateOf(visitId)).toBe('coded');
    expect(await code(act('handRx', pharmacist, { visitId, version, way: 'hand', quantities: {} }))).toBe('sih-larajaket/rx-changed');
    expect(await code(act('reviewRx', pharmacist, { visitId, version, verdicts }))).toBe('sih-larajaket/rx-changed');
    const [item] = await town.rows<{ id: string }>('select i.id from sih_larajaket.rx_item i join sih_larajaket.rx r on r.id = i.rx_id where r.visit_id = $1 limit 1', [visitId]);
    await expect(town.rows("insert into sih_larajaket.dispense values (gen_random_uuid(), $1, $2, 1, 'X', '2030-01-01', 'full', now(), 'psql', '')", [item?.id, version])).rejects.toMatchObject({ constraint: 'dispense_current_version' });
  });

  it('hands out a part, the rest later, and never sells one box twice', async () => {
    await town.rows("insert into sih_larajaket.stock values ('GABA300', 'SATU', '2028-01-01', 30)");
    const two = [await signed({}, [{ drug: 'GABA300', signa: '1x1 kaps malam 30 hari' }]), await signed({}, [{ drug: 'GABA300', signa: '1x1 kaps malam 30 hari' }])];
    for (const { visitId } of two) {
      const version = await rxVersion(visitId);
      await act('reviewRx', pharmacist, { visitId, version, verdicts });
      await act('prepareRx', pharmacist, { visitId, version });
    }
    const hands = await Promise.all(two.map(async ({ visitId }) => code(act('handRx', pharmacist, { visitId, version: await rxVersion(visitId), way: 'hand', quantities: {} }))));
    expect(hands.filter((hand) => hand === undefined)).toHaveLength(1);
    expect(hands.filter((hand) => hand === 'sih-larajaket/stock-out')).toHaveLength(1);
    const loser = two[hands.findIndex((hand) => hand !== undefined)];
    const [item] = await town.rows<{ id: string }>('select i.id from sih_larajaket.rx_item i join sih_larajaket.rx r on r.id = i.rx_id where r.visit_id = $1', [loser?.visitId]);
    await town.rows("insert into sih_larajaket.stock values ('GABA300', 'DUA', '2028-02-01', 30)");
    expect(await act('handRx', pharmacist, { visitId: loser?.visitId, version: await rxVersion(loser?.visitId ?? ''), way: 'hand', quantities: { [item?.id ?? '']: 10 } })).toEqual({ owed: 20 });
    expect(await act('refill', pharmacist, { visitId: loser?.visitId, itemId: item?.id, quantity: 20 })).toEqual({ owed: 0 });
    expect(await code(act('refill', pharmacist, { visitId: loser?.visitId, itemId: item?.id, quantity: 1 }))).toBe('sih-larajaket/exhausted');
  });
});

describe('results', () => {
  it('of the wrong patient, in the wrong unit or impossible are not stored', async () => {
    const { visitId } = await withDoctor();
    const { orderId } = await act('orderSupport', doctor, { visitId, panel: 'GDS' });
    const report = (check: string, value: string, unit = 'mg/dL') => code(act('reportResult', analyst, { orderId, check, values: { GLU: { value, unit } } }));
    expect([await report('01-01-1990', '120'), await report('14-03-1979', '120', 'g/L'), await report('14-03-1979', '9000'), await report('14-03-1979', 'dua')]).toEqual(['sih-larajaket/wrong-patient', 'sih-larajaket/result-impossible', 'sih-larajaket/result-impossible', 'sih-larajaket/result-impossible']);
    expect(await town.rows('select 1 from sih_larajaket.result where order_id = $1', [orderId])).toEqual([]);
  });

  it('that turn out to be somebody else’s are withdrawn, stay visible, and open the order again', async () => {
    const { visitId, personId } = await withDoctor();
    const { orderId } = await act('orderSupport', doctor, { visitId, panel: 'GDS', urgent: true });
    expect(await act('reportResult', analyst, { orderId, check: '14031979', values: { GLU: { value: '24,2', unit: 'mmol/L' } } })).toEqual({ critical: ['Gula darah sewaktu'] });
    const [result] = await town.rows<{ id: string; value: string; unit: string }>('select id, value, unit from sih_larajaket.result where order_id = $1', [orderId]);
    expect([Number(result?.value), result?.unit]).toEqual([435.987, 'mg/dL']);
    await act('tellCritical', analyst, { resultId: result?.id, to: 'dr. Contoh Cakra' });
    await act('readResult', doctor, { orderId });
    await act('withdrawResult', analyst, { orderId, reason: 'Tabung tertukar', wrongPatient: true });
    expect(await town.rows('select state, read_at from sih_larajaket.result where order_id = $1', [orderId])).toEqual([{ state: 'withdrawn', read_at: null }]);
    const kept = await town.larajaket.doors.record.search(system('test'), 'Observation', { patient: `Patient/${personId}`, category: 'laboratory' });
    expect(kept.map((one) => one.status)).toEqual(['entered-in-error']);
    await act('reportResult', analyst, { orderId, check: '14031979', values: { GLU: { value: '130', unit: 'mg/dL' } } });
    await act('reportResult', analyst, { orderId, check: '14031979', values: { GLU: { value: '132', unit: 'mg/dL' } } });
    expect(await town.rows('select state, version from sih_larajaket.result where order_id = $1 order by version, state', [orderId])).toEqual([{ state: 'replaced', version: 1 }, { state: 'withdrawn', version: 1 }, { state: 'amended', version: 2 }]);
  });
});

describe('triage', () => {
  it('refuses a lost decimal comma and a birth in the future, and asks again what is unlike the patient', async () => {
    const patient = await town.patient();
    const triage = (given: Record<string, string>, more: Record<string, unknown> = {}) => refused(act('triage', nurse, { visitId: patient.visitId, vitals: { ...vitals, ...given }, allergy: 'none-known', ...more }));
    expect((await triage({ temperature: '366' }))?.fields['temperature']).toContain('tidak mungkin');
    expect((await triage({ temperature: '1.234' }))?.code).toBe('sih-larajaket/decimal');
    await town.rows("update people.person set birth_date = '2027-01-01' where id = $1", [patient.personId]);
    expect((await triage({}))?.code).toBe('sih-larajaket/birth-date');
    await town.rows("update people.person set birth_date = '1979-03-14' where id = $1", [patient.personId]);
    expect((await act('triage', nurse, { visitId: patient.visitId, vitals: { ...vitals, systolic: '220' }, allergy: 'none-known' })).alarms[0]).toContain('beri tahu dokter');
  });

  it('wants the allergy named when there is one and none is on record', async () => {
    const { visitId } = await town.patient();
    expect(await code(act('triage', nurse, { visitId, vitals, allergy: 'known' }))).toBe('sih-larajaket/allergy-unasked');
  });
});

describe('identity', () => {
  it('follows two records that become one person while the patient sits with the doctor', async () => {
    const first = await signed();
    const second = await withDoctor();
    await town.test.house.perform(town.test.house.people.actions.merge, system('test'), { keep: first.personId, drop: second.personId, reason: 'orang yang sama' });
    await town.test.house.evidence.pump();
    expect(await town.rows('select person_id, first_person_id from sih_larajaket.visit where id = $1', [second.visitId])).toEqual([{ person_id: first.personId, first_person_id: second.personId }]);
    const screen = await readDoctorScreen(town.larajaket.doors, doctor, second.visitId);
    expect(screen.chart.problems.map((problem) => problem.code)).toEqual(['E11.9']);
    await act('saveNote', doctor, { visitId: second.visitId, base: 0, note });
  });

  it('keeps a curious colleague out unless they break the glass, which is seen, alarmed and judged by somebody else', async () => {
    const { visitId, personId } = await signed();
    town.test.clock.advance({ hours: 72 });
    const curious = post('dokter', 'staff-penasaran');
    try {
      const refusal = await refused(readDoctorScreen(town.larajaket.doors, curious, visitId));
      expect(refusal?.code).toBe('sih-larajaket/closed-chart');
      expect(await code(act('breakGlass', curious, { visitId, reason: 'iseng' }))).toBe('action/invalid');
      const { glassId } = await act('breakGlass', curious, { visitId, reason: 'Pasien pingsan di lobi' });
      expect((await readDoctorScreen(town.larajaket.doors, curious, visitId)).ground).toBe('glass');
      const [seen] = await town.test.house.access.readingsAbout([personId]);
      expect(seen).toMatchObject({ who: { id: curious.id } });
      expect((await town.test.house.access.readingsAbout([personId])).some((reading) => reading.breakGlass && reading.reason === 'Pasien pingsan di lobi')).toBe(true);
      expect(await town.rows("select 1 from evidence.event where type = 'sih-larajaket/glass-broken' and subject = $1", [visitId])).toHaveLength(1);
      const own = { ...post('komite', curious.id) };
      expect(await code(act('reviewGlass', own, { glassId, verdict: 'right' }))).toBe('sih-larajaket/glass-own');
      await act('reviewGlass', post('komite'), { glassId, verdict: 'not-right', remark: 'Tidak ada catatan kejadian' });
      town.test.clock.advance({ hours: 5 });
      expect(await code(readDoctorScreen(town.larajaket.doors, curious, visitId))).toBe('sih-larajaket/closed-chart');
      town.test.clock.advance({ hours: -5 });
    } finally {
      town.test.clock.advance({ hours: -72 });
    }
  });

  it('closes a patient’s link after ten wrong codes, and opens it with the right one', async () => {
    const { visitId } = await signed();
    const { path, code: key } = await act('giveKey', records, { visitId });
    expect(town.larajaket.doors.unsign(path.split('/').at(-1) ?? '')).toBe(visitId);
    expect(await act('tryKey', post('perawat'), { visitId, code: key.toLowerCase() })).toBe('right');
    for (let tries = 0; tries < 9; tries += 1) expect(await act('tryKey', nurse, { visitId, code: 'XXXXXX' })).toBe('wrong');
    expect(await act('tryKey', nurse, { visitId, code: 'XXXXXX' })).toBe('closed');
    expect(await act('tryKey', nurse, { visitId, code: key })).toBe('closed');
  });
});

describe('a device that was without network', () => {
  it('brings its notes in once, is told of conflicts, and loses no text even when it comes too late', async () => {
    const { visitId } = await withDoctor();
    const event = (counter: number, base: number, more: Record<string, unknown> = {}) => ({ id: crypto.randomUUID(), device: 'tablet-poli-1', counter, visitId, kind: 'note', base, note, writtenAt: '2026-11-23T02:10:00Z', ...more });
    const first = event(1, 0);
    expect((await act('syncDevice', doctor, first)).outcome).toBe('applied');
    expect((await act('syncDevice', doctor, first)).outcome).toBe('duplicate');
    expect((await act('syncDevice', doctor, { ...first, id: crypto.randomUUID() })).outcome).toBe('duplicate');
    await act('saveNote', post('dokter', 'rekan'), { visitId, base: 1, note: { ...note, plan: 'Rujuk.' } });
    expect(await act('syncDevice', doctor, event(2, 1, { note: { ...note, plan: 'Kontrol.' } }))).toMatchObject({ outcome: 'conflict', parts: [{ part: 'plan', mine: 'Kontrol.', theirs: 'Rujuk.' }] });
    expect(await act('syncDevice', doctor, event(3, 4, { writtenAt: '2026-11-25T03:00:00Z' }))).toMatchObject({ outcome: 'rejected' });
    await act('addCode', doctor, { visitId, code: 'I10' });
    await act('sign', doctor, { visitId, base: 4, note, proof: 're-authentication' });
    expect(await act('syncDevice', doctor, event(4, 4, { note: { ...note, plan: 'Terlambat datang.' } }))).toMatchObject({ outcome: 'rejected' });
    expect(await town.rows("select detail->'note'->>'plan' as plan from sih_larajaket.device_event where visit_id = $1 and counter = 4", [visitId])).toEqual([{ plan: 'Terlambat datang.' }]);
  });

  it('brings measurements and medicine in at the time they happened, whatever its clock said, and refuses what must not be', async () => {
    const { visitId } = await town.patient();
    const event = (counter: number, more: Record<string, unknown>) => ({ id: crypto.randomUUID(), device: 'tablet-poli-2', counter, visitId, writtenAt: '2026-11-20T08:00:00Z', sentAt: '2026-11-20T08:20:00Z', ...more });
    const measured = { kind: 'triage', base: '', triage: { vitals, allergy: 'known', newAllergy: { substance: 'amoxicillin', class: 'penicillin' } } };
    expect(await code(act('syncDevice', doctor, event(1, measured)))).toBe('action/forbidden');
    expect((await act('syncDevice', nurse, event(1, measured))).outcome).toBe('applied');
    const at = town.test.clock.now().subtract({ minutes: 20 });
    expect((await town.rows<{ at: Temporal.Instant }>('select at from sih_larajaket.triage where visit_id = $1', [visitId]))[0]?.at.toString()).toBe(at.toString());
    const rx = (drug: string, signa: string) => ({ kind: 'rx', rx: { drug, signa } });
    expect((await act('syncDevice', doctor, event(2, rx('AMOX500', '3x1 kaps 5 hari')))).outcome).toBe('rejected');
    expect((await act('syncDevice', doctor, event(3, rx('MET500', '2x1 tab pc 30 hari')))).outcome).toBe('applied');
    expect(await stateOf(visitId)).toBe('in-progress');
    expect((await readDoctorScreen(town.larajaket.doors, doctor, visitId)).troubles.map((trouble) => [trouble.kind, trouble.outcome])).toEqual([['rx', 'rejected']]);
    const again = await act('syncDevice', nurse, event(4, { ...measured, triage: { ...measured.triage, vitals: { ...vitals, temperature: '38' } } }));
    expect(again).toMatchObject({ outcome: 'conflict', parts: [{ part: 'temperature', mine: '38', theirs: '36,6' }] });
    const [row] = await town.rows<{ id: string }>('select id from sih_larajaket.device_event where visit_id = $1 and counter = 4', [visitId]);
    await act('settleDevice', nurse, { id: row?.id, take: true });
    await act('settleDevice', nurse, { id: row?.id, take: true });
    expect(await town.rows("select vitals->>'temperature' as t from sih_larajaket.triage where visit_id = $1", [visitId])).toEqual([{ t: '38' }]);
  });
});

describe('the end of a visit', () => {
  it('is held by what is missing, and counts each sheet', async () => {
    const { visitId } = await signed({ payer: 'jkn' }, []);
    expect(await code(act('setSep', records, { visitId, sep: '123' }))).toBe('sih-larajaket/sep-shape');
    await act('setSep', records, { visitId, sep: `0001R0011126V${visitId.replace(/\D/g, '').slice(0, 6).padEnd(6, '7')}` });
    await act('recordPrint', records, { visitId, what: 'resume', sheets: 2 });
    expect((await act('finishVisit', records, { visitId })).missing).toEqual(['consent']);
    expect((await town.rows<{ data: { sheets: number } }>("select data from evidence.event where type = 'sih-larajaket/finished' and subject = $1", [visitId]))[0]?.data.sheets).toBe(2);
    const open = await withDoctor();
    expect(await code(act('finishVisit', records, { visitId: open.visitId }))).toBe('sih-larajaket/incomplete');
  });

  it('without being seen is said by Saroale or by the nurse, never for a patient the doctor has begun with', async () => {
    const gone = await town.patient();
    const seen = await withDoctor();
    for (const { visitId } of [gone, seen]) await town.test.house.database.write({ actor: system('test'), action: 'test/no-show' }, async (work) => { work.emit({ type: 'saroale/no-show', version: 1, subject: visitId, data: { session: 's', poli: 'INT', channel: 'web' } }); });
    await town.test.house.evidence.pump();
    expect([await stateOf(gone.visitId), await stateOf(seen.visitId)]).toEqual(['left-before-seen', 'in-progress']);
  });
});
