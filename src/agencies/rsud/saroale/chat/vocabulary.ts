import type { Entry } from '#commons/assistant';
import type { Work } from '#platform/database';
import type { Saroale } from '../rooms.ts';

/** How people name the clinics and doctors of this hospital, from its own register. A doctor answers to each part of the name. */
export function vocabularyOf(saroale: Saroale): (work: Work) => Promise<readonly Entry[]> {
  return async (work) => [
    ...(await saroale.reads.polis({}, work)).map(({ code, name, aliases }): Entry => ({ kind: 'poli', id: code, name, aliases: [...aliases, code] })),
    ...(await saroale.reads.doctors({}, work)).map(({ id, name, shownName }): Entry => ({ kind: 'dokter', id, name: shownName, aliases: [name, ...name.split(' ').filter((part) => part.length > 3 && part.toLowerCase() !== 'contoh')] })),
  ];
}
