// The public log: durable entries a second with batching, publishing delay, inclusion proofs in a tree of ten million leaves, verifier speed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql, type Kysely } from 'kysely';
import { system } from '#kernel/actor';
import { foldRange, leafHash, nodeHash, rootOf, tileWidth, verifyInclusion } from '#kernel/merkle';
import { openBenchPlace } from './place.ts';
import { quantile, report } from './report.ts';

const entries = Number(process.argv[2] ?? 30_000);
const leaves = Number(process.argv[3] ?? 10_000_000);
const place = await openBenchPlace();
const folder = mkdtempSync(join(tmpdir(), 'srs-log-'));
const house = await place.openHouse();
const { log } = house.transparency;
const intent = { actor: system('bench'), action: 'bench/state' };
const statement = (index: number) => ({ type: 'rilis' as const, subject: `s-${index}`, payloadSha256: 'a'.repeat(64), method: 'bench' });

try {
  const oneByOne = await writeOneByOne(300);
  const batched = await writeBatched();
  const delays = await writePaced();
  const proofs = await proveInBigTree();
  const verifier = verifyEntries();
  report('Public log', [
    ['entries a second, durable, sequenced, signed (batched)', batched, '/s'],
    ['baseline: one entry, one publication', oneByOne, '/s'],
    ['ratio', batched / oneByOne, '×'],
    ['at 3,000/s, from stated to signed, p50', quantile(delays, 0.5), 'ms'],
    ['at 3,000/s, from stated to signed, p99', quantile(delays, 0.99), 'ms'],
    [`inclusion proof in ${leaves.toLocaleString('id-ID')} leaves, p50`, quantile(proofs.times, 0.5), 'ms'],
    [`inclusion proof in ${leaves.toLocaleString('id-ID')} leaves, p99`, quantile(proofs.times, 0.99), 'ms'],
    ['processor time of a proof and its verification in the app', proofs.app, 'ms'],
    ['processor time of a proof in PostgreSQL', proofs.server, 'ms'],
    ['verifier, entries hashed into the root', verifier, '/s'],
  ]);
} finally {
  await house.close();
  await place.close();
  rmSync(folder, { recursive: true, force: true });
}

async function writeOneByOne(count: number): Promise<number> {
  const began = performance.now();
  for (let index = 0; index < count; index += 1) {
    await house.database.write(intent, (work) => log.state(work, statement(index)));
    await log.publish();
  }
  return (count * 1000) / (performance.now() - began);
}

/** Ten writers state a hundred entries a transaction, as fast as they can, while the publisher runs. */
async function writeBatched(): Promise<number> {
  const began = performance.now();
  const published = publishUntil(Promise.all(Array.from({ length: 10 }, async (_, writer) => {
    for (let done = 0; done < entries / 10; done += 100) await stateMany(100, writer * entries + done);
  })));
  await published;
  return (entries * 1000) / (performance.now() - began);
}

/** Three thousand entries a second for ten seconds: how long until each is under a signature. */
async function writePaced(): Promise<number[]> {
  const delays: number[] = [];
  const waiting: number[] = [];
  await publishUntil((async () => {
    const began = performance.now();
    for (let tick = 0; tick < 200; tick += 1) {
      await stateMany(150, entries * 20 + tick * 150);
      waiting.push(performance.now());
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, began + (tick + 1) * 50 - performance.now())));
    }
  })(), () => waiting.splice(0), (before) => { delays.push(...before.map((at) => performance.now() - at)); });
  return delays;
}

function stateMany(count: number, from: number): Promise<void> {
  return house.database.write(intent, async (work) => { for (let index = 0; index < count; index += 1) await log.state(work, statement(from + index)); });
}

async function publishUntil(writing: Promise<unknown>, before: () => number[] = () => [], after: (before: number[]) => void = () => undefined): Promise<void> {
  let done = false;
  const finished = writing.then(() => { done = true; });
  for (let last = false; !last;) {
    last = done;
    const stated = before();
    await log.publish();
    after(stated);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await finished;
}

/** Generates the tiles of a big tree directly, then measures proofs through the real door. */
async function proveInBigTree(): Promise<{ times: number[]; app: number; server: number }> {
  await house.pool.query('truncate transparency.tile');
  let hashes = Buffer.alloc(leaves * 32);
  for (let index = 0; index < leaves; index += 1) hashes.writeUInt32BE(index, index * 32);
  const leafBytes = hashes;
  for (let level = 0; hashes.length > 0; level += 1) {
    await storeTiles(level, hashes);
    const full = Math.floor(hashes.length / 8192);
    const next = Buffer.alloc(full * 32);
    for (let tile = 0; tile < full; tile += 1) foldTile(hashes.subarray(tile * 8192, (tile + 1) * 8192)).copy(next, tile * 32);
    hashes = next;
  }
  const root = foldRange(await log.prove(0, leaves)).length === 32 ? await rootFrom(leafBytes) : Buffer.alloc(32);
  // The tree was poured in, not grown: its pages are written out first, so that the disk is as quiet as in a log of years.
  await house.pool.query('vacuum analyze transparency.tile');
  await house.pool.query('checkpoint');
  const times: number[] = [];
  const [cpu, serverCpu] = [process.cpuUsage(), place.cpu()];
  for (let round = 0; round < 2000; round += 1) {
    const index = Math.floor(Math.random() * leaves);
    const began = performance.now();
    const proof = await log.prove(index, leaves);
    times.push(performance.now() - began);
    if (!verifyInclusion({ index, size: leaves, leaf: leafBytes.subarray(index * 32, index * 32 + 32), proof, root })) throw new Error(`The proof of ${index} does not hold.`);
  }
  const used = process.cpuUsage(cpu);
  return { times, app: (used.user + used.system) / 1000 / times.length, server: (place.cpu() - serverCpu) / times.length };
}

async function rootFrom(leafBytes: Buffer): Promise<Buffer> {
  const [first] = [leafBytes.subarray(0, 32)];
  const proof = await log.prove(0, leaves);
  return Buffer.from(proof.reduce((hash, step) => nodeHash(hash, step), first as Uint8Array));
}

async function storeTiles(level: number, hashes: Buffer): Promise<void> {
  for (let start = 0; start < hashes.length; start += 8192 * 500) {
    const rows = [];
    for (let at = start; at < Math.min(hashes.length, start + 8192 * 500); at += 8192) rows.push({ level, index: at / 8192, hashes: hashes.subarray(at, at + 8192).toString('base64') });
    await sql`insert into transparency.tile select level, index, decode(hashes, 'base64') from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (level int, index bigint, hashes text)`.execute(house.database.read() as unknown as Kysely<unknown>);
  }
}

function foldTile(bytes: Buffer): Buffer {
  let nodes: Uint8Array[] = Array.from({ length: tileWidth }, (_, index) => bytes.subarray(index * 32, index * 32 + 32));
  while (nodes.length > 1) nodes = Array.from({ length: nodes.length / 2 }, (_, index) => nodeHash(nodes[index * 2] ?? bytes, nodes[index * 2 + 1] ?? bytes));
  return Buffer.from(nodes[0] ?? bytes);
}

function verifyEntries(): number {
  const bodies = Array.from({ length: 200_000 }, (_, index) => Buffer.from(`{"v":1,"id":"${index}","type":"rilis","payload_sha256":"${'a'.repeat(64)}","subject":"s-${index}"}`));
  const began = performance.now();
  rootOf(bodies.map((body) => leafHash(body)));
  return (bodies.length * 1000) / (performance.now() - began);
}
