import type { Actor } from '#kernel/actor';
import { answer, type Http } from '#platform/http';
import type { Access } from '../access.ts';
import { Readings } from './readings.tsx';

/** What the page of readings needs from rooms that open after access. */
export interface ReadingsDeps {
  readonly http: Http;
  readonly access: Access;
  /** The persons whose data the signed-in resident may follow: themself and the family bound to their phone. */
  readonly personsOf: (actor: Actor) => Promise<readonly { personId: string; label: string }[]>;
  readonly agencyName: (id: string) => string;
  readonly serviceName: (id: string) => string;
}

const pageSize = 50;

/** Opens `/saya/pembacaan`. */
export function mountReadings(deps: ReadingsDeps): void {
  deps.http.app.get('/saya/pembacaan', async (request, reply) => {
    if (request.actor.kind !== 'resident') return reply.redirect('/masuk?lanjut=/saya/pembacaan', 303);
    const persons = await deps.personsOf(request.actor);
    const readings = await deps.access.readingsAbout(persons.map((person) => person.personId), { limit: pageSize + 1, before: cursor(request.query) });
    return answer(reply.header('Cache-Control', 'no-store'), (
      <Readings readings={readings.slice(0, pageSize)} more={readings.length > pageSize}
        labels={new Map(persons.map((person) => [person.personId, person.label]))} agencyName={deps.agencyName} serviceName={deps.serviceName} />
    ));
  });
}

function cursor(query: unknown): string | undefined {
  const given = (query as Record<string, unknown> | null)?.['sebelum'];
  return typeof given === 'string' && /^[0-9a-f-]{36}$/.test(given) ? given : undefined;
}
