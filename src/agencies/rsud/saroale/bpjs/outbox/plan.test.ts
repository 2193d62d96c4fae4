import { describe, expect, it } from 'vitest';
import type { Task } from '../rules/tasks.ts';
import { planLane } from './plan.ts';
import type { Message } from './tables.ts';

const at = (minute: number) => Temporal.Instant.from('2026-11-24T01:00:00Z').add({ minutes: minute });
const message = (kind: Message['kind'], more: Partial<Message> = {}): Message => ({ id: `${kind}-${more.task ?? ''}`, kind, task: undefined, recordedAt: at(0), detail: {}, state: 'waiting', sentMs: undefined, resent: 0, ...more });
const task = (number: Task, minute: number, state: Message['state'] = 'waiting') => message('task', { task: number, recordedAt: at(minute), state, sentMs: state === 'sent' ? at(minute).epochMilliseconds : undefined });
const next = (messages: Message[]) => { const plan = planLane({ newPatient: false, messages }); return plan.do === 'send' ? plan.message.id : plan.do; };

describe('what a lane sends next', () => {
  it('sends the booking before any step', () => {
    expect(next([task(3, 1), message('add')])).toBe('add-');
  });

  it('sends steps of the day in order, then rests', () => {
    expect(next([message('add', { state: 'sent' }), task(4, 9), task(3, 1)])).toBe('task-3');
    expect(next([message('add', { state: 'sent' }), task(3, 1, 'sent')])).toBe('rest');
  });

  it('gives the pharmacy its number after the clinic is done and before it prepares', () => {
    const day = [task(3, 1, 'sent'), task(4, 2, 'sent'), task(5, 3), task(6, 4), message('pharmacy')];
    expect(next(day)).toBe('task-5');
    expect(next(day.map((one) => (one.task === 5 ? task(5, 3, 'sent') : one)))).toBe('pharmacy-');
    expect(next(day.map((one) => (one.task === 5 ? task(5, 3, 'sent') : one.kind === 'pharmacy' ? message('pharmacy', { state: 'sent' }) : one)))).toBe('task-6');
  });

  it('sends a cancellation instead of 99, after the steps before it, and nothing more', () => {
    expect(next([task(3, 1), task(99, 5), message('cancel')])).toBe('task-3');
    expect(next([task(3, 1, 'sent'), task(99, 5), message('cancel')])).toBe('cancel-');
    expect(next([task(3, 1, 'sent'), task(99, 5), message('cancel', { state: 'sent' })])).toBe('close');
    expect(next([task(5, 1), message('cancel')])).toBe('cancel-');
  });

  it('holds a visit with a step that was never recorded', () => {
    expect(next([task(3, 1, 'sent'), task(5, 9)])).toBe('hold');
  });

  it('lets 99 go where nobody cancelled', () => {
    expect(next([message('add', { state: 'sent' }), task(99, 5)])).toBe('task-99');
  });
});
