/** What came back: a decoded answer, a refusal's words, or nothing that can be relied on. */
export type Answered =
  | { readonly kind: 'json'; readonly status: number; readonly body: Readonly<Record<string, unknown>>; readonly headers: Headers }
  | { readonly kind: 'bytes'; readonly status: number; readonly bytes: Uint8Array; readonly headers: Headers }
  /** The service was reached or may have been: what was asked may be done. */
  | { readonly kind: 'lost' }
  /** The connection was refused: nothing was done. */
  | { readonly kind: 'down' };

export interface Endpoint { readonly url: string; readonly username: string; readonly password: string; readonly timeoutMs: number }

/** More than any signed document; a longer answer is not read. */
const mostBytes = 400_000_000;

/** One call of the signing service. Never throws, and keeps nothing of what was sent or received: bodies hold passphrases and personal documents. */
export async function call(endpoint: Endpoint, method: 'GET' | 'POST', path: string, body?: Readonly<Record<string, unknown>> | FormData): Promise<Answered> {
  try {
    const sent = await encode(body);
    const response = await fetch(endpoint.url.replace(/\/$/, '') + path, {
      method, redirect: 'error', signal: AbortSignal.timeout(endpoint.timeoutMs),
      headers: { authorization: `Basic ${Buffer.from(`${endpoint.username}:${endpoint.password}`).toString('base64')}`, accept: 'application/json, application/pdf', ...(sent ? { 'content-type': sent.type } : {}) },
      ...(sent ? { body: sent.bytes } : {}),
    });
    if (Number(response.headers.get('content-length') ?? 0) > mostBytes) return { kind: 'lost' };
    const bytes = new Uint8Array(await response.arrayBuffer());
    const type = response.headers.get('content-type') ?? '';
    if (type.includes('json')) return { kind: 'json', status: response.status, body: readJson(bytes), headers: response.headers };
    // A proxy's page about overload is no answer to what was asked.
    if (type.includes('html') || response.status >= 500) return { kind: 'lost' };
    return { kind: 'bytes', status: response.status, bytes, headers: response.headers };
  } catch (error) {
    return { kind: refusedConnection(error) ? 'down' : 'lost' };
  }
}

/** A form is written out whole before it is sent: one that streams leaves an error nobody can catch when the other side hangs up. */
async function encode(body: Readonly<Record<string, unknown>> | FormData | undefined): Promise<{ readonly type: string; readonly bytes: Uint8Array<ArrayBuffer> } | undefined> {
  if (body === undefined) return undefined;
  if (!(body instanceof FormData)) return { type: 'application/json', bytes: new TextEncoder().encode(JSON.stringify(body)) };
  const written = new Response(body);
  return { type: written.headers.get('content-type') ?? '', bytes: new Uint8Array(await written.arrayBuffer()) };
}

function readJson(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function refusedConnection(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: string } };
  return cause?.code === 'ECONNREFUSED' || cause?.code === 'ENOTFOUND';
}

/** The words of a refusal, whichever of its names the release uses. */
export function messageOf(body: Readonly<Record<string, unknown>>): string {
  return ['message', 'error', 'status', 'description'].map((name) => body[name]).filter((value) => typeof value === 'string').join(' ');
}
