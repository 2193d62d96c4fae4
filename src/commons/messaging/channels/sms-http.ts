import { prepareSms } from '../text/gsm.ts';
import { textWithChoices } from './plain.ts';
import { afterSilence } from './whatsapp.ts';
import type { Channel } from './channel.ts';

export interface SmsHttpSettings { readonly url: string; readonly token: string; readonly sender: string }

/**
 * SMS through a gateway that takes JSON: `POST {url}` with `{ to, from, text, encoding, reference }` and answers `{ id }`; it reports to
 * `/webhook/sms`. A repeated reference is the same message, so an answer that got lost may be asked for again.
 */
export function openSmsHttp(settings: SmsHttpSettings): Channel {
  return {
    name: 'sms',
    pace: { perSecond: 10, pauseSeconds: 1, burst: 5 },
    async send(parcel) {
      const sms = prepareSms(textWithChoices(parcel.message));
      try {
        const response = await fetch(settings.url, {
          method: 'POST', headers: { Authorization: `Bearer ${settings.token}`, 'Content-Type': 'application/json' }, signal: AbortSignal.timeout(10_000),
          body: JSON.stringify({ to: parcel.to.value, from: settings.sender, text: sms.text, encoding: sms.encoding, segments: sms.segments, reference: parcel.id }),
        });
        const answer = await response.json().catch(() => undefined) as { id?: string; code?: string } | undefined;
        if (response.ok && answer?.id) return { is: 'accepted', providerId: answer.id, segments: sms.segments };
        const code = answer?.code ?? `http-${response.status}`;
        if (response.status === 429 || response.status >= 500) return { is: 'later', code };
        if (response.status === 401 || response.status === 403) return { is: 'channel-stopped', code, why: 'The SMS gateway refuses our credentials' };
        return { is: 'unreachable', code, addressIsDead: false };
      } catch (error) {
        return afterSilence(error);
      }
    },
  };
}
