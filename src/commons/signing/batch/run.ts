import { buffer } from 'node:stream/consumers';
import { system, type Actor } from '#kernel/actor';
import { sha256 } from '#kernel/digest';
import { Problem } from '#kernel/problem';
import { composePage, type ToCompose } from '../compose.ts';
import type { SigningDeps } from '../deps.ts';
import { verifyPdf, type Fault } from '../pades/verify.ts';
import type { Official, Secret, SignOutcome, Signer, SignerFault } from '../signers/signer.ts';
import { holderById, nikOf } from '../store/officials.ts';
import type { SigningTables } from '../tables.ts';
import type { batchSteps } from './steps.ts';

export const fileKinds = { unsigned: 'signing/unsigned', signed: 'signing/signed' } as const;

/** Asking again with the same bytes after a lost answer. */
const attempts = 3;
/** Faults that will meet every other document of the batch too. */
const endsBatch: ReadonlySet<SignerFault> = new Set(['passphrase', 'totp', 'certificate-expired', 'certificate-revoked', 'not-registered', 'not-issued', 'credentials']);

interface Prepared { readonly document: string; readonly request: string; readonly pdf: Uint8Array }
type Steps = ReturnType<typeof batchSteps>;

/**
 * Signs the documents of a batch in order. What was signed stays signed; what could not be is back in the basket with its reason. The secret lives in the
 * arguments of this call and nowhere else.
 */
export async function runBatch(deps: SigningDeps & { signer: Signer }, steps: Steps, actor: Actor, batch: { id: string; documents: readonly string[] }, secret: Secret): Promise<void> {
  const waiting = [...batch.documents];
  let stop: string | undefined;
  // The first call carries one document, so that a wrong passphrase costs one number and not ten.
  for (let size = 1; waiting.length > 0; size = deps.signer.perCall) {
    const chunk = waiting.splice(0, size);
    if (stop !== undefined) { for (const document of chunk) await back(document, stop); continue; }
    const begun: { prepared: Prepared; official: Official }[] = [];
    for (const document of chunk) {
      const one = await begin(document).catch(async (error: unknown) => { await back(document, reasonOf(error)); return undefined; });
      if (one) begun.push(one);
    }
    const [first] = begun;
    if (!first) continue;
    const refused = await deps.signer.status(first.official);
    const outcomes = refused === 'ready' ? await askUntilAnswered(begun.map((one) => one.prepared), first.official) : begun.map((): SignOutcome => ({ kind: 'refused', fault: refused }));
    for (const [at, { prepared, official }] of begun.entries()) {
      const reason = await settle(prepared, official, outcomes, at);
      if (reason !== undefined && endsBatch.has(reason as SignerFault)) stop = reason;
    }
  }
  await deps.perform(steps.end, actor, { batch: batch.id });

  /** Number, page, and a note of what is about to be sent. */
  async function begin(document: string): Promise<{ prepared: Prepared; official: Official }> {
    const begun = await deps.perform(steps.begin, actor, { batch: batch.id, document });
    const holder = await holderById(deps.database.read<SigningTables>(), begun.holder);
    if (!holder) throw new Error('The holder of a begun document is gone.');
    const official = { name: holder.name, nik: nikOf(deps.vault, holder) };
    if (begun.unsigned !== null) {
      const pdf = new Uint8Array(await buffer((await deps.files.open(system('signing'), begun.unsigned, { purpose: 'menandatangani' })).stream));
      return { prepared: { document, pdf, request: await deps.perform(steps.ask, actor, { batch: batch.id, document, sha256: sha256(pdf) }) }, official };
    }
    const { rendered, file } = await renderUnsigned(deps, begun);
    const request = await deps.perform(steps.ask, actor, { batch: batch.id, document, sha256: rendered.sha256, rendered: { file, templateVersion: rendered.version, templateHash: rendered.templateHash } });
    return { prepared: { document, pdf: rendered.pdf, request }, official };
  }

  async function askUntilAnswered(documents: readonly Prepared[], official: Official): Promise<SignOutcome[]> {
    const outcomes: SignOutcome[] = documents.map(() => ({ kind: 'lost' }));
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const open = documents.flatMap((one, at) => (outcomes[at]?.kind === 'lost' ? [{ ...one, at }] : []));
      if (open.length === 0) break;
      const answers = await deps.signer.sign({ official, secret, documents: open.map((one) => one.pdf), reason: 'Pengesahan dokumen', location: deps.regency.seat.name });
      for (const [index, one] of open.entries()) outcomes[one.at] = answers[index] ?? { kind: 'lost' };
    }
    return outcomes;
  }

  /** Takes the answer that begins with our bytes, wherever it stands in the reply; returns why there is none. */
  async function settle(prepared: Prepared, official: Official, outcomes: readonly SignOutcome[], at: number): Promise<string | undefined> {
    const own = outcomes[at];
    const signed = [own, ...outcomes].find((one) => one?.kind === 'signed' && begins(one.pdf, prepared.pdf)) ?? own;
    if (signed?.kind !== 'signed') {
      const reason = signed?.kind === 'refused' ? signed.fault : 'lost';
      await back(prepared.document, reason, prepared.request);
      return reason;
    }
    const verdict = await verifyPdf(signed.pdf, { unsigned: prepared.pdf, roots: deps.signer.roots, official: { name: official.name, number: official.nik }, receivedAt: deps.database.clock.now() });
    if (verdict.faults.length > 0 || !verdict.signedAt || !verdict.signer) {
      deps.log.warn({ document: prepared.document, faults: verdict.faults }, 'a signature was not accepted');
      await back(prepared.document, `check-${verdict.faults[0] ?? ('no-signature' satisfies Fault)}`, prepared.request);
      return undefined;
    }
    const file = await deps.files.receive(signed.pdf, { kind: fileKinds.signed, name: `${prepared.document}.pdf` });
    await deps.perform(steps.finish, actor, { batch: batch.id, document: prepared.document, request: prepared.request, file, sha256: sha256(signed.pdf), signedAt: verdict.signedAt, serial: verdict.signer.serial });
    return undefined;
  }

  function back(document: string, reason: string, request?: string): Promise<void> {
    return deps.perform(steps.giveBack, actor, { batch: batch.id, document, reason, ...(request === undefined ? {} : { request }) });
  }
}

/** Sets the page that will be signed and keeps its bytes. */
async function renderUnsigned(deps: SigningDeps, begun: ToCompose & { readonly id: string }) {
  const rendered = await composePage(deps, begun);
  return { rendered, file: await deps.files.receive(rendered.pdf, { kind: fileKinds.unsigned, name: `${begun.id}.pdf` }) };
}

function begins(whole: Uint8Array, beginning: Uint8Array): boolean {
  return whole.length > beginning.length && Buffer.compare(whole.subarray(0, beginning.length), beginning) === 0;
}

function reasonOf(error: unknown): string {
  if (error instanceof Problem) return error.code;
  throw error;
}
