import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerHours, standingOf } from './rules.ts';

const start = Temporal.Instant.from('2026-11-27T09:00:00Z');

describe('the 72 hours', () => {
  it('run over the weekend, warn in the last day, and are over after the last second', () => {
    const dueAt = start.add({ hours: answerHours });
    const at = (seconds: number) => standingOf({ dueAt, outcome: undefined }, start.add({ seconds }));
    expect([0, 48 * 3600 - 1, 48 * 3600, 72 * 3600, 72 * 3600 + 1].map(at)).toEqual(['open', 'open', 'soon', 'soon', 'late']);
  });

  it('never speak again once answered', () => {
    fc.assert(fc.property(fc.integer({ min: -1e6, max: 1e6 }), fc.constantFrom('done' as const, 'refused' as const), (hours, outcome) => { expect(standingOf({ dueAt: start, outcome }, start.add({ hours }))).toBe(outcome); }));
  });
});
