import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '#kernel/time';
import { demoPassword } from '#commons/identity';
import { openPool, startEngine } from '#platform/database';
import { demoPassphrase, openTestAuthority } from '../../src/commons/signing/authority/authority.ts';
import { startEsignStandIn } from '../../src/commons/signing/standin/server.ts';
import { startApp, type App } from './process.ts';

const credentials = { username: 'serasan', password: 'rahasia layanan' };
let folder: string;
let app: App | undefined;
let standIn: Awaited<ReturnType<typeof startEsignStandIn>>;
let said = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'srs-sign-'));
  chmodSync(folder, 0o755);
  const authority = await openTestAuthority({ file: join(folder, 'authority.json'), clock: systemClock, random: (size) => crypto.getRandomValues(new Uint8Array(size)) });
  writeFileSync(join(folder, 'root.pem'), authority.rootPem);
  standIn = await startEsignStandIn({ authority, clock: systemClock, credentials });
  standIn.add('', { name: 'Pengelola Contoh', nik: undefined });
});
afterAll(async () => {
  await app?.stop();
  await standIn.close();
  rmSync(folder, { recursive: true, force: true });
});

const base = () => ({ DATABASE_ENGINE: 'cluster', DATA_DIR: join(folder, 'data'), DEMO: 'on' });
async function start(settings: Record<string, string>): Promise<App> {
  const started = await startApp({ ...base(), ...settings });
  started.child.stdout?.on('data', (part: Buffer) => { said += part.toString(); });
  return started;
}
const esign = () => ({ SIGNER: 'esign-v2', ESIGN_URL: standIn.url, ESIGN_USERNAME: credentials.username, ESIGN_PASSWORD: credentials.password, ESIGN_ROOTS: join(folder, 'root.pem'), LOG_LEVEL: 'debug' });

/** A browser of the official: signs in, keeps the cookie. */
async function officialAt(url: string) {
  const post = (path: string, values: Record<string, string>, cookie = '') => fetch(url + path, { method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', origin: url, cookie }, body: new URLSearchParams(values) });
  const signedIn = await post('/masuk', { username: 'pengelola.kabupaten', password: demoPassword });
  const cookie = signedIn.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
  return { post: (path: string, values: Record<string, string>) => post(path, values, cookie), read: async (path: string) => (await fetch(url + path, { headers: { cookie, accept: 'text/html' } })).text() };
}

it('outlives a process that dies after the signature and before saving it: same number, one signed document, no secret in any log', async () => {
  await (await start({ SIGNER: 'test' })).stop();

  app = await start(esign());
  let official = await officialAt(app.url);
  const [, document = ''] = /name="document" value="([0-9a-f-]{36})"/.exec(await official.read('/tanda-tangan')) ?? [];
  standIn.misbehave('slow', '/api/v2/sign/pdf');
  const answered = await official.post('/tanda-tangan', { document, acceptUnread: 'on', passphrase: demoPassphrase });
  expect(answered.headers.get('location')).toMatch(/^\/tanda-tangan\/batch\//);
  await expect.poll(() => standIn.seen.length, { timeout: 60_000 }).toBe(1);
  await app.kill();

  // Sixteen minutes pass.
  const engine = await startEngine({ url: undefined, engine: 'cluster', dataFolder: join(folder, 'data') });
  const pool = openPool(engine.connection, 1);
  const { rows: [before] } = await pool.query<{ number: string; state: string }>('select number, state from signing.document join signing.number on document = id where id = $1', [document]);
  expect(before?.state).toBe('signing');
  await pool.query("update signing.batch set beat_at = beat_at - interval '16 minutes' where finished_at is null");
  await pool.end();
  await engine.stop();

  app = await start(esign());
  official = await officialAt(app.url);
  const basket = await official.read('/tanda-tangan');
  expect(basket).toContain('Prosesnya terputus');
  expect(basket).toContain(before?.number ?? 'no number');
  const again = await official.post('/tanda-tangan', { document, acceptUnread: 'on', passphrase: demoPassphrase });
  const batch = again.headers.get('location') ?? '';
  await expect.poll(() => official.read(batch), { timeout: 60_000 }).toContain('Semua 1 dokumen ditandatangani.');
  const result = await official.read(batch);
  expect(result).toContain(before?.number ?? 'no number');
  await app.stop();
  expect(said.length).toBeGreaterThan(0);
  for (const secret of [demoPassphrase, encodeURIComponent(demoPassphrase), credentials.password, demoPassword]) expect(said.replaceAll(/kata sandi “[^”]+”/g, '')).not.toContain(secret);
});
