import { createTransport } from 'nodemailer';
import type { Clock } from '#kernel/time';
import type { Channel, Outcome, Parcel } from './channel.ts';
import { calendarFile } from './invite.ts';
import { textWithChoices } from './plain.ts';
import { escapeHtml } from './telegram.ts';

export interface EmailSettings { readonly url: string; readonly from: string; readonly zone: string; readonly clock: Clock }

/** E-mail over SMTP: plain and HTML, a way to unsubscribe, a calendar invitation where there is one. */
export function openEmail(settings: EmailSettings): Channel {
  const transport = createTransport({ url: settings.url, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 });
  return {
    name: 'email',
    pace: { perSecond: 5, pauseSeconds: 1, burst: 10 },
    async send(parcel) {
      try {
        const sent = await transport.sendMail(render(settings, parcel));
        return { is: 'accepted', providerId: sent.messageId };
      } catch (error) {
        return readFault(error);
      }
    },
    close() {
      transport.close();
      return Promise.resolve();
    },
  };
}

function render(settings: EmailSettings, parcel: Parcel) {
  const { message } = parcel;
  const address = /<([^>]+)>/.exec(settings.from)?.[1] ?? settings.from;
  const file = parcel.invite && calendarFile(parcel.invite, settings.zone, settings.clock.now());
  return {
    from: settings.from, to: parcel.to.value, subject: parcel.title ?? message.text.split('\n')[0]?.slice(0, 120) ?? 'Pemberitahuan',
    // The same message sent again after a doubt has the same id, so mail programs show it once.
    messageId: `<${parcel.id}@${address.split('@')[1] ?? 'serasan.invalid'}>`,
    text: textWithChoices(message), html: html(message),
    list: { unsubscribe: { url: `mailto:${address}?subject=berhenti`, comment: 'Berhenti menerima' } },
    headers: { 'Auto-Submitted': 'auto-generated' },
    ...(file ? { icalEvent: { method: file.method, filename: 'undangan.ics', content: file.content } } : {}),
  };
}

function html(message: Parcel['message']): string {
  const paragraphs = message.text.split(/\n{2,}/).map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll('\n', '<br>')}</p>`).join('\n');
  const link = message.link ? `<p><a href="${escapeHtml(message.link.url)}">${escapeHtml(message.link.title)}</a></p>` : '';
  return `<!doctype html><html lang="id"><body>${paragraphs}${link}</body></html>`;
}

/** RFC 5321: 4xx is for later, 5xx for good; a line that broke after DATA leaves a doubt. */
function readFault(error: unknown): Outcome {
  const { responseCode, code, command } = error as { responseCode?: number; code?: string; command?: string };
  const said = String(responseCode ?? code ?? 'smtp');
  if (code === 'EAUTH') return { is: 'channel-stopped', code: said, why: 'The mail server refuses our credentials' };
  if (responseCode !== undefined && responseCode >= 500) return { is: 'unreachable', code: said, addressIsDead: responseCode === 550 };
  if (command === 'DATA' && responseCode === undefined) return { is: 'uncertain', code: said };
  return { is: 'later', code: said };
}
