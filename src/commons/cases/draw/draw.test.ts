import { BpmnModdle } from 'bpmn-moddle';
import { describe, expect, it } from 'vitest';
import { permit } from '../../../../test/town/permit.ts';
import { readDefinition } from '../definition/definition.ts';
import { bpmnXml } from './bpmn.ts';
import { layOut, type DrawnNode } from './layout.ts';
import { sopRows } from './sop.ts';

const definition = readDefinition(permit);

describe('the drawing', () => {
  const { nodes, edges, lanes, width, height } = layOut(definition.body);
  const inside = (node: DrawnNode, x: number, y: number) => x > node.x && x < node.x + node.width && y > node.y && y < node.y + node.height;

  it('shows every state once in the lane of its holder, and every step on exactly one line', () => {
    expect(nodes.filter((node) => node.is === 'state' || node.is === 'end').map((node) => node.state).sort()).toEqual(Object.keys(permit.states).sort());
    const drawn = edges.flatMap((edge) => edge.steps.map((step) => `${step.action} ${edge.from}`)).sort();
    expect(drawn).toHaveLength(definition.body.transitions.reduce((sum, transition) => sum + transition.from.length, 0));
    for (const node of nodes) {
      const lane = lanes.find((one) => one.party === definition.body.states[node.state]?.holder);
      expect(lane && node.x >= lane.x && node.x + node.width <= lane.x + lane.width).toBe(true);
    }
  });

  it('lets no line cross a box and no box touch another, all within the sheet', () => {
    for (const edge of edges) {
      for (const [index, [x, y]] of edge.points.entries()) {
        expect(x >= 0 && x <= width && y >= 0 && y <= height).toBe(true);
        const [nextX, nextY] = edge.points[index + 1] ?? [x, y];
        for (let part = 0; part <= 20; part += 1) {
          const at = [x + ((nextX - x) * part) / 20, y + ((nextY - y) * part) / 20] as const;
          expect(nodes.filter((node) => inside(node, at[0], at[1])).map((node) => `${edge.id} through ${node.id}`)).toEqual([]);
        }
      }
    }
    for (const [index, one] of nodes.entries()) for (const other of nodes.slice(index + 1)) expect(one.x + one.width <= other.x || other.x + other.width <= one.x || one.y + one.height <= other.y || other.y + other.height <= one.y).toBe(true);
  });
});

describe('the SOP table', () => {
  it('has a row for every state, with who, what is needed, how long and where next', () => {
    const rows = sopRows(definition.body);
    expect(rows).toHaveLength(Object.keys(permit.states).length);
    expect(rows[0]).toMatchObject({ number: 1, activity: 'Diajukan', party: 'agency', doers: ['Periksa kelengkapan'], requirements: ['ktp'] });
    const technical = rows.find((row) => row.state === 'technical');
    expect(technical?.time).toContain('600 menit kerja (Rekomendasi)');
    for (const row of rows) for (const next of row.next) expect(next.row * next.number).toBeGreaterThan(0);
    expect(rows.find((row) => row.state === 'issued')).toMatchObject({ output: 'Surat izin', next: [] });
  });
});

describe('BPMN 2.0', () => {
  it('is read back without a warning, and read and written again is the same text', async () => {
    const xml = await bpmnXml(definition);
    const moddle = new BpmnModdle();
    const { rootElement, warnings, elementsById } = await moddle.fromXML(xml);
    expect(warnings).toEqual([]);
    expect((await moddle.toXML(rootElement, { format: true })).xml).toBe(xml);
    const count = (type: string) => Object.values(elementsById).filter((element) => element.$type === type).length;
    const { nodes, edges } = layOut(definition.body);
    expect([count('bpmn:UserTask'), count('bpmn:EndEvent'), count('bpmn:StartEvent'), count('bpmn:SequenceFlow'), count('bpmndi:BPMNEdge')]).toEqual([5, 3, 1, edges.length, edges.length]);
    expect(count('bpmndi:BPMNShape')).toBe(nodes.length + 3 + 1);
    expect(xml).toContain('<bpmn:multiInstanceLoopCharacteristics isSequential="true"');
    expect(xml).toContain('sized');
  });

  it('gives every task one way out or an exclusive gateway: two flows out of a task would both be taken', async () => {
    const { elementsById } = await new BpmnModdle().fromXML(await bpmnXml(definition));
    for (const element of Object.values(elementsById)) if (element.$type === 'bpmn:UserTask') expect(element.get('outgoing')).toHaveLength(1);
  });
});
