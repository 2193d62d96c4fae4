import { glob } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const source = fileURLToPath(new URL('../../src/', import.meta.url));
const files = await Array.fromAsync(glob('**/words.ts', { cwd: source }));

/** Every `{ id, … }` found in what a catalogue file exports, with its path. */
function entriesOf(value: unknown, path: string): { path: string; id: string; en: unknown }[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('id' in value && typeof value.id === 'string') return [{ path, id: value.id, en: 'en' in value ? value.en : undefined }];
  return Object.entries(value).flatMap(([key, inner]) => entriesOf(inner, `${path}.${key}`));
}

const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map((match) => match[0]).sort();

describe('catalogues', () => {
  it('were found', () => { expect(files.length).toBeGreaterThan(1); });
  it.each(files)('%s has English for every Indonesian entry, with the same holes', async (file) => {
    const entries = entriesOf(await import(source + file), file);
    expect(entries.filter((entry) => typeof entry.en !== 'string' || entry.en === '').map((entry) => entry.path)).toEqual([]);
    expect(entries.filter((entry) => String(holes(entry.id)) !== String(holes(String(entry.en)))).map((entry) => entry.path)).toEqual([]);
  });
});
