import type { FastifyReply, FastifyRequest } from 'fastify';
import { say } from '#kernel/manifest';
import { Problem } from '#kernel/problem';
import { answer } from '#platform/http';
import { changePassword, findAccount, type Account } from '../accounts.ts';
import { passwordMatches } from '../password.ts';
import { refusals } from '../problems.ts';
import { endSession, sessionsOf } from '../sessions.ts';
import type { IdentityTables } from '../tables.ts';
import { ResidentAccount, StaffAccount } from './account.tsx';
import { mountGuardedForm, textValues, visitOf, welcome, type PageDeps } from './frame.ts';
import { PasswordPage } from './sign-in.tsx';
import { RecoveryPage, TotpPage } from './totp.tsx';

const minutes = 10;

/** One's own account: what I may do, how I prove who I am, where I am signed in. */
export function mountAccountPages(page: PageDeps): void {
  const { deps, parts, http } = page;
  const { factors, passkeys, staff } = parts;

  const own = async (request: FastifyRequest): Promise<Account> => {
    const account = request.actor.kind === 'staff' ? await findAccount(deps, { id: request.actor.id }) : undefined;
    if (!account) throw new Problem(refusals.signInFirst);
    return account;
  };
  const signedIn = (request: FastifyRequest) => (request.actor.kind === 'anonymous' ? '/masuk?lanjut=/akun' : undefined);
  const officer = (request: FastifyRequest) => (request.actor.kind === 'staff' ? undefined : '/masuk?lanjut=/akun');
  /** Officers who proved themselves within ten minutes; others are asked again and come back here. */
  const recent = (back: string) => (request: FastifyRequest) => {
    if (officer(request)) return officer(request);
    if (page.isRecent(request, minutes)) return undefined;
    return request.session?.stage === 'enrol' ? '/masuk?lagi=ya' : `/masuk/lagi?lanjut=${encodeURIComponent(back)}`;
  };

  http.app.get('/akun', async (request, reply) => {
    const session = request.session;
    if (!session || signedIn(request)) return reply.redirect('/masuk?lanjut=/akun', 303);
    const view = { current: session.id, sessions: await sessionsOf(deps.database, session.kind, session.owner) };
    if (session.kind === 'resident') return answer(reply, <ResidentAccount {...view} phone={request.actor.name} />);
    const account = await own(request);
    const grants = await deps.access.grantsOf(account.id);
    return answer(reply, <StaffAccount {...view} account={account} stage={session.stage} agency={session.agency ?? account.agency}
      roles={grants.map((grant) => ({ name: say(deps.access.role(grant.role)?.name ?? { id: grant.role }, request.locale), agency: grant.agency }))}
      agencies={[...new Set([account.agency, ...grants.map((grant) => grant.agency)])]} passkeys={await passkeys.list(account.id)} recoveryLeft={await factors.recoveryCodesLeft(account.id)} />);
  });

  mountGuardedForm(page, {
    path: '/akun/sandi', guard: officer,
    view: async (request, state) => <PasswordPage state={state} username={(await own(request)).username} action="/akun/sandi" asksCurrent={(await own(request)).passwordHash !== undefined} />,
    async send(request, _reply, values) {
      const account = await own(request);
      await parts.throttle.charge(['factor', account.id]);
      if (account.passwordHash !== undefined && !(await passwordMatches(values['current'] ?? '', account.passwordHash))) throw new Problem(refusals.passwordWrong, { fields: { current: refusals.passwordWrong.detail } });
      await parts.throttle.forgive(['factor', account.id]);
      await changePassword(deps, account, { password: values['password'] ?? '', again: values['again'] ?? '' }, { actor: request.actor, requestId: request.id, ...(request.session ? { keepSession: request.session.id } : {}) });
      return '/akun';
    },
  });

  mountGuardedForm(page, {
    path: '/akun/totp', guard: async (request) => recent('/akun/totp')(request) ?? ((await own(request)).hasTotp ? '/akun' : undefined),
    async view(request, state) {
      const account = await own(request);
      return <TotpPage state={state} {...await factors.beginTotp(account, request.actor)} />;
    },
    async send(request, reply, values) {
      const account = await own(request);
      await parts.throttle.charge(['factor', account.id]);
      const codes = await factors.confirmTotp(account.id, values['code'], request.actor);
      await parts.throttle.forgive(['factor', account.id]);
      welcome(page, reply, await staff.begin(account, 'totp', visitOf(request)), '/akun');
      return <RecoveryPage codes={codes} />;
    },
  });

  /** A button of the account page: guarded, one step, back to the page. */
  const step = (path: string, guard: (request: FastifyRequest) => string | undefined, take: (request: FastifyRequest, values: Record<string, string>, reply: FastifyReply) => Promise<unknown>) => {
    http.app.post(path, async (request, reply) => {
      const elsewhere = guard(request);
      if (elsewhere) return reply.redirect(elsewhere, 303);
      const shown = await take(request, textValues(request.body), reply);
      return shown === undefined ? reply.redirect('/akun', 303) : shown;
    });
  };

  step('/akun/totp/lepas', recent('/akun'), async (request) => factors.removeTotp((await own(request)).id, request.actor));
  step('/akun/pemulihan', recent('/akun'), async (request, _values, reply) => answer(reply, <RecoveryPage codes={await factors.renewRecoveryCodes((await own(request)).id, request.actor)} />));
  step('/akun/kunci/hapus', recent('/akun'), async (request, values) => passkeys.remove((await own(request)).id, values['credential'] ?? '', request.actor));

  step('/akun/sesi/akhiri', signedIn, async (request, values) => {
    const session = request.session;
    if (!session) return;
    const mine = await sessionsOf(deps.database, session.kind, session.owner);
    const ending = mine.filter((one) => one.id !== session.id && (values['session'] === 'lain' || one.id === values['session']));
    await deps.database.write({ actor: request.actor, action: 'identity/end-sessions', requestId: request.id }, async (work) => {
      work.note({ subject: session.owner, ended: ending.length });
      for (const one of ending) await endSession(work, one.id);
    });
  });

  step('/akun/perangkat-daerah', officer, async (request, values) => {
    const [account, agency] = [await own(request), values['agency'] ?? ''];
    const held = [account.agency, ...(await deps.access.grantsOf(account.id)).map((grant) => grant.agency)];
    if (!held.includes(agency)) throw new Problem(refusals.notHeld);
    await deps.database.write({ actor: request.actor, action: 'identity/switch-agency', requestId: request.id }, async (work) => {
      work.note({ subject: account.id, agency });
      await work.tables<IdentityTables>().updateTable('identity.session').set({ agency }).where('id', '=', request.session?.id ?? '').execute();
    });
  });
}
