import { system } from '#kernel/actor';
import { canonicalJson, sha256 } from '#kernel/digest';
import { civilDate } from '#kernel/time';
import type { Database } from '#platform/database';
import type { FormDocument } from './document.ts';
import type { Answers } from './rules/answers.ts';
import { checkAnswers, type Checked, type Given, type Validate } from './rules/check.ts';
import { compute } from './rules/compute.ts';
import { treeOf, type FormTree } from './rules/tree.ts';
import type { FormTables } from './store/tables.ts';
import { compileValidator } from './validator/compile.ts';
import { faultsOfDocument } from './validator/judge.ts';

/** Figures fees are made of, by name, on a day. They live in the service's dated reference data. */
export type Rates = (today: Temporal.PlainDate) => Readonly<Record<string, number>>;

/** A form ready for use. */
export interface Form {
  readonly id: string;
  readonly version: number;
  /** SHA-256 of the canonical document. */
  readonly hash: string;
  readonly document: FormDocument;
  readonly tree: FormTree;
  /** Clears what is not asked, computes fees, judges. */
  check(raw: Answers, now: Temporal.Instant): Checked;
  /** What conditions and fees see at an instant: the civil date of the regency's zone and the rates of that day. */
  given(now: Temporal.Instant): Given;
  readonly validate: Validate;
}

export type Registry = ReturnType<typeof openRegistry>;

/** The forms of this house: the newest version of each in memory, every version in the database. */
export function openRegistry({ database, zone }: { database: Database; zone: string }) {
  const current = new Map<string, Form>();
  const rates = new Map<string, Rates>();

  /** Declares forms at start. A faulty one stops the start and says why; a version already declared must not have changed. */
  async function declare(documents: readonly FormDocument[], options: { rates?: Rates } = {}): Promise<void> {
    for (const document of documents) {
      const faults = faultsOfDocument(document);
      if (faults.length > 0) throw new Error(`Formulir ${document.id}: ${faults.join(' ')}`);
      const form = formOf(document, options.rates);
      const older = current.get(form.id);
      if (!older || older.version <= form.version) current.set(form.id, form);
      if (options.rates) rates.set(form.id, options.rates);
    }
    await store(documents);
  }

  async function store(documents: readonly FormDocument[]): Promise<void> {
    const known = new Map((await database.read<FormTables>().selectFrom('forms.form').select(['id', 'version', 'hash']).execute()).map((row) => [`${row.id}/${row.version}`, row.hash]));
    const fresh = documents.map((document) => ({ document, hash: hashOf(document) })).filter(({ document, hash }) => {
      const before = known.get(`${document.id}/${document.version}`);
      if (before !== undefined && before !== hash) throw new Error(`Formulir ${document.id} versi ${document.version} sudah pernah dipakai dengan isi lain. Naikkan nomor versinya.`);
      return before === undefined;
    });
    if (fresh.length === 0) return;
    await database.write({ actor: system('forms', 'command'), action: 'forms/declare' }, async (work) => {
      await work.tables<FormTables>().insertInto('forms.form').values(fresh.map(({ document, hash }) => ({ id: document.id, version: document.version, hash, document: JSON.stringify(document), declared_at: work.now.toString() })))
        .onConflict((conflict) => conflict.columns(['id', 'version']).doNothing()).execute();
      work.note({ subject: 'forms', declared: fresh.map(({ document }) => `${document.id}/${document.version}`) });
    });
  }

  function formOf(document: FormDocument, ratesOf: Rates | undefined): Form {
    const tree = treeOf(document);
    const { validate } = compileValidator(document);
    const given = (now: Temporal.Instant): Given => {
      const today = civilDate(now, zone);
      return { compute, rates: ratesOf?.(today) ?? {}, dateOf: (period) => moved(today, period).toString() };
    };
    return { id: document.id, version: document.version, hash: hashOf(document), document, tree, given, validate, check: (raw, now) => checkAnswers(tree, validate, raw, given(now)) };
  }

  return {
    declare,
    all: () => [...current.values()],
    find: (id: string) => current.get(id),

    /** The form by id; undeclared ones are our own fault. */
    form(id: string): Form {
      const found = current.get(id);
      if (!found) throw new Error(`The form ${id} was not declared.`);
      return found;
    },

    /** A stored document of a form, ready for use. */
    read: (document: unknown, id: string) => formOf(document as FormDocument, rates.get(id)),

    /** An earlier version, as it was when its answers were given. */
    async version(id: string, version: number): Promise<Form | undefined> {
      const newest = current.get(id);
      if (newest?.version === version) return newest;
      const row = await database.read<FormTables>().selectFrom('forms.form').select('document').where('id', '=', id).where('version', '=', version).executeTakeFirst();
      return row && formOf(row.document as FormDocument, rates.get(id));
    },
  };
}

function hashOf(document: FormDocument): string {
  return sha256(canonicalJson(document));
}

function moved(today: Temporal.PlainDate, period: string): Temporal.PlainDate {
  return period === '' ? today : today.add(Temporal.Duration.from(period));
}
