import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextStep, sequence, tieMs, type Stamp, type Task } from './tasks.ts';

const base = 1_795_400_000_000;
const tasks = fc.constantFrom<Task>(1, 2, 3, 4, 5, 6, 7, 99);
const stamps = fc.uniqueArray(fc.record({ task: tasks, at: fc.integer({ min: base, max: base + 20 }) }), { selector: (stamp) => stamp.task, maxLength: 8 });

/** Sends until the lane rests, is held or closes; recordings arrive in the order given. */
function walk(newPatient: boolean, arriving: readonly Stamp[]): { sent: Stamp[]; end: string } {
  const sent: Stamp[] = [];
  const recorded: Stamp[] = [];
  let end = 'rest';
  for (const stamp of arriving) {
    recorded.push(stamp);
    for (let step = nextStep({ newPatient, sent, recorded }); ; step = nextStep({ newPatient, sent, recorded })) {
      end = step.do;
      if (step.do !== 'send') break;
      sent.push({ task: step.task, at: step.at });
    }
  }
  return { sent, end };
}

describe('the order of BPJS tasks', () => {
  it('sends strictly ascending tasks with strictly increasing times, whatever arrives in whatever order', () => {
    fc.assert(fc.property(fc.boolean(), stamps, (newPatient, arriving) => {
      const { sent } = walk(newPatient, arriving);
      for (let index = 1; index < sent.length; index += 1) {
        expect(sent[index]?.task ?? 0).toBeGreaterThan(sent[index - 1]?.task ?? 0);
        expect(sent[index]?.at ?? 0).toBeGreaterThan(sent[index - 1]?.at ?? 0);
      }
    }), { numRuns: 2000 });
  });

  it('leaves no gap, sends nothing after 99 and nothing that was not recorded', () => {
    fc.assert(fc.property(fc.boolean(), stamps, (newPatient, arriving) => {
      const { sent } = walk(newPatient, arriving);
      const walked = sent.map((stamp) => stamp.task).filter((task) => task !== 99);
      expect(walked).toEqual(sequence(newPatient).slice(0, walked.length));
      const absent = sent.findIndex((stamp) => stamp.task === 99);
      if (absent >= 0) expect(absent).toBe(sent.length - 1);
      for (const stamp of sent) expect(arriving.some(({ task }) => task === stamp.task)).toBe(true);
    }), { numRuns: 2000 });
  });

  it('invents no time: what is sent is what was recorded, moved on only by the ties it lost', () => {
    fc.assert(fc.property(fc.boolean(), stamps, (newPatient, arriving) => {
      for (const stamp of walk(newPatient, arriving).sent) {
        const recorded = arriving.find(({ task }) => task === stamp.task)?.at ?? Number.NaN;
        expect(stamp.at - recorded).toBeGreaterThanOrEqual(0);
        expect(stamp.at - recorded).toBeLessThanOrEqual(8 * tieMs);
      }
    }), { numRuns: 2000 });
  });

  it('delivers every complete, well-timed day whatever order the records arrive in', () => {
    fc.assert(fc.property(fc.boolean(), fc.integer({ min: 3, max: 7 }), fc.infiniteStream(fc.nat()), (newPatient, until, picks) => {
      const day = sequence(newPatient).filter((task) => task <= until).map((task) => ({ task, at: base + task * 60_000 }));
      const shuffled = day.map((stamp) => ({ stamp, rank: picks.next().value ?? 0 })).sort((a, b) => a.rank - b.rank).map(({ stamp }) => stamp);
      expect(walk(newPatient, shuffled).sent).toEqual(day);
    }));
  });

  it('holds a visit whose call was never recorded, and says which step is missing', () => {
    expect(nextStep({ newPatient: false, sent: [{ task: 3, at: base }], recorded: [{ task: 5, at: base + 9 }] })).toEqual({ do: 'hold', cause: 'gap', missing: [4] });
  });

  it('holds a step recorded well before its predecessor instead of bending its time', () => {
    expect(nextStep({ newPatient: false, sent: [{ task: 3, at: base + 60_000 }], recorded: [{ task: 4, at: base }] })).toMatchObject({ do: 'hold', cause: 'time-order' });
  });

  it('closes after 99 and after medicine is ready', () => {
    expect(nextStep({ newPatient: false, sent: [{ task: 99, at: base }], recorded: [{ task: 3, at: base }] }).do).toBe('close');
    expect(nextStep({ newPatient: false, sent: [3, 4, 5, 6, 7].map((task) => ({ task: task as Task, at: base + task })), recorded: [] }).do).toBe('close');
  });
});
