/** What a table shows, as said by its address, so that a view can be kept as a bookmark and sent to a colleague. */
export interface TableQuery {
  readonly sort?: string | undefined;
  readonly descending: boolean;
  readonly filter: string;
  /** From 1. */
  readonly page: number;
  /** The address of this view with changes. */
  readonly href: (changes: Readonly<Record<string, string | undefined>>) => string;
}

/** Reads `?urut=-waktu&cari=…&hal=2`. Unknown columns are ignored. `path` is the address without its query. */
export function readTableQuery(query: unknown, options: { path: string; sortable: readonly string[]; sort?: string }): TableQuery {
  const given = textEntries(query);
  const asked = given['urut'] ?? options.sort ?? '';
  const column = asked.replace(/^-/, '');
  const known = options.sortable.includes(column);
  return {
    sort: known ? column : undefined,
    descending: known && asked.startsWith('-'),
    filter: (given['cari'] ?? '').trim().slice(0, 100),
    page: Math.max(1, Math.min(10_000, Math.trunc(Number(given['hal'] ?? '1')) || 1)),
    href(changes) {
      const wanted: Record<string, string | undefined> = { ...given, hal: undefined, ...changes };
      const next = new URLSearchParams();
      for (const [name, value] of Object.entries(wanted)) if (value) next.set(name, value);
      const text = next.toString();
      return text ? `${options.path}?${text}` : options.path;
    },
  };
}

function textEntries(query: unknown): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [name, value] of Object.entries((query ?? {}) as Record<string, unknown>)) if (typeof value === 'string') out[name] = value;
  return out;
}
