import { sameSecret } from '#kernel/digest';
import type { Clock } from '#kernel/time';
import { routes, type CallName, type HfisSession } from '../client/calls.ts';
import type { HttpRequest, Transport } from '../client/client.ts';
import { sealAnswer, signature, type Credentials } from '../client/sealed.ts';
import { openFaults, type Faults } from './faults.ts';
import { text } from '../rules/shape.ts';
import { runAhead, services } from './serve.ts';
import { emptyState, type KnownQueue, type StandInState } from './state.ts';

export interface StandIn extends Faults {
  /** Calls it without a network: for the demonstration and for tests. */
  readonly transport: Transport;
  readonly state: StandInState;
  /** Everything asked, oldest first: call, body, and whether it was done. Never grows beyond a few thousand. */
  readonly seen: { call: CallName; input: Readonly<Record<string, unknown>>; code: number }[];
  /** Practice hours HFIS has for a subspecialty. */
  setSchedule(kodesubspesialis: string, rows: readonly HfisSession[]): void;
  /** A queue taken in the Mobile JKN app: BPJS knows it before the hospital says so. */
  rememberMobile(add: KnownQueue['add']): void;
}

const patterns = (Object.keys(routes) as CallName[]).map((name) => ({ name, method: routes[name].method, pattern: new RegExp(`^${routes[name].path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`) }));

/** Opens a stand-in of BPJS's antrean service: it enforces signatures, encryption, task order and answer codes, and misbehaves on demand. `skewSeconds`: its clock is that much ahead. */
export function openStandIn(deps: { clock: Clock; zone: string; credentials: Credentials; skewSeconds?: number }): StandIn {
  const state = emptyState();
  const faults = openFaults();
  const seen: StandIn['seen'] = [];
  const now = () => deps.clock.now().add({ seconds: deps.skewSeconds ?? 0 });

  const transport: Transport = async (request) => {
    const date = new Date(now().epochMilliseconds).toUTCString();
    const path = new URL(request.url, 'http://bpjs.invalid').pathname;
    const found = match(request.method, path);
    const fault = found ? faults.take(found.name) : undefined;
    if (fault === 'down') throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    if (fault === 'error') return { status: 500, body: '{"metadata":{"code":500,"message":"Internal Server Error"}}', date };
    if (fault === 'html') return { status: 200, body: '<!DOCTYPE html><html><body>Service Temporarily Unavailable</body></html>', date };
    if (fault === 'empty') return { status: 200, body: '', date };
    if (fault === 'slow') await giveUp(request.signal);
    const refusal = checkSignature(request, deps.credentials, now());
    if (refusal) return { status: 401, body: JSON.stringify({ metadata: refusal }), date };
    if (!found) return { status: 404, body: JSON.stringify({ metadata: { code: 404, message: 'Not Found' } }), date };
    const input = { ...found.parts, ...readBody(request.body) };
    if (fault === 'ahead') runAhead(state, text(input, 'kodebooking'), now());
    const reply = services[found.name](input, { state, now: now(), zone: deps.zone });
    seen.push({ call: found.name, input, code: reply.code });
    if (seen.length > 5_000) seen.shift();
    if (fault === 'half') throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    const sealed = routes[found.name].sealed && reply.response !== undefined;
    const response = sealed ? sealAnswer(reply.response, deps.credentials, request.headers['x-timestamp'] ?? '') : reply.response;
    return { status: 200, body: JSON.stringify({ ...(response === undefined ? {} : { response }), metadata: { code: reply.code, message: reply.message } }), date };
  };

  return {
    ...faults, transport, state, seen,
    setSchedule: (kodesubspesialis, rows) => { state.hfis.set(kodesubspesialis, [...rows]); },
    rememberMobile: (add) => { state.queues.set(add.kodebooking, { add, source: 'Mobile JKN', tasks: new Map() }); },
  };
}

function match(method: string, path: string): { name: CallName; parts: Record<string, string> } | undefined {
  for (const { name, method: wanted, pattern } of patterns) {
    const found = method === wanted ? pattern.exec(path) : null;
    if (found) return { name, parts: Object.fromEntries(Object.entries(found.groups ?? {}).map(([key, value]) => [key, decodeURIComponent(value)])) };
  }
  return undefined;
}

function checkSignature({ headers }: HttpRequest, credentials: Credentials, now: Temporal.Instant): { code: number; message: string } | undefined {
  const timestamp = headers['x-timestamp'] ?? '';
  if (headers['x-cons-id'] !== credentials.consId || headers['user_key'] !== credentials.userKey) return { code: 401, message: 'Unauthorized' };
  if (!/^\d{10}$/.test(timestamp) || !sameSecret(headers['x-signature'] ?? '', signature(credentials, timestamp))) return { code: 401, message: 'Unauthorized, signature tidak sesuai' };
  if (Math.abs(now.epochMilliseconds / 1000 - Number(timestamp)) > 60) return { code: 401, message: 'Timestamp expired' };
  return undefined;
}

function readBody(body: string | undefined): Record<string, unknown> {
  if (!body) return {};
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Waits until the caller has given up, as an overloaded server does. */
function giveUp(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => { reject(signal.reason instanceof Error ? signal.reason : new Error('aborted')); }, { once: true });
  });
}
