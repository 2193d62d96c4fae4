import { z } from 'zod';

/** The facts Saji-Muba emits, versioned. The subject is the case or permit id. Never a name, NIK, phone or address: public figures read these. */
const type = z.string();
const district = z.string();
const whole = z.number().int();

export const events = {
  requested: fact('saji-muba/requested', z.object({ type, family: z.string(), channel: z.string(), district, pickup: z.boolean(), helped: z.boolean() })),
  checked: fact('saji-muba/checked', z.object({ type, round: whole, complete: z.boolean(), defects: whole, officeFault: z.boolean() })),
  recommended: fact('saji-muba/recommended', z.object({ type, agency: z.string(), minutes: whole, within: z.boolean(), verdict: z.string() })),
  decided: fact('saji-muba/decided', z.object({ type, district, decision: z.enum(['grant', 'reject']), minutes: whole, percent: whole, within: z.boolean(), returns: whole, days: whole })),
  delivered: fact('saji-muba/delivered', z.object({ type, district, channel: z.string(), by: z.enum(['courier', 'counter']) })),
  assisted: fact('saji-muba/assisted', z.object({ type, district, channel: z.string(), days: whole })),
  withdrawn: fact('saji-muba/withdrawn', z.object({ type, state: z.string() })),
  lapsed: fact('saji-muba/lapsed', z.object({ type, state: z.string() })),
  returnedLate: fact('saji-muba/returned-late', z.object({ type, percent: whole })),
  escalated: fact('saji-muba/escalated', z.object({ type, returns: whole })),
  feeReported: fact('saji-muba/fee-reported', z.object({ channel: z.string() })),
  feeHandled: fact('saji-muba/fee-handled', z.object({ days: whole })),
  permitChanged: fact('saji-muba/permit-changed', z.object({ type, status: z.string() })),
} as const;

interface Fact<Data extends z.ZodType> {
  readonly type: string;
  readonly version: number;
  /** The event for `work.emit`: data that does not fit its schema is our bug and throws. */
  of(subject: string, data: z.input<Data>): { type: string; version: number; subject: string; data: Record<string, unknown> };
}

function fact<Data extends z.ZodType>(name: string, data: Data): Fact<Data> {
  return { type: name, version: 1, of: (subject, value) => ({ type: name, version: 1, subject, data: data.parse(value) as Record<string, unknown> }) };
}
