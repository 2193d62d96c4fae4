import type { TypedValue } from '@medplum/core';
import type { Address, CodeableConcept, Coding, ContactPoint, HumanName, Identifier, Period, Quantity, Range, Reference, Timing } from '@medplum/fhirtypes';
import { dateSpan, periodSpan, type Span } from '../rules/date-span.ts';
import { farthest, impliedSystem, type Measured } from './rows.ts';
import { toBaseUnits } from './units.ts';

export interface Token { readonly system: string; readonly code: string }

const ucumSystem = 'http://unitsofmeasure.org';

/** The system and code of whatever a token parameter finds. */
export function tokensOf({ type, value }: TypedValue): Token[] {
  switch (type) {
    case 'CodeableConcept': return ((value as CodeableConcept).coding ?? []).flatMap(codingToken);
    case 'Coding': return codingToken(value as Coding);
    case 'Identifier': { const { system, value: text } = value as Identifier; return text === undefined ? [] : [{ system: system ?? '', code: text }]; }
    case 'ContactPoint': { const { system, value: text } = value as ContactPoint; return text === undefined ? [] : [{ system: system ?? '', code: text }]; }
    case 'code': return [{ system: impliedSystem, code: String(value) }];
    case 'Quantity': { const { system, code } = value as Quantity; return code === undefined ? [] : [{ system: system ?? '', code }]; }
    default: return typeof value === 'object' ? [] : [{ system: '', code: String(value) }];
  }
}

function codingToken({ system, code }: Coding): Token[] {
  return code === undefined ? [] : [{ system: system ?? '', code }];
}

/** The words that go with a token, for `:text`. */
export function wordsOf({ type, value }: TypedValue): string[] {
  switch (type) {
    case 'CodeableConcept': { const { text, coding } = value as CodeableConcept; return present([text, ...(coding ?? []).map((one) => one.display)]); }
    case 'Coding': return present([(value as Coding).display]);
    case 'Identifier': return present([(value as Identifier).type?.text]);
    case 'Reference': return present([(value as Reference).display]);
    default: return [];
  }
}

/** For `:of-type`: the type's system, and `type code|value`. */
export function typedIdentifiersOf({ type, value }: TypedValue): Token[] {
  if (type !== 'Identifier') return [];
  const { type: kind, value: text } = value as Identifier;
  return (kind?.coding ?? []).flatMap((coding) => (coding.code === undefined || text === undefined ? [] : [{ system: coding.system ?? '', code: `${coding.code}|${text}` }]));
}

/** The texts a string parameter finds: every part of a name or an address counts. */
export function stringsOf({ type, value }: TypedValue): string[] {
  switch (type) {
    case 'HumanName': { const { text, family, given, prefix, suffix } = value as HumanName; return present([text, family, ...(given ?? []), ...(prefix ?? []), ...(suffix ?? [])]); }
    case 'Address': { const { text, line, city, district, state, country, postalCode } = value as Address; return present([text, ...(line ?? []), city, district, state, country, postalCode]); }
    case 'CodeableConcept': return wordsOf({ type, value });
    default: return typeof value === 'string' ? present([value]) : [];
  }
}

/** The spans a date parameter finds. */
export function datesOf({ type, value }: TypedValue, zone: string): Span[] {
  switch (type) {
    case 'Period': return some(periodSpan(value as Period, zone));
    case 'Timing': { const { event, repeat } = value as Timing; return [...(event ?? []).flatMap((at) => some(dateSpan(at, zone))), ...(repeat?.boundsPeriod ? some(periodSpan(repeat.boundsPeriod, zone)) : [])]; }
    default: return typeof value === 'string' ? some(dateSpan(value, zone)) : [];
  }
}

export interface MeasuredUnit extends Measured { readonly system: string; readonly code: string; readonly unit: string }

/** The spans a number or quantity parameter finds, in their own and in base units. */
export function quantitiesOf({ type, value }: TypedValue): MeasuredUnit[] {
  if (typeof value === 'number') return [{ lo: value, hi: value, system: '', code: '', unit: '', base_unit: null, base_lo: null, base_hi: null }];
  if (type === 'Range') {
    const { low, high } = value as Range;
    const unit = low ?? high;
    return unit === undefined ? [] : [measured(low?.value ?? -farthest, high?.value ?? farthest, unit)];
  }
  if (type === 'Money') { const { value: amount, currency } = value as { value?: number; currency?: string }; return amount === undefined ? [] : [measured(amount, amount, { system: 'urn:iso:std:iso:4217', code: currency })]; }
  const quantity = value as Quantity;
  if (typeof quantity !== 'object' || typeof quantity.value !== 'number') return [];
  const below = quantity.comparator === '<' || quantity.comparator === '<=';
  const above = quantity.comparator === '>' || quantity.comparator === '>=';
  return [measured(below ? -farthest : quantity.value, above ? farthest : quantity.value, quantity)];
}

function measured(lo: number, hi: number, { system, code, unit }: { system?: string | undefined; code?: string | undefined; unit?: string | undefined }): MeasuredUnit {
  const low = system === ucumSystem && code !== undefined ? toBaseUnits(lo, code) : undefined;
  const high = low && code !== undefined ? toBaseUnits(hi, code) : undefined;
  return { lo, hi, system: system ?? '', code: code ?? '', unit: unit ?? '', base_unit: low?.unit ?? null, base_lo: low?.value ?? null, base_hi: high?.value ?? null };
}

export interface Target { readonly target_type: string; readonly target_id: string }

const relative = /^([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/;

/** Where a reference, canonical or uri leads: `Type` and id inside this record, otherwise the whole address. Contained things lead nowhere. */
export function targetsOf({ type, value }: TypedValue): Target[] {
  const text = type === 'Reference' ? (value as Reference).reference : typeof value === 'string' ? value : undefined;
  if (text === undefined || text.startsWith('#')) return [];
  const target = targetOf(text);
  // A canonical may name a version; it is also found without.
  const [url = '', version] = text.split('|');
  return version === undefined ? [target] : [target, { target_type: '', target_id: url }];
}

/** `Patient/12/_history/3` leads to Patient 12; anything else is an address. */
export function targetOf(reference: string): Target {
  const [, type, id] = relative.exec(reference) ?? [];
  return type === undefined || id === undefined ? { target_type: '', target_id: reference } : { target_type: type, target_id: id };
}

function present(texts: readonly (string | undefined)[]): string[] {
  return texts.filter((text): text is string => text !== undefined && text !== '');
}

function some<T>(found: T | undefined): T[] {
  return found === undefined ? [] : [found];
}
