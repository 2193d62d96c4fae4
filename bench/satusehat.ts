// SATUSEHAT's outbox on PostgreSQL: 10,000 visits under random faults (busy, broken, lost, lying, half a bundle, blind, slow, token ended), two workers at once: what is lost, doubled or out of order, beside a run without faults. Run: N=10000 ./serasan bench satusehat
import { system } from '#kernel/actor';
import { standingClock } from '#kernel/time';
import { readConfig } from '#platform/config';
import { openHouse } from '../src/house.ts';
import { openOn } from '../src/agencies/rsud/sih-larajaket/ground.ts';
import { condition, encounter, vitalSigns } from '../src/agencies/rsud/sih-larajaket/record/facts.ts';
import { medicationRequest } from '../src/agencies/rsud/sih-larajaket/record/medicine-facts.ts';
import { writeFacts, writePatient } from '../src/agencies/rsud/sih-larajaket/record/write.ts';
import { openSatusehat, type Satusehat } from '../src/agencies/rsud/sih-larajaket/satusehat/index.ts';
import type { Misbehaviour, StandIn } from '../src/agencies/rsud/sih-larajaket/satusehat/standin/standin.ts';
import { findVisits } from '../src/agencies/rsud/sih-larajaket/store/visits.ts';
import type { Tables } from '../src/agencies/rsud/sih-larajaket/store/tables.ts';
import { openBenchPlace } from './place.ts';
import { report } from './report.ts';

const total = Number(process.env['N'] ?? 10_000);
const share = Number(process.env['FAULTS'] ?? 0.15);
const place = await openBenchPlace(['shared_buffers = 512MB', 'synchronous_commit = on']);
const clock = standingClock('2026-11-23T02:00:00Z');
const house = await openHouse(readConfig(place.environment), place.connection, { clock, random: (size) => crypto.getRandomValues(new Uint8Array(size)) });
const larajaket = openOn(house);
const { doors } = larajaket;
const actor = system('bench', 'command');

/** Persons of the regency's made-up people, each with many visits. */
const persons: string[] = [];
for (let n = 0; n < Math.min(400, total); n += 1) {
  const { personId } = await house.database.write({ actor, action: 'bench/person' }, async (work) => {
    const registered = await house.people.register(work, { name: `Contoh Bangku ${n}`, sex: n % 2 === 0 ? 'P' : 'L', birthDate: '1979-03-14', nik: `160601140379${String(1000 + n)}` });
    await writePatient(doors, work, registered.personId);
    return registered;
  });
  persons.push(personId);
}
await house.pool.query("insert into sih_larajaket.practitioner (account, name, profession, doctor, sip, sip_expires_on, ihs) values ('bench', 'Contoh', 'doctor', 'dr-cakra', 'SIP/CONTOH/1', '2030-01-01', 'N10000001')");

const plain = await run('resource', Math.ceil(total / 10), 0);
const bundled = await run('bundle', Math.ceil(total / 10), 0);
const faulty = await run('resource', total, share);
const half = await run('bundle', Math.ceil(total / 5), share);
report(`SATUSEHAT outbox, ${total} visits`, [
  ['one by one, no faults', said(plain)], ['bundles, no faults', `${said(bundled)}, ${(bundled.rate / plain.rate).toFixed(2)} × one by one`],
  [`one by one, ${share * 100} % faults`, `${said(faulty)}, ${(faulty.rate / plain.rate).toFixed(2)} × without faults`], [`bundles, ${share * 100} % faults`, said(half)],
  ['lost', faulty.lost + half.lost], ['sent twice', faulty.doubled + half.doubled], ['held by a refusal', faulty.parked + half.parked], ['out of order (refused for a reference not there)', faulty.early + half.early], ['tokens asked for', faulty.tokens + half.tokens],
]);
await house.close();
await place.close();
process.exit(0);

interface Ran { readonly items: number; readonly rate: number; readonly seconds: number; readonly calls: number; readonly rounds: number; readonly lost: number; readonly doubled: number; readonly parked: number; readonly early: number; readonly tokens: number; readonly cpu: number }

function said(ran: Ran): string {
  return `${ran.items} resources in ${ran.seconds.toFixed(0)} s (${ran.rate.toFixed(0)}/s, ${(ran.cpu / ran.items).toFixed(2)} ms CPU each), ${(ran.calls / ran.items).toFixed(2)} calls each, ${ran.rounds} rounds`;
}

/** Makes `count` visits, sends them with two workers until nothing is left, and compares what is here with what is there. */
async function run(style: 'resource' | 'bundle', count: number, faults: number): Promise<Ran> {
  await house.pool.query("delete from sih_larajaket.satusehat");
  await house.pool.query('delete from sih_larajaket.satusehat_master');
  await makeVisits(count);
  const first: Satusehat = openSatusehat(larajaket, { ...house.config, SATUSEHAT_STYLE: style }, house.vault);
  if (!first.standIn) throw new Error('A bench never sends to the real SATUSEHAT.');
  const away: StandIn = first.standIn;
  const second = openSatusehat(larajaket, { ...house.config, SATUSEHAT_STYLE: style }, house.vault, away);
  away.refuseDuplicates = false;
  away.delay = 5;
  const chance = seeded(20_261_126);
  const moods: readonly Misbehaviour[] = ['busy', 'broken', 'silent', 'lost', 'lying', 'slow', 'expired', ...(style === 'bundle' ? ['half' as const, 'half' as const] : [])];
  away.chance = () => (chance() < faults ? moods[Math.floor(chance() * moods.length)] ?? 'fine' : 'fine');
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  let rounds = 0;
  for (;;) {
    await Promise.all([first.drain(), second.drain()]);
    rounds += 1;
    if ((await rows<{ n: number }>("select count(*)::int as n from sih_larajaket.satusehat where state in ('ready', 'sent')"))[0]?.n === 0) break;
    clock.advance({ minutes: 61 });
  }
  const seconds = (performance.now() - began) / 1000;
  const spent = process.cpuUsage(cpu);
  const items = await rows<{ resource: string; local_id: string; state: string; cause: string | null; outcome: string | null }>('select resource, local_id, state, cause, outcome from sih_larajaket.satusehat');
  const there = Map.groupBy([...away.stored.values()].filter((one) => !['Organization', 'Location'].includes(one.type)), (one) => one.identifier);
  const identifier = (item: { resource: string; local_id: string }) => `http://sys-ids.kemkes.go.id/${item.resource.toLowerCase()}/${house.config.SATUSEHAT_ORGANIZATION}|${item.local_id}`;
  return {
    items: items.length, seconds, rate: items.length / seconds, calls: away.seen.length, rounds, tokens: away.tokens, cpu: (spent.user + spent.system) / 1000,
    lost: items.filter((item) => item.state === 'acked' && !there.has(identifier(item))).length, doubled: [...there.values()].filter((list) => list.length > 1).length,
    parked: items.filter((item) => item.state !== 'acked').length, early: items.filter((item) => item.cause === 'reference').length,
  };
}

async function makeVisits(count: number): Promise<void> {
  const { rows: made } = await house.pool.query<{ id: string }>(`insert into sih_larajaket.visit (id, person_id, first_person_id, code, label, session_id, poli, poli_name, doctor, doctor_name, date, payer, state, state_at, state_by, arrived_at)
    select gen_random_uuid(), p.person, p.person, 'B' || n, 'D-' || n, gen_random_uuid(), 'INT', 'Poli Penyakit Dalam', 'dr-cakra', 'dr. Contoh', '2026-11-23', 'umum', 'arrived', $3, 'bench', $3
    from generate_series(1, $1::int) n join unnest($2::uuid[]) with ordinality p(person, place) on p.place = 1 + n % cardinality($2::uuid[]) returning id`, [count, persons, clock.now().toString()]);
  for (let start = 0; start < made.length; start += 25) {
    await house.database.write({ actor, action: 'bench/visits' }, async (work) => {
      for (const visit of await findVisits(work.tables<Tables>(), { ids: made.slice(start, start + 25).map((one) => one.id) })) {
        const steps = ['arrived', 'in-progress', 'finished'].map((to, index) => ({ to, at: visit.arrivedAt.add({ minutes: index * 10 }) }));
        await writeFacts(doors, work, visit, (about) => [
          encounter(about, steps, [{ id: `${visit.id}-dx`, rank: 1 }]), ...vitalSigns(about, { systolic: 130, diastolic: 80, weight: 65 }, { fall: 'low', nutrition: 'good', painScore: 1 }).slice(0, 3), condition(about, { id: `${visit.id}-dx`, code: 'I10', display: 'Hipertensi', ended: false }),
          medicationRequest(about, { id: `${visit.id}-rx`, rxNumber: visit.code, no: 1, drug: 'AMLO5', name: 'Amlodipin 5 mg', class: 'ccb', ingredient: 'amlodipin', route: 'oral', signa: { dose: 1, unit: 'tablet', frequency: 1, period: { value: 1, unit: 'd' }, timing: ['morning'], days: 30 }, quantity: 30, iterations: 0, compounded: false, stopped: false }),
        ]);
      }
    });
  }
}

async function rows<T extends object>(text: string): Promise<T[]> {
  return (await house.pool.query<T>(text)).rows;
}

function seeded(state: number): () => number {
  let value = state;
  return () => { value = (Math.imul(value, 1_103_515_245) + 12_345) >>> 0; return value / 4_294_967_296; };
}
