import { sql } from 'kysely';
import type { ReadonlyKysely } from 'kysely/readonly';
import { system } from '#kernel/actor';
import { canonicalJson, sha256 } from '#kernel/digest';
import { civilDate } from '#kernel/time';
import type { Database } from '#platform/database';
import type { Regency } from '#platform/regency';
import { isValidOn, placesOf, type Place } from './rules/register.ts';
import { searchPlaces, type PlaceMatch } from './rules/search.ts';

/** Districts and villages of the regency by code, name and date. In memory: a few hundred rows that change once in years. */
export interface Places {
  readonly regency: Place;
  /** Districts on `at` (today when left out), by code. */
  districts(at?: Temporal.PlainDate): Place[];
  villages(options?: { district?: string | undefined; at?: Temporal.PlainDate | undefined }): Place[];
  /** The place of a code on `at`, today when left out. */
  find(code: string, at?: Temporal.PlainDate): Place | undefined;
  /** `Kayu Ara, Kec. Sekayu`. */
  fullName(code: string, at?: Temporal.PlainDate): string | undefined;
  /** Tolerant of spelling, of `Desa`/`Kec.` and of old spellings. */
  search(typed: string, options?: { level?: Place['level'] | undefined; district?: string | undefined; limit?: number | undefined }): PlaceMatch[];
  /** Is this six-digit NIK prefix one of this regency, now or earlier? Others are possible too: people move. */
  knowsNikRegion(prefix: string): boolean;
  /** Every state of a code, oldest first, with what took its place. */
  history(code: string): Place[];
}

interface PlaceTables {
  'places.place': { code: string; valid_from: string; valid_to: string | null; name: string; level: string; kind: string | null; parent: string | null; successors: string[]; withdrawn: boolean };
  'places.load': { digest: string; turn: bigint };
}

/** Unknown beginnings are stored as this date. */
const unknownStart = '1900-01-01';

/** Opens the register of places and brings the tables in step with the regency's data. Starting again changes nothing. */
export async function openPlaces({ database, regency }: { database: Database; regency: Regency }): Promise<Places> {
  const all = placesOf(regency);
  await store(database, all);
  return placeRegister(all, regency.nikRegions, () => civilDate(database.clock.now(), regency.zone));
}

/** Pure: the register over a list of places. */
export function placeRegister(all: readonly Place[], nikRegions: readonly string[], today: () => Temporal.PlainDate): Places {
  const byCode = Map.groupBy(all, (place) => place.code);
  const prefixes = new Set([...nikRegions, ...all.filter((place) => place.level === 'district').map((place) => place.code.replaceAll('.', ''))]);
  const regency = all.find((place) => place.level === 'regency');
  if (!regency) throw new Error('A register of places needs its regency.');
  const find = (code: string, at = today()) => byCode.get(code)?.find((place) => isValidOn(place, at));
  const on = (at: Temporal.PlainDate, level: Place['level']) => all.filter((place) => place.level === level && isValidOn(place, at)).sort((a, b) => (a.code < b.code ? -1 : 1));
  return {
    regency,
    districts: (at = today()) => on(at, 'district'),
    villages: ({ district, at = today() } = {}) => on(at, 'village').filter((place) => district === undefined || place.parent === district),
    find,
    fullName(code, at = today()) {
      const place = find(code, at);
      if (place?.level !== 'village') return place && (place.level === 'district' ? `Kec. ${place.name}` : place.name);
      const district = find(place.parent ?? '', at);
      return district ? `${place.name}, Kec. ${district.name}` : place.name;
    },
    search: (typed, { level, district, limit = 10 } = {}) => searchPlaces(all.filter((place) => (level === undefined || place.level === level) && (district === undefined || place.parent === district) && isValidOn(place, today())), typed, limit),
    knowsNikRegion: (prefix) => prefixes.has(prefix),
    history: (code) => [...(byCode.get(code) ?? [])].sort((a, b) => ((a.validFrom?.toString() ?? '') < (b.validFrom?.toString() ?? '') ? -1 : 1)),
  };
}

async function store(database: Database, all: readonly Place[]): Promise<void> {
  const rows = all.map((place) => ({
    code: place.code, valid_from: place.validFrom?.toString() ?? unknownStart, valid_to: place.validTo?.toString() ?? null, name: place.name,
    level: place.level, kind: place.kind ?? null, parent: place.parent ?? null, successors: [...place.successors], withdrawn: false,
  }));
  const digest = sha256(canonicalJson(rows));
  const newest = (tables: Pick<ReadonlyKysely<PlaceTables>, 'selectFrom'>) => tables.selectFrom('places.load').select(['digest', 'turn']).orderBy('turn', 'desc').limit(1).executeTakeFirst();
  if ((await newest(database.read<PlaceTables>()))?.digest === digest) return;
  await database.write({ actor: system('places', 'command'), action: 'places/load' }, async (work) => {
    const tables = work.tables<PlaceTables>();
    // Two processes may start at once; the second waits and finds the work done.
    await sql`select pg_advisory_xact_lock(hashtext('places/load'))`.execute(tables);
    const last = await newest(tables);
    if (last?.digest === digest) return;
    const turn = (last?.turn ?? 0n) + 1n;
    // Rows that left the data stay, marked: other rooms keep their codes.
    await tables.updateTable('places.place').set({ withdrawn: true }).execute();
    await tables.insertInto('places.place').values(rows).onConflict((conflict) => conflict.columns(['code', 'valid_from']).doUpdateSet((eb) => ({
      valid_to: eb.ref('excluded.valid_to'), name: eb.ref('excluded.name'), level: eb.ref('excluded.level'), kind: eb.ref('excluded.kind'),
      parent: eb.ref('excluded.parent'), successors: eb.ref('excluded.successors'), withdrawn: eb.ref('excluded.withdrawn'),
    }))).execute();
    await tables.insertInto('places.load').values({ digest, turn }).onConflict((conflict) => conflict.column('digest').doUpdateSet({ turn })).execute();
    work.note({ subject: 'places', rows: rows.length, digest: digest.slice(0, 16) });
  });
}
