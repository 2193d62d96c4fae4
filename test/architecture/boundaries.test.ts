import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'rolldown/utils';
import { describe, expect, it } from 'vitest';
import { order, roots, storeys } from './plan.ts';
import { roomOf } from './rooms.ts';

const source = fileURLToPath(new URL('../../src/', import.meta.url));

interface Arrow { readonly from: string; readonly to: string }

const files = (await Array.fromAsync(glob('**/*.{ts,tsx}', { cwd: source }))).filter((file) => !/\.test\.tsx?$/.test(file));
const arrows = files.flatMap((file) => importsOf(file).map((to): Arrow => ({ from: file, to })));

function importsOf(file: string): string[] {
  const { module } = parseSync(file, readFileSync(join(source, file), 'utf8'));
  return module.staticImports.map((entry) => entry.moduleRequest.value);
}

/** The room an import leads to, or nothing for a package or a file of the same room. */
function targetOf({ from, to }: Arrow): string | undefined {
  if (to.startsWith('#hub')) return 'hub';
  if (to.startsWith('#agencies/')) return roomOf(to.slice(1));
  if (to.startsWith('#')) return to.slice(1);
  if (!to.startsWith('.')) return undefined;
  const target = normalize(join(dirname(from), to));
  return roomOf(target) === roomOf(from) ? undefined : roomOf(target);
}

const inner = arrows.filter(({ from }) => !roots.some((root) => from.startsWith(root)));

describe('the house', () => {
  it('was read', () => {
    expect(files.length).toBeGreaterThan(40);
    expect(arrows.length).toBeGreaterThan(100);
  });

  it('has arrows that only go down, and within a storey only to rooms named before', () => {
    const wrong = inner.filter((arrow) => {
      const target = targetOf(arrow);
      if (!target) return false;
      const [fromStorey = '', fromRoom = ''] = roomOf(arrow.from).split('/');
      const [toStorey = '', toRoom = ''] = target.split('/');
      const fromLevel = storeys.indexOf(fromStorey as (typeof storeys)[number]);
      const toLevel = storeys.indexOf(toStorey as (typeof storeys)[number]);
      if (fromStorey === 'hub' && toStorey === 'agencies') return true;
      if (fromStorey !== toStorey) return toLevel < 0 || toLevel > fromLevel;
      const names = order[fromStorey];
      return names !== undefined && names.indexOf(toRoom) >= names.indexOf(fromRoom);
    });
    expect(wrong).toEqual([]);
  });

  it('is entered by doors only: no relative import leaves its room', () => {
    expect(inner.filter((arrow) => arrow.to.startsWith('.') && targetOf(arrow) !== undefined)).toEqual([]);
  });

  it('lets services know each other by offers, events and manifest only', () => {
    const wrong = inner.filter((arrow) => arrow.to.startsWith('#agencies/') && !/\/(offers|events|manifest)$/.test(arrow.to));
    expect(wrong).toEqual([]);
  });

  it('lists every room of the ordered storeys', () => {
    const rooms = [...new Set(files.map(roomOf))].filter((room) => /^(kernel|platform|commons)\/[^.]+$/.test(room));
    expect(rooms.filter((room) => !(order[room.split('/')[0] ?? ''] ?? []).includes(room.split('/')[1] ?? ''))).toEqual([]);
  });

  it('keeps rooms small: no file over 300 lines, no drawer for everything', () => {
    const long = files.filter((file) => readFileSync(join(source, file), 'utf8').split('\n').length > 301);
    expect(long).toEqual([]);
    expect(files.filter((file) => /(^|\/)(utils?|helpers?|common|manager)(\.|\/)/.test(file))).toEqual([]);
  });
});
