import { Validator, type Schema } from '@cfworker/json-schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openAjv } from './compile.ts';

/** Small numbers and short words, so that bounds are hit from both sides. */
const small = fc.integer({ min: -3, max: 4 });
const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '😀', '1', ' '), maxLength: 4 });
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 2 });
const bounds = (low: string, high: string) => fc.tuple(maybe(fc.nat(3)), maybe(fc.nat(3))).map(([from, more]) => ({ ...(from === undefined ? {} : { [low]: from }), ...(more === undefined ? {} : { [high]: (from ?? 0) + more }) }));

const texts = fc.tuple(bounds('minLength', 'maxLength'), maybe(fc.constantFrom('^a', 'b$', '^[a-z]+$', '^\\p{L}*$'))).map(([length, pattern]) => ({ type: 'string', ...length, ...(pattern === undefined ? {} : { pattern }) }));
const numbers = fc.tuple(fc.constantFrom('integer', 'number'), maybe(small), maybe(small), maybe(small), maybe(fc.constantFrom(1, 2, 3)))
  .map(([type, minimum, maximum, exclusiveMinimum, multipleOf]) => Object.fromEntries(Object.entries({ type, minimum, maximum, exclusiveMinimum, multipleOf }).filter(([, value]) => value !== undefined)));
const choices = fc.oneof(fc.uniqueArray(letters, { minLength: 1, maxLength: 3 }).map((values) => ({ type: 'string', enum: values })), letters.map((value) => ({ type: 'string', const: value })), fc.constant({ type: 'boolean' }));
const leaf = fc.oneof(texts, numbers, choices);
const rows = fc.tuple(leaf, bounds('minItems', 'maxItems'), fc.boolean()).map(([items, length, uniqueItems]) => ({ type: 'array', items, ...length, ...(uniqueItems ? { uniqueItems } : {}) }));
const names = ['a', 'b', 'c'] as const;
const objectOf = (inner: fc.Arbitrary<object>) => fc.tuple(fc.dictionary(fc.constantFrom(...names), inner, { maxKeys: 3 }), fc.nat(7), fc.boolean()).map(([properties, picked, closed]) => {
  const required = Object.keys(properties).filter((_, index) => ((picked >> index) & 1) === 1);
  return { type: 'object', properties, ...(required.length > 0 ? { required } : {}), ...(closed ? { additionalProperties: false } : {}) };
});
/** What forms are written in: texts, numbers, choices, files and addresses as objects, repeating groups, and rules over whole answers. */
const schema = fc.tuple(objectOf(fc.oneof(leaf, rows, objectOf(leaf))), maybe(fc.tuple(fc.constantFrom('allOf', 'anyOf', 'oneOf', 'not', 'if'), objectOf(leaf), objectOf(leaf)))).map(([base, rule]): object => {
  if (!rule) return base;
  const [word, one, two] = rule;
  return { ...base, ...(word === 'not' ? { not: one } : word === 'if' ? Object.fromEntries((['if', 'then'] as const).map((name, at) => [name, at === 0 ? one : two])) : { [word]: [one, two] }) };
});
const scalar = fc.oneof(letters, small, fc.constantFrom(0.5, 1.5, true, false, null));
const nested = fc.oneof(scalar, fc.array(scalar, { maxLength: 4 }), fc.dictionary(fc.constantFrom(...names), scalar, { maxKeys: 3 }));
const answers = fc.dictionary(fc.constantFrom(...names, 'd'), nested, { maxKeys: 4 });

describe('the validator of forms', () => {
  it('judges as another house’s validator of JSON Schema 2020-12 does, over the vocabulary forms are written in', () => {
    let accepted = 0;
    fc.assert(fc.property(schema, fc.array(answers, { minLength: 1, maxLength: 6 }), (form, given) => {
      const ours = openAjv().compile(form);
      const theirs = new Validator(form as Schema, '2020-12', false);
      for (const one of given) {
        const valid = ours(one);
        if (valid) accepted += 1;
        expect({ one, valid }).toEqual({ one, valid: theirs.validate(one).valid });
      }
    }), { numRuns: 200 });
    // A property that only ever sees refusals would prove little.
    expect(accepted).toBeGreaterThan(50);
  });
});
