/** A published cell and how many cases it rests on. */
export interface Cell {
  readonly key: string;
  readonly n: number;
}

/**
 * Which cells must not be shown. A cell of fewer than `least` cases (but not none) could point at a person; and because totals are published too, in
 * every group the hidden cells together must be at least two and hold at least `least` cases beyond one each, or the total would give them away (ten hidden cells that hold
 * ten cases hold one each).
 * `groups` are sets of cells whose sum is published (all of them, the weeks, the months). Where a group has too few cases to hide anything in, all its
 * cells with cases are hidden.
 */
export function hiddenCells(cells: readonly Cell[], groups: readonly (readonly string[])[], least: number): ReadonlySet<string> {
  const size = new Map(cells.map((cell) => [cell.key, cell.n]));
  const hidden = new Set(cells.filter((cell) => cell.n > 0 && cell.n < least).map((cell) => cell.key));
  for (let changed = true; changed;) {
    changed = false;
    for (const group of groups) {
      const next = nextToHide(group, size, hidden, least);
      if (next === undefined) continue;
      hidden.add(next);
      changed = true;
    }
  }
  return hidden;
}

/** The smallest shown cell of a group whose hidden cells are not yet safe. */
function nextToHide(group: readonly string[], size: ReadonlyMap<string, number>, hidden: ReadonlySet<string>, least: number): string | undefined {
  const concealed = group.filter((key) => hidden.has(key));
  if (concealed.length === 0) return undefined;
  const cases = concealed.reduce((sum, key) => sum + (size.get(key) ?? 0), 0);
  if (concealed.length >= 2 && cases - concealed.length >= least) return undefined;
  const shown = group.filter((key) => !hidden.has(key) && (size.get(key) ?? 0) > 0);
  return shown.sort((a, b) => (size.get(a) ?? 0) - (size.get(b) ?? 0))[0];
}
