import type { Perform } from '#platform/action';
import { arriveAction } from './actions/arrive.ts';
import { beginAction } from './actions/begin.ts';
import { breakGlassAction, reviewGlassAction } from './actions/break-glass.ts';
import { closeVisitAction } from './actions/close-visit.ts';
import { consentAction } from './actions/consent.ts';
import { finishVisitAction, recordPrintAction, releaseAction, setSepAction } from './actions/finish-visit.ts';
import { orderSupportAction } from './actions/order-support.ts';
import { giveKeyAction, tryKeyAction } from './actions/patient-key.ts';
import { planControlAction } from './actions/plan-control.ts';
import { prescribeAction, stopItemAction } from './actions/prescribe.ts';
import { readResultAction, reportResultAction, tellCriticalAction, withdrawResultAction } from './actions/report-result.ts';
import { handRxAction, prepareRxAction, refillAction, reviewRxAction } from './actions/review-rx.ts';
import { proposeBackReferralAction } from './actions/propose-back-referral.ts';
import { copyPreviousAction, saveNoteAction, settleCopiedAction } from './actions/save-note.ts';
import { addCodeAction, changeCodeAction } from './actions/set-diagnosis.ts';
import { setLicenceAction } from './actions/set-licence.ts';
import { amendAction, signAction } from './actions/sign.ts';
import { settleDeviceAction, syncDeviceAction } from './actions/sync-device.ts';
import { triageAction } from './actions/triage.ts';
import type { Doors } from './doors.ts';

/** Sih Larajaket as its own rooms (pages, jobs, gateway) receive it. */
export type Larajaket = ReturnType<typeof openLarajaket>;

/** Opens the service over its doors: every verb once. */
export function openLarajaket(doors: Doors, perform: Perform) {
  return {
    doors, perform,
    actions: {
      arrive: arriveAction(doors), triage: triageAction(doors), begin: beginAction(doors), closeVisit: closeVisitAction(doors),
      saveNote: saveNoteAction(), copyPrevious: copyPreviousAction(), settleCopied: settleCopiedAction(), addCode: addCodeAction(doors), changeCode: changeCodeAction(doors), prescribe: prescribeAction(doors), stopItem: stopItemAction(doors),
      orderSupport: orderSupportAction(doors), planControl: planControlAction(doors), proposeBackReferral: proposeBackReferralAction(), sign: signAction(doors), amend: amendAction(doors),
      reportResult: reportResultAction(doors), withdrawResult: withdrawResultAction(doors), readResult: readResultAction(), tellCritical: tellCriticalAction(),
      reviewRx: reviewRxAction(doors), prepareRx: prepareRxAction(doors), handRx: handRxAction(doors), refill: refillAction(doors),
      finishVisit: finishVisitAction(doors), setSep: setSepAction(), recordPrint: recordPrintAction(), release: releaseAction(doors), consent: consentAction(doors),
      breakGlass: breakGlassAction(doors), reviewGlass: reviewGlassAction(), setLicence: setLicenceAction(), giveKey: giveKeyAction(doors), tryKey: tryKeyAction(), syncDevice: syncDeviceAction(doors), settleDevice: settleDeviceAction(doors),
    },
  };
}
