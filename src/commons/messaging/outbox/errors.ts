/** What to do about an answer of WhatsApp, decided by its code and never by its words. */
export type Remedy = 'back-off' | 'retry-few' | 'use-template' | 'next-channel' | 'fix-template' | 'stop-channel' | 'our-fault';

const byCode: Readonly<Record<Remedy, readonly number[]>> = {
  'back-off': [1, 2, 4, 80007, 130429, 131000, 131016, 131048, 131056, 133016],
  'retry-few': [131053],
  'use-template': [131047],
  'next-channel': [131026, 131030, 131049],
  'fix-template': [132000, 132001, 132005, 132007, 132012, 132015, 132016],
  'stop-channel': [0, 3, 10, 33, 190, 368, 131031, 131042],
  'our-fault': [100, 131008, 131009, 131051],
};

/** Source: error codes of the Cloud API as collected in the domain notes (section 5, "Errors by action"). An unknown code on 5xx or 429 backs off, any other is our fault. */
export function remedyOf(code: number | undefined, httpStatus: number): Remedy {
  if (code !== undefined) {
    if (code >= 200 && code <= 299) return 'stop-channel';
    for (const [remedy, codes] of Object.entries(byCode)) if (codes.includes(code)) return remedy as Remedy;
  }
  if (httpStatus === 429 || httpStatus >= 500) return 'back-off';
  return httpStatus === 401 || httpStatus === 403 ? 'stop-channel' : 'our-fault';
}

/** Milliseconds before attempt number `attempt + 1`: 2 s doubling to 15 min, each between half and whole. `chance` is between 0 and 1. */
export function backOff(attempt: number, chance: number): number {
  const whole = Math.min(2000 * 2 ** Math.max(0, attempt - 1), 900_000);
  return Math.round(whole * (0.5 + chance / 2));
}
