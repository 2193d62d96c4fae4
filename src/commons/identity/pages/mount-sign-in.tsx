import type { FastifyRequest } from 'fastify';
import { anonymous } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { answer } from '#platform/http';
import { accountOfLink, changePassword, findAccount } from '../accounts.ts';
import { demoAccounts, demoPassword } from '../demo.ts';
import { refusals } from '../problems.ts';
import { localPath } from '../rules/local-path.ts';
import { lives } from '../rules/session-life.ts';
import { endSession } from '../sessions.ts';
import { mountGuardedForm, placeOf, textValues, visitOf, welcome, type PageDeps } from './frame.ts';
import { AgainPage, CodePage, FactorPage, LinkSpent, PasswordPage, SignIn } from './sign-in.tsx';

/** Everything before one is signed in, and signing out. */
export function mountSignInPages(page: PageDeps): void {
  const { deps, parts, http } = page;
  const { cookies, staff, residents, oidc } = parts;
  const demo = () => (deps.settings.demo ? { accounts: demoAccounts(deps.access.roles()), password: demoPassword } : undefined);
  const signInView = (state: { values: Readonly<Record<string, string>>; problem?: Problem | undefined }) =>
    <SignIn state={state} next={localPath(state.values['lanjut'])} demo={demo()} ssoName={oidc?.name} />;

  mountGuardedForm(page, {
    path: '/masuk',
    guard: (request) => (request.actor.kind === 'anonymous' || textValues(request.query)['lagi'] ? undefined : localPath(textValues(request.query)['lanjut'], '/akun')),
    view: (_request, state) => signInView(state),
    async send(request, reply, values) {
      const signedIn = await staff.signIn({ username: values['username'] ?? '', password: values['password'] ?? '' }, visitOf(request));
      return welcome(page, reply, signedIn, afterSignIn(values['lanjut']));
    },
  });

  mountGuardedForm(page, {
    path: '/masuk/kode',
    async view(request, state) {
      const masked = await residents.pending(cookies.read(request, 'code'));
      if (!masked || state.values['phone'] !== undefined) return signInView(state);
      return <CodePage state={state} next={localPath(state.values['lanjut'])} masked={masked} demo={deps.settings.demo} />;
    },
    async send(request, reply, values) {
      const next = localPath(values['lanjut']);
      if (values['code'] === undefined) {
        const { token } = await residents.requestCode({ phone: values['phone'], address: request.ip, locale: request.locale, requestId: request.id });
        cookies.write(reply, 'code', token, 900);
        return `/masuk/kode?lanjut=${encodeURIComponent(next)}`;
      }
      const visit = visitOf(request);
      const { sessionToken } = await residents.enterCode({ token: cookies.read(request, 'code'), typed: values['code'], address: visit.address, device: visit.device, replaces: visit.session?.id, requestId: request.id });
      cookies.clear(reply, 'code');
      cookies.write(reply, 'session', sessionToken, lives.resident.absolute * 3600);
      return next;
    },
  });

  mountGuardedForm(page, {
    path: '/masuk/faktor',
    guard: (request) => (request.session?.kind === 'staff' && request.session.stage === 'factor' ? undefined : '/masuk'),
    view: (_request, state) => <FactorPage state={state} next={localPath(state.values['lanjut'])} />,
    send: async (request, reply, values) => welcome(page, reply, await staff.giveFactor(values['code'], visitOf(request)), afterSignIn(values['lanjut'])),
  });

  mountGuardedForm(page, {
    path: '/masuk/lagi',
    guard: (request) => (request.session?.kind === 'staff' && request.session.stage === 'full' ? undefined : '/masuk?lagi=ya'),
    async view(request, state) {
      const account = await findAccount(deps, { id: request.actor.id });
      return <AgainPage state={state} next={localPath(state.values['lanjut'], '/akun')} asks={account?.hasTotp ? 'code' : 'password'} />;
    },
    send: async (request, reply, values) => welcome(page, reply, await staff.proveAgain({ password: values['password'] ?? '', code: values['code'] ?? '' }, visitOf(request)), localPath(values['lanjut'], '/akun')),
  });

  const tokenOf = (request: FastifyRequest) => String((request.params as { token?: string }).token ?? '');
  mountGuardedForm(page, {
    path: '/masuk/sandi/:token',
    async view(request, state) {
      const account = await accountOfLink(deps, tokenOf(request));
      if (!account) return <LinkSpent />;
      return <PasswordPage state={state} username={account.username} action={request.url} asksCurrent={false} />;
    },
    async send(request, _reply, values) {
      const account = await accountOfLink(deps, tokenOf(request));
      if (!account) throw new Problem(refusals.linkSpent);
      await changePassword(deps, account, { password: values['password'] ?? '', again: values['again'] ?? '' }, { actor: anonymous('web'), requestId: request.id });
      return '/masuk';
    },
  });

  http.app.get('/keluar', (_request, reply) => reply.redirect('/akun', 303));
  http.app.post('/keluar', async (request, reply) => {
    const session = request.session;
    if (session) await deps.database.write({ actor: request.actor, action: 'identity/sign-out', requestId: request.id }, async (work) => { work.note({ subject: session.owner }); await endSession(work, session.id); });
    cookies.clear(reply, 'session');
    return reply.redirect('/', 303);
  });

  if (!oidc) return;
  http.app.get('/masuk/sso', async (request, reply) => {
    const { url, token } = await oidc.begin(new URL('/masuk/sso/kembali', placeOf(page, request).origin), localPath(textValues(request.query)['lanjut']));
    cookies.write(reply, 'proof', token, 600);
    return reply.redirect(url, 303);
  });
  http.app.get('/masuk/sso/kembali', async (request, reply) => {
    try {
      cookies.clear(reply, 'proof');
      const { account, next, providerAskedTwo } = await oidc.finish(new URL(request.url, placeOf(page, request).origin), cookies.read(request, 'proof'));
      return await reply.redirect(welcome(page, reply, await staff.begin(account, 'oidc', visitOf(request), { providerAskedTwo }), next), 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return answer(reply, signInView({ values: {}, problem: error }), error.status);
    }
  });
}

/** An officer who asked for nothing in particular wants the desk, not the portal. */
function afterSignIn(asked: string | undefined): string {
  const next = localPath(asked);
  return next === '/' ? '/meja' : next;
}
