import { distance } from 'fastest-levenshtein';
import type { Place } from './register.ts';

/** A place found, with how many letters differ from what was typed (0: the same letters). */
export interface PlaceMatch {
  readonly place: Place;
  readonly distance: number;
}

/** The letters of a place name as people vary them: `Desa Sei. Lilin`, `Kec. Sungai Lilin` and `sungaililin` are one. */
export function placeLetters(typed: string): string {
  return typed.normalize('NFKD').toLowerCase()
    .replace(/\b(kabupaten|kab|kecamatan|kec|kelurahan|kel|desa|ds)\b\.?/g, ' ')
    .replace(/\bs(?:ei|ungai|\.)(?=[\s.]|$)/g, 'sungai').replace(/\bma\b\.?/g, 'muara').replace(/\btj\b\.?/g, 'tanjung').replace(/\btlk?\b\.?/g, 'teluk')
    .replace(/[^a-z0-9]/g, '')
    // The spelling before 1972, after the joining so that both ways of writing a name in two words agree.
    .replace(/oe/g, 'u').replace(/dj/g, 'j').replace(/tj/g, 'c');
}

/**
 * Places whose name or alias is near what was typed: at most one wrong letter in four, or the typed letters begin the name (from three letters on).
 * Nearest first; the shorter name first among equals.
 */
export function searchPlaces(places: readonly Place[], typed: string, limit: number): PlaceMatch[] {
  const wanted = placeLetters(typed);
  if (wanted.length === 0) return [];
  const found = places.flatMap((place): PlaceMatch[] => {
    const nearest = Math.min(...[place.name, ...place.aliases].map((name) => near(wanted, placeLetters(name))));
    return Number.isFinite(nearest) ? [{ place, distance: nearest }] : [];
  });
  return found.sort((a, b) => a.distance - b.distance || a.place.name.length - b.place.name.length || (a.place.code < b.place.code ? -1 : 1)).slice(0, limit);
}

function near(wanted: string, name: string): number {
  if (wanted === name) return 0;
  // A beginning is worth less than one wrong letter, so that "sek" finds Sekayu but "sekayo" finds it first too.
  if (wanted.length >= 3 && name.startsWith(wanted)) return 0.5;
  const differing = distance(wanted, name);
  return differing <= Math.floor(Math.max(wanted.length, name.length) / 4) ? differing : Number.POSITIVE_INFINITY;
}
