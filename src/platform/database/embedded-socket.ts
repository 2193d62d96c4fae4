import { createServer, type Server, type Socket } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';

/**
 * Speaks PostgreSQL's wire protocol on a Unix socket for the one session PGlite has. Connections take turns: a turn begins with the first message of an
 * exchange and ends when the engine says it is idle, so a transaction, and a query of several messages, are never mixed with another connection's.
 */
export function serveEmbedded(database: PGlite, path: string): Promise<{ close(): Promise<void> }> {
  const line: Visitor[] = [];
  const sockets = new Set<Socket>();
  let holder: Visitor | undefined;
  let working = false;

  const server: Server = createServer((socket) => {
    const visitor: Visitor = { socket, bytes: Buffer.alloc(0), waiting: [], gone: false, skipping: false };
    sockets.add(socket);
    line.push(visitor);
    socket.setNoDelay(true);
    socket.on('data', (part: Buffer) => { receive(visitor, part); void work(); });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      visitor.gone = true;
      visitor.waiting.length = 0;
      void work();
    });
  });

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    try {
      for (let next = choose(); next; next = choose()) await take(next);
    } finally {
      working = false;
    }
  }

  /** Whoever holds the turn; otherwise whoever has waited longest. */
  function choose(): Visitor | undefined {
    for (let place = line.length - 1; place >= 0; place -= 1) if (line[place]?.gone && line[place] !== holder) line.splice(place, 1);
    if (holder) return holder.gone || holder.waiting.length > 0 ? holder : undefined;
    return line.find((visitor) => visitor.waiting.length > 0);
  }

  async function take(visitor: Visitor): Promise<void> {
    holder = visitor;
    const message = visitor.waiting.shift();
    if (!message) {
      // The connection went away inside its turn: what it began is undone before the next one speaks.
      for (const closing of [sync, rollback]) await database.execProtocolRaw(closing);
      holder = undefined;
      return;
    }
    if (visitor.skipping && message[0] !== syncType) return;
    const answer = await database.execProtocolRaw(message);
    const { failed, idle, readyAt } = readAnswer(answer);
    // The protocol says: after an error, everything up to the next sync is passed over. The engine, given one message at a time, does not keep this itself,
    // and would run an older statement in place of the one that failed.
    visitor.skipping = failed && extended.has(message[0] ?? 0);
    // It also says "ready" at once, and again at the sync. The client would take the first for the end of this query and the second for the end of its next one.
    if (!visitor.gone) visitor.socket.write(visitor.skipping && readyAt !== undefined ? answer.subarray(0, readyAt) : answer);
    if (idle && !visitor.skipping) {
      holder = undefined;
      // To the end of the line, so that a busy connection does not keep the others waiting.
      line.push(...line.splice(line.indexOf(visitor), 1));
    }
  }

  return new Promise((resolve) => {
    server.listen(path, () => {
      resolve({
        close: () => new Promise((done) => {
          server.close(() => done());
          for (const socket of sockets) socket.destroy();
        }),
      });
    });
  });
}

interface Visitor {
  readonly socket: Socket;
  bytes: Buffer;
  readonly waiting: Uint8Array[];
  gone: boolean;
  /** An error happened in this exchange; wait for its sync. */
  skipping: boolean;
}

const requestCodes = { cancel: 80_877_102, ssl: 80_877_103, gss: 80_877_104, protocol3: 196_608 };
const terminate = 'X'.charCodeAt(0);
const readyForQuery = 'Z'.charCodeAt(0);
const errorResponse = 'E'.charCodeAt(0);
const syncType = 'S'.charCodeAt(0);
/** Parse, bind, describe, execute, close: messages of an exchange that a sync ends. */
const extended = new Set(['P', 'B', 'D', 'E', 'C', 'H'].map((letter) => letter.charCodeAt(0)));
const sync = Uint8Array.from([0x53, 0, 0, 0, 4]);
const rollback = Buffer.concat([Buffer.from([0x51, 0, 0, 0, 13]), Buffer.from('ROLLBACK\0')]);

/** Cuts what arrived into whole messages and keeps the rest for later. */
function receive(visitor: Visitor, part: Buffer): void {
  visitor.bytes = visitor.bytes.length === 0 ? part : Buffer.concat([visitor.bytes, part]);
  while (visitor.bytes.length >= 5) {
    const opening = visitor.bytes[0] === 0;
    const size = opening ? visitor.bytes.readInt32BE(0) : visitor.bytes.readInt32BE(1) + 1;
    if (visitor.bytes.length < Math.max(size, opening ? 8 : 5)) return;
    const message = visitor.bytes.subarray(0, size);
    visitor.bytes = visitor.bytes.subarray(size);
    if (opening && !open(visitor, message.readInt32BE(4))) continue;
    if (message[0] === terminate) {
      visitor.socket.end();
      return;
    }
    visitor.waiting.push(Uint8Array.from(message));
  }
}

/** Messages before a session: encryption is declined, cancelling cannot reach the engine, a start-up goes through. */
function open(visitor: Visitor, code: number): boolean {
  if (code === requestCodes.ssl || code === requestCodes.gss) visitor.socket.write('N');
  if (code === requestCodes.cancel) visitor.socket.end();
  return code === requestCodes.protocol3;
}

/** Does the answer hold an error, where does it say "ready for query", and does it end with "ready, not in a transaction"? */
function readAnswer(answer: Uint8Array): { failed: boolean; idle: boolean; readyAt?: number } {
  const view = Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength);
  const found: { failed: boolean; idle: boolean; readyAt?: number } = { failed: false, idle: false };
  for (let at = 0; at + 5 <= view.length; at += 1 + view.readInt32BE(at + 1)) {
    if (view[at] === errorResponse) found.failed = true;
    if (view[at] === readyForQuery) found.readyAt = at;
    found.idle = view[at] === readyForQuery && view[at + 5] === 'I'.charCodeAt(0);
  }
  return found;
}
