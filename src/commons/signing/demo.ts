import { system, type Actor } from '#kernel/actor';
import { civilDate } from '#kernel/time';
import { wholeRegency } from '#commons/access';
import { demoPassphrase } from './authority/authority.ts';
import type { DocumentClass, SigningDeps } from './deps.ts';
import { revoke } from './life.ts';
import { prepare } from './prepare.ts';
import type { Secret } from './signers/signer.ts';
import { storeTerm } from './store/officials.ts';
import type { SigningTables } from './tables.ts';

export const sampleClass: DocumentClass = { id: 'signing/sample', service: 'signing', name: { id: 'Surat keterangan contoh', en: 'Sample statement' }, template: 'standard/letter', permission: 'signing/sign' };

const people = ['Siti Contoh', 'Ahmad Peraga', 'Dewi Misal, S.Pd.', 'Rizal Umpama', 'Nur Andai', 'M. Yusuf Contoh', 'Fatimah Peraga', 'Joko Misal'] as const;

/** A made-up official with a basket of made-up letters: three signed (one of them revoked), five waiting. Does nothing the second time. */
export async function seedDemo(deps: SigningDeps, given: { accountOf: (username: string) => Promise<{ readonly id: string } | undefined>; sign: (actor: Actor, request: { documents: readonly string[]; acceptUnread: boolean; secret: Secret }) => Promise<string>; settled: () => Promise<void> }): Promise<void> {
  const account = await given.accountOf('pengelola.kabupaten');
  const there = await deps.database.read<SigningTables>().selectFrom('signing.document').select('id').where('class', '=', sampleClass.id).limit(1).executeTakeFirst();
  if (!account || there || deps.signer?.kind !== 'test') return;
  const position = `${wholeRegency}/contoh`;
  const documents = await deps.database.write({ actor: system('demo'), action: 'signing/seed-demo' }, async (work) => {
    await deps.positions.name(work, { id: position, agency: wholeRegency, name: { id: 'Pejabat Contoh Peragaan' } });
    await storeTerm(work, deps, { position, kind: 'definitive', account: account.id, name: 'Pengelola Contoh, S.H.', rank: 'Pembina', nip: '190001012000011001', decree: 'Contoh 1/2026', validFrom: civilDate(work.now, deps.regency.zone).toString() });
    const ids: string[] = [];
    for (const [at, name] of people.entries()) ids.push(await prepare(deps, work, { class: sampleClass.id, subject: `contoh-${at}`, agency: wholeRegency, position, holderName: name, data: letterFor(name) }));
    work.note({ subject: position, documents: ids.length });
    return ids;
  });
  const official: Actor = { kind: 'staff', id: account.id, name: 'Pengelola Contoh', permissions: new Set(['signing/sign']), agency: wholeRegency, channel: 'web' };
  await given.sign(official, { documents: documents.slice(0, 3), acceptUnread: true, secret: { passphrase: demoPassphrase } });
  await given.settled();
  const [, second] = documents;
  if (second) await deps.database.write({ actor: system('demo'), action: 'signing/seed-demo' }, (work) => revoke(work, { document: second, reason: 'Contoh pencabutan untuk peragaan.' }));
}

function letterFor(name: string) {
  return {
    heading: 'SURAT KETERANGAN CONTOH', blocks: [
      { kind: 'paragraph', text: 'Yang bertanda tangan di bawah ini menerangkan bahwa:' },
      { kind: 'fields', rows: [['Nama', name], ['Pekerjaan', 'Wiraswasta'], ['Alamat', 'Kelurahan Contoh, Sekayu']] },
      { kind: 'paragraph', text: 'adalah orang rekaan yang dipakai untuk memperagakan naskah dinas elektronik. Surat ini tidak berlaku untuk keperluan apa pun.' },
    ],
  };
}
