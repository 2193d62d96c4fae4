/** One medicine of a compounded recipe (racikan). Amounts are milligrams of active substance. */
export interface RecipeLine {
  readonly drug: string;
  readonly ingredient: string;
  /** Strength of one tablet, capsule or sachet that is ground. */
  readonly strengthMg: number;
  readonly amountMg: number;
}

/** `m.f. pulv. dtd no. X`: with d.t.d. the written amount goes into each pack, without it the amounts are for all packs together. */
export interface Recipe {
  readonly packs: number;
  readonly dtd: boolean;
  readonly vehicle: string;
  readonly lines: readonly RecipeLine[];
}

export interface Weighed {
  readonly drug: string;
  /** Active substance in each pack. */
  readonly perPackMg: number;
  readonly totalMg: number;
  /** Exact units needed, and what is taken from the shelf: whole units. */
  readonly unitsExact: number;
  readonly unitsTaken: number;
}

export interface Compounded {
  readonly lines: readonly Weighed[];
  /** Sum of one pack by active substance: two products with paracetamol are one dose of paracetamol. */
  readonly perPack: ReadonlyMap<string, number>;
}

export type RecipeFault = 'packs' | 'no-lines' | 'amount' | 'strength';

/** The arithmetic of a recipe; refuses what cannot be weighed. */
export function compound(recipe: Recipe): { ok: true; compounded: Compounded } | { ok: false; fault: RecipeFault } {
  if (!Number.isInteger(recipe.packs) || recipe.packs < 1 || recipe.packs > 200) return { ok: false, fault: 'packs' };
  if (recipe.lines.length === 0) return { ok: false, fault: 'no-lines' };
  if (recipe.lines.some((line) => !(line.amountMg > 0))) return { ok: false, fault: 'amount' };
  if (recipe.lines.some((line) => !(line.strengthMg > 0))) return { ok: false, fault: 'strength' };
  const perPack = new Map<string, number>();
  const lines = recipe.lines.map((line) => {
    const totalMg = round(recipe.dtd ? line.amountMg * recipe.packs : line.amountMg);
    const perPackMg = round(totalMg / recipe.packs);
    perPack.set(line.ingredient, round((perPack.get(line.ingredient) ?? 0) + perPackMg));
    const unitsExact = round(totalMg / line.strengthMg);
    return { drug: line.drug, perPackMg, totalMg, unitsExact, unitsTaken: Math.ceil(unitsExact - 1e-9) };
  });
  return { ok: true, compounded: { lines, perPack } };
}

/** After somebody changes the number of packs, what each pack holds now. d.t.d. keeps the pack and changes the total; otherwise the total stays and the pack changes. */
export function withPacks(recipe: Recipe, packs: number): Recipe {
  return { ...recipe, packs };
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
