import type { Http } from '#platform/http';
import type { Saroale } from '../rooms.ts';
import { mountBoard } from './mount-board.tsx';
import { mountLate } from './mount-late.ts';
import { mountDesk as mountPages } from './mount-desk.tsx';

/** Puts the clinic's desk (`/saroale/meja`) and the wall displays (`/saroale/layar/<poli>`) on the web server. */
export function mountDesk(http: Http, saroale: Saroale): void {
  mountPages(http, saroale);
  mountBoard(http, saroale);
  mountLate(http, saroale);
}
