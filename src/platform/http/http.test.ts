import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem, problems } from '#kernel/problem';
import { openHttp, type Http } from '#platform/http';

const refusals = problems('try', { full: { status: 409, title: 'Penuh', detail: 'Pilih jam lain.' } });
let http: Http;
let up = true;

beforeAll(async () => {
  http = await openHttp({ log: pino({ level: 'silent' }), trustProxy: false, site: { regency: 'Kabupaten Contoh', zone: 'Asia/Jakarta', demo: false }, ready: () => Promise.resolve(up), requestsPerMinute: 40 });
  http.app.get('/full', () => { throw new Problem(refusals.full, { facts: { next: '10.00' } }); });
  http.app.get('/fault', () => { throw new Error('NIK 1606010101900001 in a message'); });
  http.app.get('/away', () => { throw Object.assign(new Error('gone'), { code: 'ECONNREFUSED' }); });
  http.app.post('/change', () => ({ changed: true }));
  http.app.post('/hook', { config: { machine: true } }, () => ({ taken: true }));
});
afterAll(() => http.close());

const post = (url: string, headers: Record<string, string>, payload: string | Buffer = '{}') => http.app.inject({ method: 'POST', url, headers: { 'content-type': 'application/json', host: 'layanan.test', ...headers }, payload });

describe('answers', () => {
  it('are problem+json for machines, with the request id', async () => {
    const answer = await http.app.inject('/full');
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ type: '/masalah/try/full', status: 409, code: 'try/full', detail: 'Pilih jam lain.', facts: { next: '10.00' }, instance: answer.headers['x-request-id'] });
  });

  it('are pages for people', async () => {
    const answer = await http.app.inject({ url: '/full', headers: { accept: 'text/html' } });
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('Pilih jam lain.');
  });

  it('say nothing of the inside when it is our fault', async () => {
    const answer = await http.app.inject('/fault');
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('1606');
    expect(answer.body).not.toContain('at ');
  });

  it('say that the service recovers when the database is away', async () => {
    expect((await http.app.inject('/away')).json()).toMatchObject({ status: 503, code: 'http/unavailable' });
  });

  it.each([
    ['malformed JSON', { }, '{"a":', 400, 'http/unreadable'],
    ['a body over the limit', { }, `"${'x'.repeat(1_100_000)}"`, 413, 'http/too-large'],
    ['an unknown content type', { 'content-type': 'text/weird' }, 'x', 400, 'http/unreadable'],
  ])('refuse %s in words', async (_what, headers, payload, status, code) => {
    const answer = await post('/change', headers, payload);
    expect(answer.json()).toMatchObject({ code });
    expect([status, 415]).toContain(answer.statusCode);
  });

  it('carry a strict policy without inline scripts or styles', async () => {
    const policy = String((await http.app.inject('/sehat')).headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
  });
});

describe('a change asked by another site', () => {
  it.each([
    [{ origin: 'https://jahat.test' }, 403],
    [{ 'sec-fetch-site': 'cross-site', origin: 'https://layanan.test' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ origin: 'null' }, 403],
    [{ 'sec-fetch-site': 'same-origin', origin: 'https://layanan.test' }, 200],
    [{ origin: 'https://layanan.test' }, 200],
    [{}, 200],
  ])('with %j is answered %i', async (headers, status) => { expect((await post('/change', headers as Record<string, string>)).statusCode).toBe(status); });

  it('does not stop machines that prove themselves otherwise', async () => { expect((await post('/hook', { origin: 'https://graph.example' })).statusCode).toBe(200); });
});

describe('operation', () => {
  it('tells health from readiness', async () => {
    up = false;
    expect((await http.app.inject('/sehat')).statusCode).toBe(200);
    expect((await http.app.inject('/siap')).statusCode).toBe(503);
    up = true;
    expect((await http.app.inject('/siap')).statusCode).toBe(200);
  });

  it('counts durations by route pattern', async () => {
    await http.app.inject('/full');
    expect((await http.app.inject('/metrik')).body).toMatch(/http_request_seconds_count\{method="GET",route="\/full",status="409"\} \d+/);
  });

  it('asks whoever floods to wait', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => http.app.inject('/full')));
    const held = answers.filter((answer) => answer.statusCode === 429);
    expect(held.length).toBeGreaterThan(0);
    expect(held[0]?.json()).toMatchObject({ code: 'http/too-many' });
    expect((await http.app.inject('/sehat')).statusCode).toBe(200);
  });
});
