import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { permit } from '../../../../test/town/permit.ts';
import { readDefinition, storedDefinition } from '../definition/definition.ts';
import type { DefinitionInput, FactValue, Guard } from '../definition/schema.ts';
import { decide, type Asker, type Decision, type OpenTask, type Standing } from './decide.ts';
import { holds } from './guard.ts';

const definition = readDefinition(permit);
const anybody: Asker = { id: 'a', kind: 'system', can: () => true, positions: new Set(), relations: new Set(['applicant']) };
const begin: Standing = { state: 'submitted', facts: { recommenders: ['x', 'y', 'z'], chain: ['k1', 'k2'], size: 1 }, documents: ['ktp'], doers: {}, returns: 0, closed: false, openTasks: [{ id: 't0', kind: 'check', branch: null, agency: null, position: null, account: null }] };
const named = { sized: () => true };

/** What the store does with a decision, without a database. */
function after(standing: Standing, { to, outcomes }: Decision, action: string, next: () => string): Standing {
  const gone = new Set(outcomes.flatMap((outcome) => (outcome.is === 'task-done' || outcome.is === 'task-cancelled' ? [outcome.task.id] : [])));
  const opened = outcomes.flatMap((outcome): OpenTask[] => (outcome.is === 'task-opened' ? [{ id: next(), kind: outcome.task.kind, branch: outcome.task.branch, agency: outcome.task.agency, position: outcome.task.position, account: outcome.task.account }] : []));
  return {
    ...standing, state: to, openTasks: [...standing.openTasks.filter((task) => !gone.has(task.id)), ...opened], doers: { ...standing.doers, [action]: [...(standing.doers[action] ?? []), 'a'] },
    returns: standing.returns + outcomes.filter((outcome) => outcome.is === 'returned').length, closed: standing.closed || outcomes.some((outcome) => outcome.is === 'finished'),
  };
}

describe('a decision', () => {
  const actions = fc.array(fc.record({ action: fc.constantFrom('complete', 'return', 'resubmit', 'recommend', 'paraf', 'sign', 'reject', 'withdraw', 'dance'), pick: fc.nat({ max: 3 }), who: fc.constantFrom('a', 'b') }), { maxLength: 30 });

  it('never leaves the procedure, never keeps a task of another state, ends only in a final state, and goes nowhere from there', () => {
    fc.assert(fc.property(actions, (walk) => {
      let standing = begin;
      let count = 0;
      for (const { action, pick, who } of walk) {
        const open = standing.openTasks.filter((task) => task.kind === definition.from(standing.state).find((one) => one.action === action)?.completes);
        const decision = decide(definition, standing, { action, taskId: open[pick % Math.max(1, open.length)]?.id, facts: {}, documents: [], reason: 'paper' }, { ...anybody, id: who }, named);
        if ('refusal' in decision) {
          if (standing.closed) expect(decision.refusal).toBe('closed');
          continue;
        }
        standing = after(standing, decision, action, () => `t${++count}`);
        const state = definition.body.states[standing.state];
        expect(state).toBeDefined();
        const kinds = state?.tasks.map((task) => task.kind) ?? [];
        expect(standing.openTasks.every((task) => kinds.includes(task.kind))).toBe(true);
        expect(standing.closed).toBe(state?.final);
        // A state that gives tasks is never left without one: nobody would know it waits.
        if (kinds.length > 0 && !standing.closed) expect(standing.openTasks.length).toBeGreaterThan(0);
      }
    }), { numRuns: 400 });
  });

  it('opens branches together and a chain one by one, and moves on after the last', () => {
    let standing: Standing = { ...begin };
    let count = 0;
    const go = (action: string, taskId?: string) => {
      const decision = decide(definition, standing, { action, taskId, facts: {}, documents: [] }, anybody, named);
      if ('refusal' in decision) return decision.refusal;
      standing = after(standing, decision, action, () => `t${++count}`);
      return standing.state;
    };
    expect(go('complete')).toBe('technical');
    expect(standing.openTasks.map((task) => [task.branch, task.agency])).toEqual([['x', 'x'], ['y', 'y'], ['z', 'z']]);
    expect(go('recommend')).toBe('taskUnclear');
    expect([go('recommend', 't2'), go('recommend', 't1'), go('recommend', 't3')]).toEqual(['technical', 'technical', 'drafting']);
    expect(standing.openTasks.map((task) => task.position)).toEqual(['k1']);
    expect(go('paraf')).toBe('drafting');
    expect(standing.openTasks.map((task) => task.position)).toEqual(['k2']);
    expect([go('paraf'), go('sign')]).toEqual(['signing', 'separation']);
  });
});

describe('conditions', () => {
  const fact: fc.Arbitrary<FactValue> = fc.oneof(fc.string({ maxLength: 3 }), fc.integer({ min: -3, max: 3 }), fc.boolean(), fc.constant(null), fc.array(fc.string({ maxLength: 2 }), { maxLength: 2 }));
  const facts = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fact);
  const { guard } = fc.letrec<{ guard: Guard }>((tie) => ({ guard: fc.oneof({ depthSize: 'small', withCrossShrink: true },
    fc.record({ op: fc.constantFrom('=' as const, '≠' as const), fact: fc.constantFrom('a', 'b'), value: fact }),
    fc.record({ op: fc.constantFrom('<' as const, '≤' as const), fact: fc.constantFrom('a', 'b'), value: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.string({ maxLength: 3 })) }),
    fc.record({ op: fc.constant('empty' as const), fact: fc.constantFrom('a', 'b') }),
    fc.record({ op: fc.constantFrom('all' as const, 'any' as const), of: fc.array(tie('guard'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ op: fc.constant('not' as const), of: tie('guard') })) }));

  it('keep the laws of logic', () => {
    fc.assert(fc.property(guard, guard, facts, (a, b, given) => {
      const is = (one: Guard) => holds(one, given, {});
      expect(is({ op: 'not', of: { op: 'all', of: [a, b] } })).toBe(is({ op: 'any', of: [{ op: 'not', of: a }, { op: 'not', of: b }] }));
      expect(is({ op: 'not', of: { op: 'not', of: a } })).toBe(is(a));
      expect(is({ op: '=', fact: 'a', value: 1 })).toBe(!is({ op: '≠', fact: 'a', value: 1 }));
      if (is({ op: '<', fact: 'a', value: 2 })) expect(is({ op: '≤', fact: 'a', value: 2 })).toBe(true);
    }));
  });

  it('never compare unlike kinds, and an unknown named guard does not hold', () => {
    expect(holds({ op: '<', fact: 'a', value: 5 }, { a: '1' }, {})).toBe(false);
    expect(holds({ op: 'in', fact: 'a', values: ['x', 2] }, { a: 2 }, {})).toBe(true);
    expect(holds({ op: 'named', guard: 'nobody' }, {}, {})).toBe(false);
    expect(holds({ op: 'empty', fact: 'none' }, {}, {})).toBe(true);
  });
});

describe('a procedure', () => {
  const wrong = (change: (body: DefinitionInput) => unknown) => { try { readDefinition(change(structuredClone(permit) as unknown as DefinitionInput)); return 'ok'; } catch (error) { return (error as Error).message; } };

  it('has a hash of exactly its body, and comes back from storage the same', () => {
    expect(storedDefinition(JSON.parse(JSON.stringify(definition.body))).hash).toBe(definition.hash);
    expect(readDefinition({ ...permit, name: { id: 'Lain' } }).hash).not.toBe(definition.hash);
  });

  it.each<[string, (body: DefinitionInput) => unknown, RegExp]>([
    ['a dead end', (body) => ({ ...body, states: { ...body.states, lost: { name: { id: 'Hilang' } } }, transitions: [...body.transitions, { action: 'lose', name: { id: 'x' }, from: 'submitted', to: 'lost', by: ['uji/check'] }] }), /lost tidak punya jalan keluar/],
    ['a state nobody reaches', (body) => ({ ...body, states: { ...body.states, island: { name: { id: 'Pulau' }, final: true } } }), /island tidak pernah tercapai/],
    ['a circle without an end', (body) => ({ ...body, states: { ...body.states, a: { name: { id: 'A' } } }, transitions: [...body.transitions, { action: 'in', name: { id: 'x' }, from: 'submitted', to: 'a', by: ['uji/check'] }, { action: 'round', name: { id: 'x' }, from: 'a', to: 'a', by: ['uji/check'] }] }), /dari keadaan a tidak ada jalan/],
    ['a promise without a budget', (body) => ({ ...body, promises: [{ id: 'permit', name: { id: 'x' } }] }), /promises\.0\.budget/],
    ['a promise nobody starts', (body) => ({ ...body, promises: [...(body.promises ?? []), { id: 'idle', name: { id: 'x' }, budget: { amount: 1, unit: 'working_day' } }] }), /idle tidak pernah dimulai/],
    ['an unknown guard', (body) => ({ ...body, guards: [] }), /sized yang tidak didaftar/],
    ['a way to nowhere', (body) => ({ ...body, transitions: [...body.transitions, { action: 'fly', name: { id: 'x' }, from: 'submitted', to: 'sky', by: ['uji/check'] }] }), /sky yang tidak ada/],
    ['an unknown word', (body) => ({ ...body, colour: 'red' }), /colour/],
  ])('with %s does not run', (_what, change, fault) => {
    expect(wrong(change)).toMatch(fault);
  });
});
