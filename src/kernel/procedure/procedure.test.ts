import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '#kernel/problem';
import { procedure } from './index.ts';

const letter = procedure({
  draft: { submit: { to: 'submitted', by: 'applicant' } },
  submitted: { accept: { to: 'issued', by: ['clerk', 'head'] }, return: { to: 'draft', by: 'clerk', reason: true } },
  issued: {},
});

describe('a procedure', () => {
  it('knows its final states and what is possible', () => {
    expect(letter.final).toEqual(['issued']);
    expect(letter.verbs('submitted')).toEqual(['accept', 'return']);
    expect(letter.next('draft', 'submit')).toBe('submitted');
  });

  it('answers a step that is not possible with what is', () => {
    try {
      letter.next('issued', 'submit');
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(Problem);
      expect((error as Problem).toJSON()).toMatchObject({ status: 409, code: 'procedure/not-now', facts: { state: 'issued', possible: [] } });
    }
  });

  it('never leaves its table, whatever is tried', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('submit', 'accept', 'return')), (verbs) => {
      let state: (typeof letter.states)[number] = 'draft';
      for (const verb of verbs) if (letter.transition(state, verb)) state = letter.next(state, verb);
      expect(letter.states).toContain(state);
    }));
  });
});
