import type { Clock } from '#kernel/time';
import type { Config } from '#platform/config';
import type { Arrival } from '../inbox/collector.ts';
import type { Stands, StandInSecrets } from '../standins/index.ts';
import type { ChannelName } from '../types.ts';
import type { WebhookSecrets } from '../webhooks/mount.ts';
import type { Channel } from './channel.ts';
import { openEmail } from './email.ts';
import { openSmpp } from './smpp.ts';
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
export function openChannels(config: Config, stands: Stands | undefined, standIn: StandInSecrets, house: { clock: Clock; zone: string; arrived: (arrivals: readonly Arrival[]) => Promise<void> }): OpenChannels {
  const whatsapp = stands ? openWhatsApp({ base: stands.whatsapp.base, token: standIn.whatsappToken, phoneNumberId: '1000', accountId: '1' })
    : config.WHATSAPP_TOKEN ? openWhatsApp({ base: config.WHATSAPP_BASE, token: config.WHATSAPP_TOKEN, phoneNumberId: config.WHATSAPP_PHONE_ID ?? '', accountId: config.WHATSAPP_ACCOUNT_ID ?? '' }) : undefined;
  const telegram = stands ? openTelegram({ root: stands.telegram.root, token: standIn.telegramToken }) : config.TELEGRAM_TOKEN ? openTelegram({ root: config.TELEGRAM_ROOT, token: config.TELEGRAM_TOKEN }) : undefined;
  const sms = stands ? openSmsHttp({ url: stands.sms.url, token: standIn.smsToken, sender: 'SERASAN' }) : config.SMS_URL ? openSms(config.SMS_URL, config, house) : undefined;
  const email = config.SMTP_URL ? openEmail({ url: config.SMTP_URL, from: config.MAIL_FROM, zone: house.zone, clock: house.clock }) : undefined;
  const all: (Channel | undefined)[] = [whatsapp, telegram, sms, email];
  return { whatsapp, telegram, byName: new Map(all.flatMap((channel) => (channel ? [[channel.name, channel] as const] : []))) };
}

function openSms(url: string, config: Config, house: { clock: Clock; arrived: (arrivals: readonly Arrival[]) => Promise<void> }): Channel {
  if (!/^s?smpp:/.test(url)) return openSmsHttp({ url, token: config.SMS_TOKEN ?? '', sender: config.SMS_SENDER });
  const [user = '', ...password] = (config.SMS_TOKEN ?? '').split(':');
  return openSmpp({ url, user, password: password.join(':'), sender: config.SMS_SENDER, arrived: house.arrived, now: () => house.clock.now() });
}

/** Secrets the webhooks check: configured ones, or the stand-ins' own. An unset secret refuses everything. */
export function webhookSecrets(config: Config, standIn: StandInSecrets | undefined, never: () => string): WebhookSecrets {
  return {
    whatsappVerify: config.WHATSAPP_VERIFY_TOKEN ?? never(), whatsappApp: standIn?.whatsappApp ?? config.WHATSAPP_APP_SECRET ?? never(),
    telegram: standIn?.telegramSecret ?? config.TELEGRAM_SECRET ?? never(), sms: standIn?.smsSecret ?? config.SMS_SECRET ?? never(),
  };
}
