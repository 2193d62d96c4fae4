import { crockfordCode, readCrockford, type RandomBytes } from '#kernel/ids';
import { system } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import type { Database, Work } from '#platform/database';
import type { Files } from '#platform/files';
import type { Vault } from '#platform/vault';
import { refusals } from './problems.ts';
import type { Form, Registry } from './registry.ts';
import type { Answers } from './rules/answers.ts';
import { carryOver, type Carried } from './rules/carry.ts';
import { fileIds } from './rules/files.ts';
import { instant, type FormTables } from './store/tables.ts';

/** Days an untouched draft is kept. */
const keptDays = 30;

/** Answers under way, as their holder sees them. */
export interface Draft {
  readonly id: string;
  readonly form: Form;
  readonly answers: Answers;
  /** Secret part of the link. */
  readonly token: string;
  /** To write down: leads back to the link. */
  readonly code: string;
  readonly expiresAt: Temporal.Instant;
  /** What changed when a newer form took the place of the one it was begun on. */
  readonly carried?: Omit<Carried, 'answers'> | undefined;
}

/** What a service receives when a form is sent. */
export interface Submission {
  readonly draftId: string;
  readonly form: { readonly id: string; readonly version: number; readonly hash: string };
  /** Checked: asked questions only, computed fees ours. Files are kept under `files`; hand them on or remove them. */
  readonly answers: Answers;
  readonly files: readonly string[];
  /** Providers whose data was filled in, by consent. */
  readonly prefilled: readonly { readonly provider: string; readonly fields: readonly string[] }[];
}

interface Sealed { readonly answers: Answers; readonly token: string; readonly code: string; readonly carried?: Omit<Carried, 'answers'> }

export type Drafts = ReturnType<typeof openDrafts>;

/** Drafts are sealed at rest; link and code are kept only as keyed fingerprints. */
export function openDrafts(deps: { database: Database; vault: Vault; random: RandomBytes; registry: Registry; files: Files }) {
  const { database, vault, random, registry, files } = deps;
  const about = (id: string) => `forms/draft/${id}`;
  const seal = (id: string, content: Sealed) => vault.seal(JSON.stringify(content), about(id));
  const until = (now: Temporal.Instant) => now.add({ hours: 24 * keptDays }).toString();

  async function row(token: string, within?: Work) {
    const tables = within?.tables<FormTables>() ?? database.read<FormTables>();
    return /^[0-9A-Z]{32}$/.test(token) ? tables.selectFrom('forms.draft').selectAll().where('link_index', 'in', vault.blindIndexes('forms/link', token)).executeTakeFirst() : undefined;
  }

  async function open(token: string, within?: Work): Promise<Draft> {
    const found = await row(token, within);
    const now = within?.now ?? database.clock.now();
    if (!found || found.state === 'expired' || Temporal.Instant.compare(found.expires_at, now) <= 0) throw new Problem(refusals.unknown);
    if (found.state === 'sent') throw new Problem(refusals.sent, { facts: { next: vault.open(found.sent_to ?? '', about(found.id)) } });
    const content = JSON.parse(vault.open(found.sealed, about(found.id))) as Sealed;
    return { id: found.id, form: registry.form(found.form), answers: content.answers, token: content.token, code: content.code, expiresAt: found.expires_at, carried: content.carried };
  }

  return {
    open,

    /** Begins an empty draft. */
    async begin(work: Work, form: Form, answers: Answers = {}): Promise<{ token: string; code: string }> {
      const [id, token, code] = [work.newId(), crockfordCode(32, random), crockfordCode(12, random)];
      await work.tables<FormTables>().insertInto('forms.draft').values({
        id, form: form.id, version: form.version, link_index: vault.blindIndex('forms/link', token), code_index: vault.blindIndex('forms/code', code), sealed: seal(id, { answers, token, code }),
        begun_at: work.now.toString(), begun_by: work.actor.id, changed_at: work.now.toString(), expires_at: until(work.now), sent_at: null, sent_to: null, state: 'open',
      }).execute();
      work.note({ subject: id, form: `${form.id}/${form.version}` });
      return { token, code };
    },

    /** A draft whose form has a newer version moves to it before anything else happens. Returns whether it moved. */
    async renew(work: Work, token: string): Promise<boolean> {
      const found = await row(token, work);
      const newest = found && registry.find(found.form);
      if (!found || found.state !== 'open' || !newest || newest.version === found.version) return false;
      const document = await work.tables<FormTables>().selectFrom('forms.form').select('document').where('id', '=', found.form).where('version', '=', found.version).executeTakeFirst();
      const older = document && registry.read(document.document, found.form);
      if (!older) return false;
      const content = JSON.parse(vault.open(found.sealed, about(found.id))) as Sealed;
      const { answers, ...carried } = carryOver(older.tree, newest.tree, newest.validate, content.answers, newest.given(work.now));
      await work.tables<FormTables>().updateTable('forms.draft').set({ version: newest.version, sealed: seal(found.id, { ...content, answers, carried }), changed_at: work.now.toString() }).where('id', '=', found.id).execute();
      work.note({ subject: found.id, from: found.version, to: newest.version });
      return true;
    },

    /** Is this draft's form older than the newest? */
    async isOld(token: string): Promise<boolean> {
      const found = await row(token);
      return found?.state === 'open' && registry.find(found.form)?.version !== found.version;
    },

    /** Stores answers and begins the thirty days anew. */
    async save(work: Work, token: string, answers: Answers): Promise<void> {
      const draft = await open(token, work);
      const carried = draft.carried;
      const text = seal(draft.id, { answers, token: draft.token, code: draft.code, ...(carried ? { carried } : {}) });
      if (text.length > 400_000) throw new Problem(refusals.full);
      const kept = new Set(fileIds(draft.form.tree, answers));
      for (const id of fileIds(draft.form.tree, draft.answers)) if (!kept.has(id)) await files.remove(work, id, 'diganti atau dihapus pengirim');
      await work.tables<FormTables>().updateTable('forms.draft').set({ sealed: text, changed_at: work.now.toString(), expires_at: until(work.now) }).where('id', '=', draft.id).execute();
      work.note({ subject: draft.id });
    },

    /** The link behind a code, if the draft is still open. */
    async tokenOf(code: string): Promise<string | undefined> {
      const found = await database.read<FormTables>().selectFrom('forms.draft').select(['id', 'sealed']).where('code_index', 'in', vault.blindIndexes('forms/code', readCrockford(code)))
        .where('state', '=', 'open').where('expires_at', '>', instant(database.clock.now())).executeTakeFirst();
      return found && (JSON.parse(vault.open(found.sealed, about(found.id))) as Sealed).token;
    },

    /**
     * Sends a draft in the transaction of the service's own action. `deliver` stores what the service needs and says where to go next; sent twice, the first place
     * is answered and `deliver` does not run. Refuses with every fault when an answer is missing or wrong, and when the form changed since.
     */
    async take(work: Work, token: string, deliver: (submission: Submission) => Promise<string>): Promise<string> {
      const locked = await row(token, work);
      if (locked) await work.tables<FormTables>().selectFrom('forms.draft').select('id').where('id', '=', locked.id).forUpdate().execute();
      const found = await row(token, work);
      if (found?.state === 'sent') return vault.open(found.sent_to ?? '', about(found.id));
      const draft = await open(token, work);
      if (found?.version !== draft.form.version) throw new Problem(refusals.changed);
      const { answers, faults } = draft.form.check(draft.answers, work.now);
      if (Object.keys(faults).length > 0) throw new Problem(refusals.invalid, { fields: Object.fromEntries(Object.entries(faults).map(([path, words]) => [path, words.id])) });
      const prefilled = await work.tables<FormTables>().selectFrom('forms.prefilled').select(['provider', 'fields']).where('draft', '=', draft.id).execute();
      const { id, version, hash } = draft.form;
      const kept = fileIds(draft.form.tree, answers);
      for (const orphan of fileIds(draft.form.tree, draft.answers)) if (!kept.includes(orphan)) await files.remove(work, orphan, 'tidak lagi ditanyakan');
      const next = await deliver({ draftId: draft.id, form: { id, version, hash }, answers, files: kept, prefilled });
      await work.tables<FormTables>().updateTable('forms.draft').set({ state: 'sent', sealed: '', sent_at: work.now.toString(), sent_to: vault.seal(next, about(draft.id)) }).where('id', '=', draft.id).execute();
      work.note({ form: `${id}/${version}`, draft: draft.id });
      return next;
    },

    /** Writes down what was filled in from elsewhere and on which consent. */
    async notePrefill(work: Work, draftId: string, prefill: { provider: string; fields: readonly string[]; consent: string }): Promise<void> {
      await work.tables<FormTables>().insertInto('forms.prefilled').values({ id: work.newId(), draft: draftId, provider: prefill.provider, fields: [...prefill.fields], consent: prefill.consent, consented_at: work.now.toString(), consented_by: work.actor.id }).execute();
    },

    /** Providers whose data was filled in. */
    async prefilledBy(draftId: string): Promise<string[]> {
      const rows = await database.read<FormTables>().selectFrom('forms.prefilled').select('provider').where('draft', '=', draftId).orderBy('consented_at').execute();
      return [...new Set(rows.map((row) => row.provider))];
    },

    /** Ends drafts whose days are over: answers and files go, the row stays as a number. Returns how many. */
    async expire(): Promise<number> {
      const over = await database.read<FormTables>().selectFrom('forms.draft').selectAll().where('state', '=', 'open').where('expires_at', '<=', instant(database.clock.now())).limit(500).execute();
      for (const found of over) {
        await database.write({ actor: system('forms-expiry'), action: 'forms/expire' }, async (work) => {
          const content = JSON.parse(vault.open(found.sealed, about(found.id))) as Sealed;
          const form = registry.find(found.form);
          for (const id of form ? fileIds(form.tree, content.answers) : []) await files.remove(work, id, 'isian kedaluwarsa');
          await work.tables<FormTables>().updateTable('forms.draft').set({ state: 'expired', sealed: '' }).where('id', '=', found.id).where('state', '=', 'open').execute();
          work.note({ subject: found.id });
        });
      }
      return over.length;
    },
  };
}
