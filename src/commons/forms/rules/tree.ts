import type { Check, FormDocument, FormStep, PropertySchema, Question } from '../document.ts';

/** How a question is asked and read; follows from its schema. */
export type Kind =
  | 'text' | 'lines' | 'name' | 'nik' | 'npwp' | 'nitku' | 'nib' | 'kbli' | 'phone' | 'email' | 'date'
  | 'integer' | 'number' | 'rupiah' | 'choice' | 'choices' | 'yesno' | 'tick' | 'file' | 'address' | 'point' | 'group';

/** A question with its schema. */
export interface Field {
  readonly name: string;
  readonly kind: Kind;
  readonly schema: PropertySchema;
  readonly question: Question;
  readonly required: boolean;
  /** Fields of one row, of a repeating group. */
  readonly rows: readonly Field[];
}

export interface FormTree {
  readonly document: FormDocument;
  readonly steps: readonly { readonly step: FormStep; readonly fields: readonly Field[] }[];
  /** Every top field in the order of asking. */
  readonly fields: readonly Field[];
  readonly checks: readonly Check[];
}

const byFormat: Readonly<Record<string, Kind>> = { 'person-name': 'name', 'nik': 'nik', 'npwp': 'npwp', 'npwp-person': 'npwp', 'nitku': 'nitku', 'nib': 'nib', 'kbli': 'kbli', 'phone': 'phone', 'email': 'email', 'date': 'date', 'rupiah': 'rupiah' };
const byReference: Readonly<Record<string, Kind>> = { 'serasan:file': 'file', 'serasan:address': 'address', 'serasan:point': 'point' };
/** Text longer than this is asked in several lines. */
const oneLine = 160;

/** Joins questions and schema. The document has passed `faultsOfDocument`. */
export function treeOf(document: FormDocument): FormTree {
  const steps = document.steps.map((step) => ({ step, fields: fieldsOf(step.questions, document.schema.properties, document.schema.required ?? []) }));
  return { document, steps, fields: steps.flatMap((step) => step.fields), checks: document.checks ?? [] };
}

function fieldsOf(questions: readonly Question[], properties: Readonly<Record<string, PropertySchema>>, required: readonly string[]): Field[] {
  return questions.flatMap((question) => {
    const schema = properties[question.field];
    const kind = schema && kindOf(schema);
    if (!schema || !kind) return [];
    const rows = kind === 'group' ? fieldsOf(question.questions ?? [], schema.items?.properties ?? {}, schema.items?.required ?? []) : [];
    return [{ name: question.field, kind, schema, question, required: required.includes(question.field), rows }];
  });
}

/** The kind of a schema, or nothing when the vocabulary has none for it. */
export function kindOf(schema: PropertySchema): Kind | undefined {
  if (schema.$ref !== undefined) return byReference[schema.$ref];
  if (schema.format !== undefined) return byFormat[schema.format];
  switch (schema.type ?? '') {
    case 'string': return schema.enum ? 'choice' : (schema.maxLength ?? 0) > oneLine ? 'lines' : 'text';
    case 'integer': return 'integer';
    case 'number': return 'number';
    case 'boolean': return schema.const === true ? 'tick' : 'yesno';
    case 'array': return schema.items?.enum ? 'choices' : schema.items?.type === 'object' ? 'group' : undefined;
    default: return undefined;
  }
}
