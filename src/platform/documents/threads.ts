import { Worker } from 'node:worker_threads';
import type { Sheet, Typeset } from './engine.ts';

interface Waiting { readonly resolve: (result: Typeset) => void; readonly reject: (error: Error) => void }
interface Thread { readonly worker: Worker; readonly waiting: Map<number, Waiting> }

/**
 * Typesetters in threads of their own, so that a long report never freezes pages. A thread starts with its first sheet, does not keep the
 * process alive, and when one dies its sheets fail and the next sheet starts another.
 */
export function openThreads(most: number) {
  const threads: Thread[] = [];
  let last = 0;

  function start(): Thread {
    const thread: Thread = { worker: new Worker(new URL('./worker.ts', import.meta.url), { execArgv: [] }), waiting: new Map() };
    const end = (error: Error) => {
      const at = threads.indexOf(thread);
      if (at >= 0) threads.splice(at, 1);
      for (const { reject } of thread.waiting.values()) reject(error);
      thread.waiting.clear();
    };
    thread.worker.on('message', ({ id, result }: { id: number; result: Typeset }) => {
      thread.waiting.get(id)?.resolve(result);
      thread.waiting.delete(id);
      if (thread.waiting.size === 0) thread.worker.unref();
    });
    thread.worker.on('error', end);
    thread.worker.on('exit', (code) => { end(new Error(`The typesetter ended with code ${code}.`)); });
    threads.push(thread);
    return thread;
  }

  function idlest(): Thread {
    const [thread] = threads.toSorted((left, right) => left.waiting.size - right.waiting.size);
    return !thread || (thread.waiting.size > 0 && threads.length < most) ? start() : thread;
  }

  return {
    typeset(sheet: Sheet): Promise<Typeset> {
      const thread = idlest();
      const id = (last += 1);
      thread.worker.ref();
      return new Promise((resolve, reject) => {
        thread.waiting.set(id, { resolve, reject });
        thread.worker.postMessage({ id, sheet });
      });
    },
    close: async () => { await Promise.all(threads.map(({ worker }) => worker.terminate())); },
  };
}
