import type { PGlite } from '@electric-sql/pglite';

/** Messages of the wire protocol after which a client's exchange is over: simple query, sync, terminate, password, function call. Start-up messages have no type byte and begin with 0. */
const ends = new Set(['Q', 'S', 'X', 'p', 'F', '\0'].map((letter) => letter.charCodeAt(0)));

/**
 * The socket server takes one message at a time from any connection unless a transaction is open. A query with parameters is five messages (parse, bind,
 * describe, execute, sync), so two connections could run each other's statements. To it, an exchange that has begun looks like an open transaction: the others wait.
 */
export function keepTurns(database: PGlite): PGlite {
  let midway = false;
  return new Proxy(database, {
    get(target, name) {
      if (name === 'isInTransaction') return () => midway || target.isInTransaction();
      if (name === 'execProtocolRawStream') {
        return (message: Uint8Array, options: Parameters<PGlite['execProtocolRawStream']>[1]) => {
          midway = !ends.has(message[0] ?? 0);
          return target.execProtocolRawStream(message, options);
        };
      }
      // A connection that vanished midway is rolled back by the server with this; its turn is over.
      if (name === 'exec') {
        return (...parts: Parameters<PGlite['exec']>) => {
          midway = false;
          return target.exec(...parts);
        };
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
