import type { FastifyRequest } from 'fastify';
import { can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { refusals as actionRefusals } from '#platform/action';
import { mountForm } from '#platform/http';
import type { HubDoors } from './doors.ts';
import { requireDead, reviveJob } from './operate.ts';
import { JobsPage } from './pages/jobs.tsx';

/** The operators' page of failed jobs. */
export function mountOperations({ http, jobs, perform }: HubDoors): void {
  const revive = reviveJob(jobs);
  mountForm(http.app, {
    path: '/operasi/pekerjaan',
    async view(request, state) {
      requireOperator(request);
      return <JobsPage jobs={await jobs.dead()} state={state} />;
    },
    async send(request, values) {
      requireOperator(request);
      const job = values['job'] ?? '';
      await requireDead(jobs, job);
      try {
        await perform(revive, request.actor, { job, reason: values[`reason-${job}`] ?? '' }, { requestId: request.id });
      } catch (error) {
        throw error instanceof Problem && error.fields['reason'] ? new Problem(actionRefusals.invalid, { fields: { [`reason-${job}`]: error.fields['reason'] } }) : error;
      }
      return '/operasi/pekerjaan';
    },
  });
}

function requireOperator(request: FastifyRequest): void {
  if (!can(request.actor, 'hub/operate')) throw new Problem(actionRefusals.forbidden);
}
