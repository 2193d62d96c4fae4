/** The words that carry a one-time code. Short enough for one SMS; says who never asks for it. */
export const codeTemplate = {
  name: 'identity-code', category: 'authentication',
  text: 'Kode masuk Serasan Anda: ((kode)). Berlaku ((menit)) menit, sekali pakai. Petugas tidak pernah meminta kode ini.',
  sms: 'Kode masuk Serasan: ((kode)). Berlaku ((menit)) menit. Jangan berikan kepada siapa pun.',
} as const;

/**
 * The notice that sends a code now, by day or night, and is dropped when the code no longer works. Not `urgent`: an urgent notice that fails is
 * put before an officer to telephone, and no officer may see a code.
 */
export function codeNotice(to: { phone: string } | { conversationId: string }, message: { id: string; code: string; minutes: number; expiresAt: Temporal.Instant }) {
  return {
    to, template: codeTemplate.name, data: { kode: message.code, menit: String(message.minutes) }, importance: 'normal', sameDay: true, smsAllowed: true,
    dedupe: `identity-code:${message.id}`, subject: message.id, expiresAt: message.expiresAt,
  } as const;
}
