import type { Logger } from 'pino';
import type { RandomBytes } from '#kernel/ids';
import type { Config } from '#platform/config';
import type { Database, Work } from '#platform/database';
import type { Http } from '#platform/http';
import type { Jobs } from '#platform/jobs';
import type { Access } from '#commons/access';
import type { Perform } from '#platform/action';
import { needsStandIns, openChannels, webhookSecrets } from './channels/index.ts';
import { conversations } from './conversations/store.ts';
import { deskActions } from './desk/actions.ts';
import { mountDesk } from './desk/mount.tsx';
import { openCollector } from './inbox/collector.ts';
import type { PhoneOwners } from './conversations/identity.ts';
import type { Receiving } from './inbox/receive.ts';
import { pollTelegram } from './inbox/polling.ts';
import { openStatusWorker } from './inbox/statuses.ts';
import { openInboxWorker } from './inbox/worker.ts';
import { runLoop, type Loop } from './loop.ts';
import { sweep } from './outbox/claim.ts';
import { deliverDue, type Delivering } from './outbox/deliver.ts';
import { enqueueNotice, sayIn } from './outbox/enqueue.ts';
import { applyReport, climbLadders, unpark } from './outbox/reports.ts';
import { nudge } from './outbox/settle.ts';
import { showPage } from './outbox/pages.ts';
import { emptyOldRaw } from './retention.ts';
import { mountSimulator } from './simulator/mount.tsx';
import { openStands, type Stands } from './standins/index.ts';
import { mountTemplates } from './templates/edit.tsx';
import { openTemplates, type Templates } from './templates/registry.ts';
import type { ChannelName, Handler, Notice, OutMessage } from './types.ts';
import { mountWebhooks } from './webhooks/mount.ts';

export interface Messaging {
  /** The one handler of the house (the assistant). It runs inside the write of each message; what it returns is sent by the same write. */
  onMessage(handler: Handler): void;
  /** Lets a person know something. Returns the id of the notice and whether it was known already. */
  notify(work: Work, notice: Notice): Promise<{ id: string; repeated: boolean }>;
  /** An officer or a service speaks in a conversation. */
  say(work: Work, conversationId: string, message: OutMessage, options?: { by?: string }): Promise<{ id: string }>;
  readonly conversations: typeof conversations;
  readonly templates: Templates;
  /** The providers, played in this process, when none is configured. */
  readonly stands: Stands | undefined;
  /** Handles everything that is due now: messages, reports, sending. For tests and commands; workers do it by themselves. */
  pump(): Promise<void>;
  start(options: { work: boolean }): Promise<void>;
  stop(): Promise<void>;
}

export interface MessagingDeps {
  readonly database: Database;
  readonly http: Http;
  readonly perform: Perform;
  readonly access: Access;
  readonly jobs: Jobs;
  readonly config: Config;
  readonly log: Logger;
  readonly random: RandomBytes;
  /** The regency's zone, for quiet hours and the month of the budget. */
  readonly zone: string;
  /** Agency of a service, so that each agency's desk shows its own. */
  readonly agencyOf: (service: string) => string | undefined;
  /** Told which phone a conversation is held from. */
  readonly owners: PhoneOwners;
  /** Where to reach a person no conversation is bound to. */
  readonly phoneOf?: (personId: string, work: Work) => Promise<string | undefined>;
}

/** Opens messaging: webhooks, inbox, outbox, channels and, in a trial, the stand-ins. */
export async function openMessaging(deps: MessagingDeps): Promise<Messaging> {
  const { database, config, log } = deps;
  const { app } = deps.http;
  const secret = () => Buffer.from(deps.random(24)).toString('base64url');
  const standIn = { whatsappApp: secret(), whatsappToken: secret(), telegramToken: `1:${secret()}`, telegramSecret: secret(), smsToken: secret(), smsSecret: secret() };
  const stands = needsStandIns(config) ? await openStands({ clock: database.clock, random: deps.random, secrets: standIn, deliver: async (url, headers, payload) => (await app.inject({ method: 'POST', url, headers, payload })).statusCode }) : undefined;
  const loops: Loop[] = [];
  const wake = () => { for (const loop of loops) loop.wake(); };
  const collector = openCollector({ database, stored: wake });
  const channels = openChannels(config, stands, standIn, { clock: database.clock, zone: deps.zone, arrived: (arrivals) => collector.add(arrivals) });
  const templates = openTemplates();
  templates.register(nudge);
  let handler: Handler | undefined;
  let polling: ReturnType<typeof pollTelegram> | undefined;

  const enqueuing = { templates, zone: deps.zone, phoneOf: deps.phoneOf ?? (() => Promise.resolve(undefined)), has: (name: ChannelName) => channels.byName.has(name) };
  const delivering: Delivering = {
    database, log, zone: deps.zone, channels: channels.byName, chance: () => (deps.random(1)[0] ?? 0) / 256,
    prices: { whatsapp: config.WHATSAPP_PRICE, whatsappFreeReplies: 1000, sms: config.SMS_PRICE, monthly: config.MESSAGE_BUDGET },
  };
  const receiving: Receiving = {
    log, owners: deps.owners, handler: () => handler, showPage,
    reply: (work, conversationId, message, key) => sayIn(work, conversationId, message, { kind: 'reply', key }),
    apologise: async (work, conversationId, key) => { await sayIn(work, conversationId, apology, { kind: 'reply', key: `sorry:${conversationId}:${key}` }); },
    acknowledgeTap: async (tapId) => { await channels.telegram?.acknowledgeTap(tapId); },
    openWindow: unpark,
  };
  const inbox = openInboxWorker({ database, lanes: config.MESSAGE_LANES, ...receiving });
  const statuses = openStatusWorker({ database, apply: applyReport });
  await mountWebhooks(app, { collector, clock: database.clock, secrets: webhookSecrets(config, stands && standIn, secret), alarm: (channel, why) => { log.warn({ channel, why }, 'webhook refused'); } });
  const actions = deskActions((work, conversationId, message, options) => say(work, conversationId, message, options));
  mountDesk({ http: deps.http, database, perform: deps.perform, access: deps.access, actions, agencyOf: deps.agencyOf });
  mountTemplates({ http: deps.http, database, perform: deps.perform, templates });
  if (stands && config.DEMO) mountSimulator(deps.http, { stands, zone: deps.zone });
  deps.jobs.handle({ queue: 'messaging-retention', schedule: '15 2 * * *', handle: () => emptyOldRaw(database) });

  function say(work: Work, conversationId: string, message: OutMessage, options: { by?: string } = {}): Promise<{ id: string }> {
    work.after(wake);
    return sayIn(work, conversationId, message, { kind: 'say', key: `say:${work.newId()}`, ...(options.by ? { by: options.by } : {}) });
  }

  async function receiveDue(): Promise<number> {
    const handled = await inbox.drain() + await statuses.drain();
    if (handled > 0) wake();
    return handled;
  }

  async function sendDue(): Promise<number> {
    let sent = 0;
    for (let some = await deliverDue(delivering); some > 0; some = await deliverDue(delivering)) sent += some;
    return sent;
  }

  /** Templates are handed in once the services have registered theirs. */
  let handedIn: Promise<void> | undefined;
  const handIn = () => (handedIn ??= stands && channels.whatsapp ? channels.whatsapp.handIn(templates.all()) : Promise.resolve());

  return {
    onMessage: (given) => { handler = given; },
    notify(work, notice) {
      work.after(wake);
      return enqueueNotice(enqueuing, work, notice);
    },
    say, conversations, templates, stands,
    async pump() {
      await handIn();
      for (let moved = 1; moved > 0;) {
        await stands?.idle();
        moved = await receiveDue() + await sweep(database) + await climbLadders(database) + await sendDue();
      }
    },
    async start({ work }) {
      if (!work) return;
      await handIn();
      if (channels.telegram && !stands && config.TELEGRAM_MODE === 'polling') polling = pollTelegram({ api: channels.telegram.api, collector, clock: database.clock, log });
      loops.push(
        runLoop({ log, name: 'inbox', everyMs: 1000, step: receiveDue }),
        runLoop({ log, name: 'outbox', everyMs: 1000, step: sendDue }),
        runLoop({ log, name: 'watch', everyMs: 5000, step: async () => { await sweep(database); await climbLadders(database); } }),
      );
    },
    async stop() {
      await polling?.stop();
      await Promise.all(loops.map((loop) => loop.stop()));
      await stands?.close();
      for (const channel of channels.byName.values()) await channel.close?.();
    },
  };
}

const apology: OutMessage = { text: 'Maaf, pesan Anda belum dapat kami proses karena gangguan di sistem kami. Petugas sudah diberi tahu. Tulis "petugas" untuk berbicara dengan petugas.' };
