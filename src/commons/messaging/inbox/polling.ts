import type { Api } from 'grammy';
import type { Logger } from 'pino';
import type { Clock } from '#kernel/time';
import { readTelegramUpdate } from '../webhooks/telegram.ts';
import type { Collector } from './collector.ts';

/** Asks Telegram for messages, for a machine without a public address. The offset moves on only after the updates are stored, so a fall between loses none. */
export function pollTelegram(deps: { api: Api; collector: Collector; clock: Clock; log: Logger; waitSeconds?: number }): { stop(): Promise<void> } {
  const abort = new AbortController();
  // grammY's types name the signal of a polyfill; at run time it is the platform's own.
  const signal = abort.signal as never;
  let offset = 0;

  async function run(): Promise<void> {
    // Polling and webhook exclude each other at Telegram.
    await deps.api.deleteWebhook({}, signal).catch(() => undefined);
    while (!abort.signal.aborted) {
      try {
        const updates = await deps.api.getUpdates({ offset, limit: 100, timeout: deps.waitSeconds ?? 5, allowed_updates: ['message', 'callback_query', 'my_chat_member'] }, signal);
        const now = deps.clock.now();
        await deps.collector.add(updates.flatMap((update) => readTelegramUpdate(update, now) ?? []));
        offset = updates.reduce((next, update) => Math.max(next, update.update_id + 1), offset);
      } catch (error) {
        if (abort.signal.aborted) return;
        deps.log.warn({ err: error }, 'telegram polling failed');
        await new Promise((resolve) => setTimeout(resolve, 2000));
      }
    }
  }

  const running = run();
  return { async stop() { abort.abort(); await running; } };
}
