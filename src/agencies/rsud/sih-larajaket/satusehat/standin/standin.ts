import type { Clock } from '#kernel/time';
import type { Answer } from '../rules/answers.ts';
import type { Call, Credentials, Transport } from '../client/client.ts';
import { faultOf } from './rules.ts';

/** How the stand-in may misbehave, in order: each request takes the next one. `lost`: kept, and the answer lost; `half`: a bundle kept and half of it answered; `lying`: kept and called a failure; `blind`: a search that does not see yet what was just kept. */
export type Misbehaviour = 'fine' | 'expired' | 'busy' | 'broken' | 'lost' | 'silent' | 'half' | 'lying' | 'slow' | 'blind';

interface Stored { readonly id: string; readonly type: string; readonly body: Record<string, unknown>; readonly identifier: string }

export interface StandIn {
  readonly transport: Transport;
  readonly stored: Map<string, Stored>;
  /** Requests seen, without token requests. */
  readonly seen: Call[];
  tokens: number;
  misbehave(...next: Misbehaviour[]): void;
  /** Called for each request instead of the list. */
  chance: ((call: Call) => Misbehaviour) | undefined;
  /** Persons the national register knows: NIK → IHS number. Without an entry a NIK is looked up by its digits and always found, except those that begin with 99. */
  readonly people: Map<string, string>;
  /** Practitioners the national register knows: NIK → IHS number. Found by its digits otherwise, except those that begin with 99. */
  readonly practitioners: Map<string, string>;
  /** Milliseconds a `slow` answer takes. */
  delay: number;
  /** A second resource under one identifier is refused, as SATUSEHAT does for most types; tests that look for doubles switch it off. */
  refuseDuplicates: boolean;
}

/**
 * A SATUSEHAT of our own, for trying, teaching and tests: it enforces the rules of the national profiles and can be busy, broken, silent, lying, or answer half a bundle.
 * `lost`: it keeps what was sent and its answer never arrives. It speaks the same addresses and is never used where credentials are set.
 */
export function openStandIn(deps: { clock: Clock; credentials: Credentials; organization: string }): StandIn {
  const queue: Misbehaviour[] = [];
  let tokenOf = '';
  let serial = 0;
  const byIdentifier = new Map<string, string[]>();
  const standIn: StandIn = { stored: new Map(), seen: [], tokens: 0, people: new Map(), practitioners: new Map(), delay: 1500, refuseDuplicates: true, chance: undefined, misbehave: (...next) => { queue.push(...next); }, transport: async (call) => answer(call) };

  async function answer(call: Call): Promise<Answer> {
    if (call.url.startsWith(deps.credentials.auth)) return giveToken(call);
    standIn.seen.push(call);
    const mood = queue.shift() ?? standIn.chance?.(call) ?? 'fine';
    if (mood === 'expired') tokenOf = `spent-${serial}`;
    if (call.headers['authorization'] !== `Bearer ${tokenOf}`) return { status: 401, body: outcome('Invalid access token') };
    if (mood === 'busy') return { status: 429, body: outcome('Too many requests'), retryAfter: 7 };
    if (mood === 'broken') return { status: 500, body: null };
    if (mood === 'silent') return { status: 0, body: null };
    if (mood === 'slow') await new Promise((resolve) => { setTimeout(resolve, standIn.delay); });
    const given = mood === 'blind' && call.method === 'GET' ? searchset([]) : serve(call, mood === 'half');
    if (mood === 'lost') return { status: 0, body: null };
    return mood === 'lying' && given.status < 300 ? { status: 200, body: outcome('Internal processing error, resource not stored') } : given;
  }

  function giveToken(call: Call): Answer {
    standIn.tokens += 1;
    const sent = new URLSearchParams(call.body);
    if (sent.get('client_id') !== deps.credentials.clientId || sent.get('client_secret') !== deps.credentials.clientSecret) return { status: 401, body: outcome('Invalid client') };
    tokenOf = `token-${standIn.tokens}`;
    return { status: 200, body: { access_token: tokenOf, expires_in: '3599', issued_at: String(deps.clock.now().epochMilliseconds), token_type: 'BearerToken' } };
  }

  function serve(call: Call, half: boolean): Answer {
    const [path = '', query = ''] = call.url.slice(deps.credentials.base.length + 1).split('?');
    const [type = '', id] = path.split('/');
    if (call.method === 'GET') return search(type, new URLSearchParams(query));
    const body = JSON.parse(call.body ?? 'null') as Record<string, unknown>;
    if (type === '') return bundle(body, half);
    return call.method === 'POST' ? create(type, body) : update(type, id ?? '', body);
  }

  function search(type: string, params: URLSearchParams): Answer {
    const [system = '', value = ''] = (params.get('identifier') ?? '').split('|');
    if (system.endsWith('/id/nik') && !/^\d{16}$/.test(value)) return { status: 400, body: outcome('NIK must be 16 digits', `${type}.identifier`) };
    const known = type === 'Practitioner' ? standIn.practitioners.get(value) ?? (value.startsWith('99') ? undefined : `N${value.slice(-8)}`) : type === 'Patient' && system.endsWith('/id/nik') ? standIn.people.get(value) ?? (value.startsWith('99') ? undefined : `P${value.slice(-11)}`) : undefined;
    if (known !== undefined) return searchset([{ resourceType: type, id: known }]);
    if (type === 'Patient' && system === '') return searchset([...standIn.stored.values()].filter((one) => one.type === type && fitsPerson(one.body, params)).map((one) => ({ ...one.body, id: one.id })));
    return searchset((byIdentifier.get(`${type}|${system}|${value}`) ?? []).flatMap((id) => standIn.stored.get(`${type}/${id}`) ?? []).filter((one) => type !== 'Patient' || fitsPerson(one.body, params)).map((one) => ({ ...one.body, id: one.id })));
  }

  function create(type: string, body: Record<string, unknown>, known: ReadonlyMap<string, string> = new Map()): Answer {
    const fault = faultOf(type, body, { organization: deps.organization, knows: (reference) => standIn.stored.has(reference) || known.has(reference) });
    if (fault) return { status: 400, body: outcome(fault.text, fault.expression) };
    const identifier = identifierIn(body);
    const twins = (byIdentifier.get(`${type}|${identifier}`) ?? []).filter((one) => standIn.stored.has(`${type}/${one}`));
    if (standIn.refuseDuplicates && type !== 'Patient' && twins.length > 0) return { status: 400, body: outcome(`${type} duplicate: identifier already exists`, `${type}.identifier`) };
    serial += 1;
    const id = type === 'Patient' ? `P${String(90_000_000_000 + serial)}` : `${type.toLowerCase().slice(0, 3)}-${serial}`;
    standIn.stored.set(`${type}/${id}`, { id, type, body, identifier });
    byIdentifier.set(`${type}|${identifier}`, [...twins, id]);
    return { status: 201, body: { ...body, id, resourceType: type } };
  }

  function update(type: string, id: string, body: Record<string, unknown>): Answer {
    const before = standIn.stored.get(`${type}/${id}`);
    if (!before || body['id'] !== id) return { status: 404, body: outcome('Resource not found') };
    const fault = faultOf(type, body, { organization: deps.organization, knows: (reference) => standIn.stored.has(reference) });
    if (fault) return { status: 400, body: outcome(fault.text, fault.expression) };
    standIn.stored.set(`${type}/${id}`, { ...before, body });
    return { status: 200, body: { ...body, id, resourceType: type } };
  }

  /** All or nothing; `half` keeps it all and answers half of it. */
  function bundle(body: Record<string, unknown>, half: boolean): Answer {
    const entries = body['entry'] as { fullUrl: string; resource: Record<string, unknown>; request: { method: string; url: string } }[];
    const made: string[] = [];
    const changed: [string, Stored][] = [];
    const given = new Map<string, string>();
    const answers: unknown[] = [];
    for (const entry of entries) {
      const type = String(entry.resource['resourceType']);
      const resolved = JSON.parse(JSON.stringify(entry.resource).replace(/"(urn:uuid:[^"]+)"/g, (whole, urn: string) => (given.has(urn) ? `"${given.get(urn)}"` : whole))) as Record<string, unknown>;
      const was = standIn.stored.get(entry.request.url);
      const done = entry.request.method === 'PUT' ? update(type, entry.request.url.split('/')[1] ?? '', resolved) : create(type, resolved);
      if (done.status >= 300) {
        for (const key of made) standIn.stored.delete(key);
        for (const [key, value] of changed) standIn.stored.set(key, value);
        return done;
      }
      const id = String((done.body as { id: unknown }).id);
      if (entry.request.method === 'PUT') { if (was) changed.unshift([entry.request.url, was]); } else made.push(`${type}/${id}`);
      given.set(entry.fullUrl, `${type}/${id}`);
      answers.push({ response: { status: `${done.status}`, location: `${type}/${id}/_history/1`, resourceType: type, resourceID: id } });
    }
    return { status: 200, body: { resourceType: 'Bundle', type: 'transaction-response', entry: half ? answers.slice(0, Math.floor(answers.length / 2)) : answers } };
  }

  return standIn;
}

function searchset(resources: readonly Record<string, unknown>[]): Answer {
  return { status: 200, body: { resourceType: 'Bundle', type: 'searchset', total: resources.length, entry: resources.map((resource) => ({ resource })) } };
}

/** Does this person fit what was asked besides the number? */
function fitsPerson(body: Record<string, unknown>, params: URLSearchParams): boolean {
  const name = (body['name'] as { text?: string }[] | undefined)?.[0]?.text ?? '';
  return (['birthdate', 'gender', 'name'] as const).every((asked) => {
    const wanted = params.get(asked);
    return wanted === null || (asked === 'name' ? name.toLowerCase() === wanted.toLowerCase() : body[asked === 'birthdate' ? 'birthDate' : 'gender'] === wanted);
  });
}

function identifierIn(body: Record<string, unknown>): string {
  const given = body['identifier'] as { system?: string; value?: string } | { system?: string; value?: string }[] | undefined;
  const one = Array.isArray(given) ? given[0] : given;
  return `${one?.system ?? ''}|${one?.value ?? ''}`;
}

function outcome(text: string, expression?: string): Record<string, unknown> {
  return { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'processing', details: { text }, ...(expression ? { expression: [expression] } : {}) }] };
}
