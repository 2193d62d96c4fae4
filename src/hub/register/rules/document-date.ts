/**
 * The date a document gives of itself: when a PDF was made, when a photo was taken. Nothing where it says none. It proves little, but a document
 * made after the date it is meant to prove deserves a second look.
 */
export function dateInside(head: Uint8Array): string | undefined {
  const text = new TextDecoder('latin1').decode(head.subarray(0, 256 * 1024));
  const pdf = /\/CreationDate\s*\(D:(\d{4})(\d{2})(\d{2})/.exec(text);
  const photo = head[0] === 0xff && head[1] === 0xd8 ? /(\d{4}):(\d{2}):(\d{2}) \d{2}:\d{2}:\d{2}/.exec(text) : null;
  const [, year, month, day] = pdf ?? photo ?? [];
  if (!year || !month || !day) return undefined;
  try {
    return Temporal.PlainDate.from({ year: Number(year), month: Number(month), day: Number(day) }, { overflow: 'reject' }).toString();
  } catch {
    return undefined;
  }
}

/** Is the document younger than the day it is said to be from? A day of grace for scans filed the next morning. */
export function isBackdated(issuedOn: string | null, insideOn: string | null): boolean {
  if (!issuedOn || !insideOn) return false;
  return Temporal.PlainDate.from(issuedOn).until(insideOn, { largestUnit: 'day' }).days > 1;
}
