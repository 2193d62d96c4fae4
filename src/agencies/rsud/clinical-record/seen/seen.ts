import { sql } from 'kysely';
import type { Actor } from '#kernel/actor';
import { uuidv7, type RandomBytes } from '#kernel/ids';
import type { Access, Purpose } from '#commons/access';
import type { Database, Work } from '#platform/database';

/** One answer that shows a patient's record to somebody. */
export interface Look {
  readonly actor: Actor;
  readonly interaction: 'read' | 'vread' | 'history' | 'search' | 'operation';
  readonly purpose: Purpose;
  readonly service: string;
  readonly patients: readonly string[];
  /** `Type/id` each. */
  readonly entities: readonly string[];
  readonly asked?: readonly string[] | undefined;
  /** Opened in an emergency, for this reason. */
  readonly glassReason?: string | undefined;
  readonly requestId?: string | undefined;
}

/** The log of looks at patients' records. */
export interface SeenLog {
  /** Records a look and returns when it is committed: only then may the answer leave. Looks of the same moment share one statement. */
  record(look: Look): Promise<void>;
  /** Records a look in the caller's unit of work. */
  within(work: Work, look: Look): Promise<void>;
}

/** Identifier system by which a Patient names its person in the register of persons. */
const personSystem = 'urn:serasan:person';
const manyEntities = 50;

interface Waiting { readonly look: Look; readonly done: () => void; readonly failed: (error: unknown) => void }

const logs = new WeakMap<Database, SeenLog>();

/** The log of this house, opened when the room was mounted; without it nobody reads. */
export function seenLogOf(database: Database): SeenLog {
  const log = logs.get(database);
  if (!log) throw new Error('The clinical record is not mounted: nobody may read what nobody records.');
  return log;
}

/** Opens the log. While one batch is being written the next one gathers, so a burst of reads costs few commits and no look waits for a timer. */
export function openSeen(deps: { database: Database; access: Pick<Access, 'readingsFor' | 'recordReading'>; random: RandomBytes }): SeenLog {
  const { database, access } = deps;
  let waiting: Waiting[] = [];
  let writing = false;

  async function drain(): Promise<void> {
    writing = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await writeBatch(batch.map((one) => one.look));
        for (const one of batch) one.done();
      } catch (error) {
        for (const one of batch) one.failed(error);
      }
    }
    writing = false;
  }

  async function writeBatch(looks: readonly Look[]): Promise<void> {
    const now = database.clock.now();
    const rows = looks.flatMap((look) => rowsOf(look, now, () => uuidv7(now.epochMilliseconds, deps.random)));
    const persons = await database.journal<unknown, ReadonlyMap<string, string>>(async (door) => {
      await insert(rows).execute(door);
      return personsOf(rows.map((row) => row.patient)).execute(door).then(asMap);
    });
    await access.readingsFor(looks.flatMap((look) => readingsOf(look, persons).map((reading) => ({ actor: look.actor, reading, requestId: look.requestId }))));
  }

  const log: SeenLog = {
    record(look) {
      if (look.patients.length === 0) return Promise.resolve();
      return new Promise((done, failed) => {
        waiting.push({ look, done, failed });
        if (!writing) void drain();
      });
    },
    async within(work, look) {
      const rows = rowsOf(look, work.now, () => work.newId());
      if (rows.length === 0) return;
      await insert(rows).execute(work.tables<unknown>());
      const persons = asMap(await personsOf(rows.map((row) => row.patient)).execute(work.tables<unknown>()));
      await access.recordReading(work, ...readingsOf(look, persons));
    },
  };
  logs.set(database, log);
  return log;
}

function rowsOf(look: Look, at: Temporal.Instant, newId: () => string) {
  const { actor } = look;
  const entities = look.entities.length > manyEntities ? [...new Set(look.entities.map((entity) => entity.split('/')[0] ?? entity))] : look.entities;
  return [...new Set(look.patients)].map((patient) => ({
    id: newId(), at: at.toString(), actor_kind: actor.kind, actor_id: actor.id, agency: actor.agency ?? null, channel: actor.channel, service: look.service, purpose: look.purpose,
    interaction: look.interaction, patient, entities, asked: look.asked ?? [], glass_reason: look.glassReason ?? null, request_id: look.requestId ?? null,
  }));
}

function insert(rows: readonly unknown[]) {
  return sql`insert into clinical_record.seen select s.* from jsonb_populate_recordset(null::clinical_record.seen, ${JSON.stringify(rows)}::jsonb) s`;
}

/** The persons behind patients, where the patient names one. */
function personsOf(patients: readonly string[]) {
  return sql<{ id: string; person: string }>`
    select r.id, t.code as person from clinical_record.resource r join clinical_record.token t on t.nr = r.nr and t.param = 'Patient.identifier' and t.system = ${personSystem}
    where r.type = 'Patient' and r.id = any(${[...new Set(patients)]}::text[])`;
}

function asMap({ rows }: { rows: readonly { id: string; person: string }[] }): ReadonlyMap<string, string> {
  return new Map(rows.map((row) => [row.id, row.person]));
}

/** What the persons themselves see of it. In an emergency it is told even of a patient who is in no register. */
function readingsOf(look: Look, persons: ReadonlyMap<string, string>) {
  const fields = [...new Set(look.entities.map((entity) => entity.split('/')[0] ?? entity))];
  return [...new Set(look.patients)].flatMap((patient) => {
    const person = persons.get(patient) ?? (look.glassReason === undefined ? undefined : `patient:${patient}`);
    return person === undefined ? [] : [{ person, fields, purpose: look.purpose, service: look.service, ...(look.glassReason === undefined ? {} : { breakGlass: true, reason: look.glassReason }) }];
  });
}
