import { createHash, generateKeyPairSync, randomBytes, randomUUID, sign, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import { uuidv7 } from '#kernel/ids';
import type { Work } from '#platform/database';
import { openTestHouse, type TestHouse } from '../../../../test/engines/index.ts';
import { signInWith } from '../../../../test/engines/sign-in.ts';

const intent = { actor: system('test'), action: 'test/dispatch' };
let town: TestHouse;
let turn = 0;
let dispatcher: { cookie: string; account: string };

beforeAll(async () => {
  town = await openTestHouse();
  dispatcher = await signInWith(town.house, { role: 'dispatch/dispatcher', agency: 'dpmptsp' });
});
afterAll(() => town.close());

const write = <T>(step: (work: Work) => Promise<T>) => town.house.database.write(intent, step);
const rows = async (what: string, values: unknown[] = []) => (await town.house.pool.query(what, values)).rows;
const dispatch = () => town.house.dispatch;

/** A phone with its officer: keeps a counter and signs, as the app does. */
class Phone {
  readonly device = randomUUID();
  readonly cookie: string;
  readonly account: string;
  readonly #key: KeyObject;
  readonly publicKey: unknown;
  counter = 0;
  constructor(who: { cookie: string; account: string }) {
    this.cookie = who.cookie;
    this.account = who.account;
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#key = privateKey;
    const { kty, crv, x, y } = publicKey.export({ format: 'jwk' });
    this.publicKey = { kty, crv, x, y };
  }
  sign(text: string) { return sign('sha256', Buffer.from(text), { key: this.#key, dsaEncoding: 'ieee-p1363' }).toString('base64url'); }
  event(kind: string, visit: string | undefined, body: unknown, at = town.clock.now()) {
    this.counter += 1;
    const event = { id: uuidv7(at.epochMilliseconds, randomBytes), counter: this.counter, kind, ...(visit ? { visit } : {}), occurredAt: at.toString({ smallestUnit: 'millisecond' }), body: JSON.stringify(body) };
    return { ...event, signature: this.sign([this.device, event.id, event.counter, kind, visit ?? '', event.occurredAt, event.body].join('\n')) };
  }
  async ask(method: 'GET' | 'POST' | 'PUT', url: string, payload?: unknown) {
    const bytes = Buffer.isBuffer(payload);
    const answered = await town.house.http.app.inject({ method, url, headers: { cookie: this.cookie, accept: 'application/json', ...(payload === undefined ? {} : { 'content-type': bytes ? 'application/octet-stream' : 'application/json' }) }, ...(payload === undefined ? {} : { payload: bytes ? payload : JSON.stringify(payload) }) });
    return { status: answered.statusCode, body: answered.json() };
  }
  enrol() { return this.ask('POST', '/lapangan/api/perangkat', { id: this.device, name: 'HP uji', publicKey: this.publicKey }); }
  async send(events: readonly unknown[], more: Record<string, unknown> = {}) {
    const { status, body } = await this.ask('POST', '/lapangan/api/catatan', { device: this.device, sentAt: town.clock.now().toString({ smallestUnit: 'millisecond' }), queued: events.length, events, ...more });
    return { status, code: body.code as string | undefined, facts: body.facts, answers: (body.answers ?? []) as { id: string; outcome: string; number: string; field?: string; theirs?: string; reason?: string }[] };
  }
  pack(since = '0') { return this.ask('GET', `/lapangan/api/hari?hp=${this.device}&sejak=${since}`); }
}

async function officer(): Promise<Phone> {
  const who = await signInWith(town.house, { role: 'dispatch/officer', agency: 'dpmptsp' });
  await write((work) => dispatch().crews.set(work, { agency: 'dpmptsp', account: who.account, name: 'Rudi Hartono', profile: 'motor', latitude: -2.88, longitude: 103.84, visitsADay: 8, load: 20 }));
  const phone = new Phone(who);
  expect((await phone.enrol()).status).toBe(200);
  return phone;
}

async function visitFor(phone: Phone, more: Record<string, unknown> = {}) {
  turn += 1;
  return write(async (work) => {
    const { id } = await dispatch().visits.request(work, { service: 'try', agency: 'dpmptsp', kind: 'pickup', refs: [`kasus-${turn}`], key: `f-${turn}`, place: { district: '16.06.01', latitude: -2.88, longitude: 103.84 }, contact: { name: 'Ani Suryani', phone: '+6281200000001', address: 'Lorong Damai 3' }, sheet: { checklist: [{ id: 'ktp', label: 'KTP asli', original: true }] }, ...more });
    await dispatch().visits.schedule(work, { visit: id, date: '2026-11-23', half: 'pagi' });
    await town.house.dispatch.plan.assign(work, { visit: id, officer: phone.account });
    return id;
  });
}

const receipt = (more: Record<string, unknown> = {}) => ({ base: 1, receiver: 'Ani', relation: 'yang bersangkutan', ticked: ['ktp'], answers: {}, askedToPay: false, scans: [], ...more });
const day = (phone: Phone, visit: string) => {
  const item = { id: randomUUID(), first: randomUUID(), custody: randomUUID() };
  return { item, events: [phone.event('depart', visit, {}), phone.event('arrive', visit, {}), phone.event('collect', visit, { items: [{ ...item, label: 'KTP asli', ref: 'x' }], sealNo: 'S-1', method: 'signature' }), phone.event('finish', visit, receipt())] };
};

describe('the day pack', () => {
  it('holds the officer’s own visits and nobody else’s, without the resident’s code, and only changes after the cursor', async () => {
    const [mine, other] = [await officer(), await officer()];
    const visit = await visitFor(mine);
    await visitFor(other);
    const { body } = await mine.pack();
    expect(body.visits.map((one: { id: string }) => one.id)).toEqual([visit]);
    expect(body.visits[0].contact).toMatchObject({ name: 'Ani Suryani' });
    const code = (await dispatch().visits.find(visit))?.code ?? '';
    expect(JSON.stringify(body)).not.toContain(code);
    expect(body.visits[0].codeProof).toBe(createHash('sha256').update(visit + code).digest('hex'));
    expect((await mine.pack(body.revision)).body).toMatchObject({ visits: [], assigned: [visit] });
    expect((await town.house.http.app.inject({ url: `/lapangan/api/hari?hp=${mine.device}`, headers: { cookie: other.cookie, accept: 'application/json' } })).statusCode).toBe(404);
    expect((await town.house.http.app.inject({ url: `/lapangan/api/hari?hp=${mine.device}`, headers: { accept: 'application/json' } })).statusCode).toBe(403);
  });
});

describe('what a phone sends', () => {
  it('arrives once in whatever pieces, order and repetition it comes', async () => {
    const phone = await officer();
    const results: unknown[] = [];
    await fc.assert(fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), fc.array(fc.nat(3), { maxLength: 4 }), async (order, again) => {
      const visit = await visitFor(phone);
      const { item, events } = day(phone, visit);
      for (const at of [...order, ...again]) await phone.send([events[at]]);
      const last = await phone.send(events);
      expect(last.answers.map((answer) => answer.outcome)).toEqual(['duplicate', 'duplicate', 'duplicate', 'duplicate']);
      expect(await dispatch().visits.find(visit)).toMatchObject({ status: 'done' });
      results.push((await dispatch().custody.history(item.id)).map((span) => `${span.holder.kind} ${span.sealNo ?? ''}`));
    }), { numRuns: 12 });
    expect(new Set(results.map((one) => JSON.stringify(one)))).toEqual(new Set([JSON.stringify(['citizen ', 'officer S-1'])]));
    expect(await rows('select count(*)::int as n from dispatch.proof join dispatch.visit on id = visit where officer = $1', [phone.account])).toEqual([{ n: results.length }]);
  });

  it('is refused when it was not signed by the phone, changed, or the phone is revoked; then the phone is told to wipe itself and the ledger says who held what', async () => {
    const phone = await officer();
    const visit = await visitFor(phone);
    const { events } = day(phone, visit);
    const [first] = events;
    expect(await phone.send([{ ...first, body: '{"etaMinutes":5}' }])).toMatchObject({ status: 422, code: 'dispatch/bad-signature' });
    await phone.send(events);
    const changed = { ...first, body: '{"etaMinutes":5}' };
    expect(await phone.send([{ ...changed, signature: phone.sign([phone.device, changed.id, changed.counter, changed.kind, visit, changed.occurredAt, changed.body].join('\n')) }])).toMatchObject({ status: 409, code: 'dispatch/counter-used' });
    const revoked = await town.house.perform(dispatch().devices.revoke, { ...system('test'), kind: 'staff', id: dispatcher.account, permissions: new Set(['dispatch/plan']), agency: 'dpmptsp' }, { device: phone.device, reason: 'hilang di jalan' });
    expect(revoked.held.map((item) => item.label)).toEqual(['KTP asli']);
    expect(await phone.send([phone.event('depart', visit, {})])).toMatchObject({ status: 403, code: 'dispatch/device-revoked', facts: { wipe: true } });
    expect((await phone.pack()).body.facts).toEqual({ wipe: true });
  });

  it('keeps the visit where the dispatcher put it and tells both values when a field was changed meanwhile', async () => {
    const [phone, other] = [await officer(), await officer()];
    const moved = await visitFor(phone);
    const events = day(phone, moved).events;
    await town.house.perform(dispatch().plan.actions.pin, { ...system('test'), id: dispatcher.account, permissions: new Set(['dispatch/plan']), agency: 'dpmptsp' }, { visit: moved, officer: other.account });
    const answers = (await phone.send(events)).answers;
    expect(answers[0]).toMatchObject({ outcome: 'conflict', field: 'officer', theirs: 'Rudi Hartono' });
    expect(await dispatch().visits.find(moved)).toMatchObject({ status: 'assigned', officer: other.account });

    const visit = await visitFor(phone);
    const fixes = (value: string, base: string) => phone.event('correct', visit, { field: 'landmark', base, value });
    const [right, late] = [fixes('depan musala', ''), fixes('dekat pasar', '')];
    expect((await phone.send([right, late])).answers.map(({ outcome, field, theirs }) => [outcome, field, theirs])).toEqual([['applied', undefined, undefined], ['conflict', 'landmark', 'depan musala']]);
    expect((await dispatch().visits.contact(visit))?.landmark).toBe('depan musala');
  });

  it('is dated by the server’s clock however wrong the phone’s is', async () => {
    const phone = await officer();
    const visit = await visitFor(phone);
    const wrong = town.clock.now().subtract({ hours: 24 * 400 });
    const events = [phone.event('depart', visit, {}, wrong), phone.event('arrive', visit, {}, wrong.add({ minutes: 20 }))];
    town.clock.advance({ minutes: 30 });
    await phone.send(events, { sentAt: wrong.add({ minutes: 30 }).toString({ smallestUnit: 'millisecond' }) });
    const seen = await dispatch().visits.find(visit);
    expect([seen?.departedAt?.until(town.clock.now()).total('minutes'), seen?.arrivedAt?.until(town.clock.now()).total('minutes')]).toEqual([30, 10]);
    await phone.send([phone.event('fail', visit, { why: 'tidak di rumah' })]);
  });

  it('loses nothing and does nothing twice when a service fails in between or the same day comes in three times at once', async () => {
    const phone = await officer();
    let broken = true;
    const seen: string[] = [];
    dispatch().serve({ service: 'rapuh', onWay: async (_work, visit) => { if (broken) throw new Error('the service is down'); seen.push(visit.status); }, done: async (_work, visit) => { seen.push(visit.status); } });
    const visit = await visitFor(phone, { service: 'rapuh' });
    const { item, events } = day(phone, visit);
    expect((await phone.send(events)).status).toBe(500);
    expect(await dispatch().visits.find(visit)).toMatchObject({ status: 'assigned' });
    broken = false;
    await Promise.all([1, 2, 3].map(() => phone.send(events)));
    expect(seen).toEqual(['en_route', 'done']);
    expect((await dispatch().custody.history(item.id)).map((span) => span.holder.kind)).toEqual(['citizen', 'officer']);
  });

  it('reports an unofficial fee as an event and grades the proof', async () => {
    const phone = await officer();
    const visit = await visitFor(phone);
    const code = (await dispatch().visits.find(visit))?.code ?? '';
    const point = { latitude: -2.8805, longitude: 103.8402, accuracy: 12 };
    await phone.send([phone.event('depart', visit, {}), phone.event('arrive', visit, { point }), phone.event('finish', visit, receipt({ code, point, photoHash: 'a'.repeat(64), signature: 'M1 1L20 30', askedToPay: true }))]);
    expect(await rows('select grade, metres_off, asked_to_pay from dispatch.proof where visit = $1', [visit])).toEqual([{ grade: 'A', metres_off: expect.any(Number), asked_to_pay: true }]);
    expect(await rows("select body::text from evidence.event where type = 'dispatch/fee-reported' and subject = $1", [visit])).toHaveLength(1);
  });
});

describe('a handover without signal', () => {
  const hand = async (giver: Phone, taker: Phone) => {
    const visit = await visitFor(giver);
    const { item, events } = day(giver, visit);
    const custody = randomUUID();
    const code = 'AB12CD34';
    const given = giver.event('hand', undefined, { items: [{ id: item.id, previous: item.custody, custody }], code: code.replace('AB', `${turn % 10}${(turn * 7) % 10}`), toKind: 'officer', to: taker.account, toName: 'Sari' });
    const at = JSON.parse(given.body).code as string;
    const short = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');
    const payload = ['1', short(giver.device), short(given.id), at, 'officer', taker.account, encodeURIComponent('Sari Dewi'), short(item.id) + short(item.custody) + short(custody)].join('~');
    return { item: item.id, events, given, code: at, challenge: `${payload}.${giver.sign(payload)}` };
  };
  const chain = async (item: string) => (await dispatch().custody.history(item)).map((span) => `${span.holder.kind}${span.confirmed ? '!' : ''}`);

  it.each(['giver first', 'taker first', 'giver never', 'code before giver'] as const)('ends in the same hands: %s', async (order) => {
    const [giver, taker] = [await officer(), await officer()];
    const { item, events, given, code, challenge } = await hand(giver, taker);
    if (order === 'giver first') {
      await giver.send([...events, given]);
      expect((await taker.send([taker.event('receive', undefined, { code })])).answers[0]).toMatchObject({ outcome: 'applied' });
    } else if (order === 'code before giver') {
      expect((await taker.send([taker.event('receive', undefined, { code })])).answers[0]).toMatchObject({ outcome: 'waiting' });
      await giver.send([...events, given]);
    } else {
      expect((await taker.send([taker.event('receive', undefined, { code, challenge })])).answers[0]).toMatchObject({ outcome: 'waiting' });
      await giver.send(order === 'giver never' ? events : [...events, given]);
    }
    expect(await chain(item)).toEqual(['citizen', 'officer', order === 'giver never' ? 'officer' : 'officer!']);
    expect((await dispatch().custody.holder(item))?.holder.id).toBe(taker.account);
  });

  it('refuses a challenge the giver’s phone did not sign, and a second taker of the same item', async () => {
    const [giver, taker, third] = [await officer(), await officer(), await officer()];
    const { item, events, given, code, challenge } = await hand(giver, taker);
    await giver.send(events);
    expect((await taker.send([taker.event('receive', undefined, { code, challenge: `${challenge.slice(0, -8)}AAAAAAAA` })])).answers[0]).toMatchObject({ outcome: 'rejected' });
    await write((work) => dispatch().custody.handOver(work, { item, to: { kind: 'officer', id: third.account, name: 'Tono' }, method: 'counter' }));
    expect((await giver.send([given])).answers[0]).toMatchObject({ outcome: 'conflict', field: 'holder', theirs: 'Tono' });
    expect((await dispatch().custody.holder(item))?.holder.name).toBe('Tono');
  });
});

describe('many phones', () => {
  it('end with the same ledger in whatever order they speak: one holder at every instant, every event settled', async () => {
    const phones = [await officer(), await officer(), await officer()];
    const ledgers = new Set<string>();
    await fc.assert(fc.asyncProperty(fc.infiniteStream(fc.nat(99)), fc.boolean(), async (chances, twice) => {
      const [first, ...rest] = phones;
      if (!first) return;
      const { item, events } = day(first, await visitFor(first));
      const queues: unknown[][] = phones.map(() => []);
      queues[0]?.push(...events);
      let previous = item.custody;
      for (const [at, taker] of rest.entries()) {
        const [giver, custody] = [phones[at], randomUUID()];
        const code = Array.from(randomBytes(8), (byte) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[byte & 31]).join('');
        if (giver) queues[at]?.push(giver.event('hand', undefined, { items: [{ id: item.id, previous, custody }], code, toKind: 'officer', to: taker.account, toName: `Petugas ${at + 2}` }));
        queues[at + 1]?.push(taker.event('receive', undefined, { code }));
        previous = custody;
      }
      const waiting = queues.flatMap((queue, who) => queue.map((event) => ({ who, event })));
      while (waiting.length > 0) {
        const [next] = waiting.splice((chances.next().value ?? 0) % waiting.length, 1);
        if (!next) break;
        for (let time = 0; time < (twice ? 2 : 1); time += 1) await phones[next.who]?.send([next.event]);
      }
      const history = await dispatch().custody.history(item.id);
      ledgers.add(history.map((span) => `${span.holder.kind} ${span.holder.id === first.account ? 1 : span.holder.id === rest[0]?.account ? 2 : span.holder.id === rest[1]?.account ? 3 : 0} ${span.confirmed}`).join(', '));
      for (const [at, span] of history.entries()) expect(span.until?.toString()).toBe(history[at + 1]?.at.toString());
      expect(await rows("select count(*)::int as n from dispatch.field_event where outcome <> 'applied' and device = any($1)", [phones.map((phone) => phone.device)])).toEqual([{ n: 0 }]);
    }), { numRuns: 8 });
    expect([...ledgers]).toEqual(['citizen 0 false, officer 1 false, officer 2 true, officer 3 true']);
  });
});

describe('closing the day', () => {
  it('needs the bag to be what the ledger says', async () => {
    const phone = await officer();
    const visit = await visitFor(phone);
    const { item, events } = day(phone, visit);
    await phone.send(events);
    const refused = await phone.ask('POST', '/lapangan/api/tutup', { items: [] });
    expect(refused).toMatchObject({ status: 409, body: { code: 'dispatch/count-differs', facts: { missing: [expect.stringContaining('KTP asli')], inLedger: 1, counted: 0 } } });
    expect((await phone.ask('POST', '/lapangan/api/tutup', { items: [item.id, randomUUID()] })).status).toBe(409);
    expect(await phone.ask('POST', '/lapangan/api/tutup', { items: [item.id] })).toMatchObject({ status: 200, body: { items: 1 } });
  });
});

describe('scans', () => {
  it('come in pieces that may be cut and repeated, and only whole and unchanged become files', async () => {
    const phone = await officer();
    const visit = await visitFor(phone);
    // Noise, because a picture of anything else would be too small to come in three pieces.
    const jpeg = await sharp(randomBytes(420 * 420 * 3), { raw: { width: 420, height: 420, channels: 3 } }).jpeg({ quality: 90 }).toBuffer();
    const [good, bad] = [randomUUID(), randomUUID()];
    const announce = (id: string, sha256: string) => phone.event('scan', visit, { id, label: 'KTP', page: 1, sha256, size: jpeg.length });
    expect(await phone.ask('GET', `/lapangan/api/pindaian/${good}?hp=${phone.device}`)).toMatchObject({ status: 404 });
    await phone.send([announce(good, createHash('sha256').update(jpeg).digest('hex')), announce(bad, 'b'.repeat(64))]);
    const put = (id: string, from: number, to: number) => phone.ask('PUT', `/lapangan/api/pindaian/${id}?hp=${phone.device}&dari=${from}`, jpeg.subarray(from, to));
    expect((await put(good, 0, 65_536)).body).toEqual({ received: 65_536, done: false });
    expect((await put(good, 0, 65_536)).body).toEqual({ received: 65_536, done: false });
    expect(await put(good, 131_072, jpeg.length)).toMatchObject({ status: 409, body: { facts: { received: 65_536 } } });
    expect((await put(good, 65_536, 131_072)).body.received).toBe(131_072);
    expect((await put(good, 131_072, jpeg.length)).body).toEqual({ received: jpeg.length, done: true });
    expect((await put(good, 0, 100)).body).toMatchObject({ done: true });
    expect(await rows('select count(*)::int as n from dispatch.scan_piece')).toEqual([{ n: 0 }]);
    await put(bad, 0, 65_536);
    await put(bad, 65_536, 131_072);
    expect(await put(bad, 131_072, jpeg.length)).toMatchObject({ status: 422, body: { code: 'dispatch/bad-scan' } });
    expect((await phone.ask('GET', `/lapangan/api/pindaian/${bad}?hp=${phone.device}`)).body).toMatchObject({ received: 0, done: false });

    // Whole and as announced, and still no picture: refused for good, so that the phone does not send it for ever.
    const noPicture = Buffer.concat([jpeg.subarray(0, 200), randomBytes(3000)]);
    const third = randomUUID();
    await phone.send([phone.event('scan', visit, { id: third, label: 'KTP', page: 2, sha256: createHash('sha256').update(noPicture).digest('hex'), size: noPicture.length })]);
    expect((await phone.ask('PUT', `/lapangan/api/pindaian/${third}?hp=${phone.device}&dari=0`, noPicture)).body).toMatchObject({ done: true });
    expect(await rows('select file, refused from dispatch.scan where id = $1', [third])).toEqual([{ file: null, refused: 'files/broken' }]);
    expect((await phone.ask('GET', `/lapangan/api/pindaian/${third}?hp=${phone.device}`)).body).toMatchObject({ done: true });
  });
});
