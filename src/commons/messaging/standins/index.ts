import type { RandomBytes } from '#kernel/ids';
import type { Clock } from '#kernel/time';
import type { Deliver } from './server.ts';
import { openSmsStandIn, type SmsStandIn } from './sms.ts';
import { openTelegramStandIn, type TelegramStandIn } from './telegram.ts';
import { openWhatsAppStandIn, type WhatsAppStandIn } from './whatsapp.ts';

/** The providers' side, played in this process so that chat works without the internet and tests meet every fault. */
export interface Stands {
  readonly whatsapp: WhatsAppStandIn;
  readonly telegram: TelegramStandIn;
  readonly sms: SmsStandIn;
  idle(): Promise<void>;
  close(): Promise<void>;
}

export interface StandInSecrets { readonly whatsappApp: string; readonly whatsappToken: string; readonly telegramToken: string; readonly telegramSecret: string; readonly smsToken: string; readonly smsSecret: string }

/** Starts all stand-ins on the loopback. */
export async function openStands(deps: { clock: Clock; random: RandomBytes; deliver: Deliver; secrets: StandInSecrets }): Promise<Stands> {
  const { secrets, ...world } = deps;
  const whatsapp = await openWhatsAppStandIn({ ...world, appSecret: secrets.whatsappApp, token: secrets.whatsappToken, phoneNumberId: '1000' });
  const telegram = await openTelegramStandIn({ ...world, token: secrets.telegramToken, secretToken: secrets.telegramSecret });
  const sms = await openSmsStandIn({ ...world, token: secrets.smsToken, secret: secrets.smsSecret });
  const all = [whatsapp, telegram, sms];
  return {
    whatsapp, telegram, sms,
    async idle() { for (const stand of all) await stand.courier.idle(); },
    async close() { await Promise.all(all.map((stand) => stand.close())); },
  };
}
