import { remedyOf } from '../outbox/errors.ts';
import { placeholders } from '../templates/render.ts';
import type { Template } from '../templates/registry.ts';
import type { Channel, Outcome } from './channel.ts';
import { renderWhatsApp } from './whatsapp-render.ts';

export interface WhatsAppSettings {
  /** `https://graph.facebook.com/v23.0`, or the stand-in. */
  readonly base: string;
  readonly token: string;
  readonly phoneNumberId: string;
  /** Id of the business account; only needed to hand in templates. */
  readonly accountId: string;
}

const timeoutMs = 10_000;

/** WhatsApp through the Cloud API. */
export function openWhatsApp(settings: WhatsAppSettings): Channel & { handIn(templates: readonly Template[]): Promise<void> } {
  async function post(path: string, body: unknown): Promise<Response> {
    return fetch(`${settings.base}/${path}`, { method: 'POST', headers: { Authorization: `Bearer ${settings.token}`, 'Content-Type': 'application/json' }, body: JSON.stringify(body), signal: AbortSignal.timeout(timeoutMs) });
  }

  return {
    name: 'whatsapp',
    // 80 a second for the number; one each six seconds to one person, of which the provider forgives a burst (its size is not published: we use few).
    pace: { perSecond: 80, pauseSeconds: 6, burst: 10 },
    async send(parcel) {
      try {
        return await readAnswer(await post(`${settings.phoneNumberId}/messages`, renderWhatsApp(parcel)));
      } catch (error) {
        return afterSilence(error);
      }
    },
    /** Hands in the words of templates for approval; a name that exists already is no fault. */
    async handIn(templates) {
      for (const template of templates) {
        const names = placeholders(template.text);
        const text = names.reduce((words, name, index) => words.replace(new RegExp(String.raw`\(\(\s*${escape(name)}\s*(\?\?[^)]*(\([^)]*\)[^)]*)*)?\)\)`, 'g'), `{{${index + 1}}}`), template.text);
        await post(`${settings.accountId}/message_templates`, {
          name: template.name.replaceAll('-', '_'), language: 'id', category: template.category.toUpperCase(), components: [{ type: 'BODY', text, ...(names.length > 0 ? { example: { body_text: [names] } } : {}) }],
        });
      }
    },
  };
}

/** No answer: a refused connection never reached the provider; anything later may have. */
export function afterSilence(error: unknown): Outcome {
  const cause = error instanceof Error ? (error.cause as { code?: string } | undefined)?.code ?? (error as { code?: string }).code : undefined;
  const neverLeft = cause === 'ECONNREFUSED' || cause === 'ENOTFOUND' || cause === 'EAI_AGAIN' || cause === 'UND_ERR_CONNECT_TIMEOUT';
  return neverLeft ? { is: 'later', code: String(cause) } : { is: 'uncertain', code: 'no-answer' };
}

async function readAnswer(response: Response): Promise<Outcome> {
  const answer = await response.json().catch(() => undefined) as { messages?: { id?: string }[]; error?: { code?: number; message?: string } } | undefined;
  const id = answer?.messages?.[0]?.id;
  if (response.ok && id) return { is: 'accepted', providerId: id };
  // Accepted, but the answer is unreadable: the report will tell.
  if (response.ok) return { is: 'uncertain', code: 'unreadable' };
  const code = answer?.error?.code;
  const said = code === undefined ? `http-${response.status}` : String(code);
  switch (remedyOf(code, response.status)) {
    // A gateway that gives up says nothing about what happened behind it.
    case 'back-off': return code === undefined && response.status >= 502 ? { is: 'uncertain', code: said } : { is: 'later', code: said, ...retryAfter(response) };
    case 'retry-few': return { is: 'later', code: said, fewTimes: true };
    case 'use-template': return { is: 'needs-template', code: said };
    case 'next-channel': return { is: 'unreachable', code: said, addressIsDead: code === 131026 };
    case 'stop-channel': return { is: 'channel-stopped', code: said, why: answer?.error?.message ?? said };
    case 'fix-template':
    case 'our-fault': return { is: 'refused', code: said };
  }
}

function retryAfter(response: Response): { after?: Temporal.DurationLike } {
  const seconds = Number(response.headers.get('retry-after'));
  return Number.isInteger(seconds) && seconds > 0 ? { after: { seconds: Math.min(seconds, 3600) } } : {};
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
