import type { Choice } from '#commons/messaging';
import type { Option } from './task.ts';

/** What a tapped button means. Ids carry the meaning and titles never do; an id nobody understands is simply an old button. */
export type Tap =
  | { readonly kind: 'answer'; readonly serial: number; readonly slot: string; readonly value: string }
  | { readonly kind: 'go'; readonly task: string; readonly slot: string; readonly value: string }
  | { readonly kind: 'fact'; readonly service: string; readonly topic: string }
  | { readonly kind: 'command'; readonly name: string };

/** Buttons of one question. They answer that question only: `serial` tells a stale tap from a fresh one. */
export function answerChoices(serial: number, slot: string, options: readonly Option[]): Choice[] {
  return options.map(({ value, title, description }) => ({ id: join('q', String(serial), slot, value), title, ...(description ? { description } : {}) }));
}

/** An evergreen button, for notices and menus (`v1|saroale/pindah|visit|<id>`): starts `task`, with `slot` filled if given. The service looks again at what is still true. */
export function goChoice(task: string, title: string, slot = '', value = ''): Choice {
  return { id: join(task, slot, value), title };
}

export function factChoice(service: string, topic: string, title: string): Choice {
  return { id: join('fact', service, topic), title };
}

export function commandChoice(name: string, title: string): Choice {
  return { id: join('cmd', name), title };
}

/** Reads an id made here. Anything else is nothing. */
export function readTap(id: string): Tap | undefined {
  const [version, kind, ...parts] = id.split('|').map(decode);
  if (version !== 'v1') return undefined;
  const [a = '', b = '', c = ''] = parts;
  if (kind === 'q' && /^\d+$/.test(a)) return { kind: 'answer', serial: Number(a), slot: b, value: c };
  if (kind?.includes('/')) return { kind: 'go', task: kind, slot: a, value: b };
  if (kind === 'fact') return { kind: 'fact', service: a, topic: b };
  return kind === 'cmd' ? { kind: 'command', name: a } : undefined;
}

function join(...parts: readonly string[]): string {
  return ['v1', ...parts.map((part) => part.replace(/[%|]/g, (mark) => (mark === '%' ? '%25' : '%7C')))].join('|');
}

function decode(part: string): string {
  return part.replace(/%(25|7C)/g, (_, code: string) => (code === '25' ? '%' : '|'));
}
