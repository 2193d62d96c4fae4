import type { Http } from '#platform/http';
import { mountApi } from '../api/mount.ts';
import { mountDesk } from '../desk/index.ts';
import type { Saroale } from '../rooms.ts';
import { mountCounter } from './mount-counter.tsx';
import { mountRegister } from './mount-register.tsx';
import { mountSchedule } from './mount-schedule.tsx';
import { mountStart } from './mount-start.tsx';
import { mountTicket } from './mount-ticket.tsx';

/** Puts the residents' pages, the counter, the API, the clinic's desk and the wall displays on the web server. */
export function mountPages(http: Http, saroale: Saroale): void {
  mountStart(http, saroale);
  mountRegister(http, saroale);
  mountTicket(http, saroale);
  mountCounter(http, saroale);
  mountSchedule(http, saroale);
  mountApi(http, saroale);
  mountDesk(http, saroale);
}
