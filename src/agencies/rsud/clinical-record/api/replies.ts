import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Resource } from '@medplum/fhirtypes';
import { Problem } from '#kernel/problem';
import { refusals } from '../problems.ts';
import type { Stored } from '../fhir/types.ts';
import { allWell } from './outcome.ts';

const fhirJson = 'application/fhir+json; charset=utf-8';

/** What the caller prefers (`Prefer: return=minimal, handling=lenient`). */
export function preferences(request: FastifyRequest): { returns: 'minimal' | 'representation' | 'OperationOutcome'; lenient: boolean } {
  const said = String(request.headers['prefer'] ?? '');
  const returns = /return=(minimal|representation|OperationOutcome)/.exec(said)?.[1];
  return { returns: (returns as 'minimal' | undefined) ?? 'representation', lenient: /handling=lenient/.test(said) };
}

/** Only JSON is spoken here; who asks for XML is told so instead of being given something else. */
export function refuseOtherFormats(request: FastifyRequest): void {
  const asked = (request.query as { _format?: string } | null)?._format;
  const wanted = asked ?? request.headers.accept ?? '*/*';
  if (asked === undefined ? /json|\*\/\*|text\/html/.test(wanted) : ['json', 'application/json', 'application/fhir+json', 'text/json'].includes(wanted.split(';')[0] ?? '')) return;
  throw new Problem(refusals.otherFormat);
}

export function sendJson(reply: FastifyReply, resource: Resource, status = 200): FastifyReply {
  return reply.code(status).type(fhirJson).send(JSON.stringify(resource));
}

/** One version of a resource with its ETag; 304 when the caller has it already. */
export function sendStored(request: FastifyRequest, reply: FastifyReply, resource: Stored): FastifyReply {
  const tag = etagOf(resource);
  void reply.header('ETag', tag).header('Last-Modified', httpDate(resource.meta.lastUpdated));
  const known = request.headers['if-none-match'];
  if (known !== undefined && known.split(',').some((one) => one.trim() === tag)) return reply.code(304).send();
  return sendJson(reply, resource);
}

/** The answer to a write, in the form the caller prefers. `blind`: the caller may write what they may not read. */
export function sendWritten(request: FastifyRequest, reply: FastifyReply, base: string, written: { resource: Stored; outcome: 'created' | 'updated' | 'unchanged' }, blind: boolean): FastifyReply {
  const { resource, outcome } = written;
  const status = outcome === 'created' ? 201 : 200;
  void reply.header('ETag', etagOf(resource)).header('Last-Modified', httpDate(resource.meta.lastUpdated)).header('Location', `${base}/${resource.resourceType}/${resource.id}/_history/${resource.meta.versionId}`);
  const { returns } = preferences(request);
  if (returns === 'minimal' || blind) return reply.code(status).send();
  return sendJson(reply, returns === 'OperationOutcome' ? allWell(outcome === 'created' ? 'Tersimpan sebagai rekam baru' : outcome === 'updated' ? 'Tersimpan sebagai versi baru' : 'Tidak ada yang berubah') : resource, status);
}

function etagOf(resource: Stored): string {
  return `W/"${resource.meta.versionId}"`;
}

/** `Mon, 23 Nov 2026 02:00:00 GMT` (RFC 9110). */
function httpDate(instant: string): string {
  return new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: '2-digit', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone: 'UTC', hour12: false })
    .format(Temporal.Instant.from(instant).epochMilliseconds).replace(/^(\w+), (\d+) (\w+) (\d+),? /, '$1, $2 $3 $4 ').concat(' GMT');
}
