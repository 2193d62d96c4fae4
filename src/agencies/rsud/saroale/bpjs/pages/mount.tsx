import type { FastifyRequest } from 'fastify';
import { can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { refusals } from '#platform/action';
import { answer } from '#platform/http';
import type { FormState } from '#platform/ui';
import type { Client } from '../client/client.ts';
import type { BpjsDoors } from '../doors.ts';
import type { Bpjs } from '../index.ts';
import type { Finding } from '../rules/compare.ts';
import type { OutboxTables } from '../outbox/tables.ts';
import { heldLanes, letGoLane, outboxState, retryLane, reviveDead } from '../outbox/worklist.ts';
import { Worklist } from './worklist.tsx';

/** The officer's worklist at `/saroale/bpjs`, permission `saroale/bpjs`. */
export function mountWorklist({ http: { app }, database, perform, clock, zone }: BpjsDoors, bpjs: Bpjs, client: Client): void {
  const guard = (request: FastifyRequest) => {
    if (!can(request.actor, 'saroale/bpjs')) throw new Problem(refusals.forbidden, { facts: { action: 'saroale/bpjs' } });
  };
  const view = async (request: FastifyRequest, form: FormState) => (
    <Worklist state={await outboxState(database, clock.now().subtract({ hours: 24 }))} held={await heldLanes(database)} nights={await nights(database)} health={client.health()} standIn={bpjs.standIn !== undefined} form={form} actor={request.actor} />
  );
  app.get('/saroale/bpjs', async (request, reply) => {
    guard(request);
    return answer(reply, await view(request, { values: {} }));
  });
  const post = (path: string, step: (request: FastifyRequest, body: Record<string, unknown>) => Promise<unknown>) => {
    app.post(path, async (request, reply) => {
      guard(request);
      const values = (request.body ?? {}) as Record<string, string>;
      try {
        await step(request, values);
        return await reply.redirect('/saroale/bpjs', 303);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        return answer(reply, await view(request, { values, problem: error }), error.status);
      }
    });
  };
  post('/saroale/bpjs/kirim', (request, body) => perform(retryLane, request.actor, { bookingId: body['bookingId'] }, { requestId: request.id }));
  post('/saroale/bpjs/lepas', (request, body) => perform(letGoLane, request.actor, { bookingId: body['bookingId'], reason: body['reason'] }, { requestId: request.id }));
  post('/saroale/bpjs/hidupkan', (request) => perform(reviveDead, request.actor, {}, { requestId: request.id }));
  post('/saroale/bpjs/cocokkan', () => bpjs.reconcile(clock.now().toZonedDateTimeISO(zone).toPlainDate()));
}

async function nights(database: BpjsDoors['database']) {
  const rows = await database.read<OutboxTables>().selectFrom('saroale.bpjs_reconciliation').selectAll().orderBy('visit_date', 'desc').limit(7).execute();
  return rows.map((row) => ({ date: row.visit_date, ranAt: row.ran_at as Temporal.Instant, ours: row.ours, theirs: row.theirs, findings: row.findings as Finding[] }));
}
