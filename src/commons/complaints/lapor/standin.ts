import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a test does to the stand-in: stop answering, lose answers after doing the work, answer nonsense; and what it holds. */
export interface LaporStandIn {
  readonly url: string;
  readonly token: string;
  mood: 'well' | 'down' | 'loses answers' | 'nonsense';
  readonly reports: Map<string, { number: string; content: string; status: string; followUps: Map<string, string> }>;
  /** Gives us a complaint of theirs. */
  give(content: string, more?: { anonymous?: boolean; secret?: boolean }): string;
  close(): Promise<void>;
}

const shapes: Readonly<Record<string, Readonly<Record<string, 'string' | 'boolean'>>>> = {
  createReport: { reference: 'string', content: 'string', anonymous: 'boolean', secret: 'boolean', note: 'string' }, getStatus: { trackingId: 'string' }, addFollowUp: { trackingId: 'string', reference: 'string', content: 'string' }, getReports: { after: 'string' },
};

/** A strict LAPOR!: wrong method, token, field or type is refused, and a NIK in words is refused loudly. The same reference twice is the same report. */
export async function openLaporStandIn(): Promise<LaporStandIn> {
  const reports: LaporStandIn['reports'] = new Map();
  const outbox: { trackingId: string; content: string; anonymous: boolean; secret: boolean; cursor: string }[] = [];
  const standIn: Omit<LaporStandIn, 'url' | 'close'> & { url: string } = {
    url: '', token: 'kunci-uji', mood: 'well', reports,
    give(content, more = {}) {
      const trackingId = `LPR-${String(9000 + outbox.length)}`;
      outbox.push({ trackingId, content, anonymous: more.anonymous ?? false, secret: more.secret ?? false, cursor: String(outbox.length + 1).padStart(6, '0') });
      return trackingId;
    },
  };

  function answer(name: string, body: Record<string, unknown>): { status: number; body: unknown } {
    const shape = shapes[name];
    if (!shape) return { status: 404, body: {} };
    if (Object.keys(body).sort().join() !== Object.keys(shape).sort().join() || Object.entries(shape).some(([field, type]) => typeof body[field] !== type)) return { status: 400, body: { error: 'shape' } };
    if (typeof body['content'] === 'string' && /\d{16}/.test(body['content'])) return { status: 400, body: { error: 'personal data' } };
    const byNumber = [...reports.values()].find((one) => one.number === body['trackingId']);
    switch (name) {
      case 'createReport': {
        const reference = String(body['reference']);
        const report = reports.get(reference) ?? { number: `LPR-${1000 + reports.size}`, content: String(body['content']), status: 'verifikasi', followUps: new Map<string, string>() };
        reports.set(reference, report);
        return { status: 200, body: { trackingId: report.number } };
      }
      case 'getStatus': return byNumber ? { status: 200, body: { status: byNumber.status } } : { status: 404, body: {} };
      case 'addFollowUp': {
        const number = String(body['trackingId']);
        if (!byNumber && !outbox.some((one) => one.trackingId === number)) return { status: 404, body: {} };
        const report = byNumber ?? reports.get(number) ?? { number, content: '', status: 'diteruskan', followUps: new Map<string, string>() };
        if (!byNumber) reports.set(number, report);
        report.followUps.set(String(body['reference']), String(body['content']));
        return { status: 200, body: {} };
      }
      default: return { status: 200, body: { reports: outbox.filter((one) => one.cursor > String(body['after'])) } };
    }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    if (standIn.mood === 'down') { request.socket.destroy(); return; }
    const ask = (status: number, body: unknown) => { response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)); };
    if (request.method !== 'POST' || request.headers['authorization'] !== `Bearer ${standIn.token}`) { ask(401, {}); return; }
    const found = answer((request.url ?? '').slice(1), JSON.parse(text) as Record<string, unknown>);
    if (standIn.mood === 'loses answers') { request.socket.destroy(); return; }
    if (standIn.mood === 'nonsense') { response.writeHead(200).end('<html>maintenance</html>'); return; }
    ask(found.status, found.body);
  }

  const server = createServer((request, response) => { void handle(request, response); });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  standIn.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(standIn, { close: () => new Promise<void>((resolve) => { server.closeAllConnections(); server.close(() => { resolve(); }); }) });
}
