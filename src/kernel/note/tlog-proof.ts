/** Proof that an entry is in a log, complete in itself: it can be checked without a connection (c2sp.org/tlog-proof@v1). */
export interface TlogProof {
  /** What the application needs besides, such as the entry itself. It proves nothing by itself. */
  readonly extra?: Uint8Array | undefined;
  readonly index: number;
  /** Hashes from the leaf upwards. */
  readonly path: readonly Uint8Array[];
  /** The signed checkpoint, with whatever witnesses added. */
  readonly checkpoint: string;
}

const header = 'c2sp.org/tlog-proof@v1';
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

export function formatTlogProof({ extra, index, path, checkpoint }: TlogProof): string {
  return [header, ...(extra ? [`extra ${base64(extra)}`] : []), `index ${index}`, ...path.map(base64), '', checkpoint].join('\n');
}

/** Reads a proof; nothing when a line is not exactly as it is written. */
export function parseTlogProof(text: string): TlogProof | undefined {
  const split = text.indexOf('\n\n');
  const [first, ...lines] = text.slice(0, Math.max(split, 0)).split('\n');
  const extra = lines[0]?.startsWith('extra ') ? strict(lines.shift()?.slice('extra '.length) ?? '') : null;
  const [, index] = /^index (0|[1-9]\d*)$/.exec(lines.shift() ?? '') ?? [];
  const path = lines.map((line) => strict(line));
  const checkpoint = text.slice(split + 2);
  if (first !== header || extra === undefined || index === undefined || !Number.isSafeInteger(Number(index)) || path.length > 63 || checkpoint === '') return undefined;
  if (!path.every((hash): hash is Buffer => hash?.length === 32)) return undefined;
  return { ...(extra ? { extra } : {}), index: Number(index), path, checkpoint };
}

/** Bytes of a base64 text that is spelled the one right way. */
function strict(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
