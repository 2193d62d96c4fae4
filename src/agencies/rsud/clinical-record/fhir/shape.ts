import type { OperationOutcomeIssue } from '@medplum/fhirtypes';
import { dateSpan } from '../rules/date-span.ts';

/** Deepest nesting and most characters of one resource; FHIR sets none, but a hospital's note never comes near. */
const limits = { depth: 40, characters: 900_000 };

/** What the library does not check: nesting and size without bound, the NUL character, which the database cannot keep, and periods that end before they begin. */
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
  if (backwards(value)) return issue('invariant', 'Akhir masa mendahului awalnya (per-1)', path);
  for (const [name, inner] of Object.entries(value)) {
    const fault = walk(inner, depth + 1, Array.isArray(value) ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`, seen);
    if (fault) return fault;
  }
  return undefined;
}

/** A Period that ends before it begins (invariant per-1): the library does not compare dates, and no search could find it. Dates without an offset are compared in one and the same zone. */
function backwards(value: object): boolean {
  const { start, end } = value as { start?: unknown; end?: unknown };
  if (typeof start !== 'string' || typeof end !== 'string') return false;
  const [from, to] = [dateSpan(start, 'UTC'), dateSpan(end, 'UTC')];
  return from !== undefined && to !== undefined && Temporal.Instant.compare(Temporal.Instant.from(from.lo), Temporal.Instant.from(to.hi)) >= 0;
}

function issue(code: OperationOutcomeIssue['code'], text: string, path: string): OperationOutcomeIssue {
  return { severity: 'error', code, details: { text }, ...(path === '' ? {} : { expression: [path] }) };
}
