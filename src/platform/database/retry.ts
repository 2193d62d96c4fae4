import { isForgotten } from './lane.ts';

const retryable = new Set(['40001', '40P01']);
const attempts = 6;

/** Runs `step` again after a serialisation failure, a deadlock or a statement the server no longer keeps, with a growing, jittered pause. Any other error passes through. */
export async function retrySerialisation<T>(step: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await step();
    } catch (error) {
      if (attempt >= attempts || !(retryable.has(sqlState(error) ?? '') || isForgotten(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, 2 ** attempt * 5 * (0.5 + Math.random())));
    }
  }
}

function sqlState(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
