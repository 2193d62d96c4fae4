import { BpmnModdle, type ModdleElement } from 'bpmn-moddle';
import { say } from '#kernel/manifest';
import type { Definition } from '../definition/definition.ts';
import type { DefinitionBody, TransitionSpec } from '../definition/schema.ts';
import { layOut, type DrawnNode } from './layout.ts';
import { budgetInWords, guardInWords } from './said.ts';
import { partyName } from '../words.ts';

const elementTypes: Record<DrawnNode['is'], string> = { start: 'bpmn:StartEvent', state: 'bpmn:UserTask', choice: 'bpmn:ExclusiveGateway', end: 'bpmn:EndEvent' };

/**
 * A running procedure as BPMN 2.0 XML with its drawing, so that any modeller opens it: states are user tasks in the lane of whoever holds the case, a state with
 * several ways out leads to an exclusive gateway, branches are multi-instance tasks, final states end events.
 */
export async function bpmnXml(definition: Definition): Promise<string> {
  const { body, hash } = definition;
  const moddle = new BpmnModdle();
  const drawing = layOut(body);
  const make: Make = (type, attributes) => moddle.create(type, attributes);
  const elements = new Map(drawing.nodes.map((node) => [node.id, make(elementTypes[node.is], { id: xmlId(node.id), ...nodeDetails(body, node, make) })]));
  const flows = drawing.edges.map((edge) => {
    const flow = make('bpmn:SequenceFlow', { id: xmlId(edge.id), ...(edge.steps.length > 0 ? { name: edge.steps.map((step) => say(step.name)).join(' / ') } : {}), sourceRef: elements.get(edge.from), targetRef: elements.get(edge.to), ...conditionOf(edge.steps, make) });
    elements.get(edge.from)?.get('outgoing').push(flow);
    elements.get(edge.to)?.get('incoming').push(flow);
    return flow;
  });
  const lanes = drawing.lanes.map((lane) => make('bpmn:Lane', { id: xmlId(`lane.${lane.party}`), name: say(partyName[lane.party]), flowNodeRef: drawing.nodes.filter((node) => (body.states[node.state]?.holder ?? 'agency') === lane.party).map((node) => elements.get(node.id)) }));
  const process = make('bpmn:Process', { id: xmlId(`process.${body.id}`), name: say(body.name), isExecutable: false, laneSets: [make('bpmn:LaneSet', { id: 'lanes', lanes })], flowElements: [...elements.values(), ...flows] });
  const pool = make('bpmn:Participant', { id: 'pool', name: say(body.name), processRef: process });
  const collaboration = make('bpmn:Collaboration', { id: 'collaboration', participants: [pool] });
  const bounds = (x: number, y: number, width: number, height: number) => make('dc:Bounds', { x, y, width, height });
  const plane = make('bpmndi:BPMNPlane', { id: 'plane', bpmnElement: collaboration, planeElement: [
    make('bpmndi:BPMNShape', { id: 'pool_di', bpmnElement: pool, isHorizontal: false, bounds: bounds(0, -30, drawing.width, drawing.height + 30) }),
    ...drawing.lanes.map((lane, index) => make('bpmndi:BPMNShape', { id: `lane_${index}_di`, bpmnElement: lanes[index], isHorizontal: false, bounds: bounds(lane.x, 0, lane.width, drawing.height) })),
    ...drawing.nodes.map((node) => make('bpmndi:BPMNShape', { id: `${xmlId(node.id)}_di`, bpmnElement: elements.get(node.id), bounds: node.is === 'end' ? bounds(node.x + node.width / 2 - 18, node.y, 36, 36) : bounds(node.x, node.y, node.width, node.height) })),
    ...drawing.edges.map((edge, index) => make('bpmndi:BPMNEdge', { id: `${xmlId(edge.id)}_di`, bpmnElement: flows[index], waypoint: edge.points.map(([x, y]) => make('dc:Point', { x, y })) })),
  ] });
  const root = make('bpmn:Definitions', { id: xmlId(`definitions.${body.id}`), targetNamespace: `urn:serasan:${body.service}:${body.id}`, exporter: 'Serasan', exporterVersion: hash, rootElements: [collaboration, process], diagrams: [make('bpmndi:BPMNDiagram', { id: 'diagram', plane })] });
  const { xml } = await moddle.toXML(root, { format: true });
  return xml;
}

type Make = (type: string, attributes: Record<string, unknown>) => ModdleElement;

function nodeDetails(body: DefinitionBody, node: DrawnNode, make: Make): Record<string, unknown> {
  const state = body.states[node.state];
  if (!state || node.is === 'choice' || node.is === 'start') return {};
  const each = state.tasks.find((task) => task.each)?.each;
  const said = [
    ...state.tasks.map((task) => `${say(task.name)}: ${task.by.join(', ')}${task.promise ? ` (${promiseInWords(body, task.promise)})` : ''}`),
    ...(state.output ? [`Keluaran: ${say(state.output)}`] : []),
    ...(node.state === body.initial ? body.basis.map((basis) => `Dasar: ${basis}`) : []),
  ];
  return {
    name: say(state.name),
    ...(said.length > 0 ? { documentation: [make('bpmn:Documentation', { text: said.join('\n') })] } : {}),
    ...(each && node.is === 'state' ? { loopCharacteristics: make('bpmn:MultiInstanceLoopCharacteristics', { isSequential: each.order === 'sequence' }) } : {}),
  };
}

function promiseInWords(body: DefinitionBody, id: string): string {
  const promise = body.promises.find((one) => one.id === id);
  return promise ? budgetInWords(promise.budget) : id;
}

function conditionOf(steps: readonly TransitionSpec[], make: Make): Record<string, unknown> {
  const said = steps.flatMap((step) => step.guards.map((guard) => guardInWords(guard.when)));
  return said.length === 0 ? {} : { conditionExpression: make('bpmn:FormalExpression', { body: said.join('; ') }) };
}

/** Ids of XML may not begin with a digit nor hold most signs. */
function xmlId(id: string): string {
  return `s_${id.replaceAll(/[^A-Za-z0-9_-]/g, '_')}`;
}
