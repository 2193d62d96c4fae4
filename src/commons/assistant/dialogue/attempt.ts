import { sql } from 'kysely';
import { Problem, type ProblemSpec } from '#kernel/problem';
import { mapConstraints, type Work } from '#platform/database';

/**
 * Runs `step` inside the conversation's own write. A refusal (Problem, or a constraint named in `constraints`) undoes only this step, its SQL, events,
 * jobs, effects and audit facts, and is returned, so that the conversation can say it and go on. Any other error ends the whole write.
 */
export async function attempt<T>(work: Work, constraints: Readonly<Record<string, ProblemSpec>>, step: () => Promise<T>): Promise<{ ok: true; value: T } | { ok: false; problem: Problem }> {
  const before = { events: work.events.length, jobs: work.jobs.length, effects: work.effects.length, facts: { ...work.facts } };
  await sql`savepoint conversation_step`.execute(work.tables<unknown>());
  try {
    // What the step deferred is sent before the release, so that its refusals are the step's.
    const value = await mapConstraints(constraints, async () => {
      const made = await step();
      await sql`release savepoint conversation_step`.execute(work.tables<unknown>());
      return made;
    });
    return { ok: true, value };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await sql`rollback to savepoint conversation_step`.execute(work.tables<unknown>());
    await sql`release savepoint conversation_step`.execute(work.tables<unknown>());
    work.events.length = before.events;
    work.jobs.length = before.jobs;
    work.effects.length = before.effects;
    for (const name of Object.keys(work.facts)) delete work.facts[name];
    work.note(before.facts);
    return { ok: false, problem: error };
  }
}
