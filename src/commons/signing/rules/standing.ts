import type { DocumentState } from '../tables.ts';

/** What the public page says about a document. */
export type Standing = 'valid' | 'expired' | 'suspended' | 'revoked' | 'superseded' | 'void' | 'unsigned';

/** Revocation is said before everything else, then replacement, then suspension, then age: the strongest reason not to rely on the paper. */
export function standingOf(document: { readonly state: DocumentState; readonly revoked: boolean; readonly superseded: boolean; readonly suspended: boolean; readonly expiresOn: string | null }, today: Temporal.PlainDate): Standing {
  if (document.state === 'void') return 'void';
  if (document.state !== 'signed') return 'unsigned';
  if (document.revoked) return 'revoked';
  if (document.superseded) return 'superseded';
  if (document.suspended) return 'suspended';
  if (document.expiresOn !== null && document.expiresOn < today.toString()) return 'expired';
  return 'valid';
}

/** The first letters of a name's words, at most three, titles after a comma left out: all a stranger with a QR code may see. */
export function initialsOf(name: string): string {
  const letters = (name.split(',')[0] ?? '').normalize('NFC').split(/[\s.]+/).map((word) => /\p{L}/u.exec(word)?.[0]).filter((letter) => letter !== undefined);
  return letters.slice(0, 3).map((letter) => `${letter.toUpperCase()}.`).join('');
}
