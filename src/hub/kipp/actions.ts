import { z } from 'zod';
import { canonicalJson, sha256 } from '#kernel/digest';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import { requireReach } from '../register/actions/reach.ts';
import { lockInnovation } from '../register/store/innovations.ts';
import type { RegisterTables } from '../register/store/tables.ts';
import { refusals } from './problems.ts';
import { kippEdition, rubricSchema } from './reference.ts';
import { ageInMonths, countSections } from './rules/proposal.ts';
import { contestOf, panelOf, resultsOf } from './store.ts';
import type { ContestTables } from './tables.ts';

const instant = z.iso.datetime({ offset: true });

/** Everything about the competition. */
export function contestActions({ zone }: { zone: string }) {
  const create = action({
    name: 'hub/create-contest',
    input: z.object({ name: z.string().trim().min(3).max(200), grouping: z.enum(['umum', 'replikasi', 'khusus']), rubric: rubricSchema, opensAt: instant, closesAt: instant, latePolicy: z.enum(['reject', 'mark']) }),
    allow: 'hub/compete',
    async run(work, input) {
      const id = work.newId();
      await work.tables<ContestTables>().insertInto('hub.contest').values({ id, name: input.name, edition: kippEdition.edition, grouping: input.grouping, rubric: JSON.stringify(input.rubric), opens_at: input.opensAt, closes_at: input.closesAt, late_policy: input.latePolicy, created_by: work.actor.id, created_at: work.now.toString() }).execute();
      work.note({ subject: id });
      return { id };
    },
  });

  const seat = action({
    name: 'hub/seat-juror',
    input: z.object({ contest: z.uuid(), account: z.string().min(1), name: z.string().min(1), reserve: z.boolean(), seat: z.coerce.number().int().min(1).max(60) }),
    allow: 'hub/compete',
    constraints: { contest_juror_pkey: refusals.seatTaken, juror_seat_once: refusals.seatTaken },
    async run(work, input) {
      await work.tables<ContestTables>().insertInto('hub.contest_juror').values(input).execute();
      work.note({ subject: input.contest, juror: input.account });
    },
  });

  const save = action({
    name: 'hub/save-proposal',
    input: z.object({ contest: z.uuid(), innovation: z.uuid(), title: z.string().trim().min(5).max(200), sections: z.record(z.string(), z.string().max(20_000)), version: z.coerce.number().int().min(0) }),
    allow: 'hub/register',
    constraints: { proposal_title_once: refusals.titleTwice },
    async run(work, input) {
      const innovation = await lockInnovation(work, input.innovation);
      requireReach(work.actor, innovation.opd);
      const tables = work.tables<ContestTables>();
      const contest = await contestOf(tables, input.contest);
      if (!contest) throw new Problem(refusals.unknown);
      const known = await tables.selectFrom('hub.proposal').selectAll().where('contest', '=', contest.id).where('innovation', '=', innovation.id).forUpdate().executeTakeFirst();
      if (known?.frozen) throw new Problem(refusals.frozen);
      if (known && known.version !== input.version) throw new Problem(refusals.changedMeanwhile, { facts: { version: known.version, sections: known.sections } });
      const ids = new Set(kippEdition.groups[contest.grouping].map((section) => section.id));
      const sections = JSON.stringify(Object.fromEntries(Object.entries(input.sections).filter(([id]) => ids.has(id))));
      work.note({ subject: innovation.id, contest: contest.id });
      if (known) {
        await tables.updateTable('hub.proposal').set({ title: input.title, sections, version: known.version + 1 }).where('id', '=', known.id).execute();
        return { id: known.id, version: known.version + 1 };
      }
      // One after another, so that numbers have no gaps and say nothing.
      await tables.selectFrom('hub.contest').select('id').where('id', '=', contest.id).forUpdate().execute();
      const { last } = await tables.selectFrom('hub.proposal').select((build) => build.fn.max('number').as('last')).where('contest', '=', contest.id).executeTakeFirstOrThrow();
      const id = work.newId();
      await tables.insertInto('hub.proposal').values({ id, contest: contest.id, innovation: innovation.id, number: (last ?? 0) + 1, title: input.title, sections, version: 1, frozen: null, sha256: null, submitted_by: null }).execute();
      return { id, version: 1 };
    },
  });

  const submit = action({
    name: 'hub/submit-proposal',
    input: z.object({ proposal: z.uuid() }),
    allow: 'hub/submit',
    async run(work, { proposal }) {
      const tables = work.tables<ContestTables>();
      const row = await tables.selectFrom('hub.proposal').selectAll().where('id', '=', proposal).forUpdate().executeTakeFirst();
      const contest = row && await contestOf(tables, row.contest);
      if (!row || !contest) throw new Problem(refusals.unknownProposal);
      const innovation = await lockInnovation(work, row.innovation);
      requireReach(work.actor, innovation.opd);
      if (row.frozen) throw new Problem(refusals.frozen);
      if (Temporal.Instant.compare(work.now, contest.opens_at) < 0) throw new Problem(refusals.notOpen);
      // The server's clock decides, to the second; the policy says what late means.
      const late = Temporal.Instant.compare(work.now, contest.closes_at) > 0;
      if (late && contest.late_policy === 'reject') throw new Problem(refusals.closed, { facts: { closedAt: contest.closes_at } });
      const counts = countSections(kippEdition.groups[contest.grouping], row.sections);
      const over = counts.filter((one) => one.over);
      if (over.length > 0) throw new Problem(refusals.tooLong, { fields: Object.fromEntries(over.map((one) => [one.section.id, `${one.section.name.id}: ${one.words} kata, paling banyak ${one.section.maxWords}.`])) });
      const empty = counts.filter((one) => one.empty);
      if (empty.length > 0) throw new Problem(refusals.empty, { fields: Object.fromEntries(empty.map((one) => [one.section.id, `${one.section.name.id} masih kosong.`])) });
      const age = ageInMonths(await provenStart(work, innovation.id, innovation.record.tanggal.penerapan), civilDate(contest.closes_at, zone));
      if (age === undefined || age < kippEdition.leastAgeMonths) throw new Problem(refusals.tooYoung, { facts: { months: age ?? null } });
      const frozen = canonicalJson({ contest: contest.id, number: row.number, title: row.title, innovation: innovation.code, version: innovation.version, sections: row.sections, at: work.now });
      const hash = sha256(frozen);
      await tables.updateTable('hub.proposal').set({ frozen, sha256: hash, submitted_by: work.actor.id, submitted_at: work.now.toString(), late }).where('id', '=', row.id).execute();
      work.note({ subject: row.id, sha256: hash, late });
      work.emit({ type: 'hub/proposal-submitted', version: 1, subject: row.id, data: { contest: contest.id, late } });
      return { sha256: hash, late };
    },
  });

  const declare = action({
    name: 'hub/declare-conflict',
    input: z.object({ proposal: z.uuid(), reason: z.string().trim().min(5, 'Tulis hubungan Anda dengan inovasi ini.').max(300) }),
    allow: 'hub/judge',
    constraints: { juror_conflict_pkey: refusals.notJuror },
    async run(work, { proposal, reason }) {
      await requireSeat(work, proposal);
      await work.tables<ContestTables>().insertInto('hub.juror_conflict').values({ proposal, account: work.actor.id, reason, declared_at: work.now.toString() }).execute();
      work.note({ subject: proposal, reason });
    },
  });

  const score = action({
    name: 'hub/score-proposal',
    input: z.object({ proposal: z.uuid(), scores: z.record(z.string(), z.coerce.number()), note: z.string().trim().max(2000).optional(), final: z.boolean() }),
    allow: 'hub/judge',
    async run(work, input) {
      const contest = await requireSeat(work, input.proposal);
      const wrong = contest.rubric.criteria.filter(({ id, from, to }) => { const given = input.scores[id]; return given === undefined ? input.final : given < from || given > to; });
      if (wrong.length > 0) throw new Problem(refusals.scoreRange, { fields: Object.fromEntries(wrong.map(({ id, name, from, to }) => [id, `${name.id}: ${from} sampai ${to}.`])) });
      const tables = work.tables<ContestTables>();
      const known = await tables.selectFrom('hub.juror_score').select('final').where('proposal', '=', input.proposal).where('account', '=', work.actor.id).forUpdate().executeTakeFirst();
      if (known?.final) throw new Problem(refusals.alreadyFinal);
      const row = { scores: JSON.stringify(input.scores), note: input.note ?? null, final: input.final, at: work.now.toString() };
      await tables.insertInto('hub.juror_score').values({ proposal: input.proposal, account: work.actor.id, ...row }).onConflict((conflict) => conflict.columns(['proposal', 'account']).doUpdateSet(row)).execute();
      work.note({ subject: input.proposal, final: input.final });
    },
  });

  const publish = action({
    name: 'hub/publish-contest',
    input: z.object({ contest: z.uuid() }),
    allow: 'hub/compete',
    async run(work, { contest: id }) {
      const tables = work.tables<ContestTables>();
      const contest = await contestOf(tables, id);
      if (!contest) throw new Problem(refusals.unknown);
      const { missing, ranked } = await resultsOf(tables, contest);
      if (missing > 0 || ranked.length === 0) throw new Problem(refusals.scoresMissing, { facts: { missing } });
      await tables.updateTable('hub.contest').set({ published_at: work.now.toString() }).where('id', '=', id).execute();
      work.note({ subject: id, ranked: ranked.map((one) => one.id) });
      work.emit({ type: 'hub/contest-published', version: 1, subject: id, data: { proposals: ranked.length } });
    },
  });

  return { create, seat, save, submit, declare, score, publish };
}

/** The date of application, if evidence for it was accepted. */
async function provenStart(work: Work, innovation: string, claimed: string | undefined): Promise<string | undefined> {
  const proven = await work.tables<RegisterTables>().selectFrom('hub.evidence_use').innerJoin('hub.evidence', 'hub.evidence.id', 'hub.evidence_use.evidence').select('hub.evidence.id')
    .where('hub.evidence.innovation', '=', innovation).where('requirement', '=', 'tanggal/penerapan').where('verdict', '=', 'accepted').where('withdrawn_at', 'is', null).limit(1).executeTakeFirst();
  return proven ? claimed : undefined;
}

async function requireSeat(work: Work, proposal: string) {
  const tables = work.tables<ContestTables>();
  const row = await tables.selectFrom('hub.proposal').select(['contest', 'submitted_at']).where('id', '=', proposal).executeTakeFirst();
  const contest = row && await contestOf(tables, row.contest);
  if (!row || !contest) throw new Problem(refusals.unknownProposal);
  if (row.submitted_at === null || !(await panelOf(tables, contest.id, proposal)).includes(work.actor.id)) throw new Problem(refusals.notJuror);
  return contest;
}
