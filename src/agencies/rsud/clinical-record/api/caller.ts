import type { FastifyRequest } from 'fastify';
import { jwtVerify, SignJWT } from 'jose';
import type { Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import type { Clock } from '#kernel/time';
import { manifest } from '../manifest.ts';
import { refusals } from '../problems.ts';
import { fullSight, patientPrefix, scopePrefix, sightOf, type Sight } from '../rules/sight.ts';

/** Who calls the FHIR door: an officer by session, or a machine by its token. */
export interface Caller {
  readonly actor: Actor;
  readonly sight: Sight;
  /** An officer's reason to open what the permission does not. */
  readonly glassReason: string | undefined;
  readonly requestId: string;
}

/** Life of a machine's token in seconds: short, because it is not asked about again. */
export const tokenLife = 300;
const audience = 'clinical-record';

export interface TokenKeys {
  readonly clock: Clock;
  readonly sign: Uint8Array;
  readonly check: readonly Uint8Array[];
}

export interface Machine { readonly id: string; readonly name: string; readonly scopes: readonly string[]; readonly patient: string | null }

/** A signed token with the machine's scopes. */
export function tokenFor(keys: TokenKeys, machine: Machine): Promise<string> {
  const now = Math.floor(keys.clock.now().epochMilliseconds / 1000);
  return new SignJWT({ scope: machine.scopes.join(' '), name: machine.name, ...(machine.patient === null ? {} : { patient: machine.patient }) })
    .setProtectedHeader({ alg: 'HS256' }).setSubject(machine.id).setAudience(audience).setIssuedAt(now).setExpirationTime(now + tokenLife).sign(keys.sign);
}

/** Says who calls; nobody in particular is sent to sign in. */
export async function callerOf(keys: TokenKeys, request: FastifyRequest): Promise<Caller> {
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  const actor = bearer === undefined ? request.actor : await machineOf(keys, bearer);
  if (actor === undefined || actor.kind === 'anonymous') throw new Problem(refusals.needsLogin);
  const glassReason = glassReasonOf(request.headers['x-break-glass'], actor);
  const sight = sightOf(actor);
  return { actor, glassReason, requestId: request.id, sight: glassReason === undefined ? sight : { ...sight, may: { ...sight.may, r: fullSight.may.r, s: fullSight.may.s }, sensitive: true } };
}

/** The reason of an emergency, percent-encoded. Only the hospital's own officers may give one, and it must say something. */
function glassReasonOf(header: string | string[] | undefined, actor: Actor): string | undefined {
  if (typeof header !== 'string') return undefined;
  if (actor.kind !== 'staff' || actor.agency !== manifest.agency) throw new Problem(refusals.forbidden);
  let reason = '';
  try {
    reason = decodeURIComponent(header).trim();
  } catch (error) {
    throw new Problem(refusals.glassReason, { fields: { 'X-Break-Glass': refusals.glassReason.detail }, cause: error });
  }
  if (reason.length < 10 || reason.length > 300) throw new Problem(refusals.glassReason, { fields: { 'X-Break-Glass': refusals.glassReason.detail } });
  return reason;
}

async function machineOf(keys: TokenKeys, token: string): Promise<Actor | undefined> {
  for (const key of keys.check) {
    const payload = await jwtVerify(token, key, { algorithms: ['HS256'], audience, currentDate: new Date(keys.clock.now().epochMilliseconds) }).then((verified) => verified.payload, () => undefined);
    if (!payload?.sub) continue;
    const scopes = textIn(payload['scope'], '').split(' ').filter((scope) => scope !== '');
    const patient = typeof payload['patient'] === 'string' ? [`${patientPrefix}${payload['patient']}`] : [];
    return { kind: 'partner', id: payload.sub, name: textIn(payload['name'], payload.sub), permissions: new Set([...scopes.map((scope) => `${scopePrefix}${scope}`), ...patient]), channel: 'api' };
  }
  return undefined;
}

function textIn(claim: unknown, otherwise: string): string {
  return typeof claim === 'string' ? claim : otherwise;
}
