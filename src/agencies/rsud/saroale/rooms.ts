import type { Perform } from '#platform/action';
import type { Work } from '#platform/database';
import { absentAction } from './actions/absent.ts';
import { acceptOffer, acceptOfferAction } from './actions/accept-offer.ts';
import { addLeaveAction } from './actions/add-leave.ts';
import { addFamilyMemberAction, bindPersonAction } from './actions/bind-person.ts';
import { book, bookAction } from './actions/book.ts';
import { bookOnsiteAction } from './actions/book-onsite.ts';
import { callNextAction } from './actions/call-next.ts';
import { cancelBooking, cancelBookingAction } from './actions/cancel-booking.ts';
import { checkIn, checkInAction } from './actions/check-in.ts';
import { completePatientAction } from './actions/complete-patient.ts';
import { doctorAbsentAction } from './actions/doctor-absent.ts';
import { doctorLateAction } from './actions/doctor-late.ts';
import { endSessionAction } from './actions/end-session.ts';
import { finishAction } from './actions/finish.ts';
import { holdAction } from './actions/hold.ts';
import { identifyPatientAction } from './actions/identify-patient.ts';
import { joinWaitingList, joinWaitingListAction } from './actions/join-waiting-list.ts';
import { lateStepAction } from './actions/late-step.ts';
import { moveBooking, moveBookingAction } from './actions/move-booking.ts';
import { openExtraSessionAction } from './actions/open-extra-session.ts';
import { openSessionsAction } from './actions/open-sessions.ts';
import { overrideQuotaAction } from './actions/override-quota.ts';
import { recallAction } from './actions/recall.ts';
import { recordPharmacyAction } from './actions/record-pharmacy.ts';
import { registerPatientAction } from './actions/register-patient.ts';
import { resumeAction } from './actions/resume.ts';
import { endScheduleAction, setScheduleAction } from './actions/set-schedule.ts';
import { setQuotaAction } from './actions/set-quota.ts';
import { skipAction } from './actions/skip.ts';
import { startAction } from './actions/start.ts';
import { transferAction } from './actions/transfer.ts';
import type { ChatContact, Doors } from './doors.ts';
import { openReads } from './reads/reads.ts';
import { nextNorm } from './store/norm.ts';

/** Saroale as its own rooms (pages, chat, desk, BPJS) receive it. */
export type Saroale = ReturnType<typeof openSaroale>;

/** Opens the service over its doors: every verb once, every read once. */
export function openSaroale(doors: Doors, perform: Perform) {
  return {
    doors, perform,
    reads: openReads(doors),
    actions: {
      identifyPatient: identifyPatientAction(doors), registerPatient: registerPatientAction(doors), bindPerson: bindPersonAction(doors), addFamilyMember: addFamilyMemberAction(doors),
      book: bookAction(doors), bookOnsite: bookOnsiteAction(doors), cancelBooking: cancelBookingAction(doors), moveBooking: moveBookingAction(doors), checkIn: checkInAction(doors),
      joinWaitingList: joinWaitingListAction(doors), acceptOffer: acceptOfferAction(doors), overrideQuota: overrideQuotaAction(doors), completePatient: completePatientAction(doors),
      callNext: callNextAction(doors), recall: recallAction(doors), skip: skipAction(doors), hold: holdAction(doors), resume: resumeAction(doors), transfer: transferAction(doors),
      start: startAction(doors), finish: finishAction(doors), absent: absentAction(doors), recordPharmacy: recordPharmacyAction(doors), lateStep: lateStepAction(doors),
      doctorLate: doctorLateAction(doors), doctorAbsent: doctorAbsentAction(doors), endSession: endSessionAction(doors),
      openSessions: openSessionsAction(doors), openExtraSession: openExtraSessionAction(doors), setQuota: setQuotaAction(doors), setSchedule: setScheduleAction(doors), endSchedule: endScheduleAction(), addLeave: addLeaveAction(),
    },
    /** The same verbs for whoever already holds a unit of work, such as a chat turn. The caller maps `constraints` of the action of that name. */
    inWork: {
      book: bound(doors, book), cancelBooking: bound(doors, cancelBooking), moveBooking: bound(doors, moveBooking), checkIn: bound(doors, checkIn),
      joinWaitingList: bound(doors, joinWaitingList), acceptOffer: bound(doors, acceptOffer),
    },
    nextNorm,
    /** Address of the one-time form that ties a patient to a conversation; made inside the chat's turn. */
    bindUrl: async (work: Work, contact: ChatContact) => doors.publicUrl(`/saroale/ikat/${await doors.people.links.make(work, { contact, purpose: 'saroale/bind' })}`),
  };
}

function bound<Input, Result>(doors: Doors, step: (doors: Doors, work: Work, input: Input) => Promise<Result>): (work: Work, input: Input) => Promise<Result> {
  return (work, input) => step(doors, work, input);
}
