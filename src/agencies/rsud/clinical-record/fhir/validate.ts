import type { OperationOutcomeIssue, Resource, StructureDefinition } from '@medplum/fhirtypes';
import { Problem } from '#kernel/problem';
import { refusals } from '../problems.ts';
import type { Definitions } from './definitions.ts';
import { shapeIssues } from './shape.ts';
import { isKeptType } from './types.ts';

/** Warnings of the library that are faults to us: they would store what no reader expects. An absolute address may lead to any type. */
const grave = /^(Conflicting choice of type|Invalid reference: got "[A-Z])/;

/** Every fault of a resource by the base definition of its type and by `profiles`: structure, cardinality, primitives, invariants, reference types and required codes. */
export function faultsOf(known: Definitions, resource: Resource, profiles: readonly StructureDefinition[] = []): OperationOutcomeIssue[] {
  if (!isKeptType(resource.resourceType)) return [{ severity: 'error', code: 'not-supported', details: { text: refusals.unknownType.title }, expression: ['resourceType'] }];
  const shape = shapeIssues(resource);
  if (shape.length > 0) return shape;
  const tokens: NonNullable<NonNullable<Parameters<Definitions['core']['validateResource']>[1]>['collect']>['tokens'] & object = {};
  const found = [issuesOf(known, () => known.core.validateResource(resource, { collect: { tokens } })), ...profiles.map((profile) => issuesOf(known, () => known.core.validateResource(resource, { profile })))].flat();
  const required = Object.entries(tokens).flatMap(([valueSet, uses]) => uses.filter((use) => !known.codes.allows(valueSet, use)).map((use): OperationOutcomeIssue => ({
    severity: 'error', code: 'code-invalid', details: { text: `Kode ini tidak termasuk daftar yang diwajibkan (${valueSet.split('|')[0]})` }, expression: [use.path],
  })));
  return [...found.map((issue): OperationOutcomeIssue => (grave.test(issue.details?.text ?? '') ? { ...issue, severity: 'error' } : issue)), ...required];
}

/** Throws the refusal that names every element at fault. */
export function refuseFaults(issues: readonly OperationOutcomeIssue[]): void {
  const errors = issues.filter((issue) => issue.severity === 'error' || issue.severity === 'fatal');
  if (errors.length === 0) return;
  const fields: Record<string, string> = {};
  for (const issue of errors) fields[issue.expression?.[0] ?? '_'] ??= issue.details?.text ?? issue.code;
  throw new Problem(refusals.invalid, { fields, facts: { issues: errors } });
}

/** The issues a check of the library gives, whether it returns or throws them. */
export function issuesOf(known: Definitions, check: () => OperationOutcomeIssue[]): OperationOutcomeIssue[] {
  try {
    return check();
  } catch (error) {
    if (error instanceof known.core.OperationOutcomeError) return error.outcome.issue;
    throw error;
  }
}
