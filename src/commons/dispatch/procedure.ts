import { procedure } from '#kernel/procedure';

/** The life of a visit. The same table stands in the database as `dispatch.visit_step`; a test holds them against each other. */
export const visitProcedure = procedure({
  requested: { schedule: { to: 'scheduled', by: 'dispatch/plan' }, cancel: { to: 'cancelled', by: 'dispatch/plan', reason: true } },
  scheduled: { reschedule: { to: 'scheduled', by: 'dispatch/plan' }, assign: { to: 'assigned', by: 'dispatch/plan' }, cancel: { to: 'cancelled', by: 'dispatch/plan', reason: true } },
  assigned: {
    reassign: { to: 'assigned', by: 'dispatch/plan' }, unassign: { to: 'scheduled', by: 'dispatch/plan' }, depart: { to: 'en_route', by: 'dispatch/field' },
    cancel: { to: 'cancelled', by: 'dispatch/plan', reason: true },
  },
  en_route: { 'turn-back': { to: 'assigned', by: 'dispatch/field', reason: true }, arrive: { to: 'arrived', by: 'dispatch/field' }, fail: { to: 'failed', by: 'dispatch/field', reason: true } },
  arrived: { finish: { to: 'done', by: 'dispatch/field' }, fail: { to: 'failed', by: 'dispatch/field', reason: true } },
  failed: {
    retry: { to: 'scheduled', by: 'dispatch/plan' }, hold: { to: 'held_at_counter', by: 'dispatch/plan' }, cancel: { to: 'cancelled', by: 'dispatch/plan', reason: true },
  },
  held_at_counter: { collect: { to: 'done', by: 'dispatch/counter' }, cancel: { to: 'cancelled', by: 'dispatch/plan', reason: true } },
  done: {},
  cancelled: {},
});
