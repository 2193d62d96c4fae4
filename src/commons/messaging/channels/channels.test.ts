import type { AddressInfo } from 'node:net';
import smpp, { type PDU } from 'smpp';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { standingClock } from '#kernel/time';
import type { Arrival } from '../inbox/collector.ts';
import type { Parcel } from './channel.ts';
import { openEmail } from './email.ts';
import { calendarFile } from './invite.ts';
import { openSmpp } from './smpp.ts';

const clock = standingClock('2026-11-23T02:00:00Z');
const closing: (() => Promise<unknown> | void)[] = [];
afterEach(async () => { for (const close of closing.splice(0).reverse()) await close(); });

const invite = { uid: 'booking-1@serasan', sequence: 2, title: 'Poli Anda', startsAt: Temporal.Instant.from('2026-11-24T01:00:00Z'), endsAt: Temporal.Instant.from('2026-11-24T02:00:00Z') };
const parcel = (kind: 'email' | 'phone', value: string, text: string): Parcel => ({ id: '018f0000-0000-7000-8000-000000000001', list: '', page: 0, to: { kind, value }, message: { text } });

describe('e-mail', () => {
  it('carries plain words, HTML, a way out and a calendar invitation', async () => {
    let mail = '';
    const server = new SMTPServer({ disabledCommands: ['AUTH', 'STARTTLS'], onData(stream, _session, done) { stream.on('data', (chunk: Buffer) => { mail += chunk.toString('utf8'); }); stream.on('end', () => { done(); }); }, onRcptTo({ address }, _session, done) { done(address.startsWith('tiada') ? Object.assign(new Error('no such user'), { responseCode: 550 }) : null); } });
    await new Promise<void>((ready) => { server.listen(0, '127.0.0.1', ready); });
    closing.push(() => new Promise<void>((done) => { server.close(done); }));
    const channel = openEmail({ url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, from: 'Serasan <kabar@muba.example>', zone: 'Asia/Jakarta', clock });
    closing.push(() => channel.close?.());
    expect(await channel.send({ ...parcel('email', 'warga@contoh.example', 'Terdaftar <besok> pukul 08.00.'), title: 'Pendaftaran', invite })).toMatchObject({ is: 'accepted', providerId: '<018f0000-0000-7000-8000-000000000001@muba.example>' });
    expect(mail).toMatch(/^List-Unsubscribe: <mailto:kabar@muba\.example\?subject=berhenti>/im);
    expect(mail).toMatch(/Content-Type: text\/calendar; charset=utf-8;\s+method=REQUEST/);
    expect(mail).toContain('&lt;besok&gt;');
    expect(await channel.send(parcel('email', 'tiada@contoh.example', 'x'))).toEqual({ is: 'unreachable', code: '550', addressIsDead: true });
  });

  it('invites, changes and withdraws the same entry', () => {
    const { method, content } = calendarFile(invite, 'Asia/Jakarta', clock.now());
    expect(method).toBe('REQUEST');
    for (const line of ['UID:booking-1@serasan', 'SEQUENCE:2', 'DTSTART;TZID=Asia/Jakarta:20261124T080000', 'DTSTAMP:20261123T020000Z', 'TZOFFSETTO:+0700', 'METHOD:REQUEST']) expect(content).toContain(line);
    const withdrawn = calendarFile({ ...invite, sequence: 3, cancelled: true }, 'Asia/Jakarta', clock.now());
    expect(withdrawn.content).toContain('METHOD:CANCEL');
    expect(withdrawn.content).toContain('STATUS:CANCELLED');
    expect(withdrawn.content).toContain('UID:booking-1@serasan');
  });
});

describe('SMPP', () => {
  async function openServer(password = 'rahasia') {
    const submitted: PDU[] = [];
    const arrivals: Arrival[] = [];
    const server = smpp.createServer((session) => {
      session.on('error', () => undefined);
      session.on('bind_transceiver', (pdu: PDU & { password?: string }) => { session.send(pdu.response(pdu.password === password ? {} : { command_status: smpp.ESME_RINVPASWD })); });
      session.on('submit_sm', (pdu: PDU) => {
        submitted.push(pdu);
        session.send(pdu.response({ message_id: `m${submitted.length}` }));
        session.deliver_sm({ esm_class: 4, source_addr: pdu.destination_addr, short_message: `id:m${submitted.length} sub:001 dlvrd:001 stat:DELIVRD err:000 text:` });
      });
    });
    await new Promise<void>((ready) => { server.listen(0, '127.0.0.1', ready); });
    const channel = openSmpp({ url: `smpp://127.0.0.1:${(server.address() as AddressInfo).port}`, user: 'serasan', password: 'rahasia', sender: 'SERASAN', now: () => clock.now(), arrived: (more) => { arrivals.push(...more); return Promise.resolve(); } });
    closing.push(() => { for (const session of server.sessions) session.destroy(); server.close(); }, () => channel.close?.());
    return { channel, submitted, arrivals };
  }

  it('asks for receipts, joins long texts by header and hears what became of them', async () => {
    const { channel, submitted, arrivals } = await openServer();
    expect(await channel.send(parcel('phone', '+6281200000001', 'a'.repeat(200)))).toEqual({ is: 'accepted', providerId: 'm2', segments: 2 });
    expect(submitted.map((pdu) => [pdu.registered_delivery, pdu.data_coding, pdu.destination_addr, pdu.short_message?.message.length, pdu.short_message?.udh?.length])).toEqual([[1, 0, '6281200000001', 153, 1], [1, 0, '6281200000001', 47, 1]]);
    await expect.poll(() => arrivals.map((arrival) => arrival.key)).toEqual(['m1:delivered', 'm2:delivered']);
  });

  it('sends other scripts as UCS-2', async () => {
    const { channel, submitted } = await openServer();
    await channel.send(parcel('phone', '+6281200000001', 'السلام'));
    expect(submitted[0]?.data_coding).toBe(8);
    const message = submitted[0]?.short_message?.message ?? '';
    expect(typeof message === 'string' ? message : Buffer.from(message).swap16().toString('utf16le')).toBe('السلام');
  });

  it('stops when its account is refused, and waits when nobody listens', async () => {
    const { channel } = await openServer('lain');
    expect(await channel.send(parcel('phone', '+6281200000001', 'x'))).toMatchObject({ is: 'channel-stopped' });
    const nobody = openSmpp({ url: 'smpp://127.0.0.1:1', user: 'a', password: 'b', sender: 'S', now: () => clock.now(), arrived: () => Promise.resolve() });
    expect(await nobody.send(parcel('phone', '+6281200000001', 'x'))).toEqual({ is: 'later', code: 'no-connection' });
  });
});
