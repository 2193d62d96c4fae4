export interface ReferralGroup { readonly id: string; readonly name: string; readonly codes: readonly string[] }

/** The group of chronic illness by which a JKN member may be handed back to their first clinic (PRB, domain 3.5): the main diagnosis decides, then the others in their order. Nothing for who is no JKN member. */
export function referralGroupOf(payer: string, diagnoses: readonly { readonly code: string; readonly rank: number }[], groups: readonly ReferralGroup[]): ReferralGroup | undefined {
  if (payer !== 'jkn') return undefined;
  for (const { code } of [...diagnoses].sort((a, b) => a.rank - b.rank)) {
    const group = groups.find((one) => one.codes.some((start) => code === start || code.startsWith(`${start}.`)));
    if (group) return group;
  }
  return undefined;
}
