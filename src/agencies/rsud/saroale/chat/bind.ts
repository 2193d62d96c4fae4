import type { Step, Turn } from '#commons/assistant';
import type { Saroale } from '../rooms.ts';
import { texts } from './words.ts';

/** Asks a conversation nobody is bound to for the one-time web form. A full NIK is never asked for in chat. After three rounds a person helps. */
export async function askToBind<Slots>(saroale: Saroale, { work, incoming }: Turn, asked: number): Promise<Step<Slots>> {
  if (asked >= 3) return { kind: 'person', reason: 'Warga belum berhasil mengisi data pasien lewat tautan' };
  const url = await saroale.bindUrl(work, { conversationId: incoming.conversationId });
  return { kind: 'ask', slot: 'bind', text: asked === 0 ? texts.bind : texts.bindAgain, link: { url, title: texts.bindTitle } };
}
