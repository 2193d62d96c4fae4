import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import type { Doors } from '../doors.ts';
import { events } from '../events.ts';
import { constraints, refusals } from '../problems.ts';
import { serviceRequest } from '../record/facts.ts';
import { writeFacts } from '../record/write.ts';
import { panelOf } from '../reference/reference.ts';
import type { Tables } from '../store/tables.ts';
import * as inputs from './inputs.ts';
import { openVisit } from './save-note.ts';

/** Orders laboratory or radiology. The same panel twice while the first is open is one order. */
export function orderSupportAction(doors: Doors) {
  return action({
    name: 'sih-larajaket/orderSupport', input: z.strictObject({ visitId: inputs.visitId, panel: z.string(), urgent: z.preprocess((value) => value === 'on' || value === true, z.boolean()).default(false), question: z.string().trim().max(300).default('') }), allow: 'sih-larajaket/treat', constraints,
    async run(work, input): Promise<{ orderId: string }> {
      const visit = await openVisit(work, input.visitId);
      const panel = panelOf(input.panel);
      if (!panel) throw new Problem(refusals.noOrder, { fields: { panel: 'Pilih pemeriksaan dari daftar.' } });
      const tables = work.tables<Tables>();
      const open = await tables.selectFrom('sih_larajaket.support_order').select('id').where('visit_id', '=', visit.id).where('panel', '=', panel.code).where('state', '=', 'ordered').executeTakeFirst();
      work.note({ subject: visit.id, panel: panel.code });
      if (open) return { orderId: open.id };
      const id = work.newId();
      await tables.insertInto('sih_larajaket.support_order').values({ id, visit_id: visit.id, kind: panel.kind, panel: panel.code, panel_name: panel.name, urgent: input.urgent, question: input.question, ordered_at: work.now.toString(), ordered_by: work.actor.id, file_id: null }).execute();
      await writeFacts(doors, work, visit, (about) => [serviceRequest(about, { id, kind: panel.kind, panel: panel.code, name: panel.name, urgent: input.urgent, cancelled: false })]);
      work.emit(events.ordered.of(visit.id, { kind: panel.kind, urgent: input.urgent }));
      return { orderId: id };
    },
  });
}
