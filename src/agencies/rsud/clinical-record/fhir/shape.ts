import type { OperationOutcomeIssue } from '@medplum/fhirtypes';

/** Deepest nesting and most characters of one resource; FHIR sets none, but a hospital's note never comes near. */
const limits = { depth: 40, characters: 900_000 };

/** What no definition speaks of: nesting and size without bound, and the NUL character, which the database cannot keep. */
export function shapeIssues(resource: unknown): OperationOutcomeIssue[] {
  const seen = { characters: 0 };
  const fault = walk(resource, 0, '', seen);
  if (fault) return [fault];
  return seen.characters > limits.characters ? [issue('too-long', `Rekam terlalu besar: paling banyak ${limits.characters} huruf`, '')] : [];
}

function walk(value: unknown, depth: number, path: string, seen: { characters: number }): OperationOutcomeIssue | undefined {
  if (depth > limits.depth) return issue('too-costly', `Susunan terlalu dalam: paling banyak ${limits.depth} tingkat`, path);
  if (typeof value === 'string') {
    seen.characters += value.length;
    return value.includes('\u0000') ? issue('value', 'Huruf kosong (NUL) tidak dapat disimpan', path) : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const fault = walk(inner, depth + 1, Array.isArray(value) ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`, seen);
    if (fault) return fault;
  }
  return undefined;
}

function issue(code: OperationOutcomeIssue['code'], text: string, path: string): OperationOutcomeIssue {
  return { severity: 'error', code, details: { text }, ...(path === '' ? {} : { expression: [path] }) };
}
