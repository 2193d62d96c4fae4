import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { system } from '#kernel/actor';
import { action } from '#platform/action';
import { mountAction } from '#platform/http';
import { openTestHouse, type TestHouse } from '../../test/engines/index.ts';

let town: TestHouse;
let operator = false;
const page = (url: string) => town.house.http.app.inject({ url, headers: { accept: 'text/html' } });

beforeAll(async () => {
  town = await openTestHouse();
  const { http, perform } = town.house;
  http.app.addHook('preHandler', async (request) => { if (operator) request.actor = system('operator'); });
  const double = action({ name: 'try/double', input: z.object({ amount: z.number().int().describe('Rupiah') }), allow: 'anyone', run: async (_work, { amount }) => ({ twice: BigInt(amount) * 2n }) });
  mountAction(http.app, perform, { path: '/api/try/double', tag: 'try', summary: 'Gandakan', action: double });
});
afterAll(() => town.close());

describe('the programming interface', () => {
  it('performs an action, writes bigint as text and refuses with one message per field', async () => {
    const send = (payload: unknown) => town.house.http.app.inject({ method: 'POST', url: '/api/try/double', payload: payload as object });
    expect((await send({ amount: 21 })).json()).toEqual({ twice: '42' });
    const refused = await send({ amount: 'x' });
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({ code: 'action/invalid', errors: { amount: expect.any(String) } });
  });

  it('describes tagged routes as OpenAPI and as a page, and leaves pages out', async () => {
    const document = (await town.house.http.app.inject('/api/openapi.json')).json();
    expect(document.openapi).toMatch(/^3\.1/);
    expect(document.paths['/api/try/double'].post.requestBody.content['application/json'].schema.properties.amount).toMatchObject({ type: 'integer', description: 'Rupiah' });
    expect(document.paths['/bukti']).toBeUndefined();
    expect((await page('/api')).body).toContain('/api/try/double');
  });

  it('explains every refusal it declares', async () => {
    expect((await page('/masalah/action/invalid')).body).toContain('Periksa isian yang ditandai');
    expect((await page('/masalah/tidak/ada')).statusCode).toBe(404);
  });
});

describe('failed jobs', () => {
  it('are for operators only', async () => {
    operator = false;
    expect((await page('/operasi/pekerjaan')).statusCode).toBe(403);
  });

  it('wait with their cause, and go back to their queue with a reason on record', async () => {
    let broken = true;
    let runs = 0;
    town.house.jobs.handle({ queue: 'try-fragile', retries: 0, pollSeconds: 0.5, handle: async () => { runs += 1; if (broken) throw new Error('jaringan putus'); } });
    await town.house.jobs.start({ work: true, zone: 'Asia/Jakarta' });
    await town.house.database.write({ actor: system('test'), action: 'try/enqueue' }, async (work) => { work.enqueue({ queue: 'try-fragile', data: { secret: 'isi rahasia' } }); });
    await expect.poll(() => town.house.jobs.dead().then((dead) => dead.length), { timeout: 20_000 }).toBe(1);
    operator = true;
    const shown = (await page('/operasi/pekerjaan')).body;
    expect(shown).toContain('jaringan putus');
    expect(shown).not.toContain('isi rahasia');
    const job = (await town.house.jobs.dead())[0]?.id ?? '';
    const revive = (reason: string) => town.house.http.app.inject({ method: 'POST', url: '/operasi/pekerjaan', payload: { job, [`reason-${job}`]: reason } });
    const refused = await revive('');
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('sekurang-kurangnya lima huruf');
    broken = false;
    expect((await revive('Jaringan sudah pulih')).statusCode).toBe(303);
    await expect.poll(() => runs, { timeout: 20_000 }).toBe(2);
    expect((await town.house.audit.about(`job/${job}`))[0]?.body).toContain('Jaringan sudah pulih');
    expect((await revive('Sekali lagi ya')).statusCode).toBe(409);
    await town.house.jobs.stop();
  });
});

describe('public proof', () => {
  it('shows a service without events as such, and unknown ones as not there', async () => {
    expect((await page('/inovasi/saroale')).body).toContain('Belum ada kejadian yang tercatat');
    expect((await page('/inovasi/tidak-ada')).statusCode).toBe(404);
    expect((await page('/inovasi/si-randik')).body).toContain('Belum berjalan di sini');
  });

  const book = (count: number, channel: string) => town.house.database.write({ actor: system('test'), action: 'try/book' }, async (work) => { for (let index = 0; index < count; index += 1) work.emit({ type: 'saroale/booked', version: 1, subject: work.newId(), data: { channel, poli: 'ANA' } }); });
  const night = async () => {
    town.clock.advance({ hours: 24 });
    await town.house.publish();
  };

  it('says nothing of today nor of a small day, and gives figures as RFC 4180 and JSON', async () => {
    await book(3, '=cmd,"x"');
    await night();
    const csv = await town.house.http.app.inject('/inovasi/saroale/angka/bookings.csv');
    expect(csv.headers['content-type']).toContain('text/csv');
    const lines = csv.body.split('\r\n');
    expect(lines[0]).toContain('layanan,ukuran,nama');
    expect(lines[1]).toContain(',s,kali,s,ya,');
    expect((await town.house.http.app.inject('/inovasi/saroale/angka/bookings.json')).json()).toMatchObject({ figure: { value: null, hidden: true } });
    expect((await page('/inovasi/saroale/angka/bookings/kejadian?hari=2026-11-23')).statusCode).toBe(403);
    expect((await page('/inovasi/saroale/angka/bookings?bulan=2026-99')).statusCode).toBe(200);
  });

  it('tells the same sums of whole windows on the page, as CSV, as JSON and in the published payload, whatever night they are read', async () => {
    // An attacker who keeps every state: the totals of all nights, subtracted from each other, are 0 or at least ten.
    const seen = new Set<number>();
    for (const count of [9, 2, 0, 1, 30, 4, 4, 4, 12]) {
      await book(count, count % 2 === 0 ? 'web' : 'whatsapp');
      await night();
      const rows = (await town.house.http.app.inject('/inovasi/saroale/angka/bookings.csv')).body.trim().split('\r\n').slice(1).map((line) => line.replaceAll(/"[^"]*"/g, '').split(','));
      const json = (await town.house.http.app.inject('/inovasi/saroale/angka/bookings.json')).json<{ figure: { value: number; points: { from: string; to: string; value: number }[] } }>();
      expect(rows.map((row) => [row[3], row[4], row[6]])).toEqual([[expect.anything(), expect.anything(), String(json.figure.value)], ...json.figure.points.map((point) => [point.from, point.to, String(point.value)])]);
      const body = (await page('/inovasi/saroale/angka/bookings')).body;
      expect(body).toMatch(new RegExp(`class="figure[^>]*>${json.figure.value}\\b|>${json.figure.value}(<| <)`));
      const payloads = (await town.house.pool.query<{ figure: string }>("select figure from evidence.published where service = 'saroale' and measure = 'bookings'")).rows.map((row) => (JSON.parse(row.figure) as { value: number; breakdown: unknown[] }));
      expect(payloads.flatMap((payload) => payload.breakdown)).toEqual([]);
      for (const value of [json.figure.value, ...json.figure.points.map((point) => point.value), ...payloads.map((payload) => payload.value)]) seen.add(value);
    }
    const totals = [...seen].sort((a, b) => a - b);
    for (const a of totals) for (const b of totals) expect([a, b, a === b || Math.abs(a - b) >= 10 || Math.min(a, b) >= 10]).toEqual([a, b, true]);
    expect(totals.length).toBeGreaterThan(3);
  });
});

describe('public pages', () => {
  it('are light and cacheable: who has the page gets 304, and a new event makes a new page', async () => {
    operator = false;
    for (const url of ['/', '/?q=dokter', '/bukti', '/inovasi/saroale', '/inovasi/si-randik', '/inovasi/saroale/angka/bookings', '/maklumat/saroale', '/replikasi', '/api', '/masalah']) {
      const first = await town.house.http.app.inject({ url, headers: { accept: 'text/html', 'accept-encoding': 'br' } });
      expect(first.headers['cache-control']).toBe('public, max-age=30');
      expect(first.headers['vary']).toContain('Cookie');
      expect(first.rawPayload.byteLength).toBeLessThan(30 * 1024);
      const again = await town.house.http.app.inject({ url, headers: { accept: 'text/html', 'if-none-match': String(first.headers['etag']) } });
      expect([again.statusCode, again.body]).toEqual([304, '']);
    }
    const before = (await page('/inovasi/saroale')).headers['etag'];
    await town.house.database.write({ actor: system('test'), action: 'try/serve' }, async (work) => { for (let index = 0; index < 9; index += 1) work.emit({ type: 'saroale/served', version: 1, subject: work.newId(), data: { channel: 'web', poli: 'ANA' } }); });
    town.clock.advance({ hours: 24 });
    await town.house.publish();
    expect((await page('/inovasi/saroale')).headers['etag']).not.toBe(before);
  });

  it('of a signed-in officer are theirs alone', async () => {
    operator = true;
    expect((await page('/inovasi/saroale')).headers['cache-control']).toBe('private, no-cache');
    operator = false;
  });

  it('tell the course of an innovation in the register', async () => {
    const body = (await page('/inovasi/saji-muba')).body;
    for (const words of ['INO-1606-2019-', 'belum ditelaah', 'Mei 2019']) expect(body).toContain(words);
  });
});
