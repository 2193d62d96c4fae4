import smpp, { type PDU, type Session } from 'smpp';
import { prepareSms } from '../text/gsm.ts';
import type { Arrival } from '../inbox/collector.ts';
import type { Channel, Outcome } from './channel.ts';
import { textWithChoices } from './plain.ts';

export interface SmppSettings {
  /** `smpp://host:port` or `ssmpp://…` with TLS. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly sender: string;
  /** Where delivery receipts and incoming texts go: the same inbox as every webhook. */
  readonly arrived: (arrivals: readonly Arrival[]) => Promise<void>;
  readonly now: () => Temporal.Instant;
}

const timeoutMs = 10_000;
/** Message states of a receipt (SMPP 3.4 §5.2.28) in our words. */
const states: Readonly<Record<number, string>> = { 1: 'sent', 2: 'delivered', 3: 'failed', 4: 'failed', 5: 'failed', 6: 'sent', 8: 'failed' };

/** SMS over SMPP 3.4: one transceiver session, kept alive and bound again when it breaks. */
export function openSmpp(settings: SmppSettings): Channel {
  let bound: Promise<Session> | undefined;
  let reference = 0;

  function session(): Promise<Session> {
    return (bound ??= bind(settings, () => { bound = undefined; }));
  }

  async function submit(line: Session, to: string, part: string, encoding: 'gsm-7' | 'ucs-2', udh: Buffer | undefined): Promise<PDU> {
    const message = encoding === 'gsm-7' ? part : Buffer.from(part, 'utf16le').swap16();
    return answerOf((answer) => line.submit_sm({
      source_addr: settings.sender, source_addr_ton: 5, source_addr_npi: 0, destination_addr: to.replace('+', ''), dest_addr_ton: 1, dest_addr_npi: 1,
      registered_delivery: 1, data_coding: encoding === 'gsm-7' ? 0 : 8, esm_class: udh ? 0x40 : 0, short_message: udh ? { udh, message } : { message },
    }, answer));
  }

  return {
    name: 'sms',
    pace: { perSecond: 10, pauseSeconds: 1, burst: 5 },
    async send(parcel) {
      const sms = prepareSms(textWithChoices(parcel.message));
      let sent = 0;
      try {
        const line = await session();
        reference = (reference + 1) % 256;
        let providerId = '';
        for (const [index, part] of sms.parts.entries()) {
          const udh = sms.segments > 1 ? Buffer.from([0x05, 0x00, 0x03, reference, sms.segments, index + 1]) : undefined;
          const answer = await submit(line, parcel.to.value, part, sms.encoding, udh);
          if (answer.command_status !== smpp.ESME_ROK) return sent > 0 ? { is: 'uncertain', code: String(answer.command_status) } : refusalOf(answer.command_status);
          // The last part's receipt stands for the whole: it is the last to arrive.
          providerId = answer.message_id ?? '';
          sent += 1;
        }
        return { is: 'accepted', providerId, segments: sms.segments };
      } catch (error) {
        bound = undefined;
        if (error instanceof BindRefused) return { is: 'channel-stopped', code: String(error.status), why: 'The SMPP server refuses our account' };
        return error instanceof NoAnswer || sent > 0 ? { is: 'uncertain', code: 'no-answer' } : { is: 'later', code: 'no-connection' };
      }
    },
    async close() {
      const line = await bound?.catch(() => undefined);
      bound = undefined;
      line?.destroy();
    },
  };
}

class BindRefused extends Error {
  readonly status: number;
  constructor(status: number) { super('bind refused'); this.status = status; }
}
class NoAnswer extends Error {}

function bind(settings: SmppSettings, lost: () => void): Promise<Session> {
  return new Promise((resolve, reject) => {
    const line = smpp.connect({ url: settings.url, auto_enquire_link_period: 30_000 }, () => {
      line.bind_transceiver({ system_id: settings.user, password: settings.password }, (answer) => {
        if (answer.command_status === smpp.ESME_ROK) resolve(line);
        else { reject(new BindRefused(answer.command_status)); line.destroy(); }
      });
    });
    line.on('error', (error: Error) => { lost(); reject(error); });
    line.on('close', () => { lost(); reject(new Error('closed')); });
    line.on('deliver_sm', (pdu: PDU) => {
      // Answered only once it is stored: otherwise the server keeps it and brings it again.
      void settings.arrived([readDelivery(pdu, settings.now())]).then(() => { line.send(pdu.response()); }, () => undefined);
    });
  });
}

function answerOf(send: (answer: (pdu: PDU) => void) => boolean): Promise<PDU> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => { reject(new NoAnswer('no answer')); }, timeoutMs);
    if (!send((pdu) => { clearTimeout(timer); resolve(pdu); })) { clearTimeout(timer); reject(new Error('not writable')); }
  });
}

function refusalOf(status: number): Outcome {
  const code = String(status);
  if (status === smpp.ESME_RTHROTTLED || status === smpp.ESME_RMSGQFUL) return { is: 'later', code };
  return { is: 'unreachable', code, addressIsDead: false };
}

/** A receipt (esm_class bit 2) names the message it is about in a field of its own or in its text (`id:… stat:DELIVRD`). */
function readDelivery(pdu: PDU, now: Temporal.Instant): Arrival {
  const text = wordsOf(pdu);
  if (((pdu.esm_class ?? 0) & 0x04) !== 0) {
    const id = pdu.receipted_message_id ?? /id:(\S+)/.exec(text)?.[1] ?? '';
    const status = states[pdu.message_state ?? 0] ?? (/stat:DELIVRD/.test(text) ? 'delivered' : /stat:(EXPIRED|DELETED|UNDELIV|REJECTD)/.test(text) ? 'failed' : 'sent');
    return { channel: 'sms', key: `${id}:${status}`, kind: 'status', raw: { id, status, code: /err:(\S+)/.exec(text)?.[1] }, sentAt: now };
  }
  const from = `+${(pdu.source_addr ?? '').replace(/\D/g, '')}`;
  return { channel: 'sms', key: `${from}:${now.epochMilliseconds}:${pdu.sequence_number}`, sender: `sms:${from}`, kind: 'message', raw: { from, text }, sentAt: now };
}

function wordsOf(pdu: PDU): string {
  const message = pdu.short_message?.message ?? '';
  return typeof message === 'string' ? message : message.toString('latin1');
}
