// The day's route as a picture drawn on the phone: it needs no map server, so it is there without signal.
import { h } from './preact.js';
import { t } from './parts.js';

const width = 640;
const height = 400;
const edge = 44;
/** Kilometres in a degree of latitude. */
const degree = 111.2;
const lengths = [50, 20, 10, 5, 2, 1, 0.5, 0.2];

/** Visits in their order, north up, equal scale both ways; nothing when there is nowhere to go. */
export function routeMap(visits) {
  if (visits.length === 0) return null;
  const squeeze = Math.cos((visits[0].latitude * Math.PI) / 180);
  const [xs, ys] = [visits.map((visit) => visit.longitude * squeeze), visits.map((visit) => -visit.latitude)];
  const [left, top, wide, high] = [Math.min(...xs), Math.min(...ys), Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)];
  const scale = Math.min((width - 2 * edge) / Math.max(wide, 0.02), (height - 2 * edge) / Math.max(high, 0.02));
  const points = visits.map((visit, at) => ({ visit, x: Math.round((width - wide * scale) / 2 + (xs[at] - left) * scale), y: Math.round((height - high * scale) / 2 + (ys[at] - top) * scale) }));
  // Visits at one place, as far as it is known, share a circle.
  const stops = Map.groupBy(points, ({ x, y }) => `${x},${y}`);
  const ruler = lengths.find((length) => (length / degree) * scale <= width / 3) ?? 0.1;
  const bar = Math.round((ruler / degree) * scale);
  return h('figure', { key: 'map', class: 'chart field-map' }, h('figcaption', null, t('route')),
    h('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': t('routeText') },
      h('polyline', { points: points.map(({ x, y }) => `${x},${y}`).join(' ') }),
      [...stops].map(([place, [{ visit, x, y }, ...more]]) => h('g', { key: place, class: visit.approximate ? 'field-map-near' : undefined }, h('circle', { cx: x, cy: y, r: 18 }),
        h('text', { x, y: y - 26, 'text-anchor': 'middle' }, [visit, ...more.map((one) => one.visit)].map((one) => visits.indexOf(one) + 1).join(', ')))),
      h('path', { d: `M${width - edge - bar} ${height - 16}h${bar}` }), h('text', { class: 'field-map-scale', x: width - edge, y: height - 24, 'text-anchor': 'end' }, `${String(ruler).replace('.', ',')} km`)),
    h('p', { class: 'quiet' }, t('routeText')));
}
