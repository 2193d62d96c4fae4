import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#kernel/actor';
import type { Clock } from '#kernel/time';
import type { Perform } from '#platform/action';
import type { Vault } from '#platform/vault';
import type { writeActions } from '../actions/write.ts';
import type { openRecord } from '../record.ts';
import type { Look, SeenLog } from '../seen/seen.ts';
import type { Caller } from './caller.ts';

/** What the routes of the FHIR door stand on. */
export interface ApiDoors {
  readonly record: ReturnType<typeof openRecord>;
  readonly seen: SeenLog;
  readonly actions: ReturnType<typeof writeActions>;
  readonly perform: Perform;
  readonly vault: Vault;
  readonly clock: Clock;
  /** `https://…/fhir`. */
  readonly base: (request: FastifyRequest) => string;
  readonly caller: (request: FastifyRequest) => Promise<Caller>;
}

/** A handler that knows its caller. */
export type Handler = (request: FastifyRequest, reply: FastifyReply, caller: Caller) => Promise<unknown>;

/** The look of a caller through this door. */
export function lookOf(caller: Caller, what: Pick<Look, 'interaction' | 'patients' | 'entities' | 'asked'>): Look {
  return { ...what, actor: caller.actor, purpose: purposeOf(caller.actor, caller.glassReason), service: 'clinical-record', glassReason: caller.glassReason, requestId: caller.requestId };
}

function purposeOf(actor: Actor, glassReason: string | undefined): Look['purpose'] {
  if (glassReason !== undefined) return 'emergency';
  return actor.kind === 'resident' ? 'own' : 'care';
}
