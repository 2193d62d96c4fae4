import type { OperationOutcome, OperationOutcomeIssue } from '@medplum/fhirtypes';
import type { Problem } from '#kernel/problem';

/** FHIR's own word for each status. */
const codes: Readonly<Record<number, OperationOutcomeIssue['code']>> = { 400: 'invalid', 401: 'login', 403: 'forbidden', 404: 'not-found', 409: 'conflict', 410: 'deleted', 412: 'conflict', 422: 'processing', 429: 'throttled' };

/** A refusal as FHIR says it: its own issues where it names elements, otherwise one issue with our words and the fields at fault. */
export function outcomeOf(problem: Problem): OperationOutcome {
  const issues = problem.facts['issues'];
  if (Array.isArray(issues) && issues.length > 0) return { resourceType: 'OperationOutcome', issue: issues as OperationOutcomeIssue[] };
  const fields = Object.keys(problem.fields);
  return { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: codes[problem.status] ?? 'exception', details: { text: `${problem.title}. ${problem.detail}`, coding: [{ system: 'urn:serasan:problem', code: problem.code }] }, ...(fields.length === 0 ? {} : { expression: fields }) }] };
}

/** All is well, said in FHIR. */
export function allWell(text: string): OperationOutcome {
  return { resourceType: 'OperationOutcome', issue: [{ severity: 'information', code: 'informational', details: { text } }] };
}
