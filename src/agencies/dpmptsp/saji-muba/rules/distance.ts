interface Point { readonly latitude: number; readonly longitude: number }

/** Great-circle kilometres between two points (haversine, mean earth radius 6371 km). Roads and rivers are longer: a figure made of this is a floor. */
export function kilometresBetween(a: Point, b: Point): number {
  const rad = (degrees: number) => (degrees * Math.PI) / 180;
  const h = Math.sin(rad(b.latitude - a.latitude) / 2) ** 2 + Math.cos(rad(a.latitude)) * Math.cos(rad(b.latitude)) * Math.sin(rad(b.longitude - a.longitude) / 2) ** 2;
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** What residents were spared: every visit that was made is one trip to the seat and back that nobody had to make. */
export function saved(visits: readonly { readonly km: number | undefined }[]): { trips: number; km: number } {
  return { trips: visits.length, km: Math.round(visits.reduce((sum, visit) => sum + 2 * (visit.km ?? 0), 0)) };
}
