import type { Clock } from '#kernel/time';
import type { Answer } from '../rules/answers.ts';

export interface Call { readonly method: 'GET' | 'POST' | 'PUT'; readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body?: string | undefined }
/** One HTTP exchange. Answers status 0 when nothing came back. */
export type Transport = (call: Call) => Promise<Answer>;
export interface Credentials { readonly base: string; readonly auth: string; readonly clientId: string; readonly clientSecret: string }

export type Client = ReturnType<typeof openClient>;

/** Seconds before its end in which a token is no longer used. */
const early = 60;

/** SATUSEHAT over HTTP: one token for all, fetched once however many ask at the same moment, and renewed when it is refused. */
export function openClient({ credentials, transport, clock }: { credentials: Credentials; transport: Transport; clock: Clock }) {
  let token: { value: string; until: number } | undefined;
  let fetching: Promise<string | undefined> | undefined;

  async function fetchToken(): Promise<string | undefined> {
    const body = new URLSearchParams({ client_id: credentials.clientId, client_secret: credentials.clientSecret }).toString();
    const answer = await transport({ method: 'POST', url: `${credentials.auth}/accesstoken?grant_type=client_credentials`, headers: { 'content-type': 'application/x-www-form-urlencoded' }, body });
    const given = answer.body as { access_token?: string; expires_in?: string } | null;
    if (answer.status !== 200 || !given?.access_token) return undefined;
    // expires_in comes as text, in seconds.
    token = { value: given.access_token, until: clock.now().epochMilliseconds + (Number(given.expires_in ?? '0') - early) * 1000 };
    return token.value;
  }

  async function bearer(): Promise<string | undefined> {
    if (token && clock.now().epochMilliseconds < token.until) return token.value;
    fetching ??= fetchToken().finally(() => { fetching = undefined; });
    return fetching;
  }

  async function send(method: Call['method'], path: string, body?: unknown): Promise<Answer> {
    for (let attempt = 1; ; attempt += 1) {
      const value = await bearer();
      if (value === undefined) return { status: 0, body: null };
      const answer = await transport({ method, url: `${credentials.base}${path}`, headers: { authorization: `Bearer ${value}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
      if (answer.status !== 401 || attempt > 1) return answer;
      // Ended before its time: one new token, once.
      if (token?.value === value) token = undefined;
    }
  }

  return {
    search: (type: string, params: Readonly<Record<string, string>>) => send('GET', `/${type}?${new URLSearchParams(params).toString()}`),
    create: (type: string, body: unknown) => send('POST', `/${type}`, body),
    update: (type: string, id: string, body: Record<string, unknown>) => send('PUT', `/${type}/${id}`, { ...body, id }),
    bundle: (entries: readonly unknown[]) => send('POST', '', { resourceType: 'Bundle', type: 'transaction', entry: entries }),
  };
}

/** The real network: JSON in and out, thirty seconds, nothing thrown. */
export const network: Transport = async (call) => {
  try {
    const answer = await fetch(call.url, { method: call.method, headers: call.headers, signal: AbortSignal.timeout(30_000), ...(call.body === undefined ? {} : { body: call.body }) });
    const retryAfter = Number(answer.headers.get('retry-after'));
    return { status: answer.status, body: await answer.json().catch(() => null), ...(retryAfter > 0 ? { retryAfter } : {}) };
  } catch {
    return { status: 0, body: null };
  }
};
