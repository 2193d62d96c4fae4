import { can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { applyCodes, stageCodes } from '../actions/import-codes.ts';
import { refusals } from '../problems.ts';
import { isImportable, readCodeFile } from '../terminology/index.ts';
import type { ApiDoors, Handler } from './doors.ts';

/** The forms a code list comes in; what it is, is told by its content. */
export const codeFileTypes = ['text/csv', 'text/plain', 'text/xml', 'application/xml', 'application/octet-stream', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'];
export const codeFileLimit = 25 * 1024 * 1024;

/**
 * `POST /fhir/$import-codes?system=…&version=…&source=…`: reads a code list and applies it. `dryRun=true` only says what it would change, and lets it wait. `complete=false`: the list is a part,
 * so what it leaves out stays. Codes are retired only when `retire` says how many; otherwise the list waits and the answer is 409 with their number.
 */
export function importRoute(doors: ApiDoors): Handler {
  const { terminology } = doors.record;
  const [stage, apply] = [stageCodes(terminology), applyCodes(terminology)];
  return async (request, reply, { actor }) => {
    if (!can(actor, 'clinical-record/import')) throw new Problem(refusals.forbidden);
    const { system, version, source, complete, dryRun, retire } = request.query as Record<string, string | undefined>;
    if (system === undefined || !isImportable(system)) throw new Problem(refusals.parameterForm, { detail: 'Sistem yang dapat dimuat: ICD-10, ICD-9-CM, KFA.', fields: { system: system ?? 'wajib' } });
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.from(JSON.stringify(request.body ?? ''));
    const file = await readCodeFile(system, bytes);
    const about = { requestId: request.id };
    const staged = await doors.perform(stage, actor, { system, version: version ?? '', source: source ?? '', complete: complete !== 'false', fileName: 'lewat FHIR', file }, about);
    const answer = { id: staged.id, format: file.format, faults: staged.faults };
    if (dryRun === 'true') return reply.send({ ...answer, applied: false, report: staged.report });
    return reply.send({ ...answer, applied: true, report: await doors.perform(apply, actor, { id: staged.id, retire: retire ?? 0 }, about) });
  };
}
