import { Problem, type ProblemSpec } from '#kernel/problem';

/** Runs `step` and turns a violated constraint of the table given into its problem; other errors pass. Names are PostgreSQL constraint or unique-index names. */
export async function mapConstraints<T>(constraints: Readonly<Record<string, ProblemSpec>>, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    const name = typeof error === 'object' && error !== null && 'constraint' in error ? String(error.constraint) : '';
    const spec = constraints[name];
    if (spec) throw new Problem(spec, { cause: error });
    throw error;
  }
}
