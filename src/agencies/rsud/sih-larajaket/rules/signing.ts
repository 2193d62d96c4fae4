import { canonicalJson, sha256 } from '#kernel/digest';

export type LicenceState = 'valid' | 'expires-soon' | 'expired' | 'unknown';

/** A practice licence (SIP) on a day: the last day still counts; an unknown date is not a licence. */
export function licenceOn(expiresOn: Temporal.PlainDate | undefined, today: Temporal.PlainDate): LicenceState {
  if (!expiresOn) return 'unknown';
  const left = today.until(expiresOn, { largestUnit: 'day' }).days;
  return left < 0 ? 'expired' : left <= 60 ? 'expires-soon' : 'valid';
}

/** Who may still change a signed entry: its author within 2 × 24 hours, afterwards only the medical-record unit (Permenkes 24/2022, to be re-checked). Always as an amendment. */
export function mayAmend(signedAt: Temporal.Instant, now: Temporal.Instant, who: { author: boolean; recordUnit: boolean }): boolean {
  if (who.recordUnit) return true;
  return who.author && Temporal.Instant.compare(now, signedAt.add({ hours: 48 })) <= 0;
}

/** The seal of an entry: SHA-256 over its canonical content, its version and the seal before it. Changing any of them is found. */
export function sealOf(content: unknown, version: number, before: string | undefined): string {
  return sha256(canonicalJson({ content, version, before: before ?? null }));
}
