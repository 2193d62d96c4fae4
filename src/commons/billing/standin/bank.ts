import { generateKeyPairSync } from 'node:crypto';
import type { Clock } from '#kernel/time';
import { writeMoney } from '../snap/messages.ts';
import type { BankKeys } from '../snap/mount.ts';
import { signCall, signTokenRequest } from '../snap/signature.ts';

/** Carries a call of the bank to us: a real address, or the web server's own door in tests and demonstrations. */
export type Deliver = (call: { path: string; headers: Record<string, string>; body: string }) => Promise<{ status: number; body: string }>;

export interface BankAnswer { readonly status: number; readonly responseCode: string; readonly body: Record<string, unknown> }

export type StandInBank = ReturnType<typeof openStandInBank>;

/**
 * A strict stand-in for the bank: it asks for a token by RSA, signs every call, asks before it takes money (inquiry) and keeps to what it was told. Where it may
 * misbehave it does so only when asked: tell twice, tell late, forge, skip the inquiry, pay another amount.
 */
export function openStandInBank(deps: { clock: Clock; clientKey: string; secret: string; partner: string }) {
  // Two thousand bits take a moment: made when the first token is asked for.
  let pair: { publicKey: string; privateKey: string } | undefined;
  const keys = () => (pair ??= generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } }));
  let serial = 0;
  let token: { value: string; until: Temporal.Instant } | undefined;

  const timestamp = () => `${deps.clock.now().round('second').toZonedDateTimeISO('Asia/Jakarta').toString({ timeZoneName: 'never' })}`;

  async function tokenOf(deliver: Deliver): Promise<string> {
    if (token && Temporal.Instant.compare(token.until, deps.clock.now()) > 0) return token.value;
    const at = timestamp();
    const answered = await send(deliver, '/snap/v1.0/access-token/b2b', JSON.stringify({ grantType: 'client_credentials' }), { 'x-client-key': deps.clientKey, 'x-timestamp': at, 'x-signature': signTokenRequest(keys().privateKey, deps.clientKey, at) });
    const { accessToken: value = '', expiresIn = '0' } = answered.body as { accessToken?: string; expiresIn?: string };
    token = { value, until: deps.clock.now().add({ seconds: Number(expiresIn) - 60 }) };
    return value;
  }

  async function send(deliver: Deliver, path: string, body: string, headers: Record<string, string>): Promise<BankAnswer> {
    const answered = await deliver({ path, body, headers: { 'content-type': 'application/json', ...headers } });
    const read = JSON.parse(answered.body === '' ? '{}' : answered.body) as Record<string, unknown> & { responseCode?: string };
    return { status: answered.status, responseCode: read.responseCode ?? '', body: read };
  }

  async function call(deliver: Deliver, path: string, value: unknown, misbehave: { forged?: boolean } = {}): Promise<BankAnswer> {
    const body = JSON.stringify(value);
    const at = timestamp();
    const bearer = await tokenOf(deliver);
    serial += 1;
    const signature = signCall(misbehave.forged ? `${deps.secret}x` : deps.secret, { method: 'POST', path, token: bearer, body, timestamp: at });
    return send(deliver, path, body, { authorization: `Bearer ${bearer}`, 'x-timestamp': at, 'x-signature': signature, 'x-partner-id': deps.partner, 'x-external-id': `${deps.clock.now().epochMilliseconds}${serial}`, 'channel-id': '95221' });
  }

  const named = (account: string) => ({ partnerServiceId: deps.partner.padStart(8), customerNo: account.slice(deps.partner.length), virtualAccountNo: account });

  return {
    /** The keys we would have been given by this bank. */
    keys: (tokenKey: Buffer): BankKeys => ({ bank: 'bank-tiruan', clientKey: deps.clientKey, secret: deps.secret, publicKey: keys().publicKey, tokenKey }),
    inquire: (deliver: Deliver, account: string) => call(deliver, '/snap/v1.0/transfer-va/inquiry', { ...named(account), inquiryRequestId: String(serial + 1) }),
    /** A payment as told to us, without asking first: for misbehaviour and repetitions. */
    tell: (deliver: Deliver, payment: { account: string; amount: bigint; reference: string; at?: Temporal.Instant | undefined; forged?: boolean }) => call(deliver, '/snap/v1.0/transfer-va/payment',
      { ...named(payment.account), paymentRequestId: payment.reference, paidAmount: writeMoney(payment.amount), trxDateTime: (payment.at ?? deps.clock.now()).toString(), referenceNo: payment.reference }, { forged: payment.forged ?? false }),
    tellQr: (deliver: Deliver, payment: { account: string; amount: bigint; reference: string; status?: string }) => call(deliver, '/snap/v1.0/qr/qr-mpm-notify',
      { originalReferenceNo: payment.reference, originalPartnerReferenceNo: payment.account, latestTransactionStatus: payment.status ?? '00', amount: writeMoney(payment.amount), transactionDate: deps.clock.now().toString() }),
    /** What a customer does at the counter: the bank asks, takes exactly what is owed, and tells us. Returns the refusal when there is nothing to pay. */
    async pay(deliver: Deliver, account: string, reference: string): Promise<BankAnswer> {
      const asked = await this.inquire(deliver, account);
      if (asked.status !== 200) return asked;
      const { totalAmount } = asked.body['virtualAccountData'] as { totalAmount: { value: string } };
      return this.tell(deliver, { account, amount: BigInt(totalAmount.value.slice(0, -3)), reference });
    },
  };
}
