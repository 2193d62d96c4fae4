import { z } from 'zod';

const text = z.string();
const port = z.coerce.number().int().min(0).max(65_535);
const flag = z.enum(['on', 'off']).transform((value) => value === 'on');

/** Every setting with its meaning. A module that needs one adds it here, so that the list a deployment can set is one page. */
export const settings = {
  REGENCY: text.default('muba').describe('Folder in regencies/ that makes this deployment a regency.'),
  DATA_DIR: text.default('data').describe('Folder for the embedded database, uploaded files and generated keys.'),
  DATABASE_URL: text.optional().describe('postgres://… of a PostgreSQL ≥ 15 with PostGIS. Empty: a database in DATA_DIR.'),
  DATABASE_ENGINE: z.enum(['auto', 'embedded', 'cluster']).default('auto').describe('Without DATABASE_URL: embedded (PGlite), cluster (a private PostgreSQL from the programs on this machine) or auto (cluster when installed).'),
  DATABASE_POOL: z.coerce.number().int().min(1).max(100).default(10).describe('Connections each process may hold.'),
  HOST: text.default('127.0.0.1').describe('Address to listen on.'),
  PORT: port.default(8080).describe('Port to listen on; 0 takes a free one.'),
  PUBLIC_URL: z.url().optional().describe('Address residents see, such as https://layanan.example.go.id. Used in links and passkeys.'),
  TRUST_PROXY: flag.default(false).describe('on: believe X-Forwarded-For of the proxy in front.'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info').describe('How much is logged.'),
  DEMO: flag.default(false).describe('on: load the synthetic demonstration world, show demo logins and the chat simulator.'),
  MASTER_KEY: text.optional().describe('32 bytes in base64. Encrypts NIK and other sealed fields. Empty: made once in DATA_DIR/keys (not for production).'),
  MASTER_KEYS_OLD: text.optional().describe('Earlier master keys, comma separated: what they sealed stays readable until it is sealed again.'),
  SECOND_FACTOR: z.enum(['auto', 'required', 'optional']).default('auto').describe('Must every officer set up an authenticator app or a passkey? auto: yes, except in a demonstration.'),
  OIDC_ISSUER: z.url().optional().describe('Sign-on provider of the organisation (OpenID Connect), such as https://sso.example.go.id/realms/pegawai. Empty: off.'),
  OIDC_CLIENT_ID: text.optional().describe('Client id registered with the sign-on provider; its return address is PUBLIC_URL/masuk/sso/kembali.'),
  OIDC_CLIENT_SECRET: text.optional().describe('Client secret given by the sign-on provider.'),
  OIDC_NAME: text.default('akun pegawai').describe('Name of the sign-on provider on the sign-in page.'),
  WORKERS: flag.default(true).describe('off: this process serves pages only and runs no jobs.'),
  STANDINS: z.enum(['auto', 'on', 'off']).default('auto').describe('Stand-ins for WhatsApp, Telegram and SMS inside this process. auto: on while no real channel is configured.'),
  WHATSAPP_TOKEN: text.optional().describe('Access token of the WhatsApp Cloud API.'),
  WHATSAPP_BASE: text.default('https://graph.facebook.com/v23.0').describe('Base address of the WhatsApp Cloud API, version included.'),
  WHATSAPP_PHONE_ID: text.optional().describe('Phone number id at the WhatsApp Cloud API.'),
  WHATSAPP_ACCOUNT_ID: text.optional().describe('Id of the WhatsApp business account.'),
  WHATSAPP_APP_SECRET: text.optional().describe('App secret that signs WhatsApp webhooks.'),
  WHATSAPP_VERIFY_TOKEN: text.optional().describe('Text of your choice that Meta repeats when the webhook address is entered.'),
  WHATSAPP_PRICE: z.coerce.number().int().min(0).default(400).describe('Rupiah for each billed WhatsApp message; take it from the current rate card.'),
  TELEGRAM_TOKEN: text.optional().describe('Token of the Telegram bot.'),
  TELEGRAM_ROOT: text.default('https://api.telegram.org').describe('Root of the Telegram Bot API; an own server may replace it.'),
  TELEGRAM_SECRET: z.string().regex(/^[A-Za-z0-9_-]{1,256}$/).optional().describe('Secret token Telegram sends with each webhook.'),
  TELEGRAM_MODE: z.enum(['webhook', 'polling']).default('webhook').describe('polling: ask Telegram for messages, for a machine without a public address.'),
  SMS_URL: text.optional().describe('SMS gateway: https://… (JSON) or smpp://host:port (SMPP 3.4).'),
  SMS_TOKEN: text.optional().describe('Token of the HTTP gateway, or user:password of the SMPP account.'),
  SMS_SECRET: text.optional().describe('Secret that signs the reports of the HTTP gateway.'),
  SMS_SENDER: text.default('SERASAN').describe('Sender name of SMS.'),
  SMS_PRICE: z.coerce.number().int().min(0).default(350).describe('Rupiah for each SMS segment.'),
  SMTP_URL: text.optional().describe('smtp://user:password@host:587 of the mail server. Empty: no e-mail.'),
  MAIL_FROM: text.default('Serasan <noreply@localhost>').describe('Sender of e-mail.'),
  MESSAGE_BUDGET: z.coerce.number().int().min(0).optional().describe('Most rupiah messages may cost in a calendar month; past it only answers and urgent notices go out by paid channels. Empty: no limit.'),
  MESSAGE_LANES: z.coerce.number().int().min(1).max(32).default(4).describe('Conversations each process handles at the same time.'),
} as const;
