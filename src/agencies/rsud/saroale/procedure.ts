import { procedure } from '#kernel/procedure';

/** The life of a visit. Final states never reopen; a correction is a new booking by an officer with a reason. */
export const visitProcedure = procedure({
  'booked': {
    checkIn: { to: 'checked-in', by: ['anyone', 'saroale/register'] },
    cancel: { to: 'cancelled', by: ['anyone', 'saroale/register'], reason: true },
    move: { to: 'moved', by: ['anyone', 'saroale/register'] },
    absent: { to: 'no-show', by: 'saroale/call' },
  },
  'checked-in': {
    serve: { to: 'served', by: 'saroale/call', within: { amount: 60, unit: 'minute' } },
    cancel: { to: 'cancelled', by: ['anyone', 'saroale/register'], reason: true },
    move: { to: 'moved', by: 'saroale/register' },
    absent: { to: 'no-show', by: 'saroale/call' },
  },
  'served': {},
  'no-show': {},
  'cancelled': {},
  'moved': {},
});
