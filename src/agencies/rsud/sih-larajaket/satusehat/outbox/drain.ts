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
import type { Looked } from './master.ts';
import { patientIhs } from './patient.ts';
import { clinicId } from './places.ts';
import { recordSendings, type Change } from './record.ts';
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
  /** Address of the SATUSEHAT whose numbers are cached. */
  readonly base: string;
}

const worker = system('sih-larajaket-satusehat');
const visitsAtOnce = 6;

export interface Drained { readonly visits: number; readonly kept: number }

/** Sends everything that is due: visits side by side, each in the order of what depends on what. The clinic's work never waits for this. */
export async function drain(deps: OutboxDeps): Promise<Drained> {
  const total = { visits: 0, kept: 0 };
  for (;;) {
    const lease = uuidv7(deps.database.clock.now().epochMilliseconds, deps.random);
    const claimed = await claimVisits(deps.database, visitsAtOnce, lease);
    if (claimed.length === 0) return total;
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
    let masters: Masters | undefined;
    for (;;) {
      const items = await itemsOf(deps.database.read<OutboxTables>(), visitId);
      const ready = sendable(items, deps.database.clock.now()).filter((item) => !tried.has(keyOf(item)));
      if (ready.length === 0) return kept;
      for (const item of ready) tried.add(keyOf(item));
      masters ??= await mastersOf(deps, visit);
      const held = masters.ok ? undefined : masters;
      const became = masters.ok ? await sendRound(deps, abroadOf(deps, visit, items, masters), ready) : ready.map((item) => ({ item, change: held && 'park' in held ? { do: 'park' as const, ...held.park } : waitOf(deps, item, held?.wait.words ?? '', held?.wait.seconds) }));
      if (became.length > 0) kept += await deps.perform(recordSendings, worker, { visitId, lease, changes: became.map(({ item, change }) => ({ resource: item.resource, localId: item.local_id, change })) });
    }
  } finally {
    await releaseVisit(deps.database, visitId, lease);
  }
}

/** The same version is tried once a walk; a newer one may go again. */
function keyOf(item: Item): string {
  return `${item.resource}/${item.local_id}/${item.version}/${item.remote_id === null ? 'new' : 'there'}`;
}

type Masters = { readonly ok: true; readonly patient: string; readonly practitioner: { ihs: string; name: string }; readonly location: string } | Exclude<Looked, { ok: true }>;

/** The numbers a visit cannot go without: patient, doctor, clinic. */
async function mastersOf(deps: OutboxDeps, visit: Visit): Promise<Masters> {
  const patient = await patientIhs(deps, visit.personId);
  if (!patient.ok) return patient;
  const row = await readerOf(deps.database).selectFrom('sih_larajaket.practitioner').select(['ihs']).where('doctor', '=', visit.doctor).where('ihs', 'is not', null).limit(1).executeTakeFirst();
  if (!row?.ihs) return { ok: false, park: { cause: 'practitioner', words: 'Nomor IHS dokter belum dicatat. Cari dengan NIK dokter di sini, lalu kirim ulang.' } };
  const location = await clinicId(deps, { code: visit.poli, name: visit.poliName });
  return location.ok ? { ok: true, patient: patient.id, practitioner: { ihs: row.ihs, name: visit.doctorName }, location: location.id } : location;
}

function abroadOf(deps: OutboxDeps, visit: Visit, items: readonly Item[], masters: Extract<Masters, { ok: true }>): Abroad {
  const remotes = new Map(items.map((item) => [`${item.resource}/${item.local_id}`, item.remote_id ?? undefined]));
  return { organization: deps.organization, patient: masters.patient, practitioner: masters.practitioner, location: { id: masters.location, name: visit.poliName }, remote: (reference) => remotes.get(reference), medication: deps.medication };
}

/** One round of a visit: what goes, and what became of it so far. */
interface Round { readonly deps: OutboxDeps; readonly abroad: Abroad; readonly contents: ReadonlyMap<string, KeptResource>; readonly became: { item: Item; change: Change }[] }

async function sendRound(deps: OutboxDeps, abroad: Abroad, ready: readonly Item[]): Promise<Round['became']> {
  const contents = new Map((await deps.record.several(worker, ready.map((item) => ({ type: item.resource as ReadType, id: item.local_id })))).map((resource) => [`${resource.resourceType}/${resource.id}`, resource]));
  const round: Round = { deps, abroad, contents, became: [] };
  await (deps.style === 'bundle' ? sendBundle(round, ready) : sendOneByOne(round, ready));
  return round.became;
}

async function sendOneByOne(round: Round, ready: readonly Item[]): Promise<void> {
  const { deps, abroad, contents } = round;
  for (const item of ready) {
    const remote = await whereabouts(round, item);
    const content = contents.get(`${item.resource}/${item.local_id}`);
    if (remote.kind === 'stop' || !content) continue;
    const { body, left } = payloadOf(content, item.local_id, abroad);
    const answer = remote.id === undefined ? await deps.client.create(item.resource, body) : await deps.client.update(item.resource, remote.id, body);
    settle(round, item, judgeWrite(answer, item.resource), left.length > 0);
  }
}

/** A transaction bundle of all that may go. An answer that lacks entries has told us half: what is not in it is looked for by its identifier before it is sent again. */
async function sendBundle(round: Round, ready: readonly Item[]): Promise<void> {
  const { deps, abroad, contents } = round;
  const parts: { item: Item; left: boolean; entry: { fullUrl: string; resource: unknown; request: { method: string; url: string } } }[] = [];
  for (const item of ready) {
    const remote = await whereabouts(round, item);
    const content = contents.get(`${item.resource}/${item.local_id}`);
    if (remote.kind === 'stop' || !content) continue;
    const { body, left } = payloadOf(content, item.local_id, abroad);
    const url = remote.id === undefined ? item.resource : `${item.resource}/${remote.id}`;
    parts.push({ item, left: left.length > 0, entry: { fullUrl: `urn:uuid:${item.local_id}`, resource: remote.id === undefined ? body : { ...body, id: remote.id }, request: { method: remote.id === undefined ? 'POST' : 'PUT', url } } });
  }
  if (parts.length === 0) return;
  const answer = await deps.client.bundle(parts.map((part) => part.entry));
  const entries = (answer.body as { entry?: { response?: { resourceID?: string } }[] } | null)?.entry;
  const whole = answer.status === 200 && Array.isArray(entries);
  const overall = whole ? undefined : judgeWrite(answer, 'Bundle');
  // One bad entry refuses the bundle: alone, each says what is wrong with itself.
  if (overall?.kind === 'refused' && parts.length > 1) { await sendOneByOne(round, parts.map((part) => part.item)); return; }
  for (const [index, part] of parts.entries()) {
    const id = whole ? entries[index]?.response?.resourceID : undefined;
    settle(round, part.item, id ? { kind: 'kept', remoteId: id } : (overall ?? { kind: 'again', words: 'Jawaban bundel tidak lengkap; dicari lagi sebelum dikirim ulang.' }), part.left);
  }
}

/** Is it there already? Its remote id, or what a search by our identifier says: a lost answer never makes a second one. */
async function whereabouts(round: Round, item: Item): Promise<{ kind: 'go'; id?: string } | { kind: 'stop' }> {
  if (item.remote_id !== null) return { kind: 'go', id: item.remote_id };
  const { system: name, value } = identifierOf(item.resource, item.local_id, round.deps.organization);
  const outcome = judgeSearch(await round.deps.client.search(item.resource, { identifier: `${name}|${value}` }));
  if (outcome.kind === 'none') return { kind: 'go' };
  if (outcome.kind === 'found') {
    round.became.push({ item, change: { do: 'found', remoteId: outcome.remoteId } });
    return { kind: 'go', id: outcome.remoteId };
  }
  settle(round, item, outcome, false);
  return { kind: 'stop' };
}

function settle({ deps, became }: Round, item: Item, outcome: Outcome, again: boolean): void {
  became.push({ item, change: changeOf(deps, item, outcome, again) });
}

function changeOf(deps: OutboxDeps, item: Item, outcome: Outcome, again: boolean): Change {
  switch (outcome.kind) {
    case 'kept': case 'found': return { do: 'acked', remoteId: outcome.remoteId, version: item.version, again };
    // "There already" is no fault of the data: the next try looks for it first and finds it.
    case 'refused': return outcome.cause === 'duplicate' && item.attempts < 3 ? waitOf(deps, item, outcome.words) : { do: 'park', cause: outcome.cause, words: outcome.words };
    case 'again': return waitOf(deps, item, outcome.words, outcome.waitSeconds);
    case 'token': case 'none': return waitOf(deps, item, 'Masuk ke SATUSEHAT ditolak; dicoba lagi.');
  }
}

function waitOf(deps: OutboxDeps, item: Item, words: string, asked = 0): Change {
  const [high = 0, low = 0] = deps.random(2);
  return { do: 'wait', seconds: waitSeconds(item.attempts + 1, (high * 256 + low) / 65_536, asked), words };
}
