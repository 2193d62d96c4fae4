/** What an answer of SATUSEHAT means for an item. */
export type Outcome =
  | { readonly kind: 'kept'; readonly remoteId: string }
  | { readonly kind: 'found'; readonly remoteId: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly cause: Cause; readonly words: string }
  | { readonly kind: 'again'; readonly words: string; readonly waitSeconds?: number }
  | { readonly kind: 'token' };

export type Cause = 'patient' | 'practitioner' | 'organization' | 'reference' | 'time' | 'duplicate' | 'invalid';

export interface Answer { readonly status: number; readonly body: unknown; readonly retryAfter?: number | undefined }

/** Judges an answer to a write. The status alone is never trusted: 200 with an OperationOutcome of errors, or without an id, has told us nothing: we look for it before we send again. */
export function judgeWrite(answer: Answer, type: string): Outcome {
  const early = judgeStatus(answer);
  if (early) return early;
  if (isOutcome(answer.body)) return { kind: 'again', words: 'SATUSEHAT berkata berhasil tetapi menyebut kesalahan; dicari lagi sebelum dikirim ulang.' };
  const body = answer.body as { resourceType?: unknown; id?: unknown } | null;
  return body?.resourceType === type && typeof body.id === 'string' && body.id !== '' ? { kind: 'kept', remoteId: body.id } : { kind: 'again', words: 'Jawaban tanpa nomor; dicari lagi sebelum dikirim ulang.' };
}

/** Judges a search by our identifier: one hit is ours, several are theirs to clean and the oldest is taken. */
export function judgeSearch(answer: Answer): Outcome {
  const early = judgeStatus(answer);
  if (early) return early;
  if (isOutcome(answer.body)) return { kind: 'again', words: 'Pencarian di SATUSEHAT gagal; dicoba lagi.' };
  const entries = (answer.body as { entry?: { resource?: { id?: string } }[] } | null)?.entry ?? [];
  const id = entries[0]?.resource?.id;
  return id ? { kind: 'found', remoteId: id } : { kind: 'none' };
}

function judgeStatus({ status, body, retryAfter }: Answer): Outcome | undefined {
  if (status === 401) return { kind: 'token' };
  if (status === 429) return { kind: 'again', words: 'SATUSEHAT meminta menunggu.', ...(retryAfter === undefined ? {} : { waitSeconds: retryAfter }) };
  if (status === 0 || status >= 500 || status === 408) return { kind: 'again', words: status === 0 ? 'SATUSEHAT tidak menjawab.' : `SATUSEHAT sedang bermasalah (${status}).` };
  if (status >= 400) return refusedBy(body);
  return undefined;
}

function isOutcome(body: unknown): boolean {
  const outcome = body as { resourceType?: unknown; issue?: { severity?: string }[] } | null;
  return outcome?.resourceType === 'OperationOutcome' && (outcome.issue ?? []).some((issue) => issue.severity === 'error' || issue.severity === 'fatal');
}

const known: readonly (readonly [RegExp, Cause, string])[] = [
  [/10117|business rule|organi[sz]ation/i, 'organization', 'Nomor organisasi tidak sesuai dengan akun SATUSEHAT. Periksa SATUSEHAT_ORGANIZATION.'], [/duplicate/i, 'duplicate', 'Data ini sudah ada di SATUSEHAT. Cari lagi, lalu lanjutkan.'], [/patient|subject|nik/i, 'patient', 'Pasien belum dikenal SATUSEHAT. Periksa NIK dan tanggal lahir di loket.'],
  [/practitioner|participant|requester|author/i, 'practitioner', 'Nomor IHS dokter belum ada atau keliru. Lengkapi di data tenaga kesehatan.'], [/reference/i, 'reference', 'Data yang dirujuk belum ada di SATUSEHAT. Kirim ulang sesudah yang dirujuk diterima.'], [/2014|date|period|time/i, 'time', 'Waktu ditolak: harus UTC dengan selisih jelas dan sesudah 3 Juni 2014.'],
];

function refusedBy(body: unknown): Outcome {
  const issues = (body as { issue?: { diagnostics?: string; details?: { text?: string }; expression?: string[] }[] } | null)?.issue ?? [];
  const said = issues.map((issue) => [issue.details?.text, issue.diagnostics, issue.expression?.join(', ')].filter(Boolean).join(' ')).join('; ') || JSON.stringify(body ?? '').slice(0, 200);
  const match = known.find(([pattern]) => pattern.test(said));
  return { kind: 'refused', cause: match?.[1] ?? 'invalid', words: `${match?.[2] ?? 'SATUSEHAT menolak isinya. Baca pesannya, betulkan datanya, lalu kirim ulang.'} (${said.slice(0, 300)})` };
}

/** Seconds until the next try: 10 s doubling to an hour, half of it random, never sooner than what they asked for. */
export function waitSeconds(attempt: number, random: number, asked = 0): number {
  const whole = Math.min(3600, 10 * 2 ** Math.min(12, Math.max(0, attempt - 1)));
  return Math.max(asked, Math.round(whole / 2 + (whole / 2) * random));
}
