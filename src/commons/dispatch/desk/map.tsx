import { useWords } from '#platform/ui';
import { words } from './words.ts';

export interface MapPoint { readonly latitude: number; readonly longitude: number; readonly label: string }
export interface MapRoute { readonly officer: string; readonly points: readonly MapPoint[] }

const width = 720;
const height = 420;
const edge = 36;

/** The routes of a day over the districts, as a picture that needs no map server. North is up, lengths are true near the middle. */
export function RouteMap({ base, districts, routes, loose }: { base: readonly MapPoint[]; districts: readonly MapPoint[]; routes: readonly MapRoute[]; loose: readonly MapPoint[] }) {
  const t = useWords(words);
  const shown = [...base, ...routes.flatMap((route) => route.points), ...loose];
  if (shown.length === 0) return null;
  const at = projection(shown);
  const near = districts.filter((place) => { const [x, y] = at(place); return x > 0 && x < width && y > 0 && y < height; });
  return (
    <figure class="chart route-map">
      <figcaption>{t('map')}</figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t('mapText')}>
        {near.map((place) => { const [x, y] = at(place); return <text key={place.label} class="map-place" x={x} y={y - 14} text-anchor="middle">{place.label}</text>; })}
        {routes.map((route, index) => (
          <g key={route.officer} class={`map-route map-route-${index % 4}`}>
            <polyline points={route.points.map((point) => at(point).join(',')).join(' ')} />
            {route.points.slice(1).map((point, order) => { const [x, y] = at(point); return <g key={point.label}><circle cx={x} cy={y} r="10" /><text x={x} y={y + 5} text-anchor="middle">{order + 1}</text></g>; })}
          </g>
        ))}
        {loose.map((point) => { const [x, y] = at(point); return <rect key={point.label} class="map-loose" x={x - 7} y={y - 7} width="14" height="14" />; })}
        {base.slice(0, 1).map((point) => { const [x, y] = at(point); return <circle key={point.label} class="map-base" cx={x} cy={y} r="8" />; })}
      </svg>
      <p class="quiet">{t('mapText')}</p>
    </figure>
  );
}

/** Fits all points with equal scale both ways (equirectangular: good to a few metres over a regency). */
function projection(points: readonly MapPoint[]): (point: { latitude: number; longitude: number }) => [number, number] {
  const squeeze = Math.cos(((points[0]?.latitude ?? 0) * Math.PI) / 180);
  const xs = points.map((point) => point.longitude * squeeze);
  const ys = points.map((point) => -point.latitude);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const scale = Math.min((width - 2 * edge) / Math.max(Math.max(...xs) - left, 0.02), (height - 2 * edge) / Math.max(Math.max(...ys) - top, 0.02));
  const [offX, offY] = [(width - (Math.max(...xs) - left) * scale) / 2, (height - (Math.max(...ys) - top) * scale) / 2];
  return ({ latitude, longitude }) => [Math.round(offX + (longitude * squeeze - left) * scale), Math.round(offY + (-latitude - top) * scale)];
}
