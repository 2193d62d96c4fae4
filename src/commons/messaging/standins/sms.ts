import { crockfordCode, type RandomBytes } from '#kernel/ids';
import type { Clock } from '#kernel/time';
import { sign } from '../webhooks/signature.ts';
import { openCourier, type Courier, type Fault } from './behaviour.ts';
import { listen, type Deliver } from './server.ts';

export interface SmsStandIn {
  readonly url: string;
  readonly courier: Courier;
  misbehave(...faults: Fault[]): void;
  /** What arrived on this phone (E.164). */
  inbox(phone: string): readonly { text: string; segments: number; at: Temporal.Instant }[];
  close(): Promise<void>;
}

/** An SMS gateway on the loopback: takes each reference once, refuses impossible numbers, reports delivery. */
export async function openSmsStandIn(deps: { clock: Clock; random: RandomBytes; deliver: Deliver; token: string; secret: string }): Promise<SmsStandIn> {
  const byReference = new Map<string, string>();
  const inboxes = new Map<string, { text: string; segments: number; at: Temporal.Instant }[]>();
  const faults: Fault[] = [];
  const courier = openCourier(deps.deliver);

  const server = await listen(({ headers, body }) => {
    if (headers.authorization !== `Bearer ${deps.token}`) return { status: 401, body: { code: 'unauthorised' } };
    const message = body as { to?: string; text?: string; segments?: number; reference?: string } | undefined;
    if (!message?.to || !/^\+\d{9,15}$/.test(message.to) || !message.text || !message.reference) return { status: 400, body: { code: 'bad-number' } };
    const fault = faults.shift();
    if (fault?.is === 'silent-before') return 'hang';
    if (fault?.is === 'gateway') return { status: fault.status, body: {} };
    if (fault?.is === 'refuse') return { status: fault.status, body: { code: String(fault.code) } };
    const known = byReference.get(message.reference);
    const id = known ?? `sms-${crockfordCode(20, deps.random)}`;
    if (!known) {
      byReference.set(message.reference, id);
      inboxes.set(message.to, [...(inboxes.get(message.to) ?? []), { text: message.text, segments: message.segments ?? 1, at: deps.clock.now() }]);
      const report = JSON.stringify({ id, status: 'delivered', reference: message.reference });
      courier.bring('/webhook/sms', { 'Content-Type': 'application/json', 'X-Signature-256': sign(Buffer.from(report), deps.secret) }, report);
    }
    return fault?.is === 'silent-after-accepting' ? 'hang' : { status: 202, body: { id } };
  });

  return {
    url: server.base, courier,
    misbehave: (...more) => { faults.push(...more); },
    inbox: (phone) => inboxes.get(phone) ?? [],
    async close() {
      await courier.idle();
      await server.close();
    },
  };
}
