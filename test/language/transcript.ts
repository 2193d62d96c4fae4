import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { TestHouse } from '../engines/index.ts';

/** What one talk on WhatsApp looked like, line by line, and how to go on with it. */
export interface Talk {
  says(text: string): Promise<string>;
  taps(title: string): Promise<string>;
  /** The last bubble of ours, with the titles under it. */
  last(): { text: string; options: readonly { id: string; title: string }[]; link?: { url: string; title: string } } | undefined;
  bubbles(): number;
}

/** A talk of this phone with the house, over the stand-in of the provider. Returns what we answered to each message, or an empty text for silence. */
export function talk(town: TestHouse, phone: string): Talk {
  const whatsapp = town.house.messaging.stands?.whatsapp;
  if (!whatsapp) throw new Error('The stand-ins play only without provider tokens.');
  const ours = () => whatsapp.chat(phone).filter((bubble) => bubble.from === 'us');
  async function answered(send: () => void): Promise<string> {
    const before = ours().length;
    // A person does not write twice in one second: the provider orders by seconds, and the conversation has a pace.
    town.clock.advance({ seconds: 7 });
    send();
    await town.house.messaging.pump();
    return ours().slice(before).map((bubble) => bubble.text).join('\n');
  }
  return {
    says: (text) => answered(() => { whatsapp.userSends({ phone, text }); }),
    taps: (title) => answered(() => {
      const option = ours().flatMap((bubble) => bubble.options).findLast((each) => each.title === title);
      if (!option) throw new Error(`No button “${title}”; there are: ${ours().at(-1)?.options.map((each) => each.title).join(', ') ?? ''}`);
      whatsapp.userTaps({ phone, choiceId: option.id });
    }),
    last: () => ours().at(-1),
    bubbles: () => ours().length,
  };
}

/**
 * Plays a written transcript: `Warga:` says, `Ketuk:` taps, `Asisten:` must have answered with every piece between ` … `, `Asisten: (diam)` must have
 * kept silent, `Tombol:` titles, between ` / `, that must be under the last bubble. Lines starting with # are for the reader.
 */
export async function playTranscript(town: TestHouse, phone: string, file: string | URL): Promise<Talk> {
  const chat = talk(town, phone);
  let answer = '';
  for (const [index, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    const [, who = '', what = ''] = /^(Warga|Ketuk|Asisten|Tombol): ?(.*)$/.exec(line) ?? [];
    const where = `line ${index + 1}: ${line}\nanswer: ${answer}`;
    if (who === 'Warga') answer = await chat.says(what);
    if (who === 'Ketuk') answer = await chat.taps(what);
    if (who === 'Asisten') for (const piece of what === '(diam)' ? [] : what.split(' … ')) expect(answer, where).toContain(piece);
    if (who === 'Asisten' && what === '(diam)') expect(answer, where).toBe('');
    if (who === 'Tombol') for (const title of what.split(' / ')) expect(chat.last()?.options.map((option) => option.title), where).toContain(title);
  }
  return chat;
}
