import type { FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { refusals as actionRefusals } from '#platform/action';
import { answer, type Http } from '#platform/http';
import { mayLook, valuesOf } from '../../pages/gate.ts';
import { refusals } from '../../problems.ts';
import type { Larajaket } from '../../rooms.ts';
import { readerOf } from '../../store/reader.ts';
import type { Tables } from '../../store/tables.ts';
import { findVisit } from '../../store/visits.ts';
import type { Satusehat } from '../index.ts';
import type { Looked } from '../outbox/master.ts';
import { itemsIn, retryCause, retryVisit, setDoctorIhs } from '../outbox/officer.ts';
import { settleItem } from '../outbox/record.ts';
import type { OutboxTables } from '../outbox/tables.ts';
import { DeliveriesPage, home } from './deliveries.tsx';

/** The officer's page: counts, what is held and why, what waits, and the ways on. */
export function mountDeliveries({ app }: Http, { doors, perform }: Larajaket, satusehat: Satusehat): void {
  app.get(home, async (request, reply) => (mayLook(request, reply, 'sih-larajaket/oversee') ? show(request, reply) : reply));
  app.post(home, async (request, reply) => {
    if (!can(request.actor, 'sih-larajaket/oversee')) throw new Problem(actionRefusals.forbidden);
    const { values } = valuesOf(request.body);
    try {
      return await reply.redirect(`${home}?selesai=${await step(request, values)}`, 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return show(request, reply, error);
    }
  });

  async function step(request: FastifyRequest, values: Record<string, string>): Promise<'found' | 'again' | 'gone'> {
    const about = { requestId: request.id };
    switch (values['do']) {
      case 'retry-cause': await perform(retryCause, request.actor, { cause: values['cause'] }, about); return 'again';
      // The look-ups go out before anything is written: what was found is written down, the NIK is not.
      case 'find-doctor': await perform(setDoctorIhs, request.actor, { visitId: values['visitId'], ihs: idOf(await satusehat.findPractitioner(nikIn(values))) }, about); return 'found';
      case 'find-baby': {
        const visit = await findVisit(readerOf(doors.database), values['visitId'] ?? '');
        if (!visit) throw new Problem(refusals.noVisit);
        idOf(await satusehat.findNewborn(visit.personId, nikIn(values), Math.min(9, Math.max(1, Number(values['order']) || 1))));
        await perform(retryVisit, request.actor, { visitId: visit.id }, about);
        return 'found';
      }
      case 'let-go': await perform(settleItem, request.actor, { resource: values['resource'], localId: values['localId'], do: 'let-go', reason: values['reason'] ?? '' }, about); return 'gone';
      case undefined: default: await perform(settleItem, request.actor, { resource: values['resource'], localId: values['localId'], do: values['do'] }, about); return 'again';
    }
  }

  async function show(request: FastifyRequest, reply: FastifyReply, problem?: Problem): Promise<FastifyReply> {
    const tables = doors.database.read<OutboxTables>();
    const [held, waiting, counts, causes, last] = await Promise.all([
      itemsIn(doors.database.read<Tables & OutboxTables>(), ['parked'], 100), itemsIn(doors.database.read<Tables & OutboxTables>(), ['ready', 'sent'], 50),
      tables.selectFrom('sih_larajaket.satusehat').select(['state', sql<number>`count(*)::int`.as('n')]).groupBy('state').execute(),
      tables.selectFrom('sih_larajaket.satusehat').select([sql<string>`coalesce(cause, 'invalid')`.as('cause'), sql<number>`count(*)::int`.as('n')]).where('state', '=', 'parked').groupBy('cause').orderBy('n', 'desc').execute(),
      tables.selectFrom('sih_larajaket.satusehat_reconciliation').selectAll().orderBy('day', 'desc').limit(1).executeTakeFirst(),
    ]);
    const { selesai: done } = request.query as { selesai?: string };
    return answer(reply.header('Cache-Control', 'no-store'), <DeliveriesPage held={held} waiting={waiting} counts={new Map(counts.map((row) => [row.state, row.n]))} causes={causes} last={last && { ...last, day: Temporal.PlainDate.from(last.day) }} standIn={satusehat.standIn !== undefined} done={done} problem={problem} />, problem?.status ?? 200);
  }
}

function nikIn(values: Record<string, string>): string {
  const nik = (values['nik'] ?? '').replaceAll(/\D/g, '');
  if (nik.length !== 16) throw new Problem(refusals.masterUnknown, { detail: 'NIK terdiri atas 16 angka. Periksa, lalu cari lagi.' });
  return nik;
}

/** The number that was found, or why not, in words. */
function idOf(looked: Looked): string {
  if (looked.ok) return looked.id;
  throw new Problem(refusals.masterUnknown, { detail: 'park' in looked ? looked.park.words : `${looked.wait.words} Coba lagi beberapa menit lagi.` });
}
