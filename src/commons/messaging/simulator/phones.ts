import type { Stands } from '../standins/index.ts';
import type { Bubble } from '../standins/behaviour.ts';

/** Made-up people with made-up phones; services give them made-up records. */
export const demoPhones = [
  { name: 'Sari (contoh)', phone: '+6281200000001', telegram: 7_000_000_001 },
  { name: 'Rahmat (contoh)', phone: '+6281200000002', telegram: 7_000_000_002 },
  { name: 'Bidan Yuni (contoh)', phone: '+6281200000003', telegram: 7_000_000_003 },
  { name: 'Telepon baru (contoh)', phone: '+6281200000004', telegram: 7_000_000_004 },
] as const;

export type Via = 'whatsapp' | 'telegram';
export interface Line { readonly via: Via; readonly index: number; readonly owner: (typeof demoPhones)[number] }

/** Which phone on which messenger a request is about; the first on WhatsApp when it says nothing sensible. */
export function readLine(values: Readonly<Record<string, unknown>>): Line {
  const index = Number(values['hp'] ?? 0);
  const owner = demoPhones[index] ?? demoPhones[0];
  return { via: values['lewat'] === 'telegram' ? 'telegram' : 'whatsapp', index: demoPhones.indexOf(owner), owner };
}

export function bubblesOf(stands: Stands, line: Line): readonly Bubble[] {
  return line.via === 'whatsapp' ? stands.whatsapp.chat(line.owner.phone) : stands.telegram.chat(line.owner.telegram);
}

/** The person on this phone writes, through the stand-in of the provider and our webhook, as a real person would. */
export function write(stands: Stands, line: Line, text: string): void {
  if (line.via === 'whatsapp') stands.whatsapp.userSends({ phone: line.owner.phone, name: line.owner.name, text });
  else stands.telegram.userSends({ user: line.owner.telegram, name: line.owner.name, text });
}

export function tap(stands: Stands, line: Line, choiceId: string): void {
  if (line.via === 'whatsapp') stands.whatsapp.userTaps({ phone: line.owner.phone, choiceId });
  else stands.telegram.userTaps({ user: line.owner.telegram, choiceId });
}

export function shareContact(stands: Stands, line: Line): void {
  stands.telegram.userSharesContact({ user: line.owner.telegram, phone: line.owner.phone.replace('+', '') });
}

/** What the phone shows, in one short word: changes when anything on it does. */
export function versionOf(bubbles: readonly Bubble[]): string {
  return `${bubbles.length}-${bubbles.at(-1)?.id.slice(-6) ?? ''}`;
}
