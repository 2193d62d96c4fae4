import type { DefinitionBody, Party, TransitionSpec } from '../definition/schema.ts';
import { flowOrder } from './order.ts';

/** A procedure as the SOP on the wall shows it: whoever holds the case is a column, every state has a row of its own, so that no line ever crosses a box. Units are pixels. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly lanes: readonly { readonly party: Party; readonly x: number; readonly width: number }[];
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
}

export interface DrawnNode {
  readonly id: string;
  readonly is: 'start' | 'state' | 'choice' | 'end';
  /** The state it belongs to. */
  readonly state: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface DrawnEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** The steps this line stands for; none for lines the drawing itself needs. */
  readonly steps: readonly TransitionSpec[];
  readonly points: readonly (readonly [x: number, y: number])[];
}

const box = { width: 168, height: 58 };
const choice = 26;
const head = 56;
const gap = 34;
const gutterPad = 26;
const channel = 25;

/** Lays a procedure out. Pure and stable: the same procedure gives the same drawing. */
export function layOut(body: DefinitionBody): Drawing {
  const order = flowOrder(body);
  const parties = [...new Set(order.map((state) => body.states[state]?.holder ?? 'agency'))];
  const laneOf = (state: string) => Math.max(0, parties.indexOf(body.states[state]?.holder ?? 'agency'));
  const flows = flowsOf(body, order);
  const gutters = assignChannels(flows, order, laneOf);
  const widths = parties.map((_, lane) => box.width + 2 * gutterPad + channel * (gutters.used[lane] ?? 0));
  const lanes = parties.map((party, lane) => ({ party, x: widths.slice(0, lane).reduce((sum, width) => sum + width, 0), width: widths[lane] ?? 0 }));
  const nodes: DrawnNode[] = [];
  let y = head + 16;
  for (const state of order) {
    const x = (lanes[laneOf(state)]?.x ?? 0) + gutterPad;
    if (state === body.initial) {
      nodes.push({ id: 'start', is: 'start', state, x: x + box.width / 2 - 14, y, width: 28, height: 28 });
      y += 28 + 24;
    }
    const final = body.states[state]?.final ?? false;
    nodes.push({ id: state, is: final ? 'end' : 'state', state, x, y, width: box.width, height: final ? 44 : box.height });
    y += final ? 44 : box.height;
    if (flows.filter((flow) => flow.from === state).length > 1) {
      nodes.push({ id: `${state}.choice`, is: 'choice', state, x: x + box.width / 2 - choice / 2, y: y + 18, width: choice, height: choice });
      y += 18 + choice;
    }
    y += gap;
  }
  return { width: widths.reduce((sum, width) => sum + width, 0), height: y, lanes, nodes, edges: drawEdges(body, nodes, flows, gutters, lanes, laneOf) };
}

interface Flow { readonly from: string; readonly to: string; readonly steps: readonly TransitionSpec[]; readonly straight: boolean }

/** One line for every pair of states, carrying all its steps; straight where the next row is meant. */
function flowsOf(body: DefinitionBody, order: readonly string[]): Flow[] {
  const lane = (state: string) => body.states[state]?.holder;
  return order.flatMap((from, row) => order.flatMap((to, target) => {
    const steps = body.transitions.filter((transition) => transition.from.includes(from) && transition.to === to);
    return steps.length === 0 ? [] : [{ from, to, steps, straight: target === row + 1 && lane(from) === lane(to) }];
  }));
}

/** Gives bent lines a channel in the gutter right of the left one of their two lanes. Lines to one state share a channel and run together, like streams; others only where they share no row. */
function assignChannels(flows: readonly Flow[], order: readonly string[], laneOf: (state: string) => number): { of: ReadonlyMap<Flow, number>; used: readonly number[] } {
  const of = new Map<Flow, number>();
  const taken: { top: number; bottom: number }[][][] = [];
  const streams = Map.groupBy(flows.filter((one) => !one.straight), (flow) => `${Math.min(laneOf(flow.from), laneOf(flow.to))} ${flow.to}`);
  const spans = [...streams.values()].map((stream) => {
    const rows = stream.flatMap((flow) => [order.indexOf(flow.from), order.indexOf(flow.to)]);
    return { stream, top: Math.min(...rows), bottom: Math.max(...rows) };
  });
  for (const { stream, top, bottom } of spans.sort((a, b) => a.bottom - a.top - (b.bottom - b.top))) {
    const first = stream[0];
    if (!first) continue;
    const gutter = (taken[Math.min(laneOf(first.from), laneOf(first.to))] ??= []);
    const free = gutter.findIndex((used) => used.every((other) => other.bottom < top || other.top > bottom));
    const index = free < 0 ? gutter.length : free;
    (gutter[index] ??= []).push({ top, bottom });
    for (const flow of stream) of.set(flow, index);
  }
  return { of, used: Array.from({ length: Math.max(1, taken.length) }, (_, lane) => taken[lane]?.length ?? 0) };
}

function drawEdges(body: DefinitionBody, nodes: readonly DrawnNode[], flows: readonly Flow[], gutters: ReturnType<typeof assignChannels>, lanes: Drawing['lanes'], laneOf: (state: string) => number): DrawnEdge[] {
  const node = (id: string) => nodes.find((one) => one.id === id);
  const edges: DrawnEdge[] = [];
  const link = (id: string, from: DrawnNode | undefined, to: DrawnNode | undefined, steps: readonly TransitionSpec[], points?: DrawnEdge['points']) => {
    if (from && to) edges.push({ id, from: from.id, to: to.id, steps, points: points ?? [[from.x + from.width / 2, from.y + from.height], [to.x + to.width / 2, to.y]] });
  };
  link('start.first', node('start'), node(body.initial), []);
  const entered = new Map<string, string[]>();
  for (const state of new Set(flows.map((flow) => flow.from))) {
    const hub = node(`${state}.choice`);
    const source = hub ?? node(state);
    if (hub) link(`${state}.out`, node(state), hub, []);
    for (const flow of flows.filter((one) => one.from === state)) {
      const target = node(flow.to);
      if (!source || !target) continue;
      const id = `${flow.from}.to.${flow.to}`;
      if (flow.straight) { link(id, source, target, flow.steps); continue; }
      const lane = lanes[Math.min(laneOf(flow.from), laneOf(flow.to))];
      const x = (lane?.x ?? 0) + gutterPad + box.width + gutterPad / 2 + channel * ((gutters.of.get(flow) ?? 0) + 0.5);
      // Streams of one lane enter at one height, those of another beside them.
      const sides = entered.get(flow.to) ?? [];
      if (!sides.includes(String(x))) entered.set(flow.to, [...sides, String(x)]);
      const turn = (entered.get(flow.to) ?? []).indexOf(String(x));
      const out: [number, number] = [x > source.x ? source.x + source.width : source.x, source.y + source.height / 2];
      const into: [number, number] = [x > target.x ? target.x + target.width : target.x, target.y + 12 + (turn % 4) * Math.floor((target.height - 24) / 3)];
      link(id, source, target, flow.steps, [out, [x, out[1]], [x, into[1]], into]);
    }
  }
  return edges;
}
