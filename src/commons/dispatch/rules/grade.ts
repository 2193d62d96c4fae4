import { metresBetween } from './travel.ts';

/** What was seen at the door. */
export interface Evidence {
  /** The resident's own code (from their message) or their QR was given and is right. */
  readonly codeProven: boolean;
  readonly photo: boolean;
  readonly signature: boolean;
  readonly relation: string;
  readonly nikLast4: string | undefined;
  readonly point: { readonly latitude: number; readonly longitude: number; readonly accuracy: number } | undefined;
  readonly pin: { readonly latitude: number; readonly longitude: number; readonly approximate: boolean };
}

/** How far a geotag may lie from the pin. */
const nearMetres = 200;

/**
 * Grade of a proof of delivery: A code or QR, photo, signature and a geotag within 200 m of the pin; B a named receiver with relation and last digits of the NIK;
 * C everything else, for a supervisor to look at. A pin that only names the village cannot prove nearness, so the geotag alone is asked then.
 */
export function gradeOf(evidence: Evidence): { grade: 'A' | 'B' | 'C'; metresOff: number | undefined } {
  const { point, pin } = evidence;
  const metresOff = point && !pin.approximate ? Math.round(metresBetween(point, pin)) : undefined;
  const near = point !== undefined && (pin.approximate || (metresOff ?? Infinity) <= nearMetres + Math.min(point.accuracy, nearMetres));
  if (evidence.codeProven && evidence.photo && evidence.signature && near) return { grade: 'A', metresOff };
  return { grade: evidence.relation !== '' && /^\d{4}$/.test(evidence.nikLast4 ?? '') ? 'B' : 'C', metresOff };
}
