import type { Actor } from '#kernel/actor';
import { civilDate } from '#kernel/time';
import { demoPassphrase } from '#commons/signing';
import { roles } from '../declares/access.ts';
import type { Saji } from '../rooms.ts';

/** Who finds an account of the demonstration by its user name. */
export type FindAccount = (username: string) => Promise<{ readonly id: string; readonly name: string; readonly agency: string } | undefined>;

/** The made-up officers of the permit office, as actors. */
export type Officers = Readonly<Record<string, Actor>>;

const posts: Readonly<Record<string, string>> = { 'dpmptsp/verification': 'verifikator', 'dpmptsp/permit-division': 'kabid', 'dpmptsp/secretary': 'sekretaris' };

/** Puts the demonstration's officers on their positions and gives the head a term at the signing floor. */
export async function seatOfficers(saji: Saji, find: FindAccount): Promise<Officers> {
  const { doors } = saji;
  const officers: Record<string, Actor> = {};
  for (const role of roles) {
    const post = role.id.split('/')[1] ?? '';
    for (const agency of role.heldBy ?? [doors.catalogue.office.agency]) {
      const account = await find(role.heldBy ? `${post}-${agency}.saji-muba` : `${post}.saji-muba`);
      if (account) officers[role.heldBy ? `${post}-${agency}` : post] = { kind: 'staff', id: account.id, name: account.name, permissions: new Set(role.permissions), agency, channel: 'web' };
    }
  }
  const from = civilDate(doors.clock.now(), doors.zone).subtract({ days: 200 });
  await doors.database.write({ actor: { kind: 'system', id: 'system:demo', name: 'demo', permissions: new Set(['*']), channel: 'command' }, action: 'saji-muba/demo' }, async (work) => {
    for (const [position, post] of Object.entries(posts)) {
      const account = officers[post]?.id;
      if (account) await doors.cases.positions.hold(work, { position, account, capacity: 'definitive', from });
    }
    const head = officers['kepala'];
    if (head) await doors.signing.storeTerm(work, { position: 'dpmptsp/head', kind: 'definitive', account: head.id, name: 'Budi Contoh, S.H., M.Si.', rank: 'Pembina Utama Muda', nip: '198001012005011001', nik: '1606014101800001', decree: 'Keputusan Bupati 800/1/2026', validFrom: from.toString() });
    work.note({ subject: 'officers', count: Object.keys(officers).length });
  });
  return officers;
}

/** The head signs the document of one case. */
export async function signCase(saji: Saji, head: Actor, caseId: string): Promise<void> {
  const { signing } = saji.doors;
  const waiting = (await signing.documentsOf('saji-muba', caseId)).filter((document) => document.state === 'waiting').map((document) => document.id);
  if (waiting.length === 0 || !signing.signer) return;
  await signing.sign(head, { documents: waiting, acceptUnread: true, secret: { passphrase: demoPassphrase } });
  await signing.settled();
}
