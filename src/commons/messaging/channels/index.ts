import type { Config } from '#platform/config';
import type { Stands, StandInSecrets } from '../standins/index.ts';
import type { ChannelName } from '../types.ts';
import type { WebhookSecrets } from '../webhooks/mount.ts';
import type { Channel } from './channel.ts';
import { openSmsHttp } from './sms-http.ts';
import { openTelegram, type Telegram } from './telegram.ts';
import { openWhatsApp } from './whatsapp.ts';

export interface OpenChannels {
  readonly byName: ReadonlyMap<ChannelName, Channel>;
  readonly telegram: Telegram | undefined;
  readonly whatsapp: ReturnType<typeof openWhatsApp> | undefined;
}

/** Is this a trial, without any real provider? Then the stand-ins play them. A deployment with one real channel never falls back to a stand-in. */
export function needsStandIns(config: Config): boolean {
  if (config.STANDINS !== 'auto') return config.STANDINS === 'on';
  return !config.WHATSAPP_TOKEN && !config.TELEGRAM_TOKEN && !config.SMS_URL && !config.SMTP_URL;
}

/** Opens every configured channel. The adapters are the same for a provider and its stand-in: only address and secrets differ. */
export function openChannels(config: Config, stands: Stands | undefined, standIn: StandInSecrets): OpenChannels {
  const whatsapp = stands ? openWhatsApp({ base: stands.whatsapp.base, token: standIn.whatsappToken, phoneNumberId: '1000', accountId: '1' })
    : config.WHATSAPP_TOKEN ? openWhatsApp({ base: config.WHATSAPP_BASE, token: config.WHATSAPP_TOKEN, phoneNumberId: config.WHATSAPP_PHONE_ID ?? '', accountId: config.WHATSAPP_ACCOUNT_ID ?? '' }) : undefined;
  const telegram = stands ? openTelegram({ root: stands.telegram.root, token: standIn.telegramToken }) : config.TELEGRAM_TOKEN ? openTelegram({ root: config.TELEGRAM_ROOT, token: config.TELEGRAM_TOKEN }) : undefined;
  const sms = stands ? openSmsHttp({ url: stands.sms.url, token: standIn.smsToken, sender: 'SERASAN' }) : config.SMS_URL ? openSmsHttp({ url: config.SMS_URL, token: config.SMS_TOKEN ?? '', sender: config.SMS_SENDER }) : undefined;
  const all: (Channel | undefined)[] = [whatsapp, telegram, sms];
  return { whatsapp, telegram, byName: new Map(all.flatMap((channel) => (channel ? [[channel.name, channel] as const] : []))) };
}

/** Secrets the webhooks check: configured ones, or the stand-ins' own. An unset secret refuses everything. */
export function webhookSecrets(config: Config, standIn: StandInSecrets | undefined, never: () => string): WebhookSecrets {
  return {
    whatsappVerify: config.WHATSAPP_VERIFY_TOKEN ?? never(), whatsappApp: standIn?.whatsappApp ?? config.WHATSAPP_APP_SECRET ?? never(),
    telegram: standIn?.telegramSecret ?? config.TELEGRAM_SECRET ?? never(), sms: standIn?.smsSecret ?? config.SMS_SECRET ?? never(),
  };
}
