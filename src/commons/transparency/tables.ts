type At = Temporal.Instant | string;
type Count = bigint | number | string;

export interface Tables {
  'transparency.pending': { id: string; type: string; subject: string; body: string; added_at: At };
  'transparency.entry': { index: Count; id: string; type: string; subject: string; body: string; added_at: At };
  'transparency.tile': { level: number; index: Count; hashes: Buffer };
  'transparency.head': { size: Count; root: Buffer; note: string | null; made_at: At };
  'transparency.cosignature': { size: Count; witness: string; line: string; seen_at: At };
  'transparency.witnessed': { origin: string; verifier_key: string; size: Count; root: Buffer | null; seen_at: At | null };
  'transparency.commitment': { day: string; service: string; ordinal: number; event_id: string; event_subject: string; event_type: string; salt: Buffer | null; commitment: Buffer };
  'transparency.closing': { day: string; service: string; count: number; root: Buffer; payload: string; entry_id: string; closed_at: At };
  'transparency.receipt': { code_hash: string; event_type: string; event_subject: string; given_at: At };
  'transparency.alarm': { id: string; at: At; witness: string; why: string };
  'transparency.sample': { id: string; service: string; from_day: string; to_day: string; population: number; size: number; share: string; seed_size: Count; seed_root: Buffer; witnessed: number; drawn_at: At; drawn_by: string };
  'transparency.sample_item': { sample: string; place: number; day: string; ordinal: number; verdict: Verdict | null; note: string | null; judged_at: At | null; judged_by: string | null };
  'transparency.sample_result': { sample: string; payload: string; entry_id: string; finished_at: At };
}

/** What the auditor found: it happened as counted, it never happened, or it cannot be told yet. */
export type Verdict = 'sesuai' | 'tidak-ada' | 'belum-terperiksa';
