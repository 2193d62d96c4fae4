import { say } from '#kernel/manifest';
import { useFrame, useWords } from '#platform/ui';
import type { DefinitionBody } from '../definition/schema.ts';
import { layOut, type DrawnEdge, type DrawnNode } from '../draw/layout.ts';
import { stepNumbers } from '../draw/order.ts';
import { partyName, words } from '../words.ts';

/** Where a case stands in the drawing: the state now, and those it came through. */
export interface Place { readonly state: string; readonly passed: readonly string[] }

/** A procedure as a picture: columns for whoever holds the case, a row for every state, numbered steps. The SOP table says the same in words; show both. */
export function ProcedureDrawing({ body, place }: { body: DefinitionBody; place?: Place | undefined }) {
  const { locale } = useFrame();
  const t = useWords(words);
  const { width, height, lanes, nodes, edges } = layOut(body);
  const numbers = stepNumbers(body);
  const caption = t('picture', { name: say(body.name, locale) });
  const here = place && body.states[place.state];
  return (
    <figure class="flow">
      <figcaption>{caption}{here ? <span class="quiet"> · {t('hereNow')}: {say(here.name, locale)}</span> : null}</figcaption>
      <div class="table-frame" role="region" aria-label={caption} tabIndex={0}>
        <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={caption}>
          {lanes.map((lane, index) => (
            <g key={lane.party}>
              <rect class={index % 2 === 0 ? 'flow-lane' : 'flow-lane flow-lane-odd'} x={lane.x} y="0" width={lane.width} height={height} />
              {wrap(say(partyName[lane.party], locale), 19).map((line, row) => <text key={line} class="flow-head" x={lane.x + 26} y={28 + row * 18}>{line}</text>)}
            </g>
          ))}
          {edges.map((edge) => <Line key={edge.id} edge={edge} />)}
          {nodes.map((node) => <Box key={node.id} node={node} name={say(body.states[node.state]?.name ?? { id: node.state }, locale)} look={lookOf(node, place)} />)}
          {edges.flatMap((edge) => edge.steps.map((step, index) => <Number key={`${edge.id} ${step.action}`} edge={edge} index={index} text={String(numbers.get(step) ?? 0)} />))}
        </svg>
      </div>
    </figure>
  );
}

function lookOf(node: DrawnNode, place: Place | undefined): string {
  if (node.is !== 'state' && node.is !== 'end') return '';
  if (place?.state === node.state) return ' flow-now';
  return place?.passed.includes(node.state) ? ' flow-passed' : '';
}

function Box({ node: { is, x, y, width, height }, name, look }: { node: DrawnNode; name: string; look: string }) {
  if (is === 'start') return <circle class="flow-start" cx={x + width / 2} cy={y + height / 2} r={width / 2} />;
  if (is === 'choice') return <path class="flow-box" d={`M${x + width / 2} ${y}L${x + width} ${y + height / 2}L${x + width / 2} ${y + height}L${x} ${y + height / 2}Z`} />;
  const lines = wrap(name, 18);
  const first = y + height / 2 + 5 - (lines.length - 1) * 9;
  return (
    <g class={`flow-${is}${look}`}>
      <rect class="flow-box" x={x} y={y} width={width} height={height} rx={is === 'end' ? height / 2 : 8} />
      {lines.map((line, index) => <text key={line} x={x + width / 2} y={first + index * 18} text-anchor="middle">{line}</text>)}
    </g>
  );
}

/** A line with rounded turns and an arrow head at its end. */
function Line({ edge: { points } }: { edge: DrawnEdge }) {
  const last = points.at(-1);
  const before = points.at(-2);
  if (!last || !before) return null;
  const [x, y] = last;
  const along = [Math.sign(x - before[0]), Math.sign(y - before[1])] as const;
  const [sideX, sideY] = along[1] !== 0 && along[0] === 0 ? [4, 0] : [0, 4];
  return (
    <g>
      <path class="flow-line" d={points.map(([px, py], index) => `${index === 0 ? 'M' : 'L'}${px} ${py}`).join('')} />
      <path class="flow-arrow" d={`M${x} ${y}L${x - along[0] * 9 + sideX} ${y - along[1] * 9 + sideY}L${x - along[0] * 9 - sideX} ${y - along[1] * 9 - sideY}Z`} />
    </g>
  );
}

/** A step's number: on a straight line beside its middle, on a bent one in its own channel near where it begins; several steps of one line stand one after another. */
function Number({ edge: { points }, index, text }: { edge: DrawnEdge; index: number; text: string }) {
  const [start, turn, next] = points;
  if (!start || !turn) return null;
  const bent = next !== undefined;
  const x = bent ? turn[0] : start[0];
  const y = bent ? turn[1] + Math.sign(next[1] - turn[1]) * (20 + index * 20) : (start[1] + turn[1]) / 2;
  const width = 10 + text.length * 7;
  return (
    <g class="flow-number">
      <rect x={(bent ? x : x + index * 24) - width / 2} y={y - 9} width={width} height="18" rx="9" />
      <text x={bent ? x : x + index * 24} y={y + 4} text-anchor="middle">{text}</text>
    </g>
  );
}

function wrap(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length + 1 <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.length > 3 ? [...lines.slice(0, 2), `${lines[2] ?? ''} …`] : lines;
}
