import { canonicalJson, sha256 } from '#kernel/digest';
import { structuralFaults } from './check.ts';
import { definitionSchema, type DefinitionBody, type TransitionSpec } from './schema.ts';

/** A procedure that passed its checks; `hash` names exactly this body. */
export interface Definition {
  readonly body: DefinitionBody;
  readonly hash: string;
  /** Ways out of a state. */
  from(state: string): readonly TransitionSpec[];
}

/** Parses and checks a procedure. Throws one error that names every fault: it is our own mistake or a mistake in data, found at start. */
export function readDefinition(input: unknown): Definition {
  const parsed = definitionSchema.safeParse(input);
  if (!parsed.success) throw new Error(`Prosedur tidak sah:\n${parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`).join('\n')}`);
  const faults = structuralFaults(parsed.data);
  if (faults.length > 0) throw new Error(`Prosedur ${parsed.data.id} belum bisa dijalankan:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  return made(parsed.data);
}

/** A procedure as it was stored under its hash; it was checked when it came. */
export function storedDefinition(body: unknown): Definition {
  return made(definitionSchema.parse(body));
}

function made(body: DefinitionBody): Definition {
  const outOf = new Map(Object.keys(body.states).map((state) => [state, body.transitions.filter((transition) => transition.from.includes(state))]));
  return { body, hash: sha256(canonicalJson(body)).slice(0, 16), from: (state) => outOf.get(state) ?? [] };
}
