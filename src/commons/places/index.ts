export { openPlaces, placeRegister, type Places } from './places.ts';
export type { Place } from './rules/register.ts';
export type { PlaceMatch } from './rules/search.ts';
