import type { Travel } from '#platform/regency';

export interface Point { readonly latitude: number; readonly longitude: number; readonly river: boolean }
export interface TravelTable { readonly profile: string; readonly minutes: Float64Array; readonly metres: Float64Array }

const earthRadius = 6_371_008.8;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Metres along a great circle (haversine, mean earth radius). */
export function metresBetween(a: { latitude: number; longitude: number }, b: { latitude: number; longitude: number }): number {
  const across = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(across)));
}

/**
 * Minutes and metres from every point to every point, for each profile of the regency: straight line × detour at the profile's speed, and a crossing
 * whenever a land profile goes to or from a place reached by water, or a boat lies between two dry ones.
 */
export function travelTables(travel: Travel, points: readonly Point[]): TravelTable[] {
  return travel.profiles.map((profile) => {
    const minutes = new Float64Array(points.length ** 2);
    const metres = new Float64Array(points.length ** 2);
    points.forEach((a, from) => points.forEach((b, to) => {
      if (from === to) return;
      const way = metresBetween(a, b) * profile.detour;
      const crossing = (a.river || b.river) === profile.river ? 0 : travel.crossingMinutes;
      metres[from * points.length + to] = way;
      minutes[from * points.length + to] = way / (profile.kmPerHour * 1000 / 60) + crossing;
    }));
    return { profile: profile.id, minutes, metres };
  });
}
