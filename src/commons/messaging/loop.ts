import type { Logger } from 'pino';

export interface Loop {
  /** Something happened: look now instead of at the next tick. */
  wake(): void;
  stop(): Promise<void>;
}

/** Runs `step` every `everyMs`, and at once when woken; never twice at a time. A failing step is logged and tried again at the next tick. */
export function runLoop(deps: { log: Logger; name: string; everyMs: number; step: () => Promise<unknown> }): Loop {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  function schedule(ms: number): void {
    if (stopped) return;
    clearTimeout(timer);
    timer = setTimeout(tick, ms);
  }

  function tick(): void {
    if (running) { again = true; return; }
    running = deps.step().then(() => undefined, (error: unknown) => { deps.log.error({ err: error }, `${deps.name} failed`); }).finally(() => {
      running = undefined;
      schedule(again ? 0 : deps.everyMs);
      again = false;
    });
  }

  schedule(0);
  return {
    wake() {
      if (running) again = true;
      else schedule(0);
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
