import CircuitBreaker from 'opossum';
import type { Clock } from '#kernel/time';
import { interpret, type Outcome, type RawAnswer } from './answers.ts';
import { pathOf, routes, type CallName, type Calls } from './calls.ts';
import { openAnswer, signedHeaders, type Credentials } from './sealed.ts';

export interface HttpRequest { readonly method: 'GET' | 'POST'; readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body?: string; readonly signal: AbortSignal }
/** How bytes reach BPJS. `date` is the server's `Date` header, by which a wrong clock is noticed. */
export type Transport = (request: HttpRequest) => Promise<RawAnswer & { date?: string | undefined }>;

export interface ClientOptions {
  readonly base: string;
  readonly credentials: Credentials;
  readonly clock: Clock;
  readonly transport?: Transport;
  /** JSON everywhere, though some sister services want the form type with a JSON body. */
  readonly contentType?: 'application/json' | 'application/x-www-form-urlencoded';
  readonly timeoutMs?: number;
  /** How long an endpoint that fails is left alone before one call tries it again. */
  readonly restMs?: number;
}

export interface Client {
  call<Name extends CallName>(name: Name, input: Calls[Name]['input']): Promise<Answer<Calls[Name]['output']>>;
  health(): Health;
  close(): void;
}

export type Answer<Output> = Exclude<Outcome, { kind: 'ok' }> | { readonly kind: 'ok'; readonly code: number; readonly message: string; readonly response: Output | undefined };

export interface Health {
  /** Our clock minus BPJS's, seconds, when last heard. Above 60 BPJS refuses every signature. */
  readonly skewSeconds: number | undefined;
  /** Endpoints left alone because they kept failing. */
  readonly resting: readonly CallName[];
}

/** Raised inside the breaker only, so that it counts answers which mean "overloaded" as failures too. */
class Failing extends Error {
  readonly outcome: Outcome;
  constructor(outcome: Outcome) {
    super(outcome.kind);
    this.outcome = outcome;
  }
}

const skewLimitSeconds = 60;

/** Opens the client of WS Antrean: signs, sends within the time limit, opens encrypted answers, says what the answer means. It never throws for what BPJS does. */
export function openClient(options: ClientOptions): Client {
  const transport = options.transport ?? sendByFetch;
  const breakers = new Map<CallName, CircuitBreaker<[unknown], Outcome>>();
  let skewSeconds: number | undefined;

  async function send(name: CallName, input: unknown): Promise<Outcome> {
    const timestamp = String(Math.floor(options.clock.now().epochMilliseconds / 1000));
    const route = routes[name];
    const raw = await transport({
      method: route.method, url: options.base + pathOf(name, (input ?? {}) as Record<string, string | number>),
      headers: { ...signedHeaders(options.credentials, timestamp), ...(route.method === 'POST' ? { 'content-type': options.contentType ?? 'application/json' } : {}) },
      ...(route.method === 'POST' ? { body: JSON.stringify(input) } : {}), signal: AbortSignal.timeout(options.timeoutMs ?? 10_000),
    });
    noticeClock(raw.date);
    const outcome = interpret(raw, route.reference);
    if (outcome.kind === 'retry') throw new Failing(explainSkew(outcome, skewSeconds));
    return outcome.kind === 'ok' && route.sealed ? openSealed(outcome, options.credentials, timestamp) : outcome;
  }

  function noticeClock(date: string | undefined): void {
    const theirs = date ? Date.parse(date) : Number.NaN;
    if (!Number.isNaN(theirs)) skewSeconds = Math.round((options.clock.now().epochMilliseconds - theirs) / 1000);
  }

  function breakerOf(name: CallName): CircuitBreaker<[unknown], Outcome> {
    const known = breakers.get(name);
    if (known) return known;
    const made = new CircuitBreaker((input: unknown) => send(name, input), { timeout: false, resetTimeout: options.restMs ?? 30_000, errorThresholdPercentage: 50, volumeThreshold: 5, name });
    breakers.set(name, made);
    return made;
  }

  return {
    async call<Name extends CallName>(name: Name, input: Calls[Name]['input']) {
      const outcome = await breakerOf(name).fire(input).catch(readFailure);
      return outcome as Answer<Calls[Name]['output']>;
    },
    health: () => ({ skewSeconds, resting: [...breakers].filter(([, breaker]) => breaker.opened).map(([name]) => name) }),
    close: () => { for (const breaker of breakers.values()) breaker.shutdown(); },
  };
}

function openSealed(outcome: Outcome & { kind: 'ok' }, credentials: Credentials, timestamp: string): Outcome {
  if (typeof outcome.response !== 'string') return outcome;
  try {
    return { ...outcome, response: openAnswer(outcome.response, credentials, timestamp) };
  } catch {
    throw new Failing({ kind: 'retry', cause: 'unreadable', message: 'Jawaban terenkripsi tidak dapat dibuka. Periksa consId dan consSecret.' });
  }
}

function explainSkew(outcome: Outcome & { kind: 'retry' }, skewSeconds: number | undefined): Outcome {
  if (skewSeconds === undefined || Math.abs(skewSeconds) <= skewLimitSeconds) return outcome;
  const side = skewSeconds > 0 ? 'lebih cepat' : 'lebih lambat';
  return { kind: 'retry', cause: 'clock-skew', message: `Jam peladen ini ${Math.abs(skewSeconds)} detik ${side} daripada jam BPJS. Tanda tangan ditolak. Samakan jam dengan NTP.` };
}

function readFailure(error: unknown): Outcome {
  if (error instanceof Failing) return error.outcome;
  const { name, code, message } = error as { name?: string; code?: string; message?: string };
  if (code === 'EOPENBREAKER') return { kind: 'retry', cause: 'circuit-open', message: 'Titik layanan BPJS ini sedang gagal terus; dicoba lagi sebentar lagi.' };
  if (name === 'TimeoutError' || name === 'AbortError') return { kind: 'retry', cause: 'timeout', message: 'BPJS tidak menjawab dalam batas waktu.' };
  return { kind: 'retry', cause: 'network', message: message ?? 'Sambungan ke BPJS gagal.' };
}

async function sendByFetch(request: HttpRequest): Promise<RawAnswer & { date?: string | undefined }> {
  const answer = await fetch(request.url, { method: request.method, headers: request.headers, signal: request.signal, ...(request.body === undefined ? {} : { body: request.body }) });
  return { status: answer.status, body: await answer.text(), date: answer.headers.get('date') ?? undefined };
}
