import { rowsIn, type Typed } from './read.ts';

/** What a row button asked for, done to the posted text: `tambah:anggota:2` adds a row after the two shown, `hapus:anggota:0` takes the first away. The hidden count is what was shown. */
export function withRows(typed: Typed, asked: string): { typed: Typed; changed: boolean } {
  const [verb, path = '', place = ''] = asked.split(':');
  if ((verb !== 'tambah' && verb !== 'hapus') || !/^[a-z]\w*$/.test(path) || !/^\d{1,3}$/.test(place)) return { typed, changed: false };
  const n = rowsIn(typed, path);
  if (verb === 'tambah') return { typed: { ...typed, [`${path}.n`]: String(n + 1) }, changed: true };
  return { typed: without(typed, path, Number(place), n), changed: true };
}

function without(typed: Typed, path: string, gone: number, n: number): Typed {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(typed)) {
    const found = name.startsWith(`${path}.`) ? /^(\d+)([.:-].*)$/.exec(name.slice(path.length + 1)) : null;
    if (!found) kept[name] = value;
    else if (Number(found[1]) !== gone) kept[`${path}.${Number(found[1]) - (Number(found[1]) > gone ? 1 : 0)}${found[2]}`] = value;
  }
  return { ...kept, [`${path}.n`]: String(Math.max(0, n - 1)) };
}
