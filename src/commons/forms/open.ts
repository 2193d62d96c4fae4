import type { Actor } from '#kernel/actor';
import type { RandomBytes } from '#kernel/ids';
import type { Locale } from '#kernel/time';
import type { Perform } from '#platform/action';
import type { Database, Work } from '#platform/database';
import type { Documents } from '#platform/documents';
import type { Files } from '#platform/files';
import type { Http } from '#platform/http';
import type { Jobs } from '#platform/jobs';
import type { Vault } from '#platform/vault';
import type { Places } from '#commons/places';
import { openActions } from './actions.ts';
import type { FormDocument } from './document.ts';
import { openDrafts, type Submission } from './drafts.ts';
import { mountFill } from './pages/mount-fill.tsx';
import { mountStart } from './pages/mount-start.tsx';
import { answerText } from './pages/shown.tsx';
import type { FormRoom, PageDeps } from './pages/rooms.ts';
import { mountScripts } from './pages/scripts.ts';
import { openPrefills, type Prefill } from './prefill.ts';
import { openRegistry, type Form, type Rates } from './registry.ts';
import type { Answers } from './rules/answers.ts';
import { say } from '#kernel/manifest';

export type Forms = ReturnType<typeof openForms>;

/** Opens the floor of forms. */
export function openForms(deps: { database: Database; vault: Vault; files: Files; jobs: Jobs; documents: Documents; perform: Perform; places: Places; random: RandomBytes; zone: string }) {
  const { database, places } = deps;
  const registry = openRegistry(deps);
  const drafts = openDrafts({ ...deps, registry });
  const prefills = openPrefills();
  const actions = openActions({ registry, drafts, prefills, files: deps.files });
  const pages: PageDeps = { registry, drafts, actions, prefills, perform: deps.perform, places, files: deps.files, documents: deps.documents, zone: deps.zone, now: () => database.clock.now() };
  deps.jobs.handle({ queue: 'forms-expiry', schedule: '23 1 * * *', handle: async () => { await drafts.expire(); } });

  return {
    /** Declares forms at start; faulty ones stop the start. `rates`: figures of dated reference data for computed fees. */
    declare: (documents: readonly FormDocument[], options: { rates?: Rates } = {}): Promise<void> => registry.declare(documents, options),
    /** The newest version of a declared form. */
    form: (id: string): Form => registry.form(id),
    /** A version as it was when answers were given to it. */
    version: (id: string, version: number): Promise<Form | undefined> => registry.version(id, version),
    /** Rooms that already know something about the one who fills in. */
    provide: (...providers: readonly Prefill[]): void => { prefills.provide(...providers); },

    /** A room that already knows something of this actor, for pages outside of forms that offer it with the same words; nothing when it knows nothing. */
    async knownOf(actor: Actor, provider: string): Promise<Prefill | undefined> {
      const found = prefills.find(provider);
      return await found.offers(actor) ? found : undefined;
    },

    /** Begins a draft for another channel (chat, API, field device); `answers` may hold what is known. */
    begin: (work: Work, form: string, answers: Answers = {}) => drafts.begin(work, registry.form(form), answers),
    /** Sends a draft inside the transaction of the service's own action: see `Submission`. */
    take: (work: Work, token: string, deliver: (submission: Submission) => Promise<string>): Promise<string> => drafts.take(work, token, deliver),
    draft: (token: string, within?: Work) => drafts.open(token, within),
    save: (work: Work, token: string, answers: Answers): Promise<void> => drafts.save(work, token, answers),

    /** Answers as rows of question and words, for case pages and letters; empty ones are left out. */
    describe(form: Form, answers: Answers, locale: Locale = 'id'): { field: string; label: string; value: string }[] {
      return form.tree.fields.map((field) => ({ field: field.name, label: say(field.question.label, locale), value: answerText(field, answers[field.name], locale, places) })).filter((row) => row.value !== '');
    },

    /** Opens the scripts of forms; once. */
    mountScripts: (http: Http): void => { mountScripts(http, registry); },
    /** Lets a form be filled in at an address of the service: start, pages, return by code, check, send, paper twin. */
    mount(http: Http, room: FormRoom): void {
      mountStart(http, pages, room);
      mountFill(http, pages, room);
    },

    expire: () => drafts.expire(),
  };
}
