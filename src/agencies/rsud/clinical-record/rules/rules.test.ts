import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anonymous, system } from '#kernel/actor';
import { toBaseUnits } from '../fhir/units.ts';
import { prefixed, splitUnescaped, tokenValue, unescape } from '../search/values.ts';
import { dateSpan, periodSpan } from './date-span.ts';
import { fold, soundOf } from './fold.ts';
import { numberSpan } from './number-span.ts';
import { referencesIn, rewritten } from './rewrite.ts';
import { mayRead, maySearch, mayWrite, readScope, sightOf } from './sight.ts';

const zone = 'Asia/Jakarta';

describe('the span of a date', () => {
  it.each([
    ['2013', '2012-12-31T17:00:00Z', '2013-12-31T17:00:00Z'], ['2013-01', '2012-12-31T17:00:00Z', '2013-01-31T17:00:00Z'], ['2013-01-14', '2013-01-13T17:00:00Z', '2013-01-14T17:00:00Z'],
    ['2013-01-14T10:00', '2013-01-14T03:00:00Z', '2013-01-14T03:01:00Z'], ['2013-01-14T10:00:00Z', '2013-01-14T10:00:00Z', '2013-01-14T10:00:01Z'], ['2013-01-14T10:00:00.5+07:00', '2013-01-14T03:00:00.5Z', '2013-01-14T03:00:00.6Z'],
    ['2013-12-31T23:59:59-02:00', '2014-01-01T01:59:59Z', '2014-01-01T02:00:00Z'],
  ])('%s', (text, lo, hi) => { expect(dateSpan(text, zone)).toEqual({ lo, hi }); });

  it.each(['2013-13', '2013-02-30', '13-01-14', '2013-1-4', 'soon', '', '2013-01-14T25:00', '2013-01-14T10', 'T10:00'])('%s is none', (text) => { expect(dateSpan(text, zone)).toBeUndefined(); });

  it('of something more exact lies within that of something less exact', () => {
    const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map((date) => date.toISOString());
    fc.assert(fc.property(day, fc.constantFrom(4, 7, 10), (text, length) => {
      const [exact, vague] = [dateSpan(text, 'UTC'), dateSpan(text.slice(0, length), 'UTC')];
      if (!exact || !vague) throw new Error(text);
      expect(Temporal.Instant.compare(Temporal.Instant.from(vague.lo), Temporal.Instant.from(exact.lo))).toBeLessThanOrEqual(0);
      expect(Temporal.Instant.compare(Temporal.Instant.from(exact.hi), Temporal.Instant.from(vague.hi))).toBeLessThanOrEqual(0);
    }));
  });

  it('of a period with an open end reaches for ever', () => {
    expect(periodSpan({ start: '2013-01-21' }, 'UTC')).toEqual({ lo: '2013-01-21T00:00:00Z', hi: 'infinity' });
    expect(periodSpan({ end: '2013-01-21' }, 'UTC')).toEqual({ lo: '-infinity', hi: '2013-01-22T00:00:00Z' });
    expect(periodSpan({}, 'UTC')).toBeUndefined();
  });
});

describe('the span of a number', () => {
  it.each([['100', 99.5, 100.5], ['100.00', 99.995, 100.005], ['1e2', 95, 105], ['5.40e-3', 0.005395, 0.005405], ['-3', -3.5, -2.5]])('%s', (text, lo, hi) => {
    expect(numberSpan(text)?.lo).toBeCloseTo(lo, 9);
    expect(numberSpan(text)?.hi).toBeCloseTo(hi, 9);
  });
  it.each(['5,4', '', 'x', '1.', '--1'])('%s is none', (text) => { expect(numberSpan(text)).toBeUndefined(); });
});

describe('units', () => {
  it.each([['mg/dL', 100, 'g/L', 1], ['mmol/L', 5.5, 'mol/m3', 5.5], ['Cel', 37, '[degF]', 98.6], ['kg', 1, 'g', 1000], ['cm', 170, 'm', 1.7]])('%s and its like agree', (unit, value, other, same) => {
    const [a, b] = [toBaseUnits(value, unit), toBaseUnits(same, other)];
    expect(a?.unit).toBe(b?.unit);
    expect((a?.value ?? 0) / (b?.value ?? 1)).toBeCloseTo(1, 9);
  });
  it.each(['[iU]/L', 'nope', '[pH]'])('%s is not converted', (unit) => { expect(toBaseUnits(1, unit)).toBeUndefined(); });
});

describe('words of a search', () => {
  it('are split where they are not escaped, and nothing is lost', () => {
    expect(splitUnescaped('a\\,b,c', ',').map(unescape)).toEqual(['a,b', 'c']);
    fc.assert(fc.property(fc.array(fc.string(), { minLength: 1 }), (texts) => {
      const written = texts.map((text) => text.replaceAll(/[\\,$|]/g, (letter) => `\\${letter}`)).join(',');
      expect(splitUnescaped(written, ',').map(unescape)).toEqual(texts);
    }));
  });
  it('know a prefix only before a number', () => {
    expect([prefixed('ge2013'), prefixed('gender'), prefixed('ap-5')]).toEqual([{ prefix: 'ge', rest: '2013' }, { prefix: 'eq', rest: 'gender' }, { prefix: 'ap', rest: '-5' }]);
  });
  it('are tokens of four forms', () => {
    expect([tokenValue('a|b'), tokenValue('|b'), tokenValue('a|'), tokenValue('b')]).toEqual([{ system: 'a', code: 'b' }, { system: '', code: 'b' }, { system: 'a', code: undefined }, { system: undefined, code: 'b' }]);
  });
  it('lose case and accents, and old spellings sound the same', () => {
    expect(fold('  Müller  ÉÈ ')).toBe('muller ee');
    for (const [a, b] of [['Soeharto', 'Suharto'], ['Djoko', 'Joko'], ['Tjokro', 'Cokro'], ['Achmad', 'Ahmad'], ['Muhammad', 'Muhamad'], ['Nurjanah', 'Noerdjanah']] as const) expect(soundOf(a), a).toBe(soundOf(b));
    expect(soundOf('Siti')).not.toBe(soundOf('Sari'));
  });
});

describe('rewriting', () => {
  const places = new Map([['urn:uuid:1', 'Patient/9']]);
  it('moves references, whole addresses and links, and leaves every other text', () => {
    const before = { subject: { reference: 'urn:uuid:1' }, note: 'urn:uuid:1 in a sentence', link: 'urn:uuid:1', text: { div: '<a href="urn:uuid:1">x</a>' } };
    expect(rewritten(before, places)).toEqual({ subject: { reference: 'Patient/9' }, note: 'urn:uuid:1 in a sentence', link: 'Patient/9', text: { div: '<a href="Patient/9">x</a>' } });
    expect([...referencesIn(before)]).toEqual(['urn:uuid:1']);
  });
  it('of anything without such an address changes nothing', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => { expect(rewritten(value, places)).toEqual(value); }));
  });
});

describe('scopes', () => {
  const machine = (...permissions: string[]) => sightOf({ ...anonymous('api'), kind: 'partner', permissions: new Set(permissions) });
  it.each([['system/Observation.read', 'rs'], ['system/*.write', 'cud'], ['patient/*.*', 'cruds'], ['user/Patient.rs', 'rs'], ['system/Patient.cud', 'cud'], ['system/Observation.c', 'c']])('%s is read', (scope, verbs) => { expect([...(readScope(scope)?.verbs ?? [])].join('')).toBe(verbs); });
  it.each(['Observation.read', 'system/Observation', 'root/*.*', 'system/*.x', 'system/Patient.dc', 'system/Patient.', ''])('%s is none', (scope) => { expect(readScope(scope)).toBeUndefined(); });
  it('open what they name and nothing else', () => {
    const sight = machine('smart:system/Observation.read', 'smart:system/Patient.write');
    expect([mayRead(sight, 'Observation'), mayRead(sight, 'Patient'), mayWrite(sight, 'Patient', 'd'), mayWrite(sight, 'Observation', 'c'), sight.sensitive]).toEqual([true, false, true, false, false]);
    expect(mayWrite(machine('smart:patient/*.*', 'smart-patient:7'), 'Observation', 'u')).toBe(false);
    expect(mayRead(sightOf(anonymous('web')), 'Patient')).toBe(false);
    expect(sightOf(system('x')).sensitive).toBe(true);
    const narrow = machine('smart:system/Observation.cs');
    expect([mayWrite(narrow, 'Observation', 'c'), mayWrite(narrow, 'Observation', 'u'), mayWrite(narrow, 'Observation', 'd'), maySearch(narrow, 'Observation'), mayRead(narrow, 'Observation')]).toEqual([true, false, false, true, false]);
  });
});
