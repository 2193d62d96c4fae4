import type { Clock } from '#kernel/time';
import type { Deliver } from './server.ts';

/** What a stand-in does wrong with the next calls, one fault a call. */
export type Fault =
  | { readonly is: 'refuse'; readonly status: number; readonly code: number; readonly retryAfter?: number }
  /** Takes the message, then cuts the connection. */
  | { readonly is: 'silent-after-accepting' }
  /** Cuts the connection before anything happened. */
  | { readonly is: 'silent-before' }
  | { readonly is: 'gateway'; readonly status: 502 | 503 | 504 };

/** How a stand-in treats our webhook. `copies`: deliveries of each event; `shuffled`: in any order; `held`: kept until released. */
export interface Manners { copies: number; shuffled: boolean; held: boolean; retries: number }

export interface Courier {
  readonly manners: Manners;
  /** Hands an event to the house, as often and as late as the manners say; failed deliveries are repeated. */
  bring(path: string, headers: Record<string, string>, body: string): void;
  release(): void;
  /** Returns when nothing is on its way. */
  idle(): Promise<void>;
}

/** Brings webhooks at least once, in no promised order. */
export function openCourier(deliver: Deliver, random: () => number = Math.random): Courier {
  const manners: Manners = { copies: 1, shuffled: false, held: false, retries: 5 };
  let held: (() => Promise<void>)[] = [];
  const underWay = new Set<Promise<void>>();

  async function once(path: string, headers: Record<string, string>, body: string): Promise<void> {
    for (let attempt = 0; attempt <= manners.retries; attempt += 1) {
      const status = await deliver(path, headers, body).catch(() => 0);
      if (status >= 200 && status < 300) return;
      await new Promise((resolve) => setTimeout(resolve, 50 * 2 ** attempt));
    }
  }

  function run(trip: () => Promise<void>): void {
    // After the answer to the call that caused it, as at the real provider.
    const going: Promise<void> = new Promise<void>((resolve) => setImmediate(resolve)).then(trip).finally(() => underWay.delete(going));
    underWay.add(going);
  }

  return {
    manners,
    bring(path, headers, body) {
      const trips = Array.from({ length: manners.copies }, () => () => once(path, headers, body));
      if (manners.held || manners.shuffled) held.push(...trips);
      else trips.forEach(run);
    },
    release() {
      const trips = manners.shuffled ? held.map((trip) => ({ trip, at: random() })).sort((a, b) => a.at - b.at).map(({ trip }) => trip) : held;
      held = [];
      trips.forEach(run);
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

/** Generic cell rate algorithm: may one more pass now? */
export function openPacer(clock: Clock, intervalMs: number, burst: number): (key: string) => { ok: boolean; waitMs: number } {
  const theoretical = new Map<string, number>();
  return (key) => {
    const now = clock.now().epochMilliseconds;
    const at = Math.max(theoretical.get(key) ?? 0, now);
    const ahead = at - now;
    if (ahead > intervalMs * (burst - 1)) return { ok: false, waitMs: ahead - intervalMs * (burst - 1) };
    theoretical.set(key, at + intervalMs);
    return { ok: true, waitMs: 0 };
  };
}

/** What one bubble on a stand-in's phone shows. */
export interface Bubble {
  readonly id: string;
  readonly from: 'user' | 'us';
  readonly at: Temporal.Instant;
  readonly text: string;
  /** Buttons under the bubble, or rows of its list. */
  readonly options: readonly { readonly id: string; readonly title: string; readonly description?: string }[];
  readonly look: 'plain' | 'buttons' | 'list' | 'contact';
  readonly link?: { readonly url: string; readonly title: string };
  status?: string;
}
