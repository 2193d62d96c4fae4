import type { Evidence, Subscriber } from '#commons/evidence';
import { arrive } from './actions/arrive.ts';
import { ticketOver } from './actions/close-visit.ts';
import { followMerge } from './actions/follow-merge.ts';
import type { Doors } from './doors.ts';

/** What Sih Larajaket hears from others: tickets checked in and over, and two records that became one person. */
export function subscribe(evidence: Pick<Evidence, 'subscribe'>, doors: Doors): void {
  const tickets: Subscriber = {
    name: 'sih-larajaket/tickets', types: ['saroale/checked-in', 'saroale/no-show', 'saroale/cancelled'],
    async react(event, work) {
      if (event.type === 'saroale/checked-in') await arrive(doors, work, event.subject);
      else await ticketOver(doors, work, event.subject, event.type === 'saroale/no-show' ? 'leave' : 'cancel');
    },
  };
  const merges: Subscriber = {
    name: 'sih-larajaket/merges', types: ['people/merged'],
    async react(event, work) {
      const { keep, drop } = event.data;
      if (typeof keep === 'string' && typeof drop === 'string') await followMerge(doors, work, keep, drop);
    },
  };
  evidence.subscribe(tickets, merges);
}
