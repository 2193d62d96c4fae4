import ucumPackage from '@lhncbc/ucum-lhc';

/** How a UCUM unit leads to base units: `base = value × factor + offset`. */
interface Way { readonly unit: string; readonly factor: number; readonly offset: number }

let library: ReturnType<typeof ucum> | undefined;
const ways = new Map<string, Way | undefined>();

/** The tables are read when the first unit is asked. */
function ucum() {
  return ucumPackage.UcumLhcUtils.getInstance();
}

/** A value in UCUM base units, with their canonical text. Nothing for unknown, arbitrary ([iU]) and logarithmic units: those are compared by their code. */
export function toBaseUnits(value: number, code: string): { unit: string; value: number } | undefined {
  if (!ways.has(code)) ways.set(code, wayOf(code));
  const way = ways.get(code);
  return way && { unit: way.unit, value: value * way.factor + way.offset };
}

function wayOf(code: string): Way | undefined {
  const [none, one, two] = [0, 1, 2].map((value) => (library ??= ucum()).convertToBaseUnits(code, value));
  if (one?.status !== 'succeeded' || one.magnitude === undefined || two?.magnitude === undefined) return undefined;
  const factor = two.magnitude - one.magnitude;
  const offset = one.magnitude - factor;
  if (none?.magnitude !== undefined && Math.abs(none.magnitude - offset) > Math.abs(factor) * 1e-9) return undefined;
  const unit = Object.entries(one.unitToExp ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, power]) => `${name}${power}`).join('.');
  return { unit: unit === '' ? '1' : unit, factor, offset: Math.abs(offset) < Math.abs(factor) * 1e-12 ? 0 : offset };
}
