import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manifest } from '#agencies/rsud/saroale/manifest';
import { system } from '#kernel/actor';
import { sha256 } from '#kernel/digest';
import { noteVerifier } from '#kernel/note';
import { civilDate } from '#kernel/time';
import { loadRegency } from '#platform/regency';
import { publishFigures } from '#commons/evidence';
import { checkProof } from '#commons/transparency';
import { applyPlan, declareAdoption, openKit, planKit, platformVersion } from '#hub';
import { assess } from '../maturity/assess.ts';
import { loadEditions } from '../maturity/editions.ts';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';
import { signInWith } from '../../../test/engines/sign-in.ts';
import { visitor } from '../../../test/engines/visitor.ts';

// Two regencies, two databases, two logs: what one makes the other takes, runs and says so.
let origin: TestHouse;
const folder = mkdtempSync(join(tmpdir(), 'srs-regency-'));
const here = { platform: platformVersion, services: [manifest.id] };
const intent = { actor: system('test'), action: 'test/serve' };
let kit: Buffer;
let key = '';

beforeAll(async () => {
  cpSync(fileURLToPath(new URL('../../../regencies/_template', import.meta.url)), folder, { recursive: true });
  const muba = loadRegency('muba');
  // A regency where nothing runs: one innovation announced, none switched on, another name for its hospital.
  const change = (name: string, with_: (content: Record<string, unknown>) => object) => { writeFileSync(join(folder, name), JSON.stringify(with_(JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, unknown>))); };
  change('innovations.json', (content) => ({ ...content, innovations: [{ ...muba.innovations.find((one) => one.id === 'saji-muba'), announced: undefined, agency: 'rs-contoh' }] }));
  change('services.json', (content) => ({ ...content, on: [] }));
  change('agencies.json', (content) => ({ ...content, agencies: (content['agencies'] as object[]).map((agency) => ({ ...agency, id: 'rs-contoh' })) }));

  origin = await openTestHouse({ settings: { PUBLIC_URL: 'https://layanan.muba.test' } });
  const { house, clock } = origin;
  await house.database.write(intent, async (work) => { for (let index = 0; index < 25; index += 1) work.emit({ type: 'saroale/served', version: 1, subject: crypto.randomUUID(), data: { session: 's', poli: 'ANA', channel: 'web', payer: 'jkn', serviceMinutes: 9 } }); });
  await house.evidence.pump();
  clock.advance({ hours: 25 });
  await publishFigures({ ...house, manifests: [manifest], tell: (work, told) => house.transparency.state(work, { ...told, method: 'angka-v1' }) });
  await house.transparency.log.publish();
  kit = (await house.http.app.inject('/inovasi/saroale/kit.zip')).rawPayload;
  key = /<code class="hash">([^<]+)<\/code>/.exec((await house.http.app.inject({ url: '/replikasi', headers: { accept: 'text/html' } })).body)?.[1] ?? '';
});
afterAll(async () => {
  await origin.close();
  rmSync(folder, { recursive: true, force: true });
});

function opened() {
  const found = openKit(kit, key);
  if ('fault' in found) throw new Error(found.fault);
  return found;
}

describe('a kit of a running innovation', () => {
  it('carries measured results whose proofs hold without asking the origin', () => {
    const { files, kit: said } = opened();
    const results = JSON.parse(Buffer.from(files.get('results.json') ?? []).toString()) as { measure: string; figure: unknown; proof?: string }[];
    const proved = results.filter((row) => row.proof !== undefined);
    expect(proved.length).toBeGreaterThan(0);
    for (const row of proved) {
      const found = checkProof(Buffer.from(files.get(row.proof ?? '') ?? []).toString(), [noteVerifier(said.from.logKey)]);
      expect(found).toMatchObject({ origin: 'layanan.muba.test/log', payload: { figure: row.figure } });
    }
  });

  it('is looked at before anything is written: whose agency, what is missing', () => {
    const before = readFileSync(join(folder, 'services.json'), 'utf8');
    const regency = loadRegency(folder);
    const blind = planKit(opened(), regency, here);
    expect(blind.faults).toEqual([expect.stringContaining('Tidak ada perangkat daerah “rsud” di sini. Pilih pelaksananya: rs-contoh')]);
    expect(planKit(opened(), regency, { ...here, agency: 'tidak-ada' }).faults).toHaveLength(1);
    expect(planKit(opened(), regency, { ...here, services: [], agency: 'rs-contoh' }).faults[0]).toContain('Perbarui program');
    expect(planKit(opened(), regency, { ...here, needs: ['saji-muba'], agency: 'rs-contoh' }).faults).toEqual(['Layanan ini memerlukan “saji-muba”, yang belum berjalan di sini. Pasang itu lebih dahulu.']);
    const plan = planKit(opened(), regency, { ...here, agency: 'rs-contoh' });
    expect(plan).toMatchObject({ upgrade: 'new', faults: [] });
    expect(plan.todo.join('\n')).toContain('sk-kepala-daerah.md: isi kabupaten, nomor, opd');
    expect(readFileSync(join(folder, 'services.json'), 'utf8')).toBe(before);
    expect(() => applyPlan(blind, opened().files, regency)).toThrow('faults');
  });

  it('is taken by a second, empty regency, runs there, and both logs carry the same words', async () => {
    applyPlan(planKit(opened(), loadRegency(folder), { ...here, agency: 'rs-contoh' }), opened().files, loadRegency(folder));
    expect(loadRegency(folder)).toMatchObject({ services: ['saroale'], innovations: [{ id: 'saji-muba' }, { id: 'saroale', agency: 'rs-contoh' }] });
    // A second time changes nothing more; an older kit is refused.
    expect(planKit(opened(), loadRegency(folder), { ...here, agency: 'rs-contoh' }).upgrade).toBe('same');
    const older = opened();
    expect(planKit({ ...older, kit: { ...older.kit, version: '0.0.1' } }, loadRegency(folder), { ...here, agency: 'rs-contoh' }).faults[0]).toContain('lebih baru');

    const adopter = await openTestHouse({ settings: { REGENCY: folder, PUBLIC_URL: 'https://layanan.contoh.test' } });
    try {
      const { house } = adopter;
      // It runs: the page is there, somebody is served, the figure moves.
      expect((await house.http.app.inject({ url: '/saroale', headers: { accept: 'text/html' } })).statusCode).toBe(200);
      await house.database.write(intent, async (work) => { for (let index = 0; index < 12; index += 1) work.emit({ type: 'saroale/served', version: 1, subject: crypto.randomUUID(), data: { session: 's', poli: 'ANA', channel: 'web', payer: 'umum', serviceMinutes: 11 } }); });
      await house.evidence.pump();
      // And nothing else does: what is announced but not switched on has no page, no role, no figure, and says so.
      expect(house.manifests.map((one) => one.id)).toEqual(['saroale']);
      const seen = async (url: string) => { const answered = await house.http.app.inject({ url, headers: { accept: 'text/html' } }); return [answered.statusCode, answered.body.includes('Belum berjalan di sini')]; };
      expect([await seen('/saji-muba'), await seen('/sih-larajaket'), await seen('/inovasi/saji-muba'), await seen('/')]).toEqual([[404, false], [404, false], [200, true], [200, true]]);
      expect((await house.http.app.inject('/fhir/metadata')).statusCode).toBe(404);
      expect((await house.http.app.inject('/api/3/action/package_list')).json<{ result: string[] }>().result.every((id) => id.startsWith('saroale-'))).toBe(true);
      const page = await house.http.app.inject({ url: '/inovasi/saroale', headers: { accept: 'text/html' } });
      expect(page.body).toContain('Kabupaten Contoh');

      // An officer declares it on the page; the command says the very same.
      const officer = visitor(house);
      officer.jar.set('__Host-sesi', (await signInWith(house, { role: 'hub/organisasi', agency: 'rs-contoh' })).token);
      const declared = await officer.post('/replikasi/nyatakan', { service: 'saroale' });
      expect([declared.status, declared.body.includes('serasan-replikasi@v1')]).toEqual([200, true]);
      const note = await declareAdoption(house, { service: 'saroale', day: civilDate(house.clock.now(), 'Asia/Jakarta').toString(), actor: system('kit', 'command') });
      expect(declared.body.replaceAll('&quot;', '"')).toContain(note.split('\n')[4]);
      const bring = (body: string) => origin.house.http.app.inject({ method: 'POST', url: '/replikasi', headers: { 'content-type': 'text/plain' }, payload: body });
      expect((await bring(note)).statusCode).toBe(201);
      expect((await bring(note)).statusCode).toBe(200);
      expect((await bring(note.replace('99.01', '99.02'))).statusCode).toBe(400);
      for (const [side, direction] of [[origin, 'given'], [adopter, 'taken']] as const) {
        await side.house.transparency.log.publish();
        const [row] = (await side.house.pool.query<{ statement: string; direction: string; region: string }>('select statement, direction, region from hub.replication')).rows;
        expect(row).toMatchObject({ direction, region: '99.01' });
        const file = (await side.house.http.app.inject(`/log/bukti/${row?.statement}.tlog-proof`)).body;
        expect(checkProof(file, [noteVerifier(side.house.transparency.log.verifierKey)])).toMatchObject({ entry: { subject: 'saroale', method: 'replikasi-v1', payload_sha256: sha256(note) } });
      }
      expect((await origin.house.http.app.inject({ url: '/replikasi', headers: { accept: 'text/html' } })).body).toContain('layanan.contoh.test/kit');
      // The index of the origin counts it by itself: one other region, row 31.
      const edition = loadEditions().get('2026');
      const assessed = edition && await assess({ ...origin.house, complaintsOf: origin.house.complaints.solvedOf }, edition, 2026);
      expect(assessed?.innovations.find((one) => one.innovation.service === 'saroale')?.rows.get('31')?.proven).toMatchObject({ parameter: 1 });
    } finally {
      await adopter.close();
    }
  });
});
