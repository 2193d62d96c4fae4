import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a stand-in reaches the house: the path of a webhook, its headers and its exact bytes. Gives the status of the answer. */
export type Deliver = (path: string, headers: Record<string, string>, body: string) => Promise<number>;

export interface Answer { readonly status: number; readonly body: unknown; readonly headers?: Record<string, string> }

/** `hang`: the connection is cut without an answer, as when a network fails after the provider has accepted. */
export type Reply = Answer | 'hang';

export interface Listening { readonly base: string; close(): Promise<void> }

/** A small JSON server on the loopback, as the other end of a real adapter. */
export async function listen(handle: (request: { method: string; path: string; headers: IncomingMessage['headers']; body: unknown }) => Promise<Reply> | Reply): Promise<Listening> {
  const server = createServer((request, response) => { void serve(request, response); });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const reply = await handle({ method: request.method ?? 'GET', path: request.url ?? '/', headers: request.headers, body: parse(Buffer.concat(chunks).toString('utf8'), request.headers['content-type']) });
    if (reply === 'hang') { request.socket.destroy(); return; }
    response.writeHead(reply.status, { 'Content-Type': 'application/json', ...reply.headers });
    response.end(JSON.stringify(reply.body));
  }

  await new Promise<void>((ready) => { server.listen(0, '127.0.0.1', ready); });
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((closed) => { server.closeAllConnections(); server.close(() => { closed(); }); }),
  };
}

function parse(text: string, type: string | undefined): unknown {
  if (type?.includes('urlencoded')) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
