import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { z } from 'zod';
import type { RandomBytes } from '#kernel/ids';
import type { Clock } from '#kernel/time';
import { openPerform } from '#platform/action';
import { openAudit } from '#platform/audit';
import type { Config } from '#platform/config';
import { migrate, migrationFiles, openDatabase, openPool, type Connection } from '#platform/database';
import { openDocuments } from '#platform/documents';
import { openFiles } from '#platform/files';
import { openHttp } from '#platform/http';
import { openJobs } from '#platform/jobs';
import { loadRegency } from '#platform/regency';
import { openVault } from '#platform/vault';
import { openAccess } from '#commons/access';
import { billingRoutes, openBilling, openStandInBank } from '#commons/billing';
import { openBooking } from '#commons/booking';
import { openCalendar } from '#commons/calendar';
import { dispatchDeclaration, openDispatch } from '#commons/dispatch';
import { openCases } from '#commons/cases';
import { openEvidence, openMeasures, publishFigures, publishedPayload } from '#commons/evidence';
import { codeNotice, codeTemplate, openIdentity, type IdentitySettings } from '#commons/identity';
import { openAssistant } from '#commons/assistant';
import { messagingDeclaration, openMessaging } from '#commons/messaging';
import { openForms, ownData } from '#commons/forms';
import { openPeople } from '#commons/people';
import { openPlaces } from '#commons/places';
import { openSurvey } from '#commons/survey';
import { chooseSigner, openSigning } from '#commons/signing';
import { laporClient, openComplaints } from '#commons/complaints';
import { mountLogPages, mountLogRoutes, openTransparency, readWitnessedLogs, readWitnesses, transparencyDeclaration } from '#commons/transparency';
import { hubDeclaration } from '#hub';
import { runningServices } from './services.ts';

/** What the world outside gives the house. Tests pass a standing clock and repeatable randomness. */
export interface World {
  readonly clock: Clock;
  readonly random: RandomBytes;
}

/** The doors of the lower storeys, as services receive them. */
export type Floors = Awaited<ReturnType<typeof openFloors>>;

const source = fileURLToPath(new URL('.', import.meta.url));

/** Opens the platform's and the commons' doors in the order of the plan; every floor is told only what it needs of those below. */
export async function openFloors(config: Config, connection: Connection, world: World) {
  z.config(z.locales.id());
  const regency = loadRegency(config.REGENCY);
  const running = runningServices(regency.services);
  const manifests = running.map((service) => service.manifest);
  const log = pino({ level: config.LOG_LEVEL });
  const vault = openVault({ masterKey: config.MASTER_KEY, oldKeys: config.MASTER_KEYS_OLD, dataFolder: config.DATA_DIR, random: world.random });
  const pool = openPool(connection, config.DATABASE_POOL);
  await migrate(pool, await migrationFiles(source));
  const database = openDatabase({ pool, ...world, oneSession: connection.oneSession ?? false });
  const audit = openAudit(database);
  const jobs = openJobs({ database, connection, log });
  const files = openFiles({ database, dataFolder: config.DATA_DIR, jobs, random: world.random });
  const documents = openDocuments({ regency, demo: config.DEMO });
  const perform = openPerform(database);
  const evidence = openEvidence(database);
  const places = await openPlaces({ database, regency });
  const calendar = await openCalendar({ database, regency });
  const access = openAccess({ database, jobs, random: world.random });
  access.declare(dispatchDeclaration, messagingDeclaration, transparencyDeclaration, hubDeclaration, ...manifests);
  const measures = openMeasures({ database, zone: regency.zone });
  const publish = async () => {
    await evidence.seal();
    return publishFigures({ database, measures, manifests, tell: (work, told) => transparency.state(work, { ...told, method: 'angka-v1' }) });
  };
  jobs.handle({ queue: 'evidence-publish', schedule: '35 0 * * *', handle: async () => { await publish(); } });
  const people = openPeople({ database, vault, access, places, regency, jobs, random: world.random });
  const cases = openCases({ database, calendar, jobs });
  const forms = openForms({ database, vault, files, jobs, documents, perform, places, random: world.random, zone: regency.zone });
  const booking = openBooking({ database, random: world.random });
  const identity = openIdentity({ database, vault, access, jobs, random: world.random, settings: identitySettings(config), deliver: async (work, to, code) => { await messaging.notify(work, codeNotice(to, code)); } });
  const transparency = openTransparency({
    database, evidence, vault, random: world.random, zone: regency.zone, origin: logOrigin(config), dataFolder: config.DATA_DIR, witnesses: readWitnesses(config.WITNESSES), quorum: config.WITNESS_QUORUM, watched: readWitnessedLogs(config.WITNESSED_LOGS),
    counted: manifests.flatMap((manifest) => manifest.events.map((event) => event.type)), receipted: manifests.flatMap((manifest) => manifest.completes ?? []),
  });
  jobs.handle({ queue: 'transparency-close-days', schedule: '30 0 * * *', handle: async () => { await transparency.closeDays(); } });
  const http = await openHttp({ log, trustProxy: config.TRUST_PROXY, site: { regency: regency.name, zone: regency.zone, demo: config.DEMO }, requestsPerMinute: config.REQUESTS_PER_MINUTE, ready: () => pool.query('select 1').then(() => true, () => false) });
  const messaging = await openMessaging({ database, http, jobs, perform, access, config, log, random: world.random, zone: regency.zone, phoneOf: people.phoneOf, owners: people, agencyOf: (id) => manifests.find((manifest) => manifest.id === id)?.agency });
  messaging.templates.register(codeTemplate);
  identity.mount(http);
  files.mount(http);
  forms.provide(ownData({ people, phoneOf: identity.phoneOf }));
  forms.mountScripts(http);
  const assistant = openAssistant({ conversations: messaging.conversations, place: { zone: regency.zone, ...regency.seat }, emergencyContacts: regency.contacts.emergency });
  assistant.know(...manifests);
  messaging.onMessage(assistant.answer);
  const survey = openSurvey({ database, http, perform, vault, access, random: world.random, zone: regency.zone, manifests, districtName: (code) => regency.districts.find((district) => district.code === code)?.name ?? code });
  const dispatch = openDispatch({ database, random: world.random, vault, regency, perform, jobs, http, access, files, places });
  const billing = openBilling({ database, vault, access, jobs, payable: { prefix: config.BANK_PREFIX, nmid: config.QRIS_NMID, merchant: config.QRIS_MERCHANT, city: config.QRIS_CITY, zone: regency.zone } });
  const { keys, standIn } = bankOf(config, vault, world);
  await billingRoutes({ http, database, perform, billing, keys, standIn, demo: config.DEMO });
  const signing = await openSigning({
    database, positions: cases.positions, documents, files, vault, perform, regency, random: world.random, log, http, jobs, access, accountOf: (username) => identity.accountOf(username), demo: config.DEMO, origin: config.PUBLIC_URL?.replace(/\/$/, '') ?? `http://${config.HOST}:${config.PORT}`,
    signer: await chooseSigner({ kind: config.SIGNER, demo: config.DEMO, dataFolder: config.DATA_DIR, url: config.ESIGN_URL, username: config.ESIGN_USERNAME, password: config.ESIGN_PASSWORD, roots: config.ESIGN_ROOTS, timeoutSeconds: config.ESIGN_TIMEOUT_SECONDS, perCall: config.ESIGN_PER_CALL }, { clock: world.clock, random: world.random }),
  });
  const complaints = openComplaints({ database, http, perform, jobs, vault, access, calendar, random: world.random, zone: regency.zone, manifests, agencies: regency.agencies, lapor: config.LAPOR_URL && config.LAPOR_TOKEN ? laporClient({ url: config.LAPOR_URL, token: config.LAPOR_TOKEN }) : undefined });
  mountLogRoutes(http, transparency, database);
  mountLogPages({ http, transparency, database, perform, payloadOf: (statement) => publishedPayload(database, statement) });
  cases.mount(http, (id) => manifests.find((manifest) => manifest.id === id)?.name ?? id);
  return {
    config, regency, running, manifests, log, vault, pool, ...world, database, audit, jobs, files, documents, perform, http,
    evidence,
    measures,
    publish,
    transparency,
    places,
    calendar,
    access,
    identity,
    people,
    cases,
    forms,
    booking,
    messaging,
    assistant,
    signing,
    survey,
    complaints,
    dispatch,
    billing,
    standInBank: standIn,
  };
}

/** The bank's keys from the settings, or a stand-in bank while no real one is set. */
function bankOf(config: Config, vault: ReturnType<typeof openVault>, world: World) {
  const tokenKey = vault.derive('billing/token');
  const { BANK_CLIENT_KEY: clientKey, BANK_SECRET: secret, BANK_PUBLIC_KEY: publicKey } = config;
  if (clientKey && secret && publicKey) return { standIn: undefined, keys: () => ({ bank: config.BANK_NAME, clientKey, secret, publicKey, tokenKey }) };
  const standIn = openStandInBank({ clock: world.clock, clientKey: 'bank-tiruan', secret: vault.derive('billing/stand-in').toString('base64url'), partner: config.BANK_PREFIX });
  return { standIn, keys: () => standIn.keys(tokenKey) };
}

function identitySettings(config: Config): IdentitySettings {
  return {
    publicUrl: config.PUBLIC_URL, demo: config.DEMO, secondFactor: config.SECOND_FACTOR === 'auto' ? !config.DEMO : config.SECOND_FACTOR === 'required',
    oidc: config.OIDC_ISSUER && config.OIDC_CLIENT_ID ? { issuer: config.OIDC_ISSUER, clientId: config.OIDC_CLIENT_ID, clientSecret: config.OIDC_CLIENT_SECRET, name: config.OIDC_NAME } : undefined,
  };
}

/** The name of the public log: the public address without its scheme, which never changes once the log has been signed. */
function logOrigin(config: Config): string {
  return `${config.PUBLIC_URL ? new URL(config.PUBLIC_URL).host : `${config.REGENCY}.serasan.invalid`}/log`;
}
