import { anonymous, type Actor } from '#kernel/actor';
import { civilDate, type steerableClock } from '#kernel/time';
import type { Saji } from '../rooms.ts';
import { readerOf } from '../store/tables.ts';
import { plans, type Plan, type Stage } from './plans.ts';
import { seatOfficers, signCase, type FindAccount, type Officers } from './people.ts';
import { attend, planToday } from './visits.ts';

interface Step { readonly at: Temporal.Instant; readonly run: () => Promise<unknown> }

const chain: Readonly<Record<string, string>> = { 'dpmptsp/verification': 'verifikator', 'dpmptsp/permit-division': 'kabid', 'dpmptsp/secretary': 'sekretaris' };
const order: readonly Stage[] = ['requested', 'pickup', 'submitted', 'returned', 'technical', 'billing', 'paraf', 'signing', 'issued', 'dispatched', 'delivered'];

/** Fills an empty permit office with six weeks of made-up work, lived in the order of time by the very actions officers use. Does nothing when applications exist. */
export async function seedDemo(saji: Saji, clock: ReturnType<typeof steerableClock>, find: FindAccount): Promise<boolean> {
  const { doors } = saji;
  if (await readerOf(doors.database).selectFrom('saji_muba.application').select('case_id').limit(1).executeTakeFirst()) return false;
  const officers = await seatOfficers(saji, find);
  const today = civilDate(clock.now(), doors.zone);
  const steps = [...plans.flatMap((plan, index) => stepsOf(saji, officers, plan, index, today)), { at: dawnOf(doors, today), run: () => planToday(saji, officers, today) }].sort((a, b) => Temporal.Instant.compare(a.at, b.at));
  try {
    for (const step of steps) {
      clock.set(step.at);
      await step.run();
    }
  } finally {
    clock.release();
  }
  return true;
}

function stepsOf(saji: Saji, officers: Officers, plan: Plan, index: number, today: Temporal.PlainDate): Step[] {
  const { doors, perform, actions } = saji;
  const type = doors.catalogue.find(plan.type);
  if (!type) return [];
  const by = (post: string): Actor => officers[post] ?? { ...anonymous('command'), permissions: new Set() };
  const villages = doors.places.villages();
  const village = villages[(index * 37) % villages.length]?.code ?? '';
  const steps: Step[] = [];
  let caseId = '';
  let day = workingDayBefore(doors, today, plan.daysAgo);
  let turn = 0;
  const then = (run: () => Promise<unknown>, days = 0) => {
    for (let left = days; left > 0; left -= 1) day = nextWorkingDay(doors, day);
    turn = days > 0 ? 0 : turn + 1;
    if (Temporal.PlainDate.compare(day, today) > 0) return;
    const at = day.toZonedDateTime({ timeZone: doors.zone, plainTime: Temporal.PlainTime.from({ hour: 8 + Math.min(turn, 7), minute: (index * 2) % 60 }) }).toInstant();
    if (Temporal.Instant.compare(at, doors.clock.now()) < 0) steps.push({ at, run });
  };
  const reaches = (stage: Stage) => order.indexOf(plan.stage) >= order.indexOf(stage);
  const items = (defect?: string) => Object.fromEntries(type.requirements.map((one) => [one.id, one.id === defect ? { verdict: 'defect', note: plan.note ?? 'Tidak terbaca. Kirim foto baru yang jelas.' } : { verdict: 'ok', note: '' }]));
  const number = String(index + 1).padStart(4, '0');

  then(async () => {
    const asked = await perform(actions.request, { ...anonymous(plan.channel ?? 'web') }, {
      type: type.id, village, address: `Rumah contoh nomor ${index + 1}`, object: plan.object, pickup: plan.stage === 'pickup' || index % 3 === 0, consent: true, commandId: `demo-request-${index}`,
      eligibility: Object.fromEntries(type.eligibility.map((question) => [question.id, question.expects])), who: { name: plan.name, nik: `160601${String(1 + (index % 28)).padStart(2, '0')}0${1 + (index % 9)}85${number}`, phone: `0812900${number}` },
      ...(index % 5 === 4 ? { helper: 'village' } : {}),
    });
    ({ caseId } = asked);
  });
  if (reaches('pickup') && (plan.stage === 'pickup' || index % 3 === 0)) then(() => perform(actions.schedulePickup, by('loket'), { caseId, date: (plan.stage === 'pickup' ? today : nextWorkingDay(doors, day)).toString(), half: index % 2 === 0 ? 'pagi' : 'siang' }));
  if (reaches('submitted') && index % 3 === 0) then(() => attend(saji, officers, caseId, 'pickup'), 1);
  if (reaches('submitted')) then(() => perform(actions.submit, by('loket'), { caseId, answers: { ...plan.answers, ...(type.objectField ? { [type.objectField]: plan.object } : {}) } }), 1);
  if (plan.defect) {
    then(() => perform(actions.judge, by('loket'), { caseId, items: items(plan.defect), complete: false }));
    if (plan.stage !== 'returned') then(() => perform(actions.submit, by('loket'), { caseId, answers: { ...plan.answers, ...(type.objectField ? { [type.objectField]: plan.object } : {}) } }), 2);
  }
  if (!reaches('technical')) return steps;
  then(() => perform(actions.judge, by('loket'), { caseId, items: items(), complete: true }));
  if (plan.stage === 'technical') return steps;
  for (const one of type.recommenders) then(() => perform(actions.recommend, by(`teknis-${one.agency}`), { caseId, findings: Object.fromEntries(one.criteria.map((criterion) => [criterion.id, 'meets'])) }), 1);
  if (type.tariff?.is === 'formula') {
    then(() => perform(actions.bill, by('penyusun'), { caseId, measured: { terintegrasi: '0,1995', terbangun: '1', prasarana: '0' } }));
    if (plan.stage === 'billing') return steps;
    then(async () => {
      const [bill] = await doors.billing.billsOf('saji-muba', caseId);
      if (bill) await perform(doors.billing.actions.receiveCash, by('kasir'), { billId: bill.id, amount: bill.total.toString(), receipt: `KW-${number}` });
    });
  }
  then(() => perform(actions.draft, by('penyusun'), plan.reject ? { caseId, decision: 'reject', reasons: plan.reject } : { caseId, decision: 'grant' }), 1);
  if (plan.stage === 'paraf') return steps;
  for (const position of type.paraf) then(() => perform(actions.paraf, by(chain[position] ?? ''), { caseId }));
  if (!reaches('issued')) return steps;
  then(() => signCase(saji, by('kepala'), caseId), 1);
  if (plan.stage === 'dispatched') then(() => perform(actions.dispatch, by('loket'), { caseId, date: today.toString(), half: 'siang' }));
  if (plan.stage === 'delivered' && !plan.reject && index % 2 === 0) {
    then(() => perform(actions.dispatch, by('loket'), { caseId, date: nextWorkingDay(doors, day).toString(), half: 'pagi' }));
    then(() => attend(saji, officers, caseId, 'delivery'), 1);
  } else if (plan.stage === 'delivered' && !plan.reject) then(() => perform(actions.handOver, by('loket'), { caseId }), 1);
  return steps;
}

/** A quarter to seven of the day the demonstration opens on, or just now when it is not that late yet. */
function dawnOf(doors: Saji['doors'], today: Temporal.PlainDate): Temporal.Instant {
  const dawn = today.toZonedDateTime({ timeZone: doors.zone, plainTime: '06:45' }).toInstant();
  const now = doors.clock.now().subtract({ seconds: 1 });
  return Temporal.Instant.compare(dawn, now) < 0 ? dawn : now;
}

function workingDayBefore(doors: Saji['doors'], today: Temporal.PlainDate, days: number): Temporal.PlainDate {
  let day = today;
  for (let left = days; left > 0;) {
    day = day.subtract({ days: 1 });
    if (doors.calendar.of('office').isWorkingDay(day)) left -= 1;
  }
  return day;
}

function nextWorkingDay(doors: Saji['doors'], from: Temporal.PlainDate): Temporal.PlainDate {
  let day = from.add({ days: 1 });
  while (!doors.calendar.of('office').isWorkingDay(day)) day = day.add({ days: 1 });
  return day;
}
