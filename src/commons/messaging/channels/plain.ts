import type { OutMessage } from '../types.ts';

/** A message as words only, for channels without buttons. */
export function textWithChoices(message: OutMessage): string {
  const choices = (message.choices ?? []).map((choice, index) => `${index + 1}. ${[choice.title, choice.description].filter(Boolean).join(' - ')}`);
  const link = message.link ? [`${message.link.title}: ${message.link.url}`] : [];
  return [message.text, ...choices, ...link].join('\n');
}
