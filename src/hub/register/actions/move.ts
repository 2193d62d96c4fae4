import { z } from 'zod';
import { can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { canonicalJson, sha256 } from '#kernel/digest';
import { action, refusals as actionRefusals } from '#platform/action';
import type { Work } from '#platform/database';
import { refusals } from '../problems.ts';
import { lifecycle, lifecycleVerbs, type LifecycleVerb } from '../procedure.ts';
import { findingsOf } from '../rules/checks.ts';
import { lockInnovation, titleTaken, type Innovation } from '../store/innovations.ts';
import type { RegisterTables } from '../store/tables.ts';
import { requireReach } from './reach.ts';

/** Puts a statement into the public log in the same transaction. */
export type Say = (work: Work, statement: { type: 'inovasi.status' | 'bukti'; subject: string; payloadSha256: string; method: string }) => Promise<unknown>;

/** `hub/move-innovation`: one step of the lifecycle, written down with who, why and by what evidence, and told to the public log. */
export function moveAction({ zone, say }: { zone: string; say: Say }) {
  return action({
    name: 'hub/move-innovation',
    input: z.object({ id: z.uuid(), verb: z.enum(lifecycleVerbs), reason: z.string().trim().max(500).optional(), evidence: z.uuid().optional() }),
    allow: (actor, { verb }) => lifecycle.states.some((stage) => { const step = lifecycle.transition(stage, verb); return step !== undefined && [step.by].flat().some((permission) => can(actor, permission)); }),
    constraints: { four_eyes_verifier: refusals.verifierIsSubmitter, four_eyes_publisher: refusals.publisherIsInvolved },
    async run(work, { id, verb, reason, evidence }) {
      const innovation = await lockInnovation(work, id);
      const to = lifecycle.next(innovation.stage, verb);
      const step = lifecycle.transition(innovation.stage, verb);
      const role = [step?.by ?? []].flat().find((permission) => can(work.actor, permission));
      if (!role) throw new Problem(actionRefusals.forbidden);
      requireReach(work.actor, innovation.opd);
      if (step?.reason && (reason ?? '').length < 10) throw new Problem(refusals.reasonNeeded, { fields: { reason: refusals.reasonNeeded.detail } });
      if (verb === 'ajukan') await requireComplete(work, innovation, zone);
      if (verb === 'tetapkan') await requireDecree(work, innovation);
      const tables = work.tables<RegisterTables>();
      await tables.updateTable('hub.innovation').set({ stage: to, changed_at: work.now.toString(), ...peopleAfter(verb, work.actor.id) }).where('id', '=', id).execute();
      const stepId = work.newId();
      await tables.insertInto('hub.transition').values({
        id: stepId, innovation: id, verb, from_stage: innovation.stage, to_stage: to, actor: work.actor.id, actor_name: work.actor.name, role, reason: reason ?? null, evidence: evidence ?? null, at: work.now.toString(),
      }).execute();
      work.note({ subject: id, from: innovation.stage, to, ...(reason ? { reason } : {}) });
      work.emit({ type: 'hub/stage-changed', version: 1, subject: innovation.code, data: { from: innovation.stage, to, opd: innovation.opd } });
      await say(work, { type: 'inovasi.status', subject: innovation.code, payloadSha256: sha256(canonicalJson({ code: innovation.code, from: innovation.stage, to, reason: reason ?? null, version: innovation.version })), method: `hub/${verb}` });
      return { stage: to };
    },
  });
}

function peopleAfter(verb: LifecycleVerb, actor: string): { submitted_by?: string | null; verified_by?: string | null; published_by?: string | null } {
  switch (verb) {
    case 'ajukan': return { submitted_by: actor, verified_by: null, published_by: null };
    case 'telaah': return { verified_by: actor };
    case 'tetapkan': return { published_by: actor };
    case 'kembalikan': return { submitted_by: null, verified_by: null, published_by: null };
    case 'mulai_uji_coba': case 'terapkan': case 'jeda': case 'lanjutkan': case 'pensiunkan': return {};
  }
}

/** What a competition would refuse for formal reasons is refused here first; what only scores lower is advice. */
async function requireComplete(work: Work, innovation: Innovation, zone: string): Promise<void> {
  const taken = await titleTaken(work.tables<RegisterTables>(), innovation.title, innovation.id);
  const findings = findingsOf(innovation.record, { proven: new Set(), titleTaken: taken, thisYear: civilDate(work.now, zone).year });
  const blocking = findings.filter((finding) => ['expansion', 'title-taken', 'dates-order'].includes(finding.code));
  if (blocking.length > 0) throw new Problem(refusals.incomplete, { detail: blocking.map((finding) => finding.text).join(' '), facts: { findings: blocking.map((finding) => finding.code) } });
}

async function requireDecree(work: Work, innovation: Innovation): Promise<void> {
  const accepted = await work.tables<RegisterTables>().selectFrom('hub.evidence_use').innerJoin('hub.evidence', 'hub.evidence.id', 'hub.evidence_use.evidence').select('hub.evidence.id')
    .where('hub.evidence.innovation', '=', innovation.id).where('hub.evidence_use.requirement', '=', 'sk').where('hub.evidence_use.verdict', '=', 'accepted').where('hub.evidence.withdrawn_at', 'is', null).limit(1).executeTakeFirst();
  if (!accepted) throw new Problem(refusals.decreeNeeded);
}
