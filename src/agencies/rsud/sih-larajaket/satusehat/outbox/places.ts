import { judgeSearch, judgeWrite, type Outcome } from '../rules/answers.ts';
import { clinic, department } from '../rules/people.ts';
import type { OutboxDeps } from './drain.ts';
import { looked, type CacheDeps, type Looked } from './master.ts';

type Deps = CacheDeps & Pick<OutboxDeps, 'client' | 'organization'>;

/** The id of a clinic there. Visits cannot go before it: it is looked for by our identifier, registered under our outpatient department when it is not there, and then kept. */
export async function clinicId(deps: Deps, poli: { code: string; name: string }): Promise<Looked> {
  const none = { cause: 'organization', words: 'Poli ini belum dapat didaftarkan di SATUSEHAT. Periksa SATUSEHAT_ORGANIZATION.' } as const;
  const part = await looked(deps, 'organization', 'rawat-jalan', () => foundOrMade(deps, 'Organization', 'rawat-jalan', department(deps.organization)), none);
  if (!part.ok) return part;
  return looked(deps, 'location', poli.code, () => foundOrMade(deps, 'Location', poli.code, clinic(deps.organization, { ...poli, department: part.id })), none);
}

async function foundOrMade({ client, organization }: Deps, type: 'Organization' | 'Location', value: string, body: Record<string, unknown>): Promise<Outcome> {
  const found = judgeSearch(await client.search(type, { identifier: `http://sys-ids.kemkes.go.id/${type.toLowerCase()}/${organization}|${value}` }));
  return found.kind === 'none' ? judgeWrite(await client.create(type, body), type) : found;
}
