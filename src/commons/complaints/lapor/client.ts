import { z } from 'zod';

/** A complaint as it goes to LAPOR!: masked words, no contact of the reporter. `reference` is ours; the same one twice is the same report. */
export interface OutgoingReport { readonly reference: string; readonly words: string; readonly anonymous: boolean; readonly confidential: boolean; readonly reason: string }

/** A complaint LAPOR! gave to us. `cursor` continues after it. */
export interface IncomingReport { readonly number: string; readonly words: string; readonly anonymous: boolean; readonly confidential: boolean; readonly cursor: string }

/**
 * What we use of the national complaints system. Its documentation is given only to accounts with the developer role; this is the shape of the old public API (JSON over POST with a
 * key token), to be checked against the real one before it is switched on.
 */
export interface Lapor {
  createReport(report: OutgoingReport): Promise<{ number: string }>;
  getStatus(number: string): Promise<{ state: string }>;
  addFollowUp(number: string, followUp: { reference: string; words: string }): Promise<void>;
  getReports(after: string): Promise<readonly IncomingReport[]>;
}

const seconds = 20;
const created = z.object({ trackingId: z.string().min(1).max(60) });
const stated = z.object({ status: z.string().min(1).max(60) });
const listed = z.object({ reports: z.array(z.object({ trackingId: z.string().min(1).max(60), content: z.string().max(20_000), anonymous: z.boolean(), secret: z.boolean(), cursor: z.string().max(60) })).max(200) });

/** LAPOR! over HTTPS. Every failure (no answer, a refusal, an answer in another shape) is an Error that says which call it was and never repeats what was sent. */
export function laporClient({ url, token }: { url: string; token: string }): Lapor {
  async function call<Answer extends z.ZodType>(name: string, body: object, answer: Answer): Promise<z.output<Answer>> {
    const response = await fetch(`${url.replace(/\/$/, '')}/${name}`, {
      method: 'POST', headers: { 'content-type': 'application/json', 'accept': 'application/json', 'authorization': `Bearer ${token}` }, body: JSON.stringify(body), signal: AbortSignal.timeout(seconds * 1000),
    }).catch(() => { throw new Error(`LAPOR! tidak menjawab (${name}).`); });
    if (!response.ok) throw new Error(`LAPOR! menolak ${name} dengan status ${response.status}.`);
    const parsed = answer.safeParse(await response.json().catch(() => undefined));
    if (!parsed.success) throw new Error(`Jawaban LAPOR! atas ${name} tidak dikenal.`);
    return parsed.data as z.output<Answer>;
  }
  return {
    createReport: async ({ reference, words, anonymous, confidential, reason }) => ({ number: (await call('createReport', { reference, content: words, anonymous, secret: confidential, note: reason }, created)).trackingId }),
    getStatus: async (number) => ({ state: (await call('getStatus', { trackingId: number }, stated)).status }),
    addFollowUp: async (number, { reference, words }) => { await call('addFollowUp', { trackingId: number, reference, content: words }, z.object({})); },
    getReports: async (after) => (await call('getReports', { after }, listed)).reports.map((one) => ({ number: one.trackingId, words: one.content, anonymous: one.anonymous, confidential: one.secret, cursor: one.cursor })),
  };
}
