import { z } from 'zod';
import { formatRupiah } from '#kernel/money';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { compute, type Bill, type Factor } from '#commons/billing';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import { service, type Doors } from '../doors.ts';
import { tell } from '../notices/tell.ts';
import { refusals } from '../problems.ts';
import type { PermitType } from '../rules/type.ts';
import { answersOf, contactOf, type Application } from '../store/applications.ts';
import { move, moveByHouse, workedOn } from './step.ts';

type Levy = Extract<NonNullable<PermitType['tariff']>, { is: 'formula' }>;

/** Issues the bill of a levied type: answers, dated figures and what the officer measured, multiplied exactly as the type says. */
export const billAction = (doors: Doors) => action({
  name: 'saji-muba/bill', allow: 'saji-muba/back',
  input: z.strictObject({ caseId: z.uuid(), commandId: z.string().optional(), expectedVersion: z.int().optional(), measured: z.record(z.string(), z.string().trim().max(30)).default({}) }),
  async run(work, { measured, ...pressed }) {
    const application = await workedOn(doors, work, pressed.caseId);
    const levy = levyOf(application);
    const factors = factorsOf(doors, work, levy, await answersOf(doors, application.caseId, work) ?? {}, measured);
    const bill = await doors.billing.issue(work, { service, caseId: application.caseId, title: application.type.name.id, numberFormat: levy.numberFormat, base: compute(levy.formula, factors), expiresAt: endOfDay(doors, work, levy.payWithinDays) });
    const done = await move(doors, work, pressed, 'bill', { facts: { owes: true } });
    await tellBill(doors, work, application, bill);
    return done;
  },
});

/** Another bill in the place of one whose time ran out, with late interest by the dated rule. */
export const rebillAction = (doors: Doors) => action({
  name: 'saji-muba/rebill', allow: 'saji-muba/back', input: z.strictObject({ caseId: z.uuid(), commandId: z.string().optional(), expectedVersion: z.int().optional() }),
  async run(work, pressed) {
    const application = await workedOn(doors, work, pressed.caseId);
    const levy = levyOf(application);
    const [last] = await doors.billing.billsOf(service, application.caseId, work);
    if (!last) throw new Problem(refusals.noTariff);
    const bill = await doors.billing.reissue(work, { billId: last.id, expiresAt: endOfDay(doors, work, levy.payWithinDays), numberFormat: levy.numberFormat, interest: doors.catalogue.office.lateInterest });
    const done = await move(doors, work, pressed, 'rebill');
    await tellBill(doors, work, application, bill);
    return done;
  },
});

/** Money arrived: the case goes on in the same transaction. If it has ended meanwhile, the money becomes a refund case. */
export async function settled(doors: Doors, work: Work, bill: Bill): Promise<void> {
  const found = await doors.cases.of(bill.caseId, work);
  if (found?.state === 'billing') await moveByHouse(doors, work, bill.caseId, 'paid', { facts: { owes: false, settled: true } });
  else await doors.billing.endCase(work, { service, caseId: bill.caseId, refund: true });
}

function levyOf(application: Application): Levy {
  const { tariff } = application.type;
  if (tariff?.is !== 'formula') throw new Problem(refusals.noTariff);
  return tariff;
}

/** Each factor's value and its source, as they will stand on the bill. */
function factorsOf(doors: Doors, work: Work, levy: Levy, answers: Readonly<Record<string, unknown>>, measured: Readonly<Record<string, string>>): Factor[] {
  const today = civilDate(work.now, doors.zone).toString();
  const faults: Record<string, string> = {};
  const factors = levy.factors.map((factor): Factor => {
    const head = { id: factor.id, name: factor.name, unit: factor.unit };
    const { from } = factor;
    if (from.is === 'answer') return { ...head, value: written(answers[from.field]), source: 'Isian pemohon' };
    if (from.is === 'officer') {
      if (!measured[factor.id]) faults[`measured.${factor.id}`] = `${factor.name}: ${from.hint}`;
      return { ...head, value: measured[factor.id] ?? '', source: 'Hasil pemeriksaan teknis' };
    }
    const figure = doors.catalogue.office.figures.find((one) => one.id === from.figure && one.from <= today && (one.to === undefined || today <= one.to));
    if (!figure) faults[factor.id] = `${factor.name}: belum ada angka yang berlaku hari ini di office.json.`;
    return { ...head, value: figure?.value ?? '', source: figure && `${figure.source}${figure.status === 'unverified' ? ' (belum dipadankan)' : ''}` };
  });
  if (Object.keys(faults).length > 0) throw new Problem(refusals.factor, { fields: faults });
  return factors;
}

function endOfDay(doors: Doors, work: Work, days: number): Temporal.Instant {
  return civilDate(work.now, doors.zone).add({ days: days + 1 }).toZonedDateTime(doors.zone).toInstant();
}

async function tellBill(doors: Doors, work: Work, application: Application, bill: Bill): Promise<void> {
  const { phone } = await contactOf(doors, application.caseId, work);
  await tell(doors, work, { caseId: application.caseId, code: application.code, phone }, 'bill', { jumlah: formatRupiah(bill.total), batas: bill.expiresAt.subtract({ seconds: 1 }).toString() }, bill.id);
}

/** A number or text of the form as a factor is written: a comma for the fraction. */
function written(answer: unknown): string {
  return typeof answer === 'number' ? String(answer).replace('.', ',') : typeof answer === 'string' ? answer : '';
}
