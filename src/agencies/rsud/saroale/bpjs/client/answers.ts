/** What an answer of BPJS means for the one who asked. */
export type Outcome =
  | { readonly kind: 'ok'; readonly code: number; readonly message: string; readonly response: unknown }
  /** BPJS has it already: as good as done. */
  | { readonly kind: 'duplicate'; readonly code: number; readonly message: string }
  /** BPJS knows a later task than the one sent: ask it what it has, stop at 99. */
  | { readonly kind: 'ahead'; readonly lastTask: number; readonly message: string }
  /** Something must be sent first: the booking itself, or an earlier task. */
  | { readonly kind: 'missing'; readonly what: 'booking' | 'task'; readonly task?: number; readonly message: string }
  /** A person must look at it; nothing is changed to make it pass. */
  | { readonly kind: 'quarantine'; readonly code: number; readonly message: string }
  /** Try again later; `cause` is said on the worklist. */
  | { readonly kind: 'retry'; readonly cause: RetryCause; readonly message: string };

export type RetryCause = 'network' | 'timeout' | 'overload' | 'clock-skew' | 'credentials' | 'circuit-open' | 'unreadable';

export interface RawAnswer {
  readonly status: number;
  readonly body: string;
}

/** Reads an answer of WS Antrean. `reference`: the call is a reference one, whose success code is 1. Nothing here decides by HTTP status alone: BPJS answers business failures with 200. */
export function interpret(raw: RawAnswer, reference = false): Outcome {
  const envelope = readEnvelope(raw.body);
  if (!envelope) return retry(raw.status === 401 || raw.status === 403 ? 'credentials' : 'overload', `HTTP ${raw.status}, ${raw.body.trim() === '' ? 'isi kosong' : 'bukan JSON'}`);
  const { code, message, response } = envelope;
  if (code === 200 || (reference && code === 1)) return { kind: 'ok', code, message, response };
  if (code === 204) return { kind: 'ok', code, message, response: undefined };
  if (isSkew(message)) return retry('clock-skew', message);
  if (code === 401 || code === 403) return retry('credentials', message);
  if (code === 429 || code >= 500) return retry('overload', message);
  if (code === 208) return readDuplicate(code, message);
  if (code === 404 || /belum ada|tidak ditemukan/i.test(message)) return readMissing(code, message);
  return { kind: 'quarantine', code, message };
}

interface Envelope { code: number; message: string; response: unknown }

function readEnvelope(body: string): Envelope | undefined {
  try {
    const parsed = JSON.parse(body) as Record<string, unknown> | null;
    const meta = (parsed?.['metadata'] ?? parsed?.['metaData']) as { code?: unknown; message?: unknown } | undefined;
    const code = Number(meta?.code);
    return meta && Number.isInteger(code) ? { code, message: typeof meta.message === 'string' ? meta.message : '', response: parsed?.['response'] } : undefined;
  } catch {
    return undefined;
  }
}

function readDuplicate(code: number, message: string): Outcome {
  const last = /task\s*id\s*terakhir\s*:?\s*(\d+)/i.exec(message);
  return last ? { kind: 'ahead', lastTask: Number(last[1]), message } : { kind: 'duplicate', code, message };
}

/** "TaskId=3 belum ada" names the task to send first; a booking code that is not known means the queue itself was never added. */
function readMissing(code: number, message: string): Outcome {
  const task = /task\s*id\s*=?\s*(\d+)/i.exec(message);
  if (task) return { kind: 'missing', what: 'task', task: Number(task[1]), message };
  if (/booking|antrean|antrian/i.test(message)) return { kind: 'missing', what: 'booking', message };
  return { kind: 'quarantine', code, message };
}

/** The signature is refused when the clocks differ: BPJS says so in several ways. */
function isSkew(message: string): boolean {
  return /expired|kadaluwarsa|kedaluwarsa|timestamp|melebihi batas waktu/i.test(message) && !/rujukan|token/i.test(message);
}

function retry(cause: RetryCause, message: string): Outcome {
  return { kind: 'retry', cause, message };
}
