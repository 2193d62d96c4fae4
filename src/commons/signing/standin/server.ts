import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { sameSecret } from '#kernel/digest';
import type { Clock } from '#kernel/time';
import type { TestAuthority } from '../authority/authority.ts';
import { verifyPdf } from '../pades/verify.ts';
import type { Official } from '../signers/signer.ts';
import { openUsers, type KnownUser } from './users.ts';

/**
 * How the stand-in misbehaves: `error` 500; `html` an overload page with 200; `slow` answers too late; `lost` signs and hangs up; `swap` returns files in
 * another order; `short` forgets the last file; `tamper` changes a byte of what we sent; `other` signs as somebody else.
 */
export type Misbehaviour = 'error' | 'html' | 'slow' | 'lost' | 'swap' | 'short' | 'tamper' | 'other';

type Body = Readonly<Record<string, unknown>>;
interface Reply { readonly status: number; readonly json?: Body; readonly pdf?: Uint8Array; readonly headers?: Record<string, string> }

/** A faithful stand-in of BSrE's Esign Client Service, both interfaces, over real HTTP on the loopback. */
export async function startEsignStandIn(deps: { authority: TestAuthority; clock: Clock; credentials: { username: string; password: string }; v1Answers?: 'pdf' | 'download' }) {
  const people = openUsers(deps);
  const { users } = people;
  const faults: { kind: Misbehaviour; path: string }[] = [];
  const seen: { path: string; files: number }[] = [];
  const kept = new Map<string, Uint8Array>();
  const held = new Set<NodeJS.Timeout>();
  const authorised = `Basic ${Buffer.from(`${deps.credentials.username}:${deps.credentials.password}`).toString('base64')}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const bytes = await buffer(request);
    const fault = takeFault(path);
    if (!sameSecret(request.headers.authorization ?? '', authorised)) return send(response, { status: 401, json: { message: 'Unauthorized' } });
    if (fault === 'error') return send(response, { status: 500, json: { message: 'Internal Server Error' } });
    if (fault === 'html') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Service Temporarily Unavailable</html>');
    const reply = await serve(request, path, bytes, fault);
    if (fault === 'lost') return void request.socket.destroy();
    if (fault === 'slow') { held.add(setTimeout(() => { send(response, reply); }, 60_000)); return; }
    send(response, reply);
  }

  async function serve(request: IncomingMessage, path: string, bytes: Buffer, fault: Misbehaviour | undefined): Promise<Reply> {
    if (path === '/api/sign/pdf') return signV1(request, bytes, fault);
    if (path.startsWith('/api/sign/download/')) { const pdf = kept.get(path.split('/').at(-1) ?? ''); return pdf ? { status: 200, pdf } : { status: 404, json: { error: 'Dokumen tidak ditemukan' } }; }
    if (path.startsWith('/api/user/status/')) { const user = users.get(decodeURIComponent(path.split('/').at(-1) ?? '')); return user ? { status: 200, json: { status_code: 1111, status: user.status } } : { status: 404, json: { status_code: 1110, error: 'User belum terdaftar' } }; }
    const body = JSON.parse(bytes.toString('utf8') || '{}') as Body;
    const user = users.get(textOf(body['nik'] ?? body['idSubscriber']));
    if (path === '/api/v2/user/check/status') return user ? { status: 200, json: { status: user.status, message: 'User ditemukan' } } : { status: 400, json: { status: 'NOT_REGISTERED', message: 'User belum terdaftar' } };
    if (path === '/api/v2/sign/get/totp') { if (!user) return unknown; people.issueTotp(user, Number(body['data'])); return { status: 200, json: { message: 'TOTP dikirim' } }; }
    if (path === '/api/v2/seal/get/activation') { if (!user) return unknown; user.activation = '424242'; return { status: 200, json: { message: 'Kode aktivasi dikirim' } }; }
    if (path === '/api/v2/seal/get/totp') { if (user?.activation === undefined || user.activation !== body['totp']) return { status: 400, json: { message: 'TOTP aktivasi tidak valid' } }; people.issueTotp(user, Number(body['data'])); return { status: 200, json: { message: 'TOTP dikirim' } }; }
    if (path === '/api/v2/seal/revoke/activation') { if (!user) return unknown; user.activation = undefined; user.totp = undefined; return { status: 200, json: { message: 'Aktivasi dicabut' } }; }
    if (path === '/api/v2/sign/pdf' || path === '/api/v2/seal/pdf') return signV2(user, body, path, fault);
    if (path === '/api/v2/verify/pdf') return verify(body);
    return { status: 404, json: { message: 'Not Found' } };
  }

  async function signV2(user: KnownUser | undefined, body: Body, path: string, fault: Misbehaviour | undefined): Promise<Reply> {
    const files = body['file'];
    const properties = body['signatureProperties'];
    if (!Array.isArray(files) || files.length === 0 || !Array.isArray(properties) || (properties.length !== 1 && properties.length !== files.length)) return { status: 400, json: { message: 'Parameter file tidak sesuai' } };
    const [first] = properties as { tampilan?: string; reason?: string; location?: string }[];
    if (first?.tampilan !== 'INVISIBLE' && first?.tampilan !== 'VISIBLE') return { status: 400, json: { message: 'Parameter tampilan tidak sesuai' } };
    seen.push({ path, files: files.length });
    const pdfs = files.map((file) => new Uint8Array(Buffer.from(textOf(file), 'base64')));
    const secret = { passphrase: textOf(body['passphrase']), totp: body['totp'] === undefined ? undefined : textOf(body['totp']) };
    const signed = await people.sign(user, secret, pdfs, { reason: first.reason ?? '', location: first.location ?? '', as: fault === 'other' ? { name: 'Orang Lain', nik: '1606019999999999' } : undefined });
    if ('refused' in signed) return { status: 400, json: { message: signed.refused } };
    return { status: 200, json: { time: 12, file: misplace(signed.pdfs, fault).map((pdf) => Buffer.from(pdf).toString('base64')) } };
  }

  async function signV1(request: IncomingMessage, bytes: Buffer, fault: Misbehaviour | undefined): Promise<Reply> {
    const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': request.headers['content-type'] ?? '' } }).formData();
    const file = form.get('file');
    if (!(file instanceof Blob) || form.get('tampilan') !== 'invisible') return { status: 400, json: { status_code: 3001, error: 'Parameter tidak sesuai' } };
    seen.push({ path: '/api/sign/pdf', files: 1 });
    const signed = await people.sign(users.get(textOf(form.get('nik'))), { passphrase: textOf(form.get('passphrase')) }, [new Uint8Array(await file.arrayBuffer())], { reason: '', location: '' });
    if ('refused' in signed) return { status: 400, json: { status_code: 2031, error: signed.refused } };
    const [pdf = new Uint8Array()] = misplace(signed.pdfs, fault);
    if (deps.v1Answers !== 'download') return { status: 200, pdf };
    const id = crypto.randomUUID().replaceAll('-', '');
    kept.set(id, pdf);
    return { status: 200, json: {}, headers: { id_dokumen: id } };
  }

  async function verify(body: Body): Promise<Reply> {
    const verdict = await verifyPdf(new Uint8Array(Buffer.from(textOf(body['file']), 'base64')), { roots: deps.authority.roots });
    const conclusion = verdict.faults.includes('no-signature') ? 'NO_SIGNATURE' : verdict.faults.length === 0 ? 'VALID' : 'INVALID';
    return { status: 200, json: { conclusion, description: verdict.faults.join(', ') || 'Dokumen utuh dan terpercaya', signatureInformations: verdict.signer ? [{ signerName: verdict.signer.name }] : [] } };
  }

  function takeFault(path: string): Misbehaviour | undefined {
    const at = faults.findIndex((one) => path.startsWith(one.path));
    return at < 0 ? undefined : faults.splice(at, 1)[0]?.kind;
  }

  const server = createServer((request, response) => { answer(request, response).catch(() => { response.destroy(); }); });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, users, seen,
    add: (id: string, official: Official) => people.add(id, official),
    /** The next call whose path begins so goes wrong, once. */
    misbehave: (kind: Misbehaviour, path = '/api') => { faults.push({ kind, path }); },
    async close() {
      for (const timer of held) clearTimeout(timer);
      server.closeAllConnections();
      await new Promise((resolve) => { server.close(resolve); });
    },
  };
}

const unknown: Reply = { status: 400, json: { message: 'User belum terdaftar' } };

function misplace(pdfs: readonly Uint8Array[], fault: Misbehaviour | undefined): readonly Uint8Array[] {
  if (fault === 'swap') return pdfs.toReversed();
  if (fault === 'short') return pdfs.slice(0, -1);
  if (fault !== 'tamper') return pdfs;
  return pdfs.map((pdf) => { const changed = pdf.slice(); changed[1_000] = (changed[1_000] ?? 0) ^ 1; return changed; });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function send(response: ServerResponse, { status, json, pdf, headers = {} }: Reply): void {
  response.writeHead(status, { 'content-type': pdf ? 'application/pdf' : 'application/json', ...headers });
  response.end(pdf ? Buffer.from(pdf) : JSON.stringify(json));
}
