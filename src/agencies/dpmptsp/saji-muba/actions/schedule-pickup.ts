import { z } from 'zod';
import { action } from '#platform/action';
import type { Doors } from '../doors.ts';
import { service } from '../doors.ts';
import { tell } from '../notices/tell.ts';
import { contactOf } from '../store/applications.ts';
import type { SajiTables } from '../store/tables.ts';
import { move, workedOn } from './step.ts';

/** Promises a half-day on which an officer comes for the papers, with the checklist of the type in the officer's hand. */
export const schedulePickupAction = (doors: Doors) => action({
  name: 'saji-muba/schedule-pickup', allow: 'saji-muba/front',
  input: z.strictObject({ caseId: z.uuid(), date: z.iso.date('Pilih hari kunjungan.'), half: z.enum(['pagi', 'siang']), commandId: z.string().optional(), expectedVersion: z.int().optional() }),
  async run(work, { date, half, ...pressed }) {
    const application = await workedOn(doors, work, pressed.caseId);
    const contact = await contactOf(doors, application.caseId, work);
    const visit = await doors.dispatch.visits.request(work, {
      service, agency: doors.catalogue.office.agency, kind: 'pickup', refs: [application.caseId], key: `pickup/${application.caseId}`, place: { district: application.district, village: application.village }, contact, minutes: 30,
      sheet: {
        checklist: application.type.requirements.map((requirement) => ({ id: requirement.id, label: requirement.name.id, original: requirement.original, required: false })),
        note: `${application.type.name.id}. Layanan ini gratis: jangan menerima uang.`,
      },
    });
    await doors.dispatch.visits.schedule(work, { visit: visit.id, date, half });
    await work.tables<SajiTables>().updateTable('saji_muba.application').set({ pickup_visit: visit.id }).where('case_id', '=', application.caseId).execute();
    await tell(doors, work, { caseId: application.caseId, code: application.code, phone: contact.phone }, 'pickup', { hari: date, paruh: half });
    await move(doors, work, pressed, 'schedule-pickup');
    return visit.id;
  },
});
