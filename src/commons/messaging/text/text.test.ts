import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareSms, septets } from './gsm.ts';
import { maskDigits } from './mask.ts';
import { shorten, splitText } from './shorten.ts';
import { fitId, tokenOf } from './token.ts';

const graphemes = (text: string) => Array.from(new Intl.Segmenter('id', { granularity: 'grapheme' }).segment(text), ({ segment }) => segment);
const anyText = fc.oneof(fc.string({ maxLength: 700, unit: 'grapheme' }), fc.array(fc.constantFrom('a', 'é', '€', '[', '“', '👩‍⚕️', '🇮🇩', 'ض', '你', ' ', '\n', '…'), { maxLength: 500 }).map((parts) => parts.join('')));

describe('SMS', () => {
  it('writes typical Indonesian words in GSM-7', () => {
    const sms = prepareSms('Antrean “A‑12” – dokter datang pukul 09.40… Bawa kartu JKN ✓ 🙏');
    expect(sms).toMatchObject({ encoding: 'gsm-7', segments: 1, text: 'Antrean "A-12" - dokter datang pukul 09.40... Bawa kartu JKN' });
  });

  it.each([['a'.repeat(160), 1], ['a'.repeat(161), 2], ['a'.repeat(306), 2], ['a'.repeat(307), 3], ['€'.repeat(80), 1], ['€'.repeat(81), 2], ['ض'.repeat(70), 1], ['ض'.repeat(71), 2], ['ض'.repeat(134), 2], ['ض'.repeat(135), 3]])('counts the segments of %#', (text, segments) => {
    expect(prepareSms(text).segments).toBe(segments);
  });

  it('never loses, splits or overfills', () => {
    fc.assert(fc.property(anyText, (text) => {
      const sms = prepareSms(text);
      expect(sms.parts.join('')).toBe(sms.text);
      for (const part of sms.parts) {
        const size = sms.encoding === 'gsm-7' ? Array.from(part).reduce((sum, character) => sum + septets(character), 0) : part.length;
        expect(size).toBeLessThanOrEqual(sms.segments === 1 ? (sms.encoding === 'gsm-7' ? 160 : 70) : (sms.encoding === 'gsm-7' ? 153 : 67));
        expect(part.isWellFormed()).toBe(sms.text.isWellFormed());
      }
    }));
  });
});

describe('shortening', () => {
  it('keeps whole graphemes within the limit and marks a cut', () => {
    fc.assert(fc.property(anyText, fc.integer({ min: 1, max: 80 }), (text, limit) => {
      const short = shorten(text, limit);
      expect(short.length).toBeLessThanOrEqual(limit);
      if (text.length <= limit) expect(short).toBe(text);
      else expect(graphemes(text).join('').startsWith(short.slice(0, -1))).toBe(true);
      const kept = graphemes(short.replace(/…$/, ''));
      if (text.length > limit) expect(graphemes(text).slice(0, kept.length)).toEqual(kept);
    }));
  });

  it('cuts a doctor with an emoji family between people, not inside', () => {
    expect(shorten('👩‍⚕️👩‍⚕️👩‍⚕️👩‍⚕️👩‍⚕️', 20)).toBe('👩‍⚕️👩‍⚕️👩‍⚕️…');
  });

  it('splits long texts into pieces that say the same words', () => {
    fc.assert(fc.property(anyText, fc.integer({ min: 20, max: 200 }), (text, limit) => {
      const pieces = splitText(text, limit);
      expect(pieces.every((piece) => piece.length <= limit)).toBe(true);
      expect(pieces.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    }));
  });
});

describe('masking', () => {
  it('hides sixteen digits however they are written', () => {
    for (const nik of ['1606010101900001', '1606 0101 0190 0001', '16.06.01.010190.0001']) expect(maskDigits(`NIK saya ${nik}.`)).toBe('NIK saya 1606••••••••0001.');
    expect(maskDigits('Kode SKY261124K7Q2M, telepon 081234567890, kartu 0001234567890')).toBe('Kode SKY261124K7Q2M, telepon 081234567890, kartu 0001234567890');
  });

  it('leaves no sixteen digits in a row', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.constantFrom('0', '1', '9'), fc.constantFrom(' ', '.', '-', 'a')), { maxLength: 60 }), (parts) => {
      expect(/(?<!\d)\d{16}(?!\d)/.test(maskDigits(parts.join('')))).toBe(false);
    }));
  });
});

describe('button ids', () => {
  it('fit 64 bytes and are the same for the same id', () => {
    fc.assert(fc.property(fc.string({ minLength: 1, maxLength: 300, unit: 'grapheme' }), (id) => {
      expect(Buffer.byteLength(fitId(id, 64))).toBeLessThanOrEqual(64);
      expect(fitId(id, 64)).toBe(fitId(id, 64));
    }));
    expect(fitId(tokenOf('x'), 64)).not.toBe(tokenOf('x'));
  });
});
