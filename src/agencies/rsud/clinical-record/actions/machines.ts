import { sql } from 'kysely';
import { z } from 'zod';
import { sameSecret, sha256 } from '#kernel/digest';
import type { RandomBytes } from '#kernel/ids';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import { refusals } from '../problems.ts';
import { readScope } from '../rules/sight.ts';
import type { Reader } from '../store/tables.ts';

/** Registers a machine that may use the FHIR door, or gives it a new secret. The secret is told once; only its digest is kept. */
export function registerMachine(random: RandomBytes) {
  return action({
    name: 'clinical-record/register-machine', allow: 'clinical-record/machines',
    input: z.strictObject({ id: z.string().regex(/^[a-z0-9-]{3,40}$/), name: z.string().min(3).max(80), scopes: z.array(z.string()).min(1).max(50), patient: z.string().max(64).optional() }),
    async run(work, { id, name, scopes, patient }) {
      const wrong = scopes.filter((scope) => !readScope(scope));
      if (wrong.length > 0) throw new Problem(refusals.scopeForm, { fields: { scopes: wrong.join(' ') } });
      const secret = Buffer.from(random(32)).toString('base64url');
      await sql`insert into clinical_record.machine (id, name, secret_digest, scopes, patient, registered) values (${id}, ${name}, ${sha256(secret)}, ${scopes}::text[], ${patient ?? null}, ${work.now.toString()}::timestamptz)
        on conflict (id) do update set name = excluded.name, secret_digest = excluded.secret_digest, scopes = excluded.scopes, patient = excluded.patient, active = true`.execute(work.tables<unknown>());
      work.note({ subject: `machine:${id}`, scopes });
      return { id, secret };
    },
  });
}

/** Ends a machine's access; a token it still holds dies within five minutes. */
export const retireMachine = action({
  name: 'clinical-record/retire-machine', allow: 'clinical-record/machines', input: z.strictObject({ id: z.string() }),
  async run(work, { id }) {
    await sql`update clinical_record.machine set active = false where id = ${id}`.execute(work.tables<unknown>());
    work.note({ subject: `machine:${id}` });
    return { id };
  },
});

export interface MachineRow { readonly id: string; readonly name: string; readonly scopes: string[]; readonly patient: string | null; readonly secret_digest: string }

/** The machine whose secret this is. Comparing costs the same whether the name or the secret is wrong. */
export async function provenMachine(door: Reader, id: string, secret: string): Promise<MachineRow | undefined> {
  const { rows } = await sql<MachineRow>`select id, name, scopes, patient, secret_digest from clinical_record.machine where id = ${id} and active`.execute(door);
  const right = sameSecret(sha256(secret), rows[0]?.secret_digest ?? '');
  return right ? rows[0] : undefined;
}
