import type { ServerResponse } from 'node:http';

/** A display that listens. `revision`: what it shows now. */
interface Listener {
  readonly stream: ServerResponse;
  revision: number;
}

export interface LiveBoards {
  /** Sends the display every later state; a display that already shows the latest (`revision`) is sent nothing until it changes. */
  listen(poli: string, stream: ServerResponse, revision: number): void;
  stop(): void;
}

/** How often the database is asked whether something changed, while anybody listens. Half of the second a display may be behind. */
const look = 400;
const heartbeat = 2000;

/**
 * Server-sent events for wall displays. One small question per clinic with listeners tells whether its revision has grown; only then the display is drawn, once for all
 * who listen. Works with any number of processes and on both engines, because the revision lives in the database. Event ids are revisions, so a display
 * that comes back says what it has seen.
 */
export function openLiveBoards(deps: { revisionOf: (poli: string) => Promise<number>; draw: (poli: string) => Promise<{ revision: number; html: string }> }): LiveBoards {
  const listeners = new Map<string, Set<Listener>>();
  let timer: NodeJS.Timeout | undefined;
  let beat: NodeJS.Timeout | undefined;
  let looking = false;

  async function lookAll(): Promise<void> {
    if (looking) return;
    looking = true;
    // A database that is away leaves the displays without a heartbeat: they say so themselves.
    try {
      for (const [poli, set] of listeners) await lookAt(poli, set);
    } catch {
      for (const set of listeners.values()) for (const { stream } of set) stream.end();
    } finally {
      looking = false;
    }
  }

  async function lookAt(poli: string, set: ReadonlySet<Listener>): Promise<void> {
    const revision = await deps.revisionOf(poli);
    const behind = [...set].filter((listener) => listener.revision !== revision);
    if (behind.length === 0) return;
    const drawn = await deps.draw(poli);
    const data = drawn.html.split('\n').map((line) => `data: ${line}`).join('\n');
    for (const listener of behind) {
      listener.revision = drawn.revision;
      listener.stream.write(`id: ${drawn.revision}\nevent: papan\n${data}\n\n`);
    }
  }

  function begin(): void {
    timer ??= setInterval(() => { void lookAll(); }, look);
    beat ??= setInterval(() => { for (const set of listeners.values()) for (const { stream } of set) stream.write('event: detak\ndata: \n\n'); }, heartbeat);
  }

  function end(): void {
    clearInterval(timer);
    clearInterval(beat);
    timer = undefined;
    beat = undefined;
  }

  return {
    listen(poli, stream, revision) {
      const set = listeners.get(poli) ?? new Set<Listener>();
      const listener = { stream, revision };
      listeners.set(poli, set.add(listener));
      stream.on('close', () => {
        set.delete(listener);
        if (set.size === 0) listeners.delete(poli);
        if (listeners.size === 0) end();
      });
      stream.write('retry: 1000\n\n');
      begin();
      void lookAll();
    },
    stop() {
      end();
      for (const set of listeners.values()) for (const { stream } of set) stream.end();
    },
  };
}
