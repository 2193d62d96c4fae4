import { sql } from 'kysely';
import { system, type Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import type { Work } from '#platform/database';
import type { Http } from '#platform/http';
import type { Jobs } from '#platform/jobs';
import type { Access } from '#commons/access';
import { signingActions } from './actions.ts';
import { fileKinds, runBatch } from './batch/run.ts';
import { batchSteps } from './batch/steps.ts';
import { seedDemo, sampleClass } from './demo.ts';
import { declaration } from './declaration.ts';
import type { DocumentClass, SigningDeps } from './deps.ts';
import { resume, revoke, supersede, suspend } from './life.ts';
import { prepare, withdraw, type NewDocument } from './prepare.ts';
import { mountBasket } from './pages/mount-basket.tsx';
import { mountProof } from './pages/mount-proof.tsx';
import { mountRegistrar } from './pages/mount-registrar.tsx';
import { refusals } from './problems.ts';
import { signingReads } from './reads.ts';
import type { Secret } from './signers/signer.ts';
import { holderOn } from './rules/holder.ts';
import { formatFault } from './rules/number.ts';
import { documentBy, documentsOf, type DocumentFacts } from './store/documents.ts';
import { headOf, holders, nikOf, storeHeads, storeTerm, within, type NewTerm } from './store/officials.ts';
import type { SigningTables } from './tables.ts';

export type Signing = Awaited<ReturnType<typeof openSigning>>;

/** A batch that has not moved for so long lost its process; its documents go back to the basket. Longer than every attempt at a slow service. */
const abandonedMinutes = 15;

/** Opens numbering, baskets, signatures and their public proof. */
export async function openSigning(given: Omit<SigningDeps, 'classOf'> & { http: Http; jobs: Jobs; access: Access; accountOf: (username: string) => Promise<{ readonly id: string } | undefined> }) {
  const classes = new Map<string, DocumentClass>([[sampleClass.id, sampleClass]]);
  const deps: SigningDeps = { ...given, classOf: (id) => {
    const found = classes.get(id);
    if (!found) throw new Error(`The document class ${id} was not declared.`);
    return found;
  } };
  const { database, files, regency } = deps;
  const steps = batchSteps(deps);
  const actions = signingActions(deps);
  const reads = signingReads(deps);
  const running = new Map<string, Promise<void>>();
  const today = () => civilDate(database.clock.now(), regency.zone);
  const reader = (work?: Work) => (work ? within(work) : database.read<SigningTables>());

  given.access.declare(declaration);
  files.declare(
    { kind: fileKinds.unsigned, accept: ['application/pdf'], maxBytes: 50_000_000, permission: 'signing/sign' },
    { kind: fileKinds.signed, accept: ['application/pdf'], maxBytes: 50_000_000, permission: 'signing/sign' },
  );
  checkFormats(regency);
  await database.write({ actor: system('signing', 'command'), action: 'signing/store-heads' }, (work) => storeHeads(work, regency, deps.positions));
  given.jobs.handle({ queue: 'signing-recover', schedule: '*/5 * * * *', handle: async (_data, actor) => { await recover(actor); } });

  /** Starts a batch and returns its id; the signing goes on after the answer, with the secret in memory only. */
  async function sign(actor: Actor, request: { documents: readonly string[]; acceptUnread: boolean; secret: Secret }): Promise<string> {
    const { signer } = deps;
    if (!signer) throw new Problem(refusals.noSigner);
    if (!request.secret.passphrase && !request.secret.totp) throw new Problem(refusals.secretMissing, { fields: { passphrase: refusals.secretMissing.detail } });
    const id = await deps.perform(steps.start, actor, { documents: request.documents, acceptUnread: request.acceptUnread });
    const run = runBatch({ ...deps, signer }, steps, actor, { id, documents: [...new Set(request.documents)] }, request.secret)
      // The message of an unforeseen error may quote what was sent; only its kind is logged.
      .catch((error: unknown) => { deps.log.error({ batch: id, kind: error instanceof Error ? error.name : 'unknown' }, 'a signing batch broke off'); })
      .finally(() => running.delete(id));
    running.set(id, run);
    return id;
  }

  const settled = async () => { await Promise.all(running.values()); };

  /** Documents whose batch lost its process go back with the reason; returns how many. */
  async function recover(actor: Actor): Promise<number> {
    return database.write({ actor, action: 'signing/recover' }, async (work) => {
      const before = work.now.subtract({ minutes: abandonedMinutes }).toString();
      const tables = work.tables<SigningTables>();
      const stale = await tables.selectFrom('signing.batch').select('id').where('finished_at', 'is', null).where('beat_at', '<', sql<Temporal.Instant>`${before}::timestamptz`).forUpdate().execute();
      let count = 0;
      for (const batch of stale) {
        const items = await tables.updateTable('signing.batch_item').set({ outcome: 'returned', reason: 'interrupted', at: work.now.toString() }).where('batch', '=', batch.id).where('outcome', 'is', null).returning('document').execute();
        for (const { document } of items) {
          await tables.updateTable('signing.document').set({ state: 'waiting', returned_because: 'interrupted' }).where('id', '=', document).where('state', '=', 'signing').execute();
          count += 1;
        }
        await tables.updateTable('signing.request').set({ answered_at: work.now.toString(), outcome: 'interrupted' }).where('batch', '=', batch.id).where('answered_at', 'is', null).execute();
        await tables.updateTable('signing.batch').set({ finished_at: work.now.toString() }).where('id', '=', batch.id).execute();
      }
      work.note({ returned: count });
      return count;
    });
  }

  /** Asks the signing service for a one-time code for whoever is signed in. */
  async function requestTotp(actor: Actor, count: number): Promise<void> {
    const [seat] = (await reads.seats(actor)).own;
    const holder = seat && holderOn(await holders(reader(), [seat.id]), today());
    if (!holder || !deps.signer?.requestTotp) throw new Problem(refusals.notYours);
    const answer = await deps.signer.requestTotp({ name: holder.name, nik: nikOf(deps.vault, holder) }, count);
    if (answer !== 'sent') throw new Problem(refusals.totpRefused);
  }

  const pages = { deps, http: given.http, reads, actions, sign, requestTotp };
  mountProof(deps, given.http);
  mountBasket(pages);
  mountRegistrar({ ...pages, accountOf: given.accountOf });

  return {
    actions,
    /** Declares what a service issues; at mounting. */
    declareClass: (...more: readonly DocumentClass[]) => {
      for (const one of more) {
        if (classes.has(one.id)) throw new Error(`The document class ${one.id} was declared twice.`);
        classes.set(one.id, one);
      }
    },
    prepare: (work: Work, document: NewDocument) => prepare(deps, work, document),
    withdraw, revoke, supersede, suspend, resume,
    /** One document by id, public code or the SHA-256 of its signed file. */
    document: (by: { id: string } | { code: string } | { sha256: string }, work?: Work): Promise<DocumentFacts | undefined> => documentBy(reader(work), by, today()),
    documentsOf: (service: string, subject: string, work?: Work): Promise<DocumentFacts[]> => documentsOf(reader(work), service, subject, today()),
    /** The signed file. The caller has checked that this person may have it (its class names the permission); who and why is written down. */
    async file(actor: Actor, id: string, { purpose }: { purpose: string }) {
      const found = await documentBy(reader(), { id }, today());
      if (!found?.file) throw new Problem(refusals.notSigned);
      return files.open({ ...actor, permissions: new Set([...actor.permissions, 'signing/sign']) }, found.file, { purpose });
    },
    sign,
    /** What waits for this official today, oldest first. */
    waiting: (actor: Actor): Promise<DocumentFacts[]> => reads.basket(actor),
    /** Waits for batches of this process; for closing and tests. */
    settled,
    recover,
    headOf,
    /** Records a term of office without asking who may: demonstrations and tests. */
    storeTerm: (work: Work, term: NewTerm) => storeTerm(work, deps, term),
    signer: deps.signer,
    /** Fills the basket of a made-up official; for demonstrations, once. */
    prepareDemo: () => seedDemo(deps, { accountOf: given.accountOf, sign, settled }),
  };
}

/** A number without its running part would be a duplicate at the second document; better not to start. */
function checkFormats(regency: SigningDeps['regency']): void {
  const formats = [...regency.numbering.otherwise, ...regency.numbering.series.flatMap((one) => one.formats)];
  const faults = formats.flatMap(({ format }) => { const fault = formatFault(format); return fault ? [`numbering.json › ${format}: ${fault}`] : []; });
  if (faults.length > 0) throw new Error(`Bentuk nomor dokumen belum sah. Perbaiki lalu jalankan lagi:\n${faults.map((line) => `  ${line}`).join('\n')}`);
}
