import type { Perform } from '#platform/action';
import { paperTypes } from '#platform/files';
import { openFormAction } from './actions/begin-form.ts';
import { billAction, rebillAction, settled } from './actions/bill.ts';
import { changePermitAction } from './actions/change-permit.ts';
import { draftAction, parafAction, returnAction, sendBackAction } from './actions/draft.ts';
import { dispatchAction, handOverAction, serveVisits } from './actions/hand-out.ts';
import { followAction } from './actions/follow.ts';
import { judgeAction } from './actions/judge.ts';
import { confirmSilenceAction, declareConflictAction, fileAction, recordAction, reportFeeAction } from './actions/lesser.ts';
import { closeReportAction, readReportAction } from './actions/reports.ts';
import { recommendAction } from './actions/recommend.ts';
import { request, requestAction, type RequestInput } from './actions/request.ts';
import { schedulePickupAction } from './actions/schedule-pickup.ts';
import { submitAction, submitFormAction } from './actions/submit.ts';
import { useKnownAction } from './actions/use-known.ts';
import { withdrawAction } from './actions/withdraw.ts';
import { service, type Doors } from './doors.ts';
import { formOf, paperKind } from './forms.ts';
import { onTimer } from './jobs.ts';
import { declareClasses } from './letters.ts';
import { assistanceProcedure, permitProcedure } from './procedure.ts';

/** Saji-Muba as its own rooms (pages, chat, desks) receive it. */
export type Saji = ReturnType<typeof openSaji>;

/** Opens the service over its doors: every verb once. */
export function openSaji(doors: Doors, perform: Perform) {
  return {
    doors, perform,
    actions: {
      request: requestAction(doors), schedulePickup: schedulePickupAction(doors), openForm: openFormAction(doors), submit: submitAction(doors), submitForm: submitFormAction(doors), judge: judgeAction(doors), recommend: recommendAction(doors),
      bill: billAction(doors), rebill: rebillAction(doors), draft: draftAction(doors), paraf: parafAction(doors), sendBack: sendBackAction(doors), return: returnAction(doors), withdraw: withdrawAction(doors),
      dispatch: dispatchAction(doors), handOver: handOverAction(doors), reportFee: reportFeeAction(doors), declareConflict: declareConflictAction(doors), confirmSilence: confirmSilenceAction(doors), file: fileAction(doors), record: recordAction(doors),
      changePermit: changePermitAction(doors), follow: followAction(doors), readReport: readReportAction(doors), useKnown: useKnownAction(), closeReport: closeReportAction(doors),
    },
    /** The same verb for whoever already holds a unit of work, such as a chat turn. */
    inWork: { request: (work: Parameters<typeof request>[1], asked: RequestInput) => request(doors, work, asked) },
  };
}

/** Tells the floors what this office does: procedures, forms, documents, what to do when money, visits and clocks say something. */
export async function settleIn(doors: Doors, files: { declare(kind: { kind: string; accept: readonly string[]; maxBytes: number; permission: string; clean: boolean }): void }): Promise<void> {
  const wiring = { onTimer: (work: Parameters<typeof onTimer>[1], fired: Parameters<typeof onTimer>[2]) => onTimer(doors, work, fired) };
  doors.cases.define(permitProcedure, wiring);
  doors.cases.define(assistanceProcedure);
  files.declare({ kind: paperKind, accept: paperTypes, maxBytes: 10_485_760, permission: 'saji-muba/see-applicant', clean: true });
  await doors.forms.declare(doors.catalogue.live.map(formOf));
  declareClasses(doors);
  doors.billing.onSettled(service, (work, bill) => settled(doors, work, bill));
  serveVisits(doors);
}
