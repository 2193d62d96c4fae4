import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { openOffice, wishFor, type PermitOffice } from '../../../../test/town/saji.ts';
import { signInWith } from '../../../../test/engines/sign-in.ts';
import { permitTask } from './chat/permit-task.ts';
import { closeAbandoned, remindOfEndings } from './jobs.ts';
import { findPermit } from './store/permits.ts';

let town: PermitOffice;
beforeAll(async () => { town = await openOffice(); });
afterAll(() => town.close());

const refusal = (run: Promise<unknown>) => run.then(() => 'done', (error: unknown) => (error instanceof Problem ? error.code : String(error)));
const stateOf = async (caseId: string) => (await town.house.cases.of(caseId))?.state;

/** Answers of each type used here, as an officer types them from paper. */
const answers: Readonly<Record<string, Record<string, unknown>>> = {
  'reklame': { jenis: 'papan', bunyi: 'Toko Contoh', lokasi: 'Jalan Merdeka', panjang: 2, lebar: 1, jumlah: 1 },
  'izin-penelitian': { lembaga: 'Universitas Contoh', judul: 'Penelitian contoh', lokasi: 'Lalan', mulai: '2026-12-01' },
  'keterangan-izin': { nomorIzin: '503/1/REK/DPMPTSP/2026', keperluan: 'Bank' },
  'pbg': { fungsi: 'hunian', alamatBangunan: 'Jalan Contoh 9', luasLantai: 72.5, lantai: 1 },
  'nib': { usaha: 'Warung sembako', alamatUsaha: 'Desa Contoh' },
  'pemakaman': { almarhum: 'Almarhum Contoh', wafat: '2026-11-20', pemakaman: 'TPU Contoh', hubungan: 'Anak' },
};

async function submitted(type: string, wish: Record<string, unknown> = {}) {
  const { actions } = town.saji;
  const asked = await town.house.perform(actions.request, town.resident, wishFor(town, type, wish));
  await town.house.perform(actions.submit, town.people.front, { caseId: asked.caseId, answers: answers[type] ?? {} });
  return asked;
}
function judgement(type: string, defects: Record<string, string> = {}) {
  const found = town.saji.doors.catalogue.find(type);
  return Object.fromEntries((found?.requirements ?? []).map((one) => [one.id, defects[one.id] ? { verdict: 'defect' as const, note: defects[one.id] } : { verdict: 'ok' as const, note: '' }]));
}
const judge = (caseId: string, type: string, defects: Record<string, string> = {}, by: Actor = town.people.front) => town.house.perform(town.saji.actions.judge, by, { caseId, items: judgement(type, defects), complete: Object.keys(defects).length === 0 });
async function recommend(caseId: string, type: string, verdict: 'meets' | 'fails' = 'meets') {
  for (const one of town.saji.doors.catalogue.find(type)?.recommenders ?? []) await town.house.perform(town.saji.actions.recommend, town.people.technical(one.agency), { caseId, findings: Object.fromEntries(one.criteria.map((criterion) => [criterion.id, verdict])) });
}
async function initialled(caseId: string, type: string) {
  const chain: Readonly<Record<string, Actor>> = { 'dpmptsp/verification': town.people.coordinator, 'dpmptsp/permit-division': town.people.division, 'dpmptsp/secretary': town.people.secretary };
  for (const position of town.saji.doors.catalogue.find(type)?.paraf ?? []) await town.house.perform(town.saji.actions.paraf, chain[position] ?? town.people.division, { caseId });
}
async function ready(type: string, wish: Record<string, unknown> = {}) {
  const asked = await submitted(type, wish);
  await judge(asked.caseId, type);
  await recommend(asked.caseId, type);
  return asked;
}

describe('an application', () => {
  it('goes from request to a signed, numbered, verifiable permit in the register, and to the applicant', async () => {
    const { caseId, path } = await ready('reklame');
    expect(path).toMatch(/^\/saji-muba\/p\/[0-9A-Z]{8}-[0-9a-f]{24}$/);
    await town.house.perform(town.saji.actions.draft, town.people.back, { caseId, decision: 'grant', conditions: ['Dipasang paling tinggi empat meter.'] });
    await initialled(caseId, 'reklame');
    expect(await stateOf(caseId)).toBe('signing');
    await town.signBasket();
    expect(await stateOf(caseId)).toBe('issued');
    const permit = await findPermit(town.saji.doors, { caseId });
    expect(permit).toMatchObject({ number: '503/1/REK/DPMPTSP/2026', type: 'reklame', status: 'valid', district: '16.06.01' });
    expect(permit?.validUntil?.toString()).toBe('2027-11-22');
    expect(await town.house.signing.document({ code: permit?.verification ?? '' })).toMatchObject({ standing: 'valid', number: '503/1/REK/DPMPTSP/2026' });
    await town.house.perform(town.saji.actions.handOver, town.people.front, { caseId });
    expect(await stateOf(caseId)).toBe('delivered');
    expect((await town.house.pool.query("select event_type from survey.token where event_subject = $1", [caseId])).rows).toEqual([{ event_type: 'saji-muba/delivered' }]);
  });

  it('is one for each type, person and object; the same press twice is the same request', async () => {
    const wish = wishFor(town, 'reklame', { object: 'Simpang Empat' });
    const first = await town.house.perform(town.saji.actions.request, town.resident, wish);
    expect(await town.house.perform(town.saji.actions.request, town.resident, wish)).toEqual(first);
    expect(await refusal(town.house.perform(town.saji.actions.request, town.resident, { ...wish, object: 'simpang  EMPAT', commandId: 'uji-lain-1' }))).toBe('cases/already-open');
    expect(await refusal(town.house.perform(town.saji.actions.request, town.resident, { ...wish, object: 'Simpang Lima', commandId: 'uji-lain-2' }))).toBe('done');
  });

  it('is told all its defects at once; a defect that was visible before counts against the office; the third return reaches the head', async () => {
    const { caseId } = await submitted('reklame');
    expect(await refusal(town.house.perform(town.saji.actions.judge, town.people.front, { caseId, items: { ktp: { verdict: 'ok', note: '' } }, complete: true }))).toBe('saji-muba/not-judged');
    await judge(caseId, 'reklame', { desain: 'Ukuran belum tertulis. Tulis panjang dan lebar.' });
    const again = () => town.house.perform(town.saji.actions.submit, town.people.front, { caseId, answers: answers['reklame'] ?? {} });
    await again();
    await judge(caseId, 'reklame', { 'foto-lokasi': 'Foto belum jelas. Ambil dari jarak lima meter.' });
    await again();
    await judge(caseId, 'reklame', { ktp: 'KTP tidak terbaca. Kirim foto baru.' });
    const rounds = await town.house.pool.query<{ round: number; office_fault: boolean }>('select round, office_fault from saji_muba.round where case_id = $1 order by round', [caseId]);
    expect(rounds.rows.map((row) => row.office_fault)).toEqual([false, true, true]);
    const told = await town.house.pool.query("select type from evidence.event where subject = $1 and type = 'saji-muba/escalated'", [caseId]);
    expect(told.rowCount).toBe(1);
  });
});

describe('those who decide', () => {
  it('are kept apart: whoever checked or drafted does not sign, whoever is close to the applicant does not touch it', async () => {
    const { caseId } = await submitted('keterangan-izin');
    // The head helped out at the counter and checked the papers.
    const helping: Actor = { ...town.people.head, permissions: new Set([...town.people.head.permissions, 'saji-muba/front']) };
    await judge(caseId, 'keterangan-izin', {}, helping);
    await town.house.perform(town.saji.actions.draft, town.people.back, { caseId, decision: 'grant' });
    await expect(town.signBasket()).rejects.toMatchObject({ code: 'saji-muba/conflict' });
    await town.house.perform(town.saji.actions.sendBack, town.people.head, { caseId, reason: 'Diperiksa sendiri; ulangi dengan petugas lain.' });
    expect(await stateOf(caseId)).toBe('drafting');
    await town.house.perform(town.saji.actions.declareConflict, town.people.back, { caseId });
    expect(await refusal(town.house.perform(town.saji.actions.draft, town.people.back, { caseId, decision: 'grant' }))).toBe('saji-muba/conflict');
  });

  it('cannot change an opinion that was sent; a new version says why', async () => {
    const { caseId } = await ready('izin-penelitian');
    const agency = town.people.technical('kesbangpol');
    const findings = { tujuan: 'meets', lokasi: 'fails' };
    expect(await refusal(town.house.perform(town.saji.actions.recommend, agency, { caseId, findings }))).toBe('saji-muba/already-sent');
    await town.house.perform(town.saji.actions.recommend, agency, { caseId, findings, reason: 'Tempatnya terendam banjir.' });
    await expect(town.house.pool.query("update saji_muba.recommendation set verdict = 'meets' where case_id = $1", [caseId])).rejects.toThrow(/only added to/);
    expect((await town.house.pool.query('select version, verdict from saji_muba.recommendation where case_id = $1 order by version', [caseId])).rows).toEqual([{ version: 1, verdict: 'meets' }, { version: 2, verdict: 'fails' }]);
  });

  it('refuse with reasons, law and a way to object, as a signed letter', async () => {
    const { caseId } = await ready('izin-penelitian');
    expect(await refusal(town.house.perform(town.saji.actions.draft, town.people.back, { caseId, decision: 'reject' }))).toBe('saji-muba/reasons-needed');
    await town.house.perform(town.saji.actions.draft, town.people.back, { caseId, decision: 'reject', reasons: 'Tempat penelitian sedang ditutup karena banjir (Permendagri 3/2018).' });
    await initialled(caseId, 'izin-penelitian');
    await town.signBasket();
    expect(await stateOf(caseId)).toBe('rejected');
    const [letter] = await town.house.signing.documentsOf('saji-muba', caseId);
    expect(letter).toMatchObject({ class: 'saji-muba/penolakan', state: 'signed' });
    expect(await findPermit(town.saji.doors, { caseId })).toBeUndefined();
  });
});

describe('a levied type', () => {
  const measured = { terintegrasi: '0,1995', terbangun: '1', prasarana: '0' };
  const billOf = async (caseId: string) => { const [bill] = await town.house.billing.billsOf('saji-muba', caseId); if (!bill) throw new Error('no bill'); return bill; };

  it('computes, bills, and goes on by itself when the bank tells of the money; nothing is signed before', async () => {
    const { caseId } = await ready('pbg');
    expect(await refusal(town.house.perform(town.saji.actions.draft, town.people.back, { caseId, decision: 'grant' }))).toBe('cases/guard');
    expect(await refusal(town.house.perform(town.saji.actions.bill, town.people.back, { caseId, measured: {} }))).toBe('saji-muba/factor');
    await town.house.perform(town.saji.actions.bill, town.people.back, { caseId, measured });
    const bill = await billOf(caseId);
    expect([bill.amount, bill.number]).toEqual([289_275n, '000001/SKRD/DPMPTSP/2026']);
    await town.bank().pay(town.deliver, bill.virtualAccount, 'PBG-1');
    expect(await stateOf(caseId)).toBe('drafting');
    await town.house.perform(town.saji.actions.draft, town.people.back, { caseId, decision: 'grant' });
    await initialled(caseId, 'pbg');
    await town.signBasket();
    expect(await stateOf(caseId)).toBe('issued');
  });

  it('keeps a payment that crosses a withdrawal, and gives it back', async () => {
    const { caseId, code } = await ready('pbg');
    await town.house.perform(town.saji.actions.bill, town.people.back, { caseId, measured });
    const bill = await billOf(caseId);
    await Promise.all([
      town.house.perform(town.saji.actions.withdraw, town.resident, { code, reason: 'Tidak jadi membangun' }),
      town.bank().tell(town.deliver, { account: bill.virtualAccount, amount: bill.total, reference: 'SILANG-1' }),
    ]);
    expect(await stateOf(caseId)).toBe('withdrawn');
    expect(await town.house.billing.refunds({ pending: true, caseOf: { service: 'saji-muba', caseId } })).toMatchObject([{ amount: bill.total }]);
  });

  it('bills anew after the time ran out, with the second payment in suspense', async () => {
    const { caseId } = await ready('pbg');
    await town.house.perform(town.saji.actions.bill, town.people.back, { caseId, measured });
    const first = await billOf(caseId);
    const now = town.clock.now();
    town.clock.advance({ hours: 24 * 32 });
    await town.house.perform(town.saji.actions.rebill, town.people.back, { caseId });
    const second = await billOf(caseId);
    expect([second.replaces, second.interest]).toEqual([first.id, 2892n]);
    await town.bank().tell(town.deliver, { account: first.virtualAccount, amount: first.total, reference: 'LAMA' });
    expect(await stateOf(caseId)).toBe('billing');
    await town.bank().pay(town.deliver, second.virtualAccount, 'BARU');
    expect(await stateOf(caseId)).toBe('drafting');
    await town.bank().tell(town.deliver, { account: second.virtualAccount, amount: second.total, reference: 'BARU-2' });
    expect((await town.house.billing.refunds({ pending: true, caseOf: { service: 'saji-muba', caseId } })).map((refund) => refund.why).sort()).toEqual(['replaced-bill', 'second-payment']);
    town.clock.set(now);
  });
});

describe('help with OSS', () => {
  it('records the NIB of the person’s own account and counts as served', async () => {
    const { caseId } = await submitted('nib');
    await judge(caseId, 'nib');
    expect(await stateOf(caseId)).toBe('assisting');
    await town.house.perform(town.saji.actions.file, town.people.back, { caseId, reference: 'OSS-1' });
    await town.house.perform(town.saji.actions.record, town.people.back, { caseId, nib: '1234567890123', risk: 'rendah' });
    expect(await stateOf(caseId)).toBe('delivered');
  });
});

describe('silence', () => {
  it('marks what lapsed, stops returns, gives the head a duty with a date, and never issues by itself', async () => {
    const { caseId } = await ready('izin-penelitian');
    const now = town.clock.now();
    town.clock.set('2026-11-27T02:00:00Z');
    while ((await town.house.cases.fireTimers()) > 0) await Promise.resolve();
    const [silence] = (await town.house.pool.query<{ head_decides_by: Temporal.Instant; decision: string | null }>('select head_decides_by, decision from saji_muba.silence where case_id = $1', [caseId])).rows;
    expect([silence?.decision, String(silence?.head_decides_by)]).toEqual([null, '2026-12-04T09:30:00Z']);
    expect(await stateOf(caseId)).toBe('drafting');
    expect(await refusal(town.house.perform(town.saji.actions.return, town.people.back, { caseId, reason: 'Lengkapi lagi proposal Anda.' }))).toBe('cases/guard');
    await town.house.perform(town.saji.actions.confirmSilence, town.people.head, { caseId, decision: 'grant', reason: 'Dianggap dikabulkan menurut undang-undang.' });
    expect(await refusal(town.house.perform(town.saji.actions.confirmSilence, town.people.head, { caseId, decision: 'reject', reason: 'Berubah pikiran kemudian.' }))).toBe('saji-muba/silence-decided');
    expect(await findPermit(town.saji.doors, { caseId })).toBeUndefined();
    town.clock.set(now);
  });
});

describe('after', () => {
  it('tells holders at sixty, thirty and seven days, once each, and marks what ended', async () => {
    const { caseId } = await ready('reklame');
    await town.house.perform(town.saji.actions.draft, town.people.back, { caseId, decision: 'grant' });
    await initialled(caseId, 'reklame');
    await town.signBasket();
    const now = town.clock.now();
    const told = async () => (await town.house.pool.query('select days from saji_muba.reminder r join saji_muba.permit p on p.id = r.permit where p.case_id = $1 order by days', [caseId])).rows.map((row: { days: number }) => row.days);
    for (const date of ['2027-09-01', '2027-09-25', '2027-09-26', '2027-10-25', '2027-11-16', '2027-11-22']) { town.clock.set(`${date}T01:00:00Z`); await remindOfEndings(town.saji.doors); }
    expect(await told()).toEqual([7, 30, 60]);
    town.clock.set('2027-11-24T01:00:00Z');
    await remindOfEndings(town.saji.doors);
    expect((await findPermit(town.saji.doors, { caseId }))?.status).toBe('expired');
    town.clock.set(now);
  });

  it('closes what nobody completed in sixty days', async () => {
    const { caseId } = await submitted('pemakaman');
    await judge(caseId, 'pemakaman', { kk: 'Kartu keluarga tidak terbaca. Kirim foto baru.' });
    const now = town.clock.now();
    expect(await closeAbandoned(town.saji.doors)).toBe(0);
    town.clock.advance({ hours: 24 * 61 });
    expect(await closeAbandoned(town.saji.doors)).toBeGreaterThanOrEqual(1);
    expect(await stateOf(caseId)).toBe('withdrawn');
    town.clock.set(now);
  });

  it('suspends and revokes with a reason that whoever scans the code can read', async () => {
    const permit = (await town.house.pool.query<{ id: string; verification: string }>("select id, verification from saji_muba.permit where status = 'valid' limit 1")).rows[0];
    const change = (verb: string) => town.house.perform(town.saji.actions.changePermit, town.people.head, { permitId: permit?.id, verb, reason: 'Pelanggaran ketentuan nomor tiga.' });
    await change('suspend');
    expect(await refusal(change('suspend'))).toBe('saji-muba/not-valid');
    await change('revoke');
    expect(await town.house.signing.document({ code: permit?.verification ?? '' })).toMatchObject({ standing: 'revoked' });
  });
});

describe('in the chat', () => {
  const task = () => permitTask(town.saji);
  const turn = (more: Record<string, unknown>) => ({ reading: { text: '', found: [] }, now: town.clock.now(), zone: 'Asia/Jakarta', late: false, ...more }) as unknown as Parameters<ReturnType<typeof task>['hear']>[0];
  it('three answers lead to the list and the checklist, with the link and no question about NIK', async () => {
    let slots = await task().hear(turn({ reading: { text: 'mau urus izin', found: [] } }), {});
    for (const [slot, value] of [['about', 'kegiatan'], ['earns', 'tidak'], ['publicPlace', 'ya']] as const) {
      expect(await task().next(turn({}), slots)).toMatchObject({ kind: 'ask', slot });
      slots = await task().hear(turn({ tapped: { slot, value }, asked: slot }), slots);
    }
    const list = await task().next(turn({}), slots);
    expect(list).toMatchObject({ kind: 'ask', slot: 'type' });
    expect(JSON.stringify(list)).toContain('reklame');
    const done = await task().next(turn({}), await task().hear(turn({ tapped: { slot: 'type', value: 'reklame' }, asked: 'type' }), slots));
    expect(done).toMatchObject({ kind: 'done', message: { link: { url: expect.stringContaining('/saji-muba/izin/reklame/minta') } } });
    expect(JSON.stringify(done)).toContain('Gambar reklame');
  });
  it('a message that names the permit needs no questions', async () => {
    const slots = await task().hear(turn({ reading: { text: 'mau pasang reklame', found: [] } }), {});
    expect(slots).toEqual({ type: 'reklame' });
  });
});

describe('when an official is replaced while documents wait', () => {
  it('the position keeps the document; the new holder signs, the old one cannot', async () => {
    const { caseId } = await ready('keterangan-izin');
    await town.house.perform(town.saji.actions.draft, town.people.back, { caseId, decision: 'grant' });
    const day = Temporal.PlainDate.from('2026-11-23');
    const { account } = await signInWith(town.house, { role: 'saji-muba/kepala', agency: 'dpmptsp' });
    const term = (await town.house.pool.query<{ id: string }>("select id from signing.holder where position = 'dpmptsp/head' and ended_at is null")).rows[0];
    await town.write(async (work) => {
      await town.house.signing.storeTerm(work, { position: 'dpmptsp/head', kind: 'plt', account, name: 'Pengganti Contoh, S.H.', nik: '1606014101800002', decree: 'SP 1/2026', validFrom: day.toString(), validTo: day.add({ days: 30 }).toString() });
    });
    await town.house.perform(town.house.signing.actions.endTerm, { ...town.people.head, permissions: new Set(['signing/record-officials']) }, { term: term?.id, reason: 'Mutasi jabatan' });
    expect(await refusal(town.signBasket())).toBe('signing/not-yours');
    // The term was recorded once: the tasks of the position follow it.
    expect((await town.house.cases.positions.holders('dpmptsp/head', day)).map((holder) => holder.account)).toEqual([account]);
    await town.signBasket(town.people.officer('kepala', account));
    expect(await stateOf(caseId)).toBe('issued');
    expect((await findPermit(town.saji.doors, { caseId }))?.number).toMatch(/KET/);
  });
});
