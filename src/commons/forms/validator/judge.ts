import { z } from 'zod';
import { formDocument, type FormDocument, type Question, type PropertySchema } from '../document.ts';
import { referencesIn } from '../rules/logic.ts';
import { kindOf } from '../rules/tree.ts';
import { compileValidator, openAjv } from './compile.ts';

/** What is wrong with a form, in words for the one who writes it; empty when it can be used. Every form is judged when it is declared, so that none fails in front of a resident. */
export function faultsOfDocument(raw: unknown): string[] {
  const parsed = formDocument.safeParse(raw);
  if (!parsed.success) return z.prettifyError(parsed.error).split('\n').filter((line) => line.trim() !== '');
  const document = raw as FormDocument;
  return [...faultsOfSchema(document), ...faultsOfQuestions(document), ...faultsOfReferences(document)];
}

function faultsOfSchema(document: FormDocument): string[] {
  try {
    openAjv().compile(document.schema);
    compileValidator(document);
    return [];
  } catch (error) {
    return [`Skema jawaban: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function faultsOfQuestions({ schema, steps }: FormDocument): string[] {
  const questions = steps.flatMap((step) => step.questions);
  const twice = questions.map((question) => question.field).filter((field, index, all) => all.indexOf(field) !== index);
  const stepIds = steps.map((step) => step.id).filter((id, index, all) => all.indexOf(id) !== index);
  return [
    ...twice.map((field) => `${field}: ditanyakan dua kali.`),
    ...stepIds.map((id) => `Langkah ${id}: dipakai dua kali.`),
    ...faultsOfLevel(questions, schema.properties, schema.required ?? [], ''),
  ];
}

function faultsOfLevel(questions: readonly Question[], properties: Readonly<Record<string, PropertySchema>>, required: readonly string[], prefix: string): string[] {
  const asked = new Set(questions.map((question) => question.field));
  return [
    ...Object.keys(properties).filter((name) => !asked.has(name)).map((name) => `${prefix}${name}: ada di skema tetapi tidak ditanyakan.`),
    ...required.filter((name) => !(name in properties)).map((name) => `${prefix}${name}: wajib tetapi tidak ada di skema.`),
    ...questions.flatMap((question) => faultsOfQuestion(question, properties[question.field], prefix)),
  ];
}

function faultsOfQuestion(question: Question, schema: PropertySchema | undefined, prefix: string): string[] {
  const name = `${prefix}${question.field}`;
  if (!schema) return [`${name}: tidak ada di skema.`];
  const kind = kindOf(schema);
  if (!kind) return [`${name}: tidak ada cara bertanya untuk skema ini.`];
  const faults: string[] = [];
  const values = kind === 'choice' ? schema.enum : kind === 'choices' ? schema.items?.enum : undefined;
  for (const value of values ?? []) if (typeof value !== 'string' || !question.options?.[value]) faults.push(`${name}: pilihan ${String(value)} belum punya kata-kata.`);
  if ((question.compute !== undefined) !== (schema.readOnly === true)) faults.push(`${name}: jawaban yang dihitung ditandai readOnly, dan sebaliknya.`);
  if (question.compute !== undefined && kind !== 'integer' && kind !== 'rupiah') faults.push(`${name}: yang dihitung berupa angka bulat atau rupiah.`);
  if (kind === 'file' && !question.fileKind) faults.push(`${name}: sebutkan fileKind.`);
  if (kind === 'group') {
    if (prefix !== '') faults.push(`${name}: kelompok berulang tidak boleh di dalam kelompok berulang.`);
    if (schema.maxItems === undefined || schema.maxItems > 100) faults.push(`${name}: kelompok berulang perlu maxItems paling banyak 100.`);
    faults.push(...faultsOfLevel(question.questions ?? [], schema.items?.properties ?? {}, schema.items?.required ?? [], `${name}.`));
  }
  return faults;
}

/** Conditions and fees look back only: then one walk in the order of asking decides everything and no two questions can hide each other in turn. */
function faultsOfReferences({ steps, schema, checks = [] }: FormDocument): string[] {
  const faults: string[] = [];
  const known = new Set<string>();
  const judge = (where: string, body: unknown, row?: ReadonlySet<string>) => {
    for (const { kind, to } of referencesIn(body)) {
      const name = to.split('.')[0] ?? '';
      if (kind === 'field' && !known.has(name)) faults.push(`${where}: menunjuk ${to}, yang belum ditanyakan di depannya.`);
      if (kind === 'count' && (!known.has(to) || !schema.properties[to]?.items)) faults.push(`${where}: menunjuk kelompok ${to}, yang belum ditanyakan di depannya.`);
      if (kind === 'row' && row && !row.has(name)) faults.push(`${where}: menunjuk isian baris ${to}, yang belum ditanyakan di depannya.`);
      if (kind === 'row' && !row && !JSON.stringify(body).includes('"sum"')) faults.push(`${where}: isian baris ${to} hanya ada di kelompok berulang.`);
    }
  };
  for (const step of steps) {
    judge(`langkah ${step.id}`, step.when);
    for (const question of step.questions) {
      judge(question.field, question.when);
      judge(question.field, question.compute);
      const row = new Set<string>();
      for (const inner of question.questions ?? []) {
        judge(`${question.field}.${inner.field}`, inner.when, row);
        judge(`${question.field}.${inner.field}`, inner.compute, row);
        row.add(inner.field);
      }
      known.add(question.field);
    }
  }
  for (const check of checks) {
    if (!known.has(check.at)) faults.push(`Aturan di ${check.at}: tidak ada pertanyaan itu.`);
    judge(`aturan di ${check.at}`, [check.when, check.must]);
  }
  return faults;
}
