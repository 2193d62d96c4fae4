import type { Regency } from '#platform/regency';

/** The lines above a letter (kop naskah dinas): the government, the agency, where to reach it. */
export interface Letterhead {
  readonly government: string;
  readonly agency: string | null;
  readonly address: string;
  readonly contact: string | null;
}

/** The letterhead of an agency, or of the regency itself, from the regency's data. */
export function letterheadOf(regency: Regency, agencyId: string | undefined): Letterhead {
  const agency = agencyId === undefined ? undefined : regency.agencies.find((one) => one.id === agencyId);
  if (agencyId !== undefined && !agency) throw new Error(`The agency ${agencyId} is not in this regency's agencies.json.`);
  return {
    government: `Pemerintah ${regency.name}`, agency: agency?.name ?? null,
    address: agency?.letterhead?.address ?? `${regency.seat.name}, ${regency.province.name}`, contact: agency?.letterhead?.contact ?? null,
  };
}
