import type { FastifyInstance, FastifyReply } from 'fastify';
import { refusals } from '../problems.ts';
import { readScope } from '../rules/sight.ts';
import { reader } from '../store/tables.ts';
import { provenMachine } from '../actions/machines.ts';
import { tokenFor, tokenLife, type TokenKeys } from './caller.ts';
import type { ApiDoors } from './doors.ts';

/** Tokens for machines: OAuth 2 client credentials (RFC 6749 §4.4), the secret in the form or as Basic. Scopes asked for are cut to those registered. */
export function mountTokens(scope: FastifyInstance, doors: ApiDoors, keys: TokenKeys): void {
  scope.post('/token', { config: { machine: true, rateLimit: { max: 120, timeWindow: '1 minute' } } }, async (request, reply) => {
    const form = (typeof request.body === 'object' && request.body !== null ? request.body : {}) as Record<string, string | undefined>;
    const [id = '', secret = ''] = basic(request.headers.authorization) ?? [form['client_id'], form['client_secret']];
    if (form['grant_type'] !== 'client_credentials') return refuse(reply, 400, 'unsupported_grant_type', 'Tulis grant_type=client_credentials.');
    const machine = await provenMachine(reader(doors.record.doors.database), id, secret);
    if (!machine) return refuse(reply, 401, 'invalid_client', refusals.machineUnknown.detail);
    const asked = form['scope']?.split(' ').filter((one) => one !== '');
    const granted = asked ? asked.filter((one) => machine.scopes.some((held) => covers(held, one))) : machine.scopes;
    if (granted.length === 0) return refuse(reply, 400, 'invalid_scope', 'Tidak satu pun cakupan yang diminta terdaftar untuk mesin ini.');
    return reply.header('Cache-Control', 'no-store').send({ access_token: await tokenFor(keys, { ...machine, scopes: granted }), token_type: 'Bearer', expires_in: tokenLife, scope: granted.join(' '), ...(machine.patient === null ? {} : { patient: machine.patient }) });
  });
}

/** Is `asked` no more than `held`? */
function covers(held: string, asked: string): boolean {
  const [have, want] = [readScope(held), readScope(asked)];
  return have !== undefined && want !== undefined && have.context === want.context && (have.type === '*' || have.type === want.type) && want.verbs.isSubsetOf(have.verbs);
}

function basic(header: string | undefined): [string, string] | undefined {
  const encoded = /^Basic (.+)$/.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [id = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return [id, secret.join(':')];
}

function refuse(reply: FastifyReply, status: number, error: string, description: string): FastifyReply {
  return reply.code(status).header('Cache-Control', 'no-store').send({ error, error_description: description });
}
