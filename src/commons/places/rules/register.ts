import type { Regency } from '#platform/regency';

/** A regency, district or village as it was between two dates. */
export interface Place {
  /** Public dotted code: `16.06`, `16.06.01`, `16.06.01.1009`. */
  readonly code: string;
  readonly name: string;
  readonly level: 'regency' | 'district' | 'village';
  readonly kind?: 'desa' | 'kelurahan' | undefined;
  readonly parent?: string | undefined;
  readonly aliases: readonly string[];
  /** First day, if known. */
  readonly validFrom?: Temporal.PlainDate | undefined;
  /** First day on which it is no longer so. */
  readonly validTo?: Temporal.PlainDate | undefined;
  /** Codes that took its place. */
  readonly successors: readonly string[];
}

/** Every place of a regency's data, regency first. */
export function placesOf(regency: Regency): Place[] {
  const date = (text: string | undefined) => (text === undefined ? undefined : Temporal.PlainDate.from(text));
  return [
    { code: regency.code, name: regency.name, level: 'regency', aliases: [regency.shortName], successors: [] },
    ...regency.districts.map((row): Place => ({ code: row.code, name: row.name, level: 'district', parent: regency.code, aliases: row.aliases, validFrom: date(row.valid_from), validTo: date(row.valid_to), successors: row.successors })),
    ...regency.villages.map((row): Place => ({ code: row.code, name: row.name, level: 'village', kind: row.kind, parent: row.code.slice(0, 8), aliases: row.aliases, validFrom: date(row.valid_from), validTo: date(row.valid_to), successors: row.successors })),
  ];
}

/** Was the place so on `at`? Unknown bounds are open. */
export function isValidOn(place: Place, at: Temporal.PlainDate): boolean {
  const begun = place.validFrom === undefined || Temporal.PlainDate.compare(place.validFrom, at) <= 0;
  return begun && (place.validTo === undefined || Temporal.PlainDate.compare(at, place.validTo) < 0);
}
