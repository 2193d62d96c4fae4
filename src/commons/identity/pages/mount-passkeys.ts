import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Problem } from '#kernel/problem';
import { findAccount } from '../accounts.ts';
import { refusals } from '../problems.ts';
import { localPath } from '../rules/local-path.ts';
import { placeOf, visitOf, welcome, type PageDeps } from './frame.ts';

/** The four questions the passkey button asks, and the two files it is made of. */
export function mountPasskeyRoutes(page: PageDeps): void {
  const { deps, parts, http } = page;
  const { cookies, passkeys, staff, throttle } = parts;

  http.app.post('/masuk/kunci/pilihan', async (request, reply) => {
    const { options, token } = await passkeys.beginSignIn(placeOf(page, request));
    cookies.write(reply, 'proof', token, 600);
    return { kind: 'sign-in', options };
  });

  http.app.post('/masuk/kunci', async (request, reply) => {
    const body = bodyOf(request.body);
    await throttle.charge(['address', request.ip]);
    cookies.clear(reply, 'proof');
    const account = await passkeys.finishSignIn({ response: body['response'], token: cookies.read(request, 'proof') }, placeOf(page, request));
    await throttle.forgive(['address', request.ip]);
    return { next: welcome(page, reply, await staff.begin(account, 'passkey', visitOf(request)), localPath(textOf(body['next']))) };
  });

  http.app.post('/akun/kunci/pilihan', async (request, reply) => {
    const account = await ownAccount(page, request);
    const { options, token } = await passkeys.beginRegistration(account, placeOf(page, request));
    cookies.write(reply, 'proof', token, 600);
    return { kind: 'register', options };
  });

  http.app.post('/akun/kunci', async (request, reply) => {
    const account = await ownAccount(page, request);
    const visit = visitOf(request);
    cookies.clear(reply, 'proof');
    await passkeys.finishRegistration(account.id, { response: bodyOf(request.body)['response'], name: visit.device, token: cookies.read(request, 'proof') }, placeOf(page, request), request.actor);
    // Registering is itself a verified proof: an account that had to enrol is now fully signed in.
    if (request.session?.stage === 'enrol') welcome(page, reply, await staff.begin({ ...account, hasPasskey: true }, 'passkey', visit), '/akun');
    return { next: '/akun' };
  });

  const island = readFileSync(new URL('../island/passkey.js', import.meta.url));
  const library = readFileSync(createRequire(import.meta.url).resolve('@simplewebauthn/browser').replace(/script\/index\.js$/, 'dist/bundle/index.umd.min.js'));
  for (const [path, file] of [['/assets/kunci/passkey.js', island], ['/assets/kunci/simplewebauthn.js', library]] as const) {
    http.app.get(path, (_request, reply) => reply.type('text/javascript').header('Cache-Control', 'public, max-age=86400').send(file));
  }

  async function ownAccount({ isRecent }: PageDeps, request: Parameters<PageDeps['isRecent']>[0]) {
    if (request.actor.kind !== 'staff') throw new Problem(refusals.signInFirst);
    if (!isRecent(request, 10)) throw new Problem(refusals.confirmAgain, { detail: 'Muat ulang laman akun, pastikan lagi bahwa ini Anda, lalu daftarkan perangkat.', facts: { next: '/masuk/lagi?lanjut=/akun' } });
    const account = await findAccount(deps, { id: request.actor.id });
    if (!account) throw new Problem(refusals.signInFirst);
    return account;
  }
}

function bodyOf(body: unknown): Record<string, unknown> {
  return typeof body === 'object' && body !== null ? body as Record<string, unknown> : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
