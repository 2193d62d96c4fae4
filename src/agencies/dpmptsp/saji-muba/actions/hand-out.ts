import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import { service, type Doors } from '../doors.ts';
import { events } from '../events.ts';
import { tell } from '../notices/tell.ts';
import { refusals } from '../problems.ts';
import { contactOf, type Application } from '../store/applications.ts';
import { findPermit } from '../store/permits.ts';
import type { SajiTables } from '../store/tables.ts';
import { move, moveByHouse, workedOn } from './step.ts';

const pressed = { caseId: z.uuid(), commandId: z.string().optional(), expectedVersion: z.int().optional() };

/** Sends a courier with the printed document and whatever originals the office still holds. */
export const dispatchAction = (doors: Doors) => action({
  name: 'saji-muba/dispatch', allow: 'saji-muba/front', input: z.strictObject({ ...pressed, date: z.iso.date('Pilih hari pengantaran.'), half: z.enum(['pagi', 'siang']) }),
  async run(work, { date, half, ...press }) {
    const application = await workedOn(doors, work, press.caseId);
    const permit = await findPermit(doors, { caseId: application.caseId }, work);
    if (!permit) throw new Problem(refusals.noPermit);
    const held = (await doors.dispatch.items.of({ service, refs: [application.caseId] }, work)).map((item) => item.id);
    const document = await doors.dispatch.items.register(work, { service, ref: application.caseId, kind: 'permit', label: `${application.type.product.id}, ${permit.number}`, holder: { kind: 'counter', id: doors.catalogue.office.agency, name: 'Loket DPMPTSP' } });
    const visit = await doors.dispatch.visits.request(work, {
      service, agency: doors.catalogue.office.agency, kind: 'delivery', refs: [application.caseId], key: `delivery/${application.caseId}`, place: { district: application.district, village: application.village }, contact: await contactOf(doors, application.caseId, work), minutes: 10,
      sheet: { items: [...held, document.id], note: 'Serahkan kepada pemohon atau keluarga serumah. Layanan ini gratis: jangan menerima uang.' },
    });
    await doors.dispatch.visits.schedule(work, { visit: visit.id, date, half });
    await work.tables<SajiTables>().updateTable('saji_muba.application').set({ delivery_visit: visit.id }).where('case_id', '=', application.caseId).execute();
    return move(doors, work, press, 'dispatch');
  },
});

/** The applicant takes the document at the counter. */
export const handOverAction = (doors: Doors) => action({
  name: 'saji-muba/hand-over', allow: 'saji-muba/front', input: z.strictObject(pressed),
  async run(work, press) {
    const application = await workedOn(doors, work, press.caseId);
    const done = await move(doors, work, press, 'deliver');
    if (!done.repeated) await delivered(doors, work, application, 'counter');
    return done;
  },
});

/** After delivery: the event by which the service counts as done, one survey code, and the question about money. */
async function delivered(doors: Doors, work: Work, application: Application, by: 'courier' | 'counter'): Promise<void> {
  const event = events.delivered.of(application.caseId, { type: application.typeId, district: application.district, channel: application.channel, by });
  work.emit(event);
  await inviteToRate(doors, work, application, event.type);
}

export async function inviteToRate(doors: Doors, work: Work, application: Application, event: string): Promise<void> {
  const invitation = await doors.survey.issue(work, { service, agency: doors.catalogue.office.agency, event: { type: event, subject: application.caseId }, channel: application.channel, district: application.district });
  const { phone } = await contactOf(doors, application.caseId, work);
  await tell(doors, work, { caseId: application.caseId, code: application.code, phone }, 'delivered', { survei: invitation ? doors.publicUrl(invitation.path) : '' });
}

/** What the field app reports about our visits, in the transaction that changes them. */
export function serveVisits(doors: Doors): void {
  doors.dispatch.serve({
    service,
    async done(work, visit, result) {
      for (const caseId of visit.refs) {
        const application = await workedOn(doors, work, caseId);
        if (visit.kind === 'delivery') {
          await moveByHouse(doors, work, caseId, 'deliver');
          await delivered(doors, work, application, visit.officer === undefined ? 'counter' : 'courier');
        } else await collected(doors, work, application, visit, result?.ticked ?? []);
        // Whoever fetched it at the counter made the trip.
        if (visit.officer !== undefined) await countTrip(doors, work, application, visit);
      }
      if (result?.askedToPay) await storeFeeReport(doors, work, { caseId: visit.refs[0], channel: 'visit', text: result.note ?? 'Dijawab “ya” pada kunjungan.' });
    },
    async failed(work, visit) {
      if (visit.kind !== 'delivery') return;
      for (const caseId of visit.refs) {
        const application = await workedOn(doors, work, caseId);
        await moveByHouse(doors, work, caseId, visit.status === 'held_at_counter' ? 'hold' : 'attempt-failed');
        const { phone } = await contactOf(doors, caseId, work);
        if (visit.status === 'held_at_counter') await tell(doors, work, { caseId, code: application.code, phone }, 'held');
      }
    },
  });
}

/** The papers are in the officer's hands: every original that was ticked has a custodian from now on, and the applicant gets a receipt. */
async function collected(doors: Doors, work: Work, application: Application, visit: { officer: string | undefined }, ticked: readonly string[]): Promise<void> {
  const found = await doors.cases.of(application.caseId, work);
  if (found?.state === 'pickup_scheduled' || found?.state === 'requested') await moveByHouse(doors, work, application.caseId, 'collect');
  const originals = await doors.dispatch.items.of({ service, refs: [application.caseId] }, work);
  const { phone } = await contactOf(doors, application.caseId, work);
  await tell(doors, work, { caseId: application.caseId, code: application.code, phone }, 'collected', { jumlah: String(originals.length || application.type.requirements.filter((one) => one.original && ticked.includes(one.id)).length) });
  work.note({ subject: application.caseId, officer: visit.officer ?? null, ticked: ticked.length });
}

async function countTrip(doors: Doors, work: Work, application: Application, visit: { id: string; kind: string }): Promise<void> {
  await work.tables<SajiTables>().insertInto('saji_muba.trip').values({ visit: visit.id, case_id: application.caseId, kind: visit.kind, at: work.now.toString(), km: doors.kmToSeat(application.district) ?? null }).onConflict((conflict) => conflict.doNothing()).execute();
}

/** Somebody says they were asked for money. The words are sealed; only that it happened is counted. */
export async function storeFeeReport(doors: Doors, work: Work, report: { caseId: string | undefined; channel: string; text: string }): Promise<void> {
  const id = work.newId();
  await work.tables<SajiTables>().insertInto('saji_muba.fee_report').values({ id, case_id: report.caseId ?? null, at: work.now.toString(), channel: report.channel, text: doors.seal(report.text, `saji-muba/fee/${id}`) }).execute();
  work.emit(events.feeReported.of(id, { channel: report.channel }));
}
