import type { FastifyRequest } from 'fastify';
import type { OperationOutcome, Parameters, Resource } from '@medplum/fhirtypes';
import { Problem } from '#kernel/problem';
import { definitions } from '../fhir/definitions.ts';
import { faultsOf } from '../fhir/validate.ts';
import { refusals } from '../problems.ts';
import { dateSpan } from '../rules/date-span.ts';
import { mayRead } from '../rules/sight.ts';
import { everything } from '../verbs/everything.ts';
import { lookOf, type ApiDoors, type Handler } from './doors.ts';
import { refuseUnseen, typeIn } from './instances.ts';
import { currentRow } from '../store/read.ts';
import { reader } from '../store/tables.ts';
import { allWell } from './outcome.ts';
import { sendJson } from './replies.ts';

/** Values given in the address or as Parameters, by name. */
export function argumentsOf(request: FastifyRequest): { text: (name: string) => string | undefined; resource: (name: string) => Resource | undefined } {
  const query = request.query as Record<string, string | undefined>;
  const body = typeof request.body === 'object' && request.body !== null ? (request.body as Partial<Parameters>) : {};
  const given = body.resourceType === 'Parameters' ? body.parameter ?? [] : [];
  return {
    text(name) {
      const found = given.find((one) => one.name === name) as Record<string, unknown> | undefined;
      const value = found && Object.entries(found).find(([key]) => key.startsWith('value'))?.[1];
      return value === undefined || typeof value === 'object' ? query[name] : String(value as string | number | boolean);
    },
    resource: (name) => given.find((one) => one.name === name)?.resource,
  };
}

export function operationRoutes(doors: ApiDoors) {
  const { record } = doors;

  const patientEverything: Handler = async (request, reply, caller) => {
    const { id } = request.params as { id: string };
    const row = await currentRow(reader(record.doors.database), 'Patient', id);
    if (!row?.content) throw new Problem(row ? refusals.gone : refusals.notFound);
    refuseUnseen(caller.sight, row.content, [id]);
    const { text } = argumentsOf(request);
    const given = text('_since');
    const since = given === undefined ? undefined : dateSpan(given, record.doors.zone)?.lo;
    if (given !== undefined && since === undefined) throw new Problem(refusals.parameterForm, { fields: { _since: 'tanggal' } });
    const count = Math.min(Number(text('_count') ?? 100) || 100, 1000);
    const found = await everything(record.doors, id, { count, since, types: text('_type')?.split(','), after: /^\d+$/.exec(text('_page') ?? '')?.[0], sight: caller.sight });
    const shown = [...found.hits, ...found.brought];
    await doors.seen.record(lookOf(caller, { interaction: 'operation', patients: [id], entities: shown.map((hit) => `${hit.type}/${hit.id}`), asked: ['$everything'] }));
    const base = doors.base(request);
    const next = new URLSearchParams({ ...(given === undefined ? {} : { _since: given }), ...(text('_type') === undefined ? {} : { _type: text('_type') ?? '' }), _count: String(count), _page: found.next ?? '' });
    return sendJson(reply, {
      resourceType: 'Bundle', type: 'searchset',
      link: [{ relation: 'self', url: `${base}/Patient/${id}/$everything` }, ...(found.next === undefined ? [] : [{ relation: 'next', url: `${base}/Patient/${id}/$everything?${next.toString()}` }])],
      entry: [...found.hits.map((hit) => ({ fullUrl: `${base}/${hit.type}/${hit.id}`, resource: hit.content, search: { mode: 'match' as const } })), ...found.brought.map((hit) => ({ fullUrl: `${base}/${hit.type}/${hit.id}`, resource: hit.content, search: { mode: 'include' as const } }))],
    });
  };

  /** Says whether a resource would be taken, without storing it; a bad one is an answer, not an error. */
  const validate: Handler = async (request, reply, caller) => {
    const type = typeIn(request.params);
    if (!mayRead(caller.sight, type)) throw new Problem(refusals.forbidden);
    const { resource, text } = argumentsOf(request);
    const sent = request.body as Resource | undefined;
    const subject = resource('resource') ?? (sent && (sent.resourceType as string) !== 'Parameters' ? sent : undefined);
    if (!subject) throw new Problem(refusals.malformed);
    if (subject.resourceType !== type) return sendJson(reply, { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'invalid', details: { text: `Bukan ${type}` }, expression: ['resourceType'] }] });
    const profile = text('profile');
    const claimed = profile === undefined ? subject : { ...subject, meta: { ...subject.meta, profile: [...(subject.meta?.profile ?? []), profile] } };
    const known = await definitions();
    const profiles = await record.terminology.profilesOf(claimed);
    const issue: OperationOutcome['issue'] = faultsOf(known, subject, profiles);
    const missing = (claimed.meta?.profile ?? []).filter((url) => !profiles.some((one) => one.url === url.split('|')[0]));
    issue.push(...missing.map((url) => ({ severity: 'warning' as const, code: 'not-found' as const, details: { text: `Profil ${url} tidak tersimpan di sini, jadi tidak diperiksa` }, expression: [`${type}.meta.profile`] })));
    return sendJson(reply, issue.length === 0 ? allWell('Sesuai dengan definisinya') : { resourceType: 'OperationOutcome', issue });
  };

  return { patientEverything, validate };
}
