import { sql } from 'kysely';
import type { Reader } from '../store/tables.ts';
import type { Inclusion, Query } from './query.ts';
import { patientsOf, type Hit } from './run.ts';
import type { Ground } from './terms.ts';

/** Most resources brought along with one page, and most rounds of `:iterate`. */
const limits = { resources: 1000, rounds: 5 };

/** What `_include` and `_revinclude` bring along with a page: one query per inclusion and round, never one per resource. */
export async function included(door: Reader, query: Query, hits: readonly Hit[], ground: Ground): Promise<Hit[]> {
  const seen = new Set(hits.map((hit) => String(hit.nr)));
  const brought: Hit[] = [];
  let fresh: readonly Hit[] = hits;
  for (let round = 0; round < limits.rounds && fresh.length > 0; round += 1) {
    const found: Hit[] = [];
    for (const inclusion of query.inclusions) {
      if (round > 0 && !inclusion.iterate) continue;
      for (const hit of await (inclusion.reverse ? referring(door, inclusion, fresh, ground) : referred(door, inclusion, fresh, ground))) {
        if (seen.has(String(hit.nr)) || brought.length + found.length >= limits.resources) continue;
        seen.add(String(hit.nr));
        found.push(hit);
      }
    }
    brought.push(...found);
    fresh = found;
  }
  return brought;
}

function paramOf({ source, parameter }: Inclusion) {
  return parameter === '*' ? sql`x.param like ${`${source}.%`}` : sql`x.param = ${parameter.key}`;
}

async function referred(door: Reader, inclusion: Inclusion, from: readonly Hit[], ground: Ground): Promise<readonly Hit[]> {
  const sources = from.filter((hit) => hit.type === inclusion.source).map((hit) => String(hit.nr));
  if (sources.length === 0) return [];
  const { rows } = await sql<Hit>`
    select distinct on (r.nr) r.nr, r.type, r.id, v.content, ${patientsOf('r')} from clinical_record.reference x
    join clinical_record.resource r on r.type = x.target_type and r.id = x.target_id and not r.gone join clinical_record.version v on v.nr = r.nr and v.version = r.version
    where x.nr = any(${sources}::bigint[]) and ${paramOf(inclusion)} ${inclusion.target === undefined ? sql`` : sql`and x.target_type = ${inclusion.target}`} and ${ground.visible('r')}
    order by r.nr limit ${limits.resources}`.execute(door);
  return rows;
}

async function referring(door: Reader, inclusion: Inclusion, to: readonly Hit[], ground: Ground): Promise<readonly Hit[]> {
  const targets = to.filter((hit) => inclusion.target === undefined || hit.type === inclusion.target);
  if (targets.length === 0) return [];
  const { rows } = await sql<Hit>`
    select distinct on (r.nr) r.nr, r.type, r.id, v.content, ${patientsOf('r')} from clinical_record.reference x
    join clinical_record.resource r on r.nr = x.nr and not r.gone join clinical_record.version v on v.nr = r.nr and v.version = r.version
    where (x.target_id, x.target_type) in (select * from unnest(${targets.map((hit) => hit.id)}::text[], ${targets.map((hit) => hit.type)}::text[])) and ${paramOf(inclusion)}
      and r.type = ${inclusion.source} and ${ground.visible('r')}
    order by r.nr limit ${limits.resources}`.execute(door);
  return rows;
}
