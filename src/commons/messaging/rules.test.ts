import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '#kernel/problem';
import { pageOf, fitRow } from './channels/paging.ts';
import { renderWhatsApp } from './channels/whatsapp-render.ts';
import { storable } from './inbox/collector.ts';
import { backOff, remedyOf } from './outbox/errors.ts';
import { afterQuietHours } from './outbox/hours.ts';
import { afterReport } from './outbox/status.ts';
import type { OutgoingStatus } from './tables.ts';
import { checkSend } from './standins/whatsapp-rules.ts';
import { fill, parameters, placeholders } from './templates/render.ts';
import { sign, signatureIsRight } from './webhooks/signature.ts';
import { readTimestamp, readWhatsAppWebhook } from './webhooks/whatsapp.ts';

const now = Temporal.Instant.from('2026-11-23T02:00:00Z');

describe('the signature', () => {
  it('agrees with the published vector', () => {
    expect(sign(Buffer.from('Hello, World!'), "It's a Secret to Everybody")).toBe('sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17');
    expect(signatureIsRight('sha256=757107EA0EB2509FC211221CCE984B8A37570B6D7586C22C46F4379C8B043E17', Buffer.from('Hello, World!'), "It's a Secret to Everybody")).toBe(true);
  });

  it('is false, never an error, for anything else', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(undefined, ['a'], 'sha256=', 'sha256=ü'.repeat(9), `sha1=${'0'.repeat(64)}`)), (header) => { expect(signatureIsRight(header, Buffer.from('x'), 'secret')).toBe(false); }));
  });
});

describe('a WhatsApp webhook', () => {
  it('gives every message and status of a batch, with and without a phone number', () => {
    const arrivals = readWhatsAppWebhook({ object: 'whatsapp_business_account', entry: [
      { changes: [{ field: 'messages', value: { contacts: [{ user_id: 'ID.a', wa_id: '62811' }], messages: [{ id: 'w1', from: '62811', timestamp: '1700000000', type: 'text' }, { id: 'w2', from_user_id: 'ID.b', timestamp: '1700000000000', type: 'text' }, { id: 'w3', group_id: 'g', timestamp: '1', type: 'text' }] } }] },
      { changes: [{ field: 'messages', value: { statuses: [{ id: 'w9', status: 'read', timestamp: '1700000001' }] } }, { field: 'account_update', value: { x: 1 } }] },
    ] }, now);
    expect(arrivals?.map(({ key, sender, kind }) => [key.slice(0, 8), sender, kind])).toEqual([['w1', 'whatsapp:ID.a', 'message'], ['w2', 'whatsapp:ID.b', 'message'], ['w3', undefined, 'other'], ['w9:read', undefined, 'status'], ['change:1'.slice(0, 7) + (arrivals?.[4]?.key[7] ?? ''), undefined, 'other']]);
    expect(arrivals?.[0]?.sentAt.toString()).toBe(arrivals?.[1]?.sentAt.toString());
  });

  it('is never trusted to have a shape', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => { readWhatsAppWebhook(value, now); readWhatsAppWebhook({ object: 'whatsapp_business_account', entry: value }, now); readWhatsAppWebhook({ object: 'whatsapp_business_account', entry: [{ changes: [{ field: 'messages', value }] }] }, now); }));
  });

  it('reads seconds and milliseconds, and takes the rest for now', () => {
    expect(readTimestamp('1700000000', now).epochMilliseconds).toBe(1_700_000_000_000);
    expect(readTimestamp('1700000000000', now).epochMilliseconds).toBe(1_700_000_000_000);
    for (const odd of ['', 'x', '-1', null, '99999999999']) expect(readTimestamp(odd, now)).toEqual(now);
  });

  it('is made storable without touching anything else', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      const kept = JSON.parse(storable(JSON.stringify({ text }))) as { text: string };
      expect(kept.text).toBe(Array.from(text).filter((character) => character !== '\0' && character.isWellFormed()).join(''));
    }));
    expect(JSON.parse(storable(JSON.stringify('a\\u0000b\0')))).toBe('a\\u0000b');
  });
});

describe('the status of a message', () => {
  const statuses: OutgoingStatus[] = ['sending', 'uncertain', 'accepted', 'sent', 'delivered', 'read', 'failed'];
  it('does not depend on the order of reports and never goes back', () => {
    fc.assert(fc.property(fc.constantFrom(...statuses.slice(0, 3)), fc.shuffledSubarray(['sent', 'delivered', 'read', 'failed', 'deleted', 'accepted']), (start, reports) => {
      const end = reports.reduce(afterReport, start);
      expect([...reports].sort().reduce(afterReport, start)).toBe(end);
      if (reports.includes('read')) expect(end).toBe('read');
      else if (reports.includes('delivered')) expect(end).toBe('delivered');
      else if (reports.includes('failed')) expect(end).toBe('failed');
    }));
  });
});

describe('errors', () => {
  it.each([[131047, 400, 'use-template'], [131056, 400, 'back-off'], [131026, 400, 'next-channel'], [190, 401, 'stop-channel'], [250, 403, 'stop-channel'], [132001, 404, 'fix-template'], [100, 400, 'our-fault'], [131053, 400, 'retry-few'], [undefined, 503, 'back-off'], [undefined, 429, 'back-off'], [424242, 400, 'our-fault'], [424242, 500, 'back-off']])('%s with %s means %s', (code, status, remedy) => {
    expect(remedyOf(code, status)).toBe(remedy);
  });

  it('are waited out longer and longer, never over fifteen minutes', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 50 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, chance) => {
      const wait = backOff(attempt, chance);
      expect(wait).toBeGreaterThanOrEqual(1000);
      expect(wait).toBeLessThanOrEqual(900_000);
    }));
  });
});

describe('quiet hours', () => {
  it.each([['2026-11-23T20:29:59', '2026-11-23T20:29:59'], ['2026-11-23T20:30:00', '2026-11-24T05:30:00'], ['2026-11-23T23:59:00', '2026-11-24T05:30:00'], ['2026-11-24T00:00:00', '2026-11-24T05:30:00'], ['2026-11-24T05:29:59', '2026-11-24T05:30:00'], ['2026-11-24T05:30:00', '2026-11-24T05:30:00']])('%s moves to %s', (from, to) => {
    const at = (wall: string) => Temporal.PlainDateTime.from(wall).toZonedDateTime('Asia/Jakarta').toInstant();
    expect(afterQuietHours(at(from), 'Asia/Jakarta')).toEqual(at(to));
  });
});

describe('templates', () => {
  it('fill values and conditional words', () => {
    expect(fill('Halo ((nama)).((jkn?? Bawa kartu JKN (asli).))', { nama: 'Sari ((x))', jkn: 'ya' })).toBe('Halo Sari ((x)). Bawa kartu JKN (asli).');
    expect(fill('Halo ((nama)).((jkn?? Bawa kartu.))', { nama: 'Sari', jkn: 'tidak' })).toBe('Halo Sari.');
  });

  it('name every missing value', () => {
    const faulty = () => fill('((a)) ((b)) ((c??x))', { b: '1' });
    expect(faulty).toThrow(Problem);
    try { faulty(); } catch (error) { expect((error as Problem).facts['missing']).toEqual(['a', 'c']); }
  });

  it('never treat a value as template, whatever it holds', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (value) => { expect(fill('<((nama))>', { nama: value.replace(/[ \t]+$/gm, '').replace(/\n{3,}/g, '') })).toBe(`<${value.replace(/[ \t]+$/gm, '').replace(/\n{3,}/g, '')}>`); }));
  });

  it('give a WhatsApp template one non-empty parameter for each name', () => {
    const text = 'Halo ((nama)), ((jkn??bawa kartu)) pukul ((jam)) ((nama))';
    expect(placeholders(text)).toEqual(['nama', 'jkn', 'jam']);
    expect(parameters(text, { nama: 'Sari\nDewi', jkn: 'tidak', jam: '' })).toEqual(['Sari Dewi', '-', '-']);
  });
});

describe('choices on WhatsApp', () => {
  const choice = fc.record({ id: fc.uuid(), title: fc.string({ minLength: 1, maxLength: 120, unit: 'grapheme' }).filter((title) => title.trim() !== ''), description: fc.option(fc.string({ minLength: 1, maxLength: 120 }), { nil: undefined }) }, { requiredKeys: ['id', 'title'] });

  it('always keep the provider\'s limits, on every page, and every choice appears once', () => {
    fc.assert(fc.property(fc.array(choice, { minLength: 1, maxLength: 60 }), fc.string({ minLength: 1, maxLength: 6000, unit: 'grapheme' }), (choices, text) => {
      const seen: string[] = [];
      for (let page = 0; page < 10; page += 1) {
        const body = renderWhatsApp({ id: 'o', list: 'o', to: { kind: 'phone', value: '+628' }, message: { text: text.trim() || 'x', choices: choices as never }, page });
        expect(checkSend(body as never)).toBeUndefined();
        const shown = pageOf(choices as never, page, 10, 'o');
        seen.push(...shown.filter((row) => !row.id.startsWith('more|')).map((row) => row.id));
        if (!shown.some((row) => row.id.startsWith('more|'))) break;
      }
      expect(seen).toEqual(choices.map((entry) => entry.id));
    }), { numRuns: 60 });
  });

  it('write a shortened name whole in the description', () => {
    expect(fitRow({ id: 'a', title: 'dr. Muhammad Abdurrahman Wahid, Sp.PD', description: '08.00' }, { title: 24, description: 72, idBytes: 64 })).toEqual({ id: 'a', title: 'dr. Muhammad Abdurrahma…', description: 'dr. Muhammad Abdurrahman Wahid, Sp.PD · 08.00' });
  });
});
