import type { House } from '../../src/house.ts';

export interface Answered { readonly status: number; readonly body: string; readonly location: string | undefined; readonly headers: Readonly<Record<string, unknown>>; readonly setCookie: readonly string[] }

/** Somebody with a browser of their own: keeps cookies, follows nothing by itself, sends forms as browsers do. */
export interface Visitor {
  readonly jar: Map<string, string>;
  get(path: string, headers?: Record<string, string>): Promise<Answered>;
  post(path: string, values?: Record<string, string>, headers?: Record<string, string>): Promise<Answered>;
  json(path: string, body: unknown): Promise<Answered>;
}

/** `address`: where the requests seem to come from. */
export function visitor(house: Pick<House, 'http'>, address = '198.51.100.7'): Visitor {
  const jar = new Map<string, string>();

  async function send(method: 'GET' | 'POST', url: string, headers: Record<string, string>, payload?: string): Promise<Answered> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answered = await house.http.app.inject({ method, url, remoteAddress: address, headers: { accept: 'text/html', ...(cookie ? { cookie } : {}), ...headers }, ...(payload === undefined ? {} : { payload }) });
    for (const one of answered.cookies) {
      if (one.value === '' || one.maxAge === 0) jar.delete(one.name);
      else jar.set(one.name, one.value);
    }
    return { status: answered.statusCode, body: answered.body, location: answered.headers.location, headers: answered.headers, setCookie: [answered.headers['set-cookie'] ?? []].flat() };
  }

  return {
    jar,
    get: (path, headers = {}) => send('GET', path, headers),
    post: (path, values = {}, headers = {}) => send('POST', path, { 'content-type': 'application/x-www-form-urlencoded', ...headers }, new URLSearchParams(values).toString()),
    json: (path, body) => send('POST', path, { 'content-type': 'application/json', accept: 'application/json' }, JSON.stringify(body)),
  };
}
