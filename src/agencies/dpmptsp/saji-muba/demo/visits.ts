import { system } from '#kernel/actor';
import type { Saji } from '../rooms.ts';
import { requireApplication } from '../store/applications.ts';
import type { Officers } from './people.ts';

/** Who goes by motorcycle and who by car on the demonstration's first day. */
const crews = [{ post: 'lapangan', name: 'Rudi Contoh', profile: 'motor', visitsADay: 8, zones: [] }, { post: 'kurir', name: 'Sari Contoh', profile: 'mobil', visitsADay: 8, zones: [] }] as const;

/** Lists the pick-up officer and the courier with vehicle and limits, and plans the day the demonstration opens on, as the dispatcher would before eight. */
export async function planToday(saji: Saji, officers: Officers, today: Temporal.PlainDate): Promise<void> {
  const { doors } = saji;
  const { agency } = doors.catalogue.office;
  const dispatcher = officers['loket'];
  if (!dispatcher) return;
  await doors.database.write({ actor: dispatcher, action: 'saji-muba/demo' }, async (work) => {
    for (const { post, ...crew } of crews) {
      const account = officers[post]?.id;
      if (account) await doors.dispatch.crews.set(work, { ...crew, agency, account, ...doors.seat, load: 20 });
    }
    work.note({ subject: 'crews', count: crews.length });
  });
  await doors.dispatch.plan.day(dispatcher, { agency, date: today.toString() });
}

/** The visit of a made-up case goes well: somebody sets out, arrives, and is received by the applicant, who was not asked for money. */
export async function attend({ doors }: Saji, officers: Officers, caseId: string, kind: 'pickup' | 'delivery'): Promise<void> {
  const officer = officers[kind === 'pickup' ? 'lapangan' : 'kurir'];
  const application = await requireApplication(doors, { caseId });
  const visit = kind === 'pickup' ? application.pickupVisit : application.deliveryVisit;
  if (!officer || !visit) return;
  await doors.database.write({ actor: system('demo'), action: 'saji-muba/demo' }, async (work) => {
    const { visits, plan } = doors.dispatch;
    await plan.assign(work, { visit, officer: officer.id });
    await visits.depart(work, { visit });
    await visits.arrive(work, { visit });
    const receiver = { name: 'Pemohon Contoh', relation: 'yang bersangkutan', nikLast4: undefined };
    await visits.finish(work, { visit, result: { attempt: 1, grade: 'B', at: work.now, receiver, signature: undefined, ticked: [], answers: {}, note: undefined, askedToPay: false, scans: [] } });
  });
}
