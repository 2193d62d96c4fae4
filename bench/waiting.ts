// How wrong are waiting times? Simulated clinics as in the domain file: 40 booked, one doctor, late start 35 ± 25 minutes, service times log-normal with
// coefficient of variation 0.7, 12 % never come, one break. Asked at arrival and one hour before the turn; ours against what others do.
import { servedChance } from '../src/commons/booking/rules/attendance.ts';
import { posteriorPace, type Seen } from '../src/commons/booking/rules/pace.ts';
import { bpjsWaitSeconds, forecastWait, type Forecast } from '../src/commons/booking/rules/wait.ts';
import { report } from './report.ts';

const days = Number(process.env['DAYS'] ?? 400);
const patients = 40;
const meanService = 480;
const variation = 0.7;
const missedShare = 0.12;
const breakAt = { from: 2.5 * 3600, to: 3 * 3600 };

/** Repeatable randomness (mulberry32): the same clinics for every estimator and every run. */
let seed = 20261123;
function random(): number {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
}
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const service = (mean: number) => mean * Math.exp(normal() * Math.sqrt(Math.log(1 + variation ** 2)) - Math.log(1 + variation ** 2) / 2);

interface Patient { readonly number: number; readonly arrives: number; began: number; ended: number }
interface Day { readonly start: number; readonly served: Patient[]; readonly arrivals: ReadonlyMap<number, number> }

/** One day. Seconds after the hour the session should open. The doctor sees whoever is here with the lowest number. */
function liveThrough(): Day {
  const mean = meanService * (0.85 + 0.3 * random());
  const start = Math.max(0, 2100 + 1500 * normal());
  // People aim at half an hour before the printed time, give or take half an hour.
  const coming = Array.from({ length: patients }, (_, index) => ({ number: index + 1, arrives: index * meanService - 1800 + 1800 * normal(), began: 0, ended: 0 })).filter(() => random() > missedShare);
  const waiting = [...coming];
  const served: Patient[] = [];
  let now = start;
  while (waiting.length > 0) {
    if (now >= breakAt.from && now < breakAt.to) now = breakAt.to;
    const here = waiting.filter((patient) => patient.arrives <= now).sort((a, b) => a.number - b.number)[0];
    if (!here) {
      now = Math.min(...waiting.map((patient) => patient.arrives));
      continue;
    }
    waiting.splice(waiting.indexOf(here), 1);
    here.began = now;
    here.ended = now + service(mean);
    now = here.ended;
    served.push(here);
  }
  return { start, served, arrivals: new Map(coming.map((patient) => [patient.number, patient.arrives])) };
}

interface Guess { readonly point: number; readonly from?: number; readonly to?: number }
type Estimator = (day: Day, number: number, at: number) => Guess;

const history = { startDelays: [] as number[], seen: { count: 0, seconds: 0, squared: 0 } as Seen };
const nothing: Seen = { count: 0, seconds: 0, squared: 0 };
const add = (seen: Seen, seconds: number): Seen => ({ count: seen.count + 1, seconds: seen.seconds + seconds, squared: seen.squared + seconds ** 2 });

/** What a desk would know at `at`. */
const doneBy = (day: Day, at: number) => day.served.filter((patient) => patient.ended <= at);
const servingAt = (day: Day, at: number) => day.served.filter((patient) => patient.began <= at && patient.ended > at);
const leftBefore = (day: Day, number: number, at: number) => {
  const gone = new Set(day.served.filter((patient) => patient.began <= at).map((patient) => patient.number));
  return Array.from({ length: number - 1 }, (_, index) => index + 1).filter((other) => !gone.has(other));
};

const ours: Estimator = (day, number, at) => {
  const today = doneBy(day, at).reduce((seen, patient) => add(seen, patient.ended - patient.began), nothing);
  const pace = posteriorPace(today, { weekday: history.seen, resource: history.seen, group: nothing, service: nothing });
  const ahead = leftBefore(day, number, at).map((other) => {
    const arrived = (day.arrivals.get(other) ?? Infinity) <= at;
    return { chance: servedChance(arrived, missedShare, at - ((other - 1) * meanService - 1800)), mean: pace.mean };
  });
  const forecast: Forecast = forecastWait({ now: at, opensAt: 0, startedAt: at >= day.start ? day.start : undefined, startDelays: history.startDelays, ahead, serving: servingAt(day, at).map(() => pace.mean), breaks: [breakAt], pace });
  return forecast;
};
/** What BPJS prescribes: SPM × (sisa − 1), sisa counting everybody not served yet up to and including you. */
const prescribed: Estimator = (day, number, at) => ({ point: at + bpjsWaitSeconds(meanService, leftBefore(day, number, at).length + 1) });
/** The printed time: opening hour + SPM × (number − 1). */
const printed: Estimator = (_day, number, at) => ({ point: Math.max(at, (number - 1) * meanService) });
/** Last to enter service: you will wait as long as the one who went in last did. */
const lastToEnter: Estimator = (day, number, at) => {
  const last = day.served.filter((patient) => patient.began <= at).at(-1);
  const arrived = Math.max(at, day.arrivals.get(number) ?? at);
  return { point: arrived + (last ? Math.max(0, last.began - last.arrives) : 0) };
};

interface Score { errors: number[]; inside: number; asked: number }
const estimators = { ours, prescribed, printed, lastToEnter };
type Name = keyof typeof estimators;
const moments = ['at arrival', 'one hour ahead'] as const;
const scores = new Map<string, Score>();

for (let warm = 0; warm < 25; warm += 1) remember(liveThrough());
for (let day = 0; day < days; day += 1) {
  const lived = liveThrough();
  for (const patient of lived.served) {
    ask('at arrival', lived, patient, patient.arrives);
    ask('one hour ahead', lived, patient, patient.began - 3600);
  }
  remember(lived);
}

function ask(moment: string, day: Day, patient: Patient, at: number): void {
  if (at > patient.began) return;
  for (const [name, estimator] of Object.entries(estimators)) {
    const score = scores.get(`${name} ${moment}`) ?? { errors: [], inside: 0, asked: 0 };
    const guess = estimator(day, patient.number, at);
    score.errors.push((guess.point - patient.began) / 60);
    score.asked += 1;
    if (guess.from !== undefined && guess.to !== undefined && patient.began >= guess.from && patient.began <= guess.to) score.inside += 1;
    scores.set(`${name} ${moment}`, score);
  }
}

function remember(day: Day): void {
  history.startDelays.push(day.start);
  if (history.startDelays.length > 60) history.startDelays.shift();
  for (const patient of day.served) history.seen = add(history.seen, patient.ended - patient.began);
}

const error = (name: Name, moment: string) => {
  const errors = scores.get(`${name} ${moment}`)?.errors ?? [];
  return { mean: errors.reduce((sum, value) => sum + Math.abs(value), 0) / errors.length, bias: errors.reduce((sum, value) => sum + value, 0) / errors.length };
};

for (const moment of moments) {
  const score = scores.get(`ours ${moment}`);
  report(`Waiting time asked ${moment}: ${days} clinic days of ${patients} patients`, [
    ['ours: mean absolute error', error('ours', moment).mean, 'min'], ['ours: bias', error('ours', moment).bias, 'min'],
    ['ours: window P10-P80 holds the truth', ((score?.inside ?? 0) / (score?.asked ?? 1)) * 100, '% (70 % promised)'],
    ['BPJS formula: mean absolute error', error('prescribed', moment).mean, 'min'], ['BPJS formula: bias', error('prescribed', moment).bias, 'min'],
    ['printed time: mean absolute error', error('printed', moment).mean, 'min'], ['last to enter service: mean absolute error', error('lastToEnter', moment).mean, 'min'],
    ['ratio BPJS / ours', error('prescribed', moment).mean / error('ours', moment).mean, '×'], ['ratio last to enter / ours', error('lastToEnter', moment).mean / error('ours', moment).mean, '×'],
  ]);
}
