import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sameSecret } from '#kernel/digest';
import type { Clock } from '#kernel/time';
import type { Collector } from '../inbox/collector.ts';
import { signatureIsRight } from './signature.ts';
import { readTelegramUpdate } from './telegram.ts';
import { readWhatsAppWebhook } from './whatsapp.ts';

export interface WebhookSecrets {
  /** Text Meta repeats when the address is first entered. */
  readonly whatsappVerify: string;
  readonly whatsappApp: string;
  readonly telegram: string;
  readonly sms: string;
}

/** The addresses providers call. Verify, store, answer; everything else happens afterwards. */
export async function mountWebhooks(app: FastifyInstance, deps: { collector: Collector; clock: Clock; secrets: WebhookSecrets; alarm: (channel: string, why: string) => void }): Promise<void> {
  const { collector, clock, secrets } = deps;

  function refuse(reply: FastifyReply, status: number, channel: string, why: string): FastifyReply {
    deps.alarm(channel, why);
    return reply.code(status).type('text/plain').send(why);
  }

  await app.register(async (scope) => {
    // Signatures cover bytes, so bytes are what arrives here.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request: FastifyRequest, body: Buffer, done: (error: Error | null, body: Buffer) => void) => { done(null, body); });
    const config = { machine: true, rateLimit: false } as const;

    scope.get('/webhook/whatsapp', { config }, (request, reply) => {
      const query = request.query as Record<string, string | undefined>;
      const isRight = query['hub.mode'] === 'subscribe' && sameSecret(String(query['hub.verify_token'] ?? ''), secrets.whatsappVerify);
      return isRight ? reply.type('text/plain').send(String(query['hub.challenge'] ?? '')) : refuse(reply, 403, 'whatsapp', 'verify token');
    });

    scope.post('/webhook/whatsapp', { config }, async (request, reply) => {
      const body = bytesOf(request);
      if (!signatureIsRight(request.headers['x-hub-signature-256'], body, secrets.whatsappApp)) return refuse(reply, 401, 'whatsapp', 'signature');
      const arrivals = readWhatsAppWebhook(parse(body), clock.now());
      if (!arrivals) return refuse(reply, 400, 'whatsapp', 'unreadable');
      await collector.add(arrivals);
      return reply.send('');
    });

    scope.post('/webhook/telegram', { config }, async (request, reply) => {
      const token = request.headers['x-telegram-bot-api-secret-token'];
      if (typeof token !== 'string' || !sameSecret(token, secrets.telegram)) return refuse(reply, 401, 'telegram', 'secret token');
      const arrival = readTelegramUpdate(parse(bytesOf(request)), clock.now());
      if (!arrival) return refuse(reply, 400, 'telegram', 'unreadable');
      await collector.add([arrival]);
      return reply.send('');
    });

    scope.post('/webhook/sms', { config }, async (request, reply) => {
      const body = bytesOf(request);
      if (!signatureIsRight(request.headers['x-signature-256'], body, secrets.sms)) return refuse(reply, 401, 'sms', 'signature');
      const report = parse(body) as { id?: unknown; status?: unknown; from?: unknown; text?: unknown } | undefined;
      if (typeof report?.id !== 'string') return refuse(reply, 400, 'sms', 'unreadable');
      const isReport = typeof report.status === 'string';
      await collector.add([{
        channel: 'sms', key: isReport ? `${report.id}:${String(report.status)}` : report.id, kind: isReport ? 'status' : 'message', raw: report, sentAt: clock.now(), ...(!isReport && typeof report.from === 'string' ? { sender: `sms:${report.from}` } : {}),
      }]);
      return reply.send('');
    });
  });
}

function bytesOf(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
