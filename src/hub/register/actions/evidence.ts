import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { sha256 } from '#kernel/digest';
import { action } from '#platform/action';
import type { Files } from '#platform/files';
import { refusals } from '../problems.ts';
import { lockInnovation } from '../store/innovations.ts';
import type { RegisterTables } from '../store/tables.ts';
import { requireReach } from './reach.ts';
import type { Say } from './move.ts';

const received = z.object({ kind: z.literal('hub-evidence'), sha256: z.string().regex(/^[0-9a-f]{64}$/), size: z.number().int().positive(), type: z.string(), name: z.string() });
const day = z.iso.date().optional();
/** `sk`, `regulasi`, `tanggal/penerapan`, `iga/16` … */
const requirement = z.string().regex(/^(sk|regulasi|lainnya|tanggal\/(ide|uji_coba|penerapan)|iga\/\d{1,2}[ab]?)$/, 'Pilih syarat dari daftar.');

/** `hub/attach-evidence`: keeps a received file as evidence for one or more requirements. The same bytes elsewhere are no refusal but an alarm for the judge. */
export function attachAction(files: Pick<Files, 'keep'>) {
  return action({
    name: 'hub/attach-evidence',
    input: z.object({ innovation: z.uuid(), received, issuedOn: day, insideOn: day, validFrom: day, validTo: day, uses: z.array(z.object({ requirement, parameter: z.coerce.number().int().min(1).max(3).optional() })).min(1).max(12) }),
    allow: 'hub/register',
    constraints: { evidence_use_pkey: refusals.sameUse },
    async run(work, input) {
      const innovation = await lockInnovation(work, input.innovation);
      requireReach(work.actor, innovation.opd);
      const file = await files.keep(work, input.received, { subject: innovation.id });
      const id = work.newId();
      const tables = work.tables<RegisterTables>();
      await tables.insertInto('hub.evidence').values({
        id, innovation: innovation.id, file, sha256: input.received.sha256, type: input.received.type, size: BigInt(input.received.size), name: input.received.name,
        issued_on: input.issuedOn ?? null, inside_on: input.insideOn ?? null, valid_from: input.validFrom ?? null, valid_to: input.validTo ?? null, uploaded_by: work.actor.id, uploaded_at: work.now.toString(), withdrawn_because: null,
      }).execute();
      await tables.insertInto('hub.evidence_use').values(input.uses.map((use) => ({ evidence: id, requirement: use.requirement, parameter: use.parameter ?? null, verdict: 'waiting' as const, judged_by: null, because: null, uploaded_by: work.actor.id }))).execute();
      work.note({ subject: innovation.id, evidence: id, sha256: input.received.sha256 });
      return { id };
    },
  });
}

/** `hub/judge-evidence`: another person than the uploader says whether it proves what it is filed for. An accepted one is told to the public log by its hash. */
export function judgeAction({ say }: { say: Say }) {
  return action({
    name: 'hub/judge-evidence',
    input: z.object({ evidence: z.uuid(), requirement, verdict: z.enum(['accepted', 'rejected']), because: z.string().trim().min(5).max(500).optional() }),
    allow: 'hub/verify',
    constraints: { judged_by_another: refusals.judgeIsUploader, rejection_says_why: refusals.rejectionNeedsReason },
    async run(work, input) {
      const tables = work.tables<RegisterTables>();
      const row = await tables.selectFrom('hub.evidence_use').innerJoin('hub.evidence', 'hub.evidence.id', 'hub.evidence_use.evidence').select(['hub.evidence.innovation', 'hub.evidence.sha256', 'hub.evidence_use.verdict'])
        .where('hub.evidence_use.evidence', '=', input.evidence).where('requirement', '=', input.requirement).forUpdate().executeTakeFirst();
      if (!row) throw new Problem(refusals.unknownEvidence);
      if (row.verdict !== 'waiting') throw new Problem(refusals.alreadyJudged);
      const innovation = await lockInnovation(work, row.innovation);
      requireReach(work.actor, innovation.opd);
      await tables.updateTable('hub.evidence_use').set({ verdict: input.verdict, judged_by: work.actor.id, judged_at: work.now.toString(), because: input.because ?? null }).where('evidence', '=', input.evidence).where('requirement', '=', input.requirement).execute();
      work.note({ subject: innovation.id, evidence: input.evidence, requirement: input.requirement, verdict: input.verdict });
      if (input.verdict === 'accepted') await say(work, { type: 'bukti', subject: `${innovation.code}/${input.requirement}`, payloadSha256: sha256(row.sha256), method: 'hub/judge-evidence' });
      return { innovation: innovation.id };
    },
  });
}

/** `hub/withdraw-evidence`: takes evidence back, with a reason. The row and the file stay. */
export const withdrawAction = action({
  name: 'hub/withdraw-evidence',
  input: z.object({ evidence: z.uuid(), because: z.string().trim().min(5, 'Tulis alasannya.').max(500) }),
  allow: 'hub/register',
  async run(work, { evidence, because }) {
    const tables = work.tables<RegisterTables>();
    const row = await tables.selectFrom('hub.evidence').select(['innovation', 'withdrawn_at']).where('id', '=', evidence).forUpdate().executeTakeFirst();
    if (!row || row.withdrawn_at) throw new Problem(refusals.unknownEvidence);
    const innovation = await lockInnovation(work, row.innovation);
    requireReach(work.actor, innovation.opd);
    await tables.updateTable('hub.evidence').set({ withdrawn_at: work.now.toString(), withdrawn_because: because }).where('id', '=', evidence).execute();
    work.note({ subject: innovation.id, evidence, reason: because });
  },
});

/** `hub/claim-figure`: a figure somebody typed. It is shown as a claim with its author and reaches no index, no headline, no competition form. */
export const claimAction = action({
  name: 'hub/claim-figure',
  input: z.object({ innovation: z.uuid(), what: z.string().trim().min(3).max(200), amount: z.string().trim().min(1).max(60), period: z.string().trim().min(4).max(60) }),
  allow: 'hub/register',
  async run(work, input) {
    const innovation = await lockInnovation(work, input.innovation);
    requireReach(work.actor, innovation.opd);
    await work.tables<RegisterTables>().insertInto('hub.claim').values({ id: work.newId(), ...input, claimed_by: work.actor.id, claimed_at: work.now.toString() }).execute();
    work.note({ subject: innovation.id, claim: input.what });
  },
});

/** `hub/reassign-owner`: an agency was merged or abolished; from that day another one owns the innovation. Earlier days keep their owner. */
export const reassignAction = action({
  name: 'hub/reassign-owner',
  input: z.object({ innovation: z.uuid(), opd: z.string().min(1), from: z.iso.date(), because: z.string().trim().min(5).max(300) }),
  allow: 'hub/publish',
  constraints: { one_owner_at_a_time: refusals.ownershipOverlaps, ownership_pkey: refusals.ownershipOverlaps },
  async run(work, input) {
    const innovation = await lockInnovation(work, input.innovation);
    const tables = work.tables<RegisterTables>();
    const known = await tables.selectFrom('hub.opd').select('id').where('id', '=', input.opd).limit(1).executeTakeFirst();
    if (!known) throw new Problem(refusals.unknownAgency, { fields: { opd: refusals.unknownAgency.detail } });
    await tables.updateTable('hub.ownership').set({ valid_to: input.from }).where('innovation', '=', innovation.id).where('valid_to', 'is', null).where('valid_from', '<', input.from).execute();
    await tables.insertInto('hub.ownership').values({ innovation: innovation.id, opd: input.opd, valid_from: input.from, valid_to: null, because: input.because }).execute();
    await tables.updateTable('hub.innovation').set({ opd: input.opd, changed_at: work.now.toString() }).where('id', '=', innovation.id).execute();
    work.note({ subject: innovation.id, from: innovation.opd, to: input.opd, reason: input.because });
    work.emit({ type: 'hub/owner-changed', version: 1, subject: innovation.code, data: { from: innovation.opd, to: input.opd } });
  },
});
