import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system, type Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';
import { fixed, type Bill } from './index.ts';
import type { Deliver } from './standin/bank.ts';

let town: TestHouse;
const settledCases: string[] = [];
const officer = (id: string): Actor => ({ kind: 'staff', id, name: id, permissions: new Set(['billing/see', 'billing/receive', 'billing/propose-refund', 'billing/approve-refund']), channel: 'web' });
const intent = { actor: system('test'), action: 'test/bill' };
const payee = { bank: 'Bank Contoh', account: '1234567890', holder: 'Budi Contoh' };

beforeAll(async () => {
  town = await openTestHouse();
  town.house.billing.onSettled('uji', async (work, bill) => { work.note({ settled: bill.number }); await Promise.resolve(); settledCases.push(bill.caseId); });
});
afterAll(() => town.close());

const deliver: Deliver = async ({ path, headers, body }) => {
  const answered = await town.house.http.app.inject({ method: 'POST', url: path, headers, payload: body });
  return { status: answered.statusCode, body: answered.body };
};
function bank() {
  const { standInBank } = town.house;
  if (!standInBank) throw new Error('The test house has a stand-in bank.');
  return standInBank;
}
const issue = (caseId: string, amount = 289_275n, days = 30): Promise<Bill> => town.house.database.write(intent, (work) => town.house.billing.issue(work, {
  service: 'uji', caseId, title: 'Retribusi uji', numberFormat: '{n}/SKRD/UJI/{year}', base: fixed('Tarif', amount), expiresAt: town.clock.now().add({ hours: days * 24 }),
}));
const stateOf = async (bill: Bill) => (await town.house.billing.find({ id: bill.id }))?.status;
const suspended = async (reference: string) => (await town.house.billing.refunds({ pending: true })).find((refund) => refund.reference === reference);
const refusal = (run: Promise<unknown>) => run.then(() => 'done', (error: unknown) => (error instanceof Problem ? error.code : String(error)));

describe('a bill', () => {
  it('has a gapless number even when its transaction fails, and a case owes one at a time', async () => {
    const first = await issue('nomor-1');
    await expect(town.house.database.write(intent, async (work) => { await town.house.billing.issue(work, { service: 'uji', caseId: 'nomor-x', title: 'x', numberFormat: '{n}/SKRD/UJI/{year}', base: fixed('Tarif', 1n), expiresAt: work.now.add({ hours: 1 }) }); throw new Error('power cut'); })).rejects.toThrow('power cut');
    const second = await issue('nomor-2');
    expect([first, second].map((bill) => Number(bill.number.slice(0, 6)))).toEqual([Number(first.number.slice(0, 6)), Number(first.number.slice(0, 6)) + 1]);
    await expect(issue('nomor-1')).rejects.toMatchObject({ constraint: 'bill_one_open' });
  });

  it('is reissued, not edited', async () => {
    const bill = await issue('terbit-ulang', 1_000_000n, 1);
    await expect(town.house.pool.query('update billing.bill set amount = 1 where id = $1', [bill.id])).rejects.toThrow(/reissued, not edited/);
    const again = { billId: bill.id, expiresAt: town.clock.now().add({ hours: 24 * 90 }), numberFormat: '{n}/SKRD/UJI/{year}', interest: [{ from: '2024-01-05', permilleAMonth: 10, maxMonths: 24, begunCounts: true, status: 'unverified' as const, source: 'uji' }] };
    expect(await refusal(town.house.database.write(intent, (work) => town.house.billing.reissue(work, again)))).toBe('billing/not-expired');
    const now = town.clock.now();
    town.clock.advance({ hours: 24 * 40 });
    const next = await town.house.database.write(intent, (work) => town.house.billing.reissue(work, again));
    town.clock.set(now);
    expect(next).toMatchObject({ replaces: bill.id, amount: 1_000_000n, interest: 20_000n, total: 1_020_000n });
    expect(await stateOf(bill)).toBe('replaced');
    expect((await bank().tell(deliver, { account: bill.virtualAccount, amount: 1_000_000n, reference: 'LAMA-1' })).status).toBe(200);
    expect(await suspended('LAMA-1')).toMatchObject({ why: 'replaced-bill' });
  });
});

describe('the bank', () => {
  it('pays a bill once, tells us five times, and the case moves on once', async () => {
    const bill = await issue('lima-kali');
    expect((await bank().pay(deliver, bill.virtualAccount, 'REF-5')).responseCode).toBe('2002500');
    const again = await Promise.all([1, 2, 3, 4].map(() => bank().tell(deliver, { account: bill.virtualAccount, amount: bill.total, reference: 'REF-5' })));
    expect(again.map((answer) => answer.status)).toEqual([200, 200, 200, 200]);
    expect(settledCases.filter((caseId) => caseId === 'lima-kali')).toHaveLength(1);
    expect(await stateOf(bill)).toBe('paid');
    expect((await bank().inquire(deliver, bill.virtualAccount)).responseCode).toBe('4042414');
    // The same reference for other money is a contradiction, not a second payment.
    expect((await bank().tell(deliver, { account: bill.virtualAccount, amount: 1n, reference: 'REF-5' })).responseCode).toBe('4042518');
  });

  it('is not believed when the signature, the token or the time is wrong', async () => {
    const bill = await issue('palsu');
    expect((await bank().tell(deliver, { account: bill.virtualAccount, amount: bill.total, reference: 'PALSU', forged: true })).responseCode).toBe('4012500');
    const plain = await deliver({ path: '/snap/v1.0/transfer-va/payment', headers: { 'content-type': 'application/json', authorization: 'Bearer 9999999999.x' }, body: '{}' });
    expect(JSON.parse(plain.body)).toMatchObject({ responseCode: '4012501' });
    const replayed: { path: string; headers: Record<string, string>; body: string }[] = [];
    await bank().inquire((call) => { replayed.push(call); return deliver(call); }, bill.virtualAccount);
    const call = replayed.at(-1);
    town.clock.advance({ minutes: 6 });
    expect(JSON.parse((await deliver(call ?? { path: '', headers: {}, body: '' })).body)).toMatchObject({ responseCode: '4012400' });
    expect(await stateOf(bill)).toBe('open');
  });

  it('sends wrong amounts, second payments and unknown accounts into suspense, each with a refund case', async () => {
    const bill = await issue('titipan');
    await bank().tell(deliver, { account: bill.virtualAccount, amount: bill.total - 1n, reference: 'KURANG' });
    expect(await stateOf(bill)).toBe('open');
    await bank().pay(deliver, bill.virtualAccount, 'PAS');
    await bank().tell(deliver, { account: bill.virtualAccount, amount: bill.total, reference: 'DUA-KALI' });
    await bank().tell(deliver, { account: '7716060000000000000', amount: 5n, reference: 'ENTAH' });
    expect((await Promise.all(['KURANG', 'DUA-KALI', 'ENTAH'].map(suspended))).map((refund) => refund?.why)).toEqual(['wrong-amount', 'second-payment', 'unknown-account']);
    expect(settledCases.filter((caseId) => caseId === 'titipan')).toHaveLength(1);
  });

  it('may tell late of a payment made in time, but not pay an expired bill', async () => {
    const [early, late] = [await issue('terlambat-kabar', 10n, 1), await issue('terlambat-bayar', 10n, 1)];
    const inTime = town.clock.now().add({ hours: 2 });
    town.clock.advance({ hours: 30 });
    expect(await town.house.billing.expire()).toBeGreaterThanOrEqual(2);
    expect((await bank().pay(deliver, late.virtualAccount, 'TELAT-1')).responseCode).toBe('4042419');
    await bank().tell(deliver, { account: late.virtualAccount, amount: 10n, reference: 'TELAT-2' });
    await bank().tell(deliver, { account: early.virtualAccount, amount: 10n, reference: 'AWAL-1', at: inTime });
    expect([await stateOf(early), await stateOf(late)]).toEqual(['paid', 'expired']);
    expect(await suspended('TELAT-2')).toMatchObject({ why: 'expired-bill' });
  });

  it('settles by QRIS; a failed scan told late undoes nothing', async () => {
    const bill = await issue('qris');
    await bank().tellQr(deliver, { account: bill.virtualAccount, amount: bill.total, reference: 'QR-1' });
    await bank().tellQr(deliver, { account: bill.virtualAccount, amount: bill.total, reference: 'QR-1', status: '06' });
    expect(await stateOf(bill)).toBe('paid');
  });

  it('pays one bill from two places at once: exactly one settles', async () => {
    const bill = await issue('serentak');
    await Promise.all(['A', 'B', 'C'].map((name) => bank().tell(deliver, { account: bill.virtualAccount, amount: bill.total, reference: `SERENTAK-${name}` })));
    const rows = await town.house.pool.query("select outcome, count(*)::int as n from billing.payment where reference like 'SERENTAK-%' group by outcome order by outcome");
    expect(rows.rows).toEqual([{ outcome: 'settled', n: 1 }, { outcome: 'suspense', n: 2 }]);
  });
});

describe('a case that ends', () => {
  it('cancels what is open; money on its way is recorded first, then goes back by four eyes', async () => {
    const bill = await issue('ditarik');
    await town.house.database.write(intent, (work) => town.house.billing.endCase(work, { service: 'uji', caseId: 'ditarik', refund: true }));
    expect((await bank().tell(deliver, { account: bill.virtualAccount, amount: bill.total, reference: 'DI-JALAN' })).status).toBe(200);
    const refund = await suspended('DI-JALAN');
    expect(refund).toMatchObject({ why: 'cancelled-bill', amount: bill.total });
    const { actions } = town.house.billing;
    const refundId = refund?.id ?? '';
    const [ani, budi, cici] = ['ani', 'budi', 'cici'].map(officer);
    if (!ani || !budi || !cici) throw new Error('three officers');
    await town.house.perform(actions.proposeRefund, ani, { refundId, payee, note: 'Permohonan ditarik' });
    expect(await refusal(town.house.perform(actions.approveRefund, ani, { refundId }))).toBe('billing/four-eyes');
    expect(await refusal(town.house.perform(actions.recordReturn, cici, { refundId, reference: 'BALIK-1' }))).toBe('billing/not-now');
    await town.house.perform(actions.approveRefund, budi, { refundId });
    expect(await refusal(town.house.perform(actions.recordReturn, budi, { refundId, reference: 'BALIK-1' }))).toBe('billing/four-eyes');
    await town.house.perform(actions.recordReturn, cici, { refundId, reference: 'BALIK-1' });
    expect(await suspended('DI-JALAN')).toBeUndefined();
    const stored = await town.house.pool.query('select payee from billing.refund where id = $1', [refundId]);
    expect(JSON.stringify(stored.rows)).not.toContain('1234567890');
  });

  it('gives back what was paid', async () => {
    const bill = await issue('ditarik-lunas');
    await bank().pay(deliver, bill.virtualAccount, 'LUNAS-1');
    for (let time = 0; time < 2; time += 1) await town.house.database.write(intent, (work) => town.house.billing.endCase(work, { service: 'uji', caseId: 'ditarik-lunas', refund: true }));
    expect(await town.house.billing.refunds({ pending: true, caseOf: { service: 'uji', caseId: 'ditarik-lunas' } })).toMatchObject([{ why: 'case-ended', amount: bill.total }]);
  });

  it('may let wrongly sent money pay an open bill of the same amount', async () => {
    const bill = await issue('dipakai', 77_000n);
    await bank().tell(deliver, { account: '7716060000000000000', amount: 77_000n, reference: 'SALAH-NOMOR' });
    const refundId = (await suspended('SALAH-NOMOR'))?.id ?? '';
    await town.house.perform(town.house.billing.actions.proposeRefund, officer('ani'), { refundId, applyTo: bill.id, note: 'Salah ketik nomor rekening' });
    await town.house.perform(town.house.billing.actions.approveRefund, officer('budi'), { refundId });
    expect(await stateOf(bill)).toBe('paid');
    expect(settledCases).toContain('dipakai');
  });
});

describe('cash at the counter', () => {
  it('must be exact', async () => {
    const bill = await issue('tunai', 50_000n);
    const take = (amount: string) => town.house.perform(town.house.billing.actions.receiveCash, officer('kasir'), { billId: bill.id, amount, receipt: `KW-${amount}` });
    expect(await refusal(take('40000'))).toBe('billing/cannot-apply');
    await take('50000');
    expect(await refusal(take('50000'))).toBe('billing/closed');
    expect(await stateOf(bill)).toBe('paid');
  });
});
