import type { FastifyReply, FastifyRequest } from 'fastify';
import { can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { refusals as actionRefusals, type Perform } from '#platform/action';
import type { Database } from '#platform/database';
import { answer, readPosted, type Http } from '#platform/http';
import type { FormState } from '#platform/ui';
import { applyCodes, dropCodes, importRows, stageCodes } from '../actions/import-codes.ts';
import { refusals } from '../problems.ts';
import type { ClinicalRecord } from '../record.ts';
import { reader } from '../store/tables.ts';
import { countedSystems, isImportable, readCodeFile } from '../terminology/index.ts';
import { CodesPage, home, ImportPage } from './codes.tsx';
import { mayOpen } from './gate.ts';

const permission = 'clinical-record/import';

/** The pages on which a record officer loads the hospital's code lists: check, look, apply. */
export function mountCodes({ http: { app }, database, perform, record }: { http: Http; database: Database; perform: Perform; record: ClinicalRecord }): void {
  const [stage, apply] = [stageCodes(record.terminology), applyCodes(record.terminology)];
  const door = () => reader(database);

  app.get(home, async (request, reply) => (mayOpen(request, reply, permission) ? list(reply, { values: { complete: 'on' } }) : reply));
  app.post(home, async (request, reply) => {
    if (!can(request.actor, permission)) throw new Problem(actionRefusals.forbidden);
    const file: { bytes: Uint8Array[]; name: string } = { bytes: [], name: '' };
    const values = await readPosted(request, async ({ stream, name }) => { file.name = name; for await (const part of stream) file.bytes.push(part as Uint8Array); });
    try {
      const system = values['system'] ?? '';
      if (!isImportable(system) || file.name === '') throw new Problem(refusals.codeList, { fields: { [file.name === '' ? 'file' : 'system']: refusals.codeList.detail } });
      const read = await readCodeFile(system, Buffer.concat(file.bytes));
      const { id } = await perform(stage, request.actor, { system, version: values['version'] ?? '', source: values['source'] ?? '', complete: values['complete'] === 'on', fileName: file.name, file: read }, { requestId: request.id });
      return await reply.redirect(`${home}/${id}`, 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return list(reply, { values, problem: error }, error.status);
    }
  });

  app.get(`${home}/:id`, async (request, reply) => (mayOpen(request, reply, permission) ? one(reply, idIn(request)) : reply));
  app.post(`${home}/:id`, async (request, reply) => {
    const id = idIn(request);
    const posted = (request.body ?? {}) as Record<string, string>;
    try {
      if (posted['do'] === 'drop') await perform(dropCodes, request.actor, { id }, { requestId: request.id });
      else await perform(apply, request.actor, { id, retire: posted['retire'] ?? 0 }, { requestId: request.id });
      return await reply.redirect(`${home}/${id}`, 303);
    } catch (error) {
      if (!(error instanceof Problem) || error.status === 403) throw error;
      return one(reply, id, error);
    }
  });

  async function list(reply: FastifyReply, state: FormState, status = 200): Promise<FastifyReply> {
    return answer(reply.header('Cache-Control', 'no-store'), <CodesPage systems={await countedSystems(door())} recent={await importRows(door())} state={state} />, status);
  }

  async function one(reply: FastifyReply, id: string, problem?: Problem): Promise<FastifyReply> {
    const [row] = await importRows(door(), id);
    if (!row) throw new Problem(refusals.noImport);
    const active = (await countedSystems(door())).find((system) => system.url === row.system)?.active ?? 0;
    return answer(reply.header('Cache-Control', 'no-store'), <ImportPage row={row} active={active} problem={problem} />, problem?.status ?? 200);
  }
}

function idIn(request: FastifyRequest): string {
  const { id = '' } = request.params as { id?: string };
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Problem(refusals.noImport);
  return id;
}
