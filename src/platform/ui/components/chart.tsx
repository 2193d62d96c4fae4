import type { ComponentChildren } from 'preact';
import { useWords } from '../frame.tsx';
import { words } from '../words.ts';
import { Details } from './display.tsx';

export interface Point {
  readonly label: string;
  /** `null`: there is no figure; shown as a gap, never as zero. */
  readonly value: number | null;
  /** Why there is none, if not for want of data. */
  readonly hidden?: boolean;
}

interface ChartProps {
  readonly caption: string;
  readonly points: readonly Point[];
  /** Drawn as a line across. */
  readonly promise?: number | undefined;
  /** Writes a value with its unit. */
  readonly write: (value: number) => string;
  readonly head: { readonly label: string; readonly value: string };
}

const width = 640;
const height = 180;
const left = 8;
const bottom = 26;
const top = 20;

/** Bars from zero, with the promise as a line, gaps as gaps, and the same figures as a table behind. */
export function BarChart(props: ChartProps) {
  const { points, promise, write } = props;
  const scale = scaleOf(points, promise);
  const step = (width - 2 * left) / Math.max(1, points.length);
  return (
    <ChartFrame {...props}>
      {points.map((point, index) => {
        const x = left + index * step;
        if (point.value === null) return <text key={point.label} class="chart-gap" x={x + step / 2} y={height - bottom - 4} text-anchor="middle">{point.hidden ? 's' : '·'}</text>;
        const tall = scale(point.value);
        return <rect key={point.label} class={index === points.length - 1 ? 'chart-bar chart-last' : 'chart-bar'} x={x + step * 0.12} y={height - bottom - tall} width={step * 0.76} height={tall}><title>{`${point.label}: ${write(point.value)}`}</title></rect>;
      })}
      <PromiseLine promise={promise} scale={scale} write={write} />
      <Ends points={points} />
    </ChartFrame>
  );
}

/** A line over time from zero, broken where there is no figure. */
export function LineChart(props: ChartProps) {
  const { points, promise, write } = props;
  const scale = scaleOf(points, promise);
  const step = (width - 2 * left) / Math.max(1, points.length - 1);
  const place = (point: Point, index: number) => (point.value === null ? undefined : { x: left + index * step, y: height - bottom - scale(point.value) });
  return (
    <ChartFrame {...props}>
      <path class="chart-line" d={brokenPath(points.map(place))} />
      {points.map((point, index) => {
        const at = place(point, index);
        return at && point.value !== null ? <circle key={point.label} class="chart-dot" cx={at.x.toFixed(1)} cy={at.y.toFixed(1)} r="3"><title>{`${point.label}: ${write(point.value)}`}</title></circle> : null;
      })}
      <PromiseLine promise={promise} scale={scale} write={write} />
      <Ends points={points} />
    </ChartFrame>
  );
}

/** The course of a figure in the size of a word; decoration beside a figure that is told in text. */
export function Sparkline({ points }: { points: readonly (number | null)[] }) {
  const highest = Math.max(1e-9, ...points.filter((value) => value !== null));
  const step = 118 / Math.max(1, points.length - 1);
  const places = points.map((value, index) => (value === null ? undefined : { x: 1 + index * step, y: 27 - (25 * value) / highest }));
  return <svg class="spark" viewBox="0 0 120 28" preserveAspectRatio="none" aria-hidden="true"><path class="chart-line" d={brokenPath(places)} /></svg>;
}

function ChartFrame({ caption, points, write, head, children }: ChartProps & { children: ComponentChildren }) {
  const t = useWords(words);
  return (
    <figure class="chart">
      <figcaption>{caption}</figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={caption}>
        <line class="chart-axis" x1={left} x2={width - left} y1={height - bottom} y2={height - bottom} />
        {children}
      </svg>
      <Details summary={t('table')}>
        <div class="table-frame" role="region" aria-label={caption} tabIndex={0}>
          <table>
            <caption class="visually-hidden">{caption}</caption>
            <thead><tr><th scope="col">{head.label}</th><th scope="col" class="numeric">{head.value}</th></tr></thead>
            <tbody>{points.map((point) => <tr key={point.label}><th scope="row">{point.label}</th><td class="numeric">{point.value === null ? t(point.hidden ? 'hidden' : 'noValue') : write(point.value)}</td></tr>)}</tbody>
          </table>
        </div>
      </Details>
    </figure>
  );
}

function PromiseLine({ promise, scale, write }: { promise?: number | undefined; scale: (value: number) => number; write: (value: number) => string }) {
  const t = useWords(words);
  if (promise === undefined) return null;
  const y = height - bottom - scale(promise);
  return <g class="chart-promise"><line x1={left} x2={width - left} y1={y} y2={y} /><text x={left} y={y - 5}>{t('target', { value: write(promise) })}</text></g>;
}

function Ends({ points }: { points: readonly Point[] }) {
  return (
    <g class="chart-ends">
      <text x={left} y={height - 7}>{points[0]?.label ?? ''}</text>
      {points.length > 1 ? <text x={width - left} y={height - 7} text-anchor="end">{points.at(-1)?.label ?? ''}</text> : null}
    </g>
  );
}

function scaleOf(points: readonly Point[], promise: number | undefined): (value: number) => number {
  const highest = Math.max(promise ?? 0, ...points.map((point) => point.value ?? 0));
  return (value) => (highest === 0 ? 0 : ((height - bottom - top) * value) / highest);
}

function brokenPath(places: readonly ({ x: number; y: number } | undefined)[]): string {
  let pen = 'M';
  return places.map((place) => {
    if (!place) { pen = 'M'; return ''; }
    const part = `${pen}${place.x.toFixed(1)} ${place.y.toFixed(1)}`;
    pen = 'L';
    return part;
  }).join('');
}
