import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerChoices, commandChoice, goChoice, readTap } from './choices.ts';
import { burst, pace } from './flood.ts';
import { fresh, readState } from './state.ts';

describe('ids of choices', () => {
  const part = fc.string({ maxLength: 20 });
  it('mean what they meant when they were made, whatever is in them', () => {
    fc.assert(fc.property(fc.nat(), part, part, (serial, slot, value) => {
      expect(readTap(answerChoices(serial, slot, [{ value, title: 'x' }])[0]?.id ?? '')).toEqual({ kind: 'answer', serial, slot, value });
      expect(readTap(goChoice('saroale/pindah', 'x', slot, value).id)).toEqual({ kind: 'go', task: 'saroale/pindah', slot, value });
      expect(readTap(commandChoice(value, 'x').id)).toEqual({ kind: 'command', name: value });
    }));
  });
  it('are nothing when they were not made here', () => {
    fc.assert(fc.property(fc.string(), (id) => { if (!id.startsWith('v1|')) expect(readTap(id)).toBeUndefined(); }));
    expect(['v0|q|1|a|b', 'v1|q|x|a|b', 'v1|', '', 'saroale/pindah'].map(readTap)).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });
  it('keep the form that notices use', () => { expect(goChoice('saroale/pindah', 'Pilih jadwal lain', 'visit', 'b-1').id).toBe('v1|saroale/pindah|visit|b-1'); });
});

describe('the pace of a conversation', () => {
  it('answers a burst, holds once, keeps silent, and opens again; never more than the bucket allows', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 1, maxLength: 60 }), (gaps) => {
      let at = Temporal.Instant.from('2026-11-23T02:00:00Z');
      let state = fresh;
      let answered = 0;
      const began = at;
      for (const gap of gaps) {
        at = at.add({ milliseconds: gap });
        const step = pace(state, at);
        state = { ...state, bucket: step.bucket };
        if (step.pace === 'answer') answered += 1;
      }
      expect(answered).toBeLessThanOrEqual(burst + (at.epochMilliseconds - began.epochMilliseconds) / 3000 + 1);
    }));
    const said: string[] = [];
    let state = fresh;
    const at = Temporal.Instant.from('2026-11-23T02:00:00Z');
    for (let index = 0; index < 12; index += 1) {
      const step = pace(state, at);
      state = { ...state, bucket: step.bucket };
      said.push(step.pace);
    }
    expect(said.slice(0, burst)).toEqual(Array.from({ length: burst }, () => 'answer'));
    expect(said.slice(burst)).toEqual(['hold', 'silent', 'silent', 'silent']);
    expect(pace(state, at.add({ seconds: 10 })).pace).toBe('answer');
  });
});

describe('stored state', () => {
  it('starts afresh from anything it does not know', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (stored) => { expect(readState(stored).v).toBe(1); }));
    expect(readState({ v: 2, serial: 9 })).toEqual(fresh);
  });
});
