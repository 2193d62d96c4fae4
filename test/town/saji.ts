import { anonymous, system, type Actor } from '#kernel/actor';
import type { Deliver } from '#commons/billing';
import type { Work } from '#platform/database';
import { demoPassphrase } from '#commons/signing';
import { roles } from '../../src/agencies/dpmptsp/saji-muba/declares/access.ts';
import { openSaji } from '../../src/agencies/dpmptsp/saji-muba/rooms.ts';
import { openDoors } from '../../src/agencies/dpmptsp/saji-muba/service.ts';
import type { PermitType } from '../../src/agencies/dpmptsp/saji-muba/rules/type.ts';
import { openTestHouse } from '../engines/index.ts';
import { signInWith } from '../engines/sign-in.ts';

/** A permit office with its people, on a database of its own. */
export async function openOffice(options: { now?: string; settings?: Record<string, string> } = {}) {
  const town = await openTestHouse({ ...options, settings: { SIGNER: 'test', ...options.settings } });
  const { house } = town;
  const doors = openDoors(house);
  if (!doors) throw new Error('This regency has no permit office.');
  const saji = openSaji(doors, house.perform);
  const day = Temporal.PlainDate.from('2026-01-01');
  const post = (role: string) => new Set(roles.find((one) => one.id === `saji-muba/${role}`)?.permissions ?? []);
  const officer = (role: string, id = role, agency = 'dpmptsp'): Actor => ({ kind: 'staff', id, name: `Uji ${role}`, permissions: post(role), agency, channel: 'web' });
  const { account } = await signInWith(house, { role: 'saji-muba/kepala', agency: 'dpmptsp' });
  const people = {
    front: officer('loket'), back: officer('penyusun'), coordinator: officer('verifikator'), division: officer('kabid'), secretary: officer('sekretaris'), head: officer('kepala', account), cashier: officer('kasir'),
    technical: (agency: string) => officer('teknis', `teknis-${agency}`, agency), officer,
  };
  const write = <T,>(step: (work: Work) => Promise<T>, actor: Actor = system('test')) => house.database.write({ actor, action: 'test/step' }, step);
  await write(async (work) => {
    const { positions } = house.cases;
    for (const [position, holder] of [['dpmptsp/verification', 'verifikator'], ['dpmptsp/permit-division', 'kabid'], ['dpmptsp/secretary', 'sekretaris']] as const) await positions.hold(work, { position, account: holder, capacity: 'definitive', from: day });
    await house.signing.storeTerm(work, { position: 'dpmptsp/head', kind: 'definitive', account, name: 'Budi Contoh, S.H., M.Si.', rank: 'Pembina Utama Muda', nip: '198001012005011001', nik: '1606014101800001', decree: 'SK Bupati 1/2026', validFrom: '2026-01-01' });
  });
  const deliver: Deliver = async ({ path, headers, body }) => {
    const answered = await house.http.app.inject({ method: 'POST', url: path, headers, payload: body });
    return { status: answered.statusCode, body: answered.body };
  };
  return {
    ...town, saji, people, write, deliver,
    resident: { ...anonymous('web'), kind: 'resident', id: 'warga-1' } satisfies Actor,
    bank() {
      if (!house.standInBank) throw new Error('The test house has a stand-in bank.');
      return house.standInBank;
    },
    /** The signer's basket, signed in one prompt. */
    async signBasket(by: Actor = people.head): Promise<void> {
      const waiting = await house.pool.query<{ id: string }>("select id from signing.document where service = 'saji-muba' and state = 'waiting'");
      await house.signing.sign(by, { documents: waiting.rows.map((row) => row.id), acceptUnread: true, secret: { passphrase: demoPassphrase } });
      await house.signing.settled();
    },
  };
}
export type PermitOffice = Awaited<ReturnType<typeof openOffice>>;

let serial = 0;
/** A made-up applicant's request for `type` in an office of its own. */
export const wishFor = (office: PermitOffice, type: string, more: Record<string, unknown> = {}) => wishOf(office.saji.doors.catalogue.find(type), more);

/** A made-up applicant's request, with every eligibility question answered as it must be. */
export function wishOf(type: PermitType | undefined, more: Record<string, unknown> = {}) {
  serial += 1;
  return {
    type: type?.id ?? '', village: '16.06.01.1009', address: 'Jalan Contoh 1', object: `Objek ${serial}`, pickup: false, consent: true, commandId: `uji-wish-${serial}`,
    eligibility: Object.fromEntries((type?.eligibility ?? []).map((question) => [question.id, question.expects])),
    who: { name: `Warga Contoh ${String.fromCharCode(65 + (serial % 26))}`, nik: `16060145${String(1 + (serial % 12)).padStart(2, '0')}85${String(serial).padStart(4, '0')}`, phone: `0812${String(30_000_000 + serial)}` }, ...more,
  };
}
