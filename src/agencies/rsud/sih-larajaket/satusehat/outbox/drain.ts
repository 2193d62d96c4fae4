import { system } from '#kernel/actor';
import { uuidv7, type RandomBytes } from '#kernel/ids';
import type { Perform } from '#platform/action';
import type { Database } from '#platform/database';
import type { People } from '#commons/people';
import type { KeptResource, ReadType, RecordDoor } from '../../record/door.ts';
import { findVisit, type Visit } from '../../store/visits.ts';
import { readerOf } from '../../store/reader.ts';
import type { Client } from '../client/client.ts';
import { judgeSearch, judgeWrite, waitSeconds, type Outcome } from '../rules/answers.ts';
import { identifierOf, payloadOf, type Abroad } from '../rules/payload.ts';
import { claimVisits, itemsOf, releaseVisit, sendable, type Item } from './items.ts';
import { patientIhs } from './master.ts';
import { recordSending, type Change } from './record.ts';
import type { OutboxTables } from './tables.ts';

export interface OutboxDeps {
  readonly database: Database;
  readonly perform: Perform;
  readonly random: RandomBytes;
  readonly people: Pick<People, 'reveal'>;
  readonly record: RecordDoor;
  readonly client: Client;
  readonly organization: string;
  readonly style: 'resource' | 'bundle';
  readonly medication: 'contained' | 'plain';
  readonly cacheKey: Buffer;
}

const worker = system('sih-larajaket-satusehat');
const visitsAtOnce = 6;

export interface Drained { readonly visits: number; readonly kept: number }

/** Sends everything that is due: visits side by side, each in the order of what depends on what. The clinic's work never waits for this. */
export async function drain(deps: OutboxDeps): Promise<Drained> {
  const total = { visits: 0, kept: 0 };
  const walked: string[] = [];
  for (;;) {
    const lease = uuidv7(deps.database.clock.now().epochMilliseconds, deps.random);
    const claimed = await claimVisits(deps.database, visitsAtOnce, lease, walked);
    if (claimed.length === 0) return total;
    walked.push(...claimed);
    const counts = await Promise.all(claimed.map((visitId) => walk(deps, visitId, lease)));
    total.visits += claimed.length;
    total.kept += counts.reduce((sum, count) => sum + count, 0);
  }
}

/** Sends what may go of one visit, round by round, until nothing more may. */
async function walk(deps: OutboxDeps, visitId: string, lease: string): Promise<number> {
  let kept = 0;
  try {
    const visit = await findVisit(readerOf(deps.database), visitId);
    if (!visit) return 0;
    const tried = new Set<string>();
    for (;;) {
      const items = await itemsOf(deps.database.read<OutboxTables>(), visitId);
      const ready = sendable(items, deps.database.clock.now()).filter((item) => !tried.has(keyOf(item)));
      if (ready.length === 0) return kept;
      for (const item of ready) tried.add(keyOf(item));
      kept += await sendRound(deps, visit, items, ready, lease);
    }
  } finally {
    await releaseVisit(deps.database, visitId, lease);
  }
}

/** The same version is tried once a walk; a newer one may go again. */
function keyOf(item: Item): string {
  return `${item.resource}/${item.local_id}/${item.version}/${item.remote_id === null ? 'new' : 'there'}`;
}

async function sendRound(deps: OutboxDeps, visit: Visit, items: readonly Item[], ready: readonly Item[], lease: string): Promise<number> {
  const patient = await patientIhs(deps, visit.personId);
  const practitioner = await practitionerOf(deps, visit);
  if (!patient.ok || !practitioner) {
    const change = (item: Item): Change => (patient.ok ? { do: 'park', cause: 'practitioner', words: 'Nomor IHS dokter belum dicatat. Lengkapi di data tenaga kesehatan, lalu kirim ulang.' } : patient.park ? { do: 'park', ...patient.park } : waitOf(deps, item, patient.wait?.words ?? '', patient.wait?.seconds));
    for (const item of ready) await record(deps, item, lease, change(item));
    return 0;
  }
  const remotes = new Map(items.map((item) => [`${item.resource}/${item.local_id}`, item.remote_id ?? undefined]));
  const abroad: Abroad = { organization: deps.organization, patient: patient.ihs, practitioner, location: { id: `poli-${visit.poli.toLowerCase()}`, name: visit.poliName }, remote: (reference) => remotes.get(reference), medication: deps.medication };
  return deps.style === 'bundle' ? sendBundle(deps, ready, abroad, lease) : sendOneByOne(deps, ready, abroad, lease);
}

async function sendOneByOne(deps: OutboxDeps, ready: readonly Item[], abroad: Abroad, lease: string): Promise<number> {
  let kept = 0;
  for (const item of ready) {
    const remote = await whereabouts(deps, item, lease);
    if (remote.kind === 'stop') continue;
    const content = await contentOf(deps, item);
    if (!content) continue;
    const { body, left } = payloadOf(content, item.local_id, abroad);
    const answer = remote.id === undefined ? await deps.client.create(item.resource, body) : await deps.client.update(item.resource, remote.id, body);
    kept += await settle(deps, item, lease, judgeWrite(answer, item.resource), left.length > 0);
  }
  return kept;
}

/** A transaction bundle of all that may go. An answer that lacks entries has told us half: what is not in it is looked for by its identifier before it is sent again. */
async function sendBundle(deps: OutboxDeps, ready: readonly Item[], abroad: Abroad, lease: string): Promise<number> {
  const parts: { item: Item; left: boolean; entry: { fullUrl: string; resource: unknown; request: { method: string; url: string } } }[] = [];
  for (const item of ready) {
    const remote = await whereabouts(deps, item, lease);
    const content = remote.kind === 'stop' ? undefined : await contentOf(deps, item);
    if (remote.kind === 'stop' || !content) continue;
    const { body, left } = payloadOf(content, item.local_id, abroad);
    const url = remote.id === undefined ? item.resource : `${item.resource}/${remote.id}`;
    parts.push({ item, left: left.length > 0, entry: { fullUrl: `urn:uuid:${item.local_id}`, resource: remote.id === undefined ? body : { ...body, id: remote.id }, request: { method: remote.id === undefined ? 'POST' : 'PUT', url } } });
  }
  if (parts.length === 0) return 0;
  const answer = await deps.client.bundle(parts.map((part) => part.entry));
  const entries = (answer.body as { entry?: { response?: { resourceID?: string } }[] } | null)?.entry;
  const whole = answer.status === 200 && Array.isArray(entries);
  const overall = whole ? undefined : judgeWrite(answer, 'Bundle');
  let kept = 0;
  for (const [index, part] of parts.entries()) {
    const id = whole ? entries[index]?.response?.resourceID : undefined;
    const outcome: Outcome = id ? { kind: 'kept', remoteId: id } : (overall ?? { kind: 'again', words: 'Jawaban bundel tidak lengkap; dicari lagi sebelum dikirim ulang.' });
    // One bad entry refuses the bundle: alone, each says what is wrong with itself.
    if (outcome.kind === 'refused' && parts.length > 1) return kept + await sendOneByOne(deps, parts.slice(index).map((one) => one.item), abroad, lease);
    kept += await settle(deps, part.item, lease, outcome, part.left);
  }
  return kept;
}

/** Is it there already? Its remote id, or what a search by our identifier says: a lost answer never makes a second one. */
async function whereabouts(deps: OutboxDeps, item: Item, lease: string): Promise<{ kind: 'go'; id?: string } | { kind: 'stop' }> {
  if (item.remote_id !== null) return { kind: 'go', id: item.remote_id };
  const { system: name, value } = identifierOf(item.resource, item.local_id, deps.organization);
  const outcome = judgeSearch(await deps.client.search(item.resource, { identifier: `${name}|${value}` }));
  if (outcome.kind === 'none') return { kind: 'go' };
  if (outcome.kind === 'found') {
    await record(deps, item, lease, { do: 'found', remoteId: outcome.remoteId });
    return { kind: 'go', id: outcome.remoteId };
  }
  await settle(deps, item, lease, outcome, false);
  return { kind: 'stop' };
}

async function settle(deps: OutboxDeps, item: Item, lease: string, outcome: Outcome, again: boolean): Promise<number> {
  switch (outcome.kind) {
    case 'kept': case 'found': return (await record(deps, item, lease, { do: 'acked', remoteId: outcome.remoteId, version: item.version, again })) ? 1 : 0;
    case 'refused': await record(deps, item, lease, { do: 'park', cause: outcome.cause, words: outcome.words }); return 0;
    case 'again': await record(deps, item, lease, waitOf(deps, item, outcome.words, outcome.waitSeconds)); return 0;
    case 'token': case 'none': await record(deps, item, lease, waitOf(deps, item, 'Masuk ke SATUSEHAT ditolak; dicoba lagi.')); return 0;
  }
}

function waitOf(deps: OutboxDeps, item: Item, words: string, asked = 0): Change {
  const [high = 0, low = 0] = deps.random(2);
  return { do: 'wait', seconds: waitSeconds(item.attempts + 1, (high * 256 + low) / 65_536, asked), words };
}

async function record(deps: OutboxDeps, item: Item, lease: string, change: Change): Promise<boolean> {
  return deps.perform(recordSending, worker, { resource: item.resource, localId: item.local_id, lease, change });
}

async function contentOf(deps: OutboxDeps, item: Item): Promise<KeptResource | undefined> {
  const [found] = await deps.record.search(worker, item.resource as ReadType, { _id: item.local_id });
  return found as KeptResource | undefined;
}

async function practitionerOf(deps: OutboxDeps, visit: Visit): Promise<{ ihs: string; name: string } | undefined> {
  const row = await readerOf(deps.database).selectFrom('sih_larajaket.practitioner').select(['ihs']).where('doctor', '=', visit.doctor).where('ihs', 'is not', null).limit(1).executeTakeFirst();
  return row?.ihs ? { ihs: row.ihs, name: visit.doctorName } : undefined;
}
