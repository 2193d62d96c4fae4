export interface EvidenceTables {
  'evidence.event': {
    id: string; type: string; version: number; subject: string; occurred_at: Temporal.Instant | string; recorded_at: Temporal.Instant | string;
    channel: string; data: unknown; body: string; position: bigint | null; hash: string | null;
  };
  'evidence.published': {
    id: string; service: string; measure: string; definition: unknown; from_day: string; to_day: string; position: bigint | string; hash: string;
    figure: string; published_at: Temporal.Instant | string; replaces: string | null; statement: string | null; hits: number | null;
  };
  'evidence.cursor': { subscriber: string; position: bigint | string; updated_at: string };
}

/** An event as subscribers and measures read it. */
export interface RecordedEvent {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly subject: string;
  readonly occurredAt: Temporal.Instant;
  readonly channel: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly position: bigint;
}
