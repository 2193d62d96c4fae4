import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { refusals as actionRefusals } from '#platform/action';
import type { Http } from '#platform/http';
import type { Saroale } from '../rooms.ts';

const log = z.strictObject({ steps: z.array(z.looseObject({ id: z.uuid(), at: z.iso.datetime({ offset: true }) })).max(500) });

export interface LateAnswer { readonly id: string; readonly answer: 'applied' | 'duplicate' | 'rejected'; readonly why?: string }

/** Where a desk sends what it did while its link was down, and the worker that keeps its last page. */
export function mountLate({ app }: Http, saroale: Saroale): void {
  for (const [path, file] of [['/saroale/aset/desk-offline.js', 'desk-offline.js'], ['/saroale/luring.js', 'keep-last-page.js']] as const) {
    const script = readFileSync(new URL(`./island/${file}`, import.meta.url));
    app.get(path, (_request, reply) => reply.type('text/javascript').header('Cache-Control', 'public, max-age=3600').send(script));
  }

  // One step, one transaction, in the order the steps were done: one that is refused holds back none of the others.
  app.post('/saroale/meja/:session/susulan', { config: { rateLimit: false } }, async (request, reply) => {
    const parsed = log.safeParse(request.body);
    if (!parsed.success) throw new Problem(actionRefusals.invalid);
    const inOrder = parsed.data.steps.map((step) => ({ ...step, at: Temporal.Instant.from(step.at) })).sort((a, b) => Temporal.Instant.compare(a.at, b.at));
    const answers: LateAnswer[] = [];
    for (const { at, ...step } of inOrder) {
      try {
        answers.push({ id: step.id, answer: await saroale.perform(saroale.actions.lateStep, request.actor, step, { requestId: request.id, occurredAt: at }) });
      } catch (error) {
        answers.push({ id: step.id, answer: 'rejected', why: wordsOf(error) });
      }
    }
    return reply.send({ answers });
  });

}

/** Why a step was refused. What says nothing about the step itself (signed out, database away) is thrown: the device keeps its log and sends it again. */
function wordsOf(error: unknown): string {
  if (error instanceof Problem && error.status !== 403 && error.status < 500) return `${error.title}. ${error.detail}`;
  // A constraint nobody has words for: it would be refused again, and must not hold back what follows.
  if ((error as { code?: string }).code?.startsWith('23')) return 'Langkah ini tidak cocok dengan catatan kunjungan. Periksa pasien ini di loket pendaftaran.';
  throw error;
}
