import { civilDate } from '#kernel/time';
import { mountForm, type Http } from '#platform/http';
import type { Saroale } from '../rooms.ts';
import { requirePermission } from './mount-counter.tsx';
import { SchedulePage } from './schedule.tsx';

/** The desk of whoever plans the outpatient wing. */
export function mountSchedule({ app }: Http, { doors, perform, actions, reads }: Saroale): void {
  mountForm(app, {
    path: '/saroale/jadwal',
    async view(request, state) {
      requirePermission(request, 'saroale/schedule');
      const today = civilDate(doors.clock.now(), doors.zone);
      return <SchedulePage state={state} saved={'tersimpan' in (request.query as object)} sessions={await reads.searchSessions({ counter: true })} weekly={await reads.schedules(today)} leaves={await reads.leaves(today)} polis={await reads.polis()} doctors={await reads.doctors()} />;
    },
    async send(request, values) {
      const about = { requestId: request.id };
      const { actor } = request;
      if (values['form'] === 'kuota') await perform(actions.setQuota, actor, { sessionId: values['sessionId'], jkn: values['jkn'], other: values['other'], reason: values['reason'] ?? '' }, about);
      else if (values['form'] === 'berhalangan') await perform(actions.doctorAbsent, actor, { sessionId: values['absentSession'], reason: values['absentReason'] ?? '' }, about);
      else if (values['form'] === 'cuti') await perform(actions.addLeave, actor, { doctor: values['leaveDoctor'] ?? '', from: values['from'], to: values['to'], reason: values['leaveReason'] ?? '' }, about);
      else await perform(actions.setSchedule, actor, { poli: values['poli'] ?? '', doctor: values['doctor'] ?? '', weekday: values['weekday'], opens: values['opens'] ?? '', closes: values['closes'] ?? '', quotaJkn: values['quotaJkn'], quotaOther: values['quotaOther'], validFrom: values['validFrom'] }, about);
      return '/saroale/jadwal?tersimpan=1';
    },
  });
}
