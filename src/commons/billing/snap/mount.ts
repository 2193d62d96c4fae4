import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#kernel/actor';
import { hmacSha256, sameSecret } from '#kernel/digest';
import { Problem } from '#kernel/problem';
import type { Perform } from '#platform/action';
import type { Database } from '#platform/database';
import type { Http } from '#platform/http';
import type { Billing } from '../billing.ts';
import { refusals } from '../problems.ts';
import { statusAt } from '../rules/judge.ts';
import { inquiryBody, paymentBody, qrBody, readMoney, snapAnswer, writeMoney, type SnapCase, type SnapService } from './messages.ts';
import { callIsSigned, isFresh, tokenRequestIsSigned } from './signature.ts';

/** The bank as we know it: its name in our books, and the keys by which it proves itself. */
export interface BankKeys {
  readonly bank: string;
  readonly clientKey: string;
  readonly secret: string;
  readonly publicKey: string;
  /** Seals the tokens we hand out; they carry their own end and are stored nowhere. */
  readonly tokenKey: Buffer;
}

const lives = 900;

/** The addresses a bank calls (SNAP): a token, then inquiry and payment of a virtual account, and payment of a QRIS code. Nothing is believed before its signature is. */
export async function mountSnap(deps: { http: Http; database: Database; perform: Perform; billing: Billing; keys: () => BankKeys }): Promise<void> {
  const { billing, perform } = deps;
  const now = () => deps.database.clock.now();
  const actor = (): Actor => ({ kind: 'partner', id: `bank:${deps.keys().bank}`, name: deps.keys().bank, permissions: new Set(), channel: 'api' });

  function answer(reply: FastifyReply, service: SnapService, which: SnapCase, more: Record<string, unknown> = {}): FastifyReply {
    const { status, ...head } = snapAnswer(service, which);
    return reply.code(status).send({ ...head, ...more });
  }

  /** The body of a call whose token and signature are right; otherwise it has been answered. */
  function proven(request: FastifyRequest, reply: FastifyReply, service: SnapService): unknown {
    const text = (request.body as Buffer | undefined)?.toString('utf8') ?? '';
    const head = (name: string) => String(request.headers[name] ?? '');
    const token = head('authorization').replace(/^Bearer /, '');
    if (!tokenIsGood(deps.keys().tokenKey, token, now())) return void answer(reply, service, 'token');
    const call = { method: request.method, path: request.url, token, body: text, timestamp: head('x-timestamp') };
    if (!isFresh(call.timestamp, now()) || !callIsSigned(deps.keys().secret, call, head('x-signature'))) return void answer(reply, service, 'unauthorized');
    if (!/^\d{1,36}$/.test(head('x-external-id'))) return void answer(reply, service, 'format');
    try {
      return JSON.parse(text);
    } catch {
      return void answer(reply, service, 'format');
    }
  }

  async function take(reply: FastifyReply, service: SnapService, payment: { reference: string; virtualAccount: string; amount: bigint; channel: 'va' | 'qris'; paidAt: string }, echo: (reason: string) => Record<string, unknown>): Promise<FastifyReply> {
    try {
      const receipt = await perform(billing.actions.receivePayment, actor(), { bank: deps.keys().bank, ...payment, amount: payment.amount.toString() });
      return answer(reply, service, 'done', echo(receipt.outcome === 'settled' ? 'Lunas' : 'Diterima sebagai titipan; akan diperiksa dan dikembalikan'));
    } catch (error) {
      if (error instanceof Problem && error.code === refusals.contradicted.code) return answer(reply, service, 'inconsistent');
      if (error instanceof Problem) return answer(reply, service, 'format');
      throw error;
    }
  }

  await deps.http.app.register(async (scope) => {
    // The signature covers bytes, so bytes are what arrives here.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request: FastifyRequest, body: Buffer, done: (error: Error | null, body: Buffer) => void) => { done(null, body); });
    const config = { machine: true, rateLimit: false } as const;

    scope.post('/snap/v1.0/access-token/b2b', { config }, (request, reply) => {
      const [clientKey, timestamp, signature] = ['x-client-key', 'x-timestamp', 'x-signature'].map((name) => String(request.headers[name] ?? ''));
      const keys = deps.keys();
      const isBank = clientKey === keys.clientKey && isFresh(timestamp ?? '', now()) && tokenRequestIsSigned(keys.publicKey, clientKey ?? '', timestamp ?? '', signature ?? '');
      if (!isBank) return answer(reply, 'token', 'unauthorized');
      return answer(reply, 'token', 'done', { accessToken: makeToken(keys.tokenKey, now()), tokenType: 'Bearer', expiresIn: String(lives) });
    });

    scope.post('/snap/v1.0/transfer-va/inquiry', { config }, async (request, reply) => {
      const raw = proven(request, reply, 'inquiry');
      if (reply.sent || raw === undefined) return reply;
      const body = inquiryBody.safeParse(raw);
      if (!body.success) return answer(reply, 'inquiry', 'format');
      const bill = await billing.find({ account: body.data.virtualAccountNo.trim() });
      const status = bill && statusAt(bill, now());
      if (!bill || status === 'cancelled' || status === 'replaced') return answer(reply, 'inquiry', 'unknown');
      if (status !== 'open') return answer(reply, 'inquiry', status === 'paid' ? 'paid' : 'expired');
      return answer(reply, 'inquiry', 'done', { virtualAccountData: { inquiryStatus: '00', partnerServiceId: body.data.partnerServiceId, customerNo: body.data.customerNo, virtualAccountNo: body.data.virtualAccountNo, virtualAccountName: bill.number, inquiryRequestId: body.data.inquiryRequestId, totalAmount: writeMoney(bill.total), virtualAccountTrxType: 'C', expiredDate: bill.expiresAt.toString() } });
    });

    scope.post('/snap/v1.0/transfer-va/payment', { config }, async (request, reply) => {
      const raw = proven(request, reply, 'payment');
      if (reply.sent || raw === undefined) return reply;
      const body = paymentBody.safeParse(raw);
      if (!body.success || !isInstant(body.data.trxDateTime)) return answer(reply, 'payment', 'format');
      const { data } = body;
      return take(reply, 'payment', { reference: data.referenceNo, virtualAccount: data.virtualAccountNo.trim(), amount: readMoney(data.paidAmount), channel: 'va', paidAt: data.trxDateTime },
        (indonesia) => ({ virtualAccountData: { partnerServiceId: data.partnerServiceId, customerNo: data.customerNo, virtualAccountNo: data.virtualAccountNo, paymentRequestId: data.paymentRequestId, paidAmount: data.paidAmount, paymentFlagStatus: '00', paymentFlagReason: { indonesia } } }));
    });

    scope.post('/snap/v1.0/qr/qr-mpm-notify', { config }, async (request, reply) => {
      const raw = proven(request, reply, 'qr');
      if (reply.sent || raw === undefined) return reply;
      const body = qrBody.safeParse(raw);
      if (!body.success || !isInstant(body.data.transactionDate)) return answer(reply, 'qr', 'format');
      // Only "00" is money; a failed scan told late changes nothing that has settled.
      if (body.data.latestTransactionStatus !== '00') return answer(reply, 'qr', 'done');
      return take(reply, 'qr', { reference: body.data.originalReferenceNo, virtualAccount: body.data.originalPartnerReferenceNo, amount: readMoney(body.data.amount), channel: 'qris', paidAt: body.data.transactionDate }, () => ({}));
    });
  });
}

function makeToken(key: Buffer, now: Temporal.Instant): string {
  const until = String(Math.floor(now.epochMilliseconds / 1000) + lives);
  return `${until}.${hmacSha256(key, until).toString('base64url')}`;
}

function tokenIsGood(key: Buffer, token: string, now: Temporal.Instant): boolean {
  const [until = '', mac = ''] = token.split('.');
  return sameSecret(mac, hmacSha256(key, until).toString('base64url')) && Number(until) * 1000 > now.epochMilliseconds;
}

function isInstant(text: string): boolean {
  try {
    Temporal.Instant.from(text);
    return true;
  } catch {
    return false;
  }
}
