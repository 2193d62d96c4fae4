import { checklist, type Check, type Memory, type TestPerson } from './checks.ts';
import { words } from '../rules/refusals.ts';
import { readPaths, type ServedName } from '../served/paths.ts';
import type { Sample } from '../served/sample.ts';

export interface UatOptions {
  /** Where the deployment is reached: `https://layanan.example.go.id`. */
  readonly base: string;
  readonly username: string;
  readonly password: string;
  /** The BPJS_PATHS setting of the deployment. */
  readonly paths?: string;
  readonly now?: Temporal.Instant;
  readonly zone?: string;
  readonly send?: Send;
}
export type Send = (method: 'GET' | 'POST', path: string, headers: Record<string, string>, body?: string) => Promise<{ status: number; body: string }>;

export interface Evidence { readonly service: string; readonly scenario: string; readonly expected: string; readonly got: string; readonly passed: boolean; readonly ms: number }
export interface UatResult { readonly passed: number; readonly failed: number; readonly evidence: readonly Evidence[]; readonly sheet: string }

/** Runs BPJS's acceptance checklist against a running deployment and writes the evidence sheet. It registers one made-up patient and cancels the place it took. */
export async function runUat(options: UatOptions): Promise<UatResult> {
  const send = options.send ?? sendTo(options.base);
  const paths = readPaths(options.paths ?? '');
  const now = options.now ?? Temporal.Now.instant();
  const evidence: Evidence[] = [];
  const ask = async (service: ServedName, scenario: string, expected: { code: number; message?: string }, headers: Record<string, string>, body?: unknown, judge?: (answer: Read) => string | undefined): Promise<Read> => {
    const begun = performance.now();
    const answer = readAnswer(await send(service === 'auth' ? 'GET' : 'POST', paths[service], { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }, body === undefined ? undefined : JSON.stringify(body)));
    const fault = answer.code !== expected.code || (expected.message !== undefined && answer.message !== expected.message) ? 'jawaban berbeda' : judge?.(answer);
    evidence.push({ service, scenario, expected: `${expected.code}${expected.message ? ` ${expected.message}` : ''}`, got: `${answer.code} ${answer.message}${fault ? ` (${fault})` : ''}`, passed: fault === undefined, ms: Math.round(performance.now() - begun) });
    return answer;
  };

  await ask('auth', 'Sandi salah', words.wrongLogin, { 'x-username': options.username, 'x-password': `${options.password}-salah` });
  await ask('auth', 'Nama pengguna salah', words.wrongLogin, { 'x-username': 'bukan-bpjs', 'x-password': options.password });
  const login = await ask('auth', 'Token diberikan', { code: 200 }, { 'x-username': options.username, 'x-password': options.password }, undefined, (answer) => (typeof answer.response['token'] === 'string' ? undefined : 'tidak ada token'));
  const headers = { 'x-token': String(login.response['token']), 'x-username': options.username };
  for (const service of Object.keys(paths) as ServedName[]) if (service !== 'auth') await ask(service, 'Token tidak berlaku', words.tokenExpired, { ...headers, 'x-token': 'kedaluwarsa' }, {});

  const sample = JSON.parse((await send('GET', `${paths.auth}/contoh`, headers)).body) as Sample;
  const today = now.toZonedDateTimeISO(options.zone ?? 'Asia/Jakarta').toPlainDate();
  const memory: Memory = {};
  const checks = checklist(sample, makePerson(now, sample.person), makeLetter(now, today), today.year);
  if (checks.length === 0) evidence.push({ service: 'jadwal', scenario: 'Ada jadwal yang dapat dipakai uji', expected: 'satu jadwal terbuka di hari lain', got: 'tidak ada', passed: false, ms: 0 });
  for (const check of checks) {
    await ask(check.service, check.scenario, check, headers, check.body(memory), (answer) => judge(check, answer, memory));
  }
  const failed = evidence.filter((one) => !one.passed).length;
  return { passed: evidence.length - failed, failed, evidence, sheet: writeSheet(evidence, options.base, now) };
}

interface Read { readonly code: number; readonly message: string; readonly response: Readonly<Record<string, unknown>> }

function readAnswer(raw: { body: string }): Read {
  try {
    const parsed = JSON.parse(raw.body) as { response?: Record<string, unknown>; metadata?: { code?: number; message?: string } };
    return { code: parsed.metadata?.code ?? 0, message: parsed.metadata?.message ?? '', response: parsed.response ?? {} };
  } catch {
    return { code: 0, message: 'bukan JSON', response: {} };
  }
}

function judge(check: Check, answer: Read, memory: Memory): string | undefined {
  memory['message'] = answer.message;
  const missing = check.fields?.find((field) => answer.response[field] === undefined);
  if (missing) return `tidak ada ${missing}`;
  const fault = check.demand?.(answer.response, memory);
  if (typeof answer.response['kodebooking'] === 'string') memory['kodebooking'] = answer.response['kodebooking'];
  return fault;
}

/** A person the clinic sees, with numbers taken from the clock: unlike anybody of another run, real for nobody. */
function makePerson(now: Temporal.Instant, { birthYear, sex }: Sample['person']): TestPerson {
  const tick = now.epochMilliseconds;
  const day = (Math.floor(tick / 10_000) % 28) + 1;
  const serial = String((tick % 9_000) + 1000);
  return { card: `9${String(tick % 1_000_000_000_000).padStart(12, '0')}`, nik: `160601${String(sex === 'P' ? day + 40 : day).padStart(2, '0')}01${String(birthYear % 100).padStart(2, '0')}${serial}`, born: `${birthYear}-01-${String(day).padStart(2, '0')}`, sex };
}

function makeLetter(now: Temporal.Instant, today: Temporal.PlainDate): string {
  return `0601R001${String(today.month).padStart(2, '0')}${String(today.year).slice(2)}P${String(now.epochMilliseconds % 1_000_000).padStart(6, '0')}`;
}

function writeSheet(evidence: readonly Evidence[], base: string, now: Temporal.Instant): string {
  const failed = evidence.filter((one) => !one.passed).length;
  const rows = evidence.map((one, index) => `| ${index + 1} | ${one.service} | ${one.scenario} | ${one.expected} | ${one.got} | ${one.ms} ms | ${one.passed ? 'sesuai' : 'TIDAK SESUAI'} |`);
  return [`# Lembar bukti uji terima WS Antrean`, '', `Alamat: ${base}. Waktu: ${now.toString({ smallestUnit: 'second' })}. ${evidence.length - failed} sesuai, ${failed} tidak sesuai.`, '', '| No | Layanan | Skenario | Diharapkan | Jawaban | Waktu | Hasil |', '|---|---|---|---|---|---|---|', ...rows, ''].join('\n');
}

function sendTo(base: string): Send {
  return async (method, path, headers, body) => {
    const answer = await fetch(base + path, { method, headers, ...(body === undefined ? {} : { body }), signal: AbortSignal.timeout(15_000) });
    return { status: answer.status, body: await answer.text() };
  };
}
