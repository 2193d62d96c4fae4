import type { FastifyInstance, FastifyReply } from 'fastify';
import { entriesPath, readTilePath, tileWidth } from '#kernel/merkle';
import { Problem } from '#kernel/problem';
import type { Database } from '#platform/database';
import type { Http } from '#platform/http';
import { refusals } from './problems.ts';
import type { Transparency } from './transparency.ts';
import type { Tables } from './tables.ts';

const year = 'public, max-age=31536000, immutable';

/** Serves the log as static-like files (c2sp.org/tlog-tiles) and answers other logs as their witness. */
export function mountLogRoutes(http: Http, transparency: Transparency, database: Database): void {
  const { app } = http;
  const text = (reply: FastifyReply, body: string) => reply.type('text/plain; charset=utf-8').send(body);

  app.get('/log/checkpoint', async (_request, reply) => {
    const checkpoint = await transparency.log.checkpoint();
    if (!checkpoint) throw new Problem(refusals.noCheckpoint);
    return text(reply.header('Cache-Control', 'public, max-age=5'), checkpoint.note);
  });
  app.get('/log/kunci', (_request, reply) => text(reply, `${transparency.log.verifierKey}\n${transparency.witnessKey}\n`));
  app.get<{ Params: { step: string } }>('/log/kunci/rotasi/:step', (request, reply) => {
    const note = transparency.log.rotations()[Number(request.params.step) - 1];
    if (!note) throw new Problem(refusals.noTile);
    return text(reply, note);
  });
  app.get<{ Params: { level: string; '*': string } }>('/log/tile/:level/*', async (request, reply) => {
    const place = readTilePath(request.params['*']);
    const checkpoint = await transparency.log.checkpoint();
    const size = checkpoint?.size ?? 0;
    if (!place) throw new Problem(refusals.noTile);
    if (request.params.level === 'entries') return sendEntries(reply, database, size, place);
    return sendTile(reply, database, size, Number(request.params.level), place);
  });
  app.get<{ Params: { service: string; day: string } }>('/log/penutupan/:service/:day', async (request, reply) => {
    const { service, day } = request.params;
    const closing = /^\d{4}-\d{2}-\d{2}$/.test(day) ? await database.read<Tables>().selectFrom('transparency.closing').select('payload').where('service', '=', service).where('day', '=', day).executeTakeFirst() : undefined;
    if (!closing) throw new Problem(refusals.noClosing);
    return reply.header('Cache-Control', year).type('application/json').send(closing.payload);
  });
  mountWitness(app, transparency);
}

type Place = NonNullable<ReturnType<typeof readTilePath>>;

async function sendTile(reply: FastifyReply, database: Database, size: number, level: number, place: Place): Promise<FastifyReply> {
  const reaches = Number.isInteger(level) && level >= 0 && level < 7 && place.index * tileWidth + place.width <= Math.floor(size / tileWidth ** level);
  const tile = reaches ? await database.read<Tables>().selectFrom('transparency.tile').select('hashes').where('level', '=', level).where('index', '=', place.index).executeTakeFirst() : undefined;
  if (!tile) throw new Problem(refusals.noTile);
  return reply.header('Cache-Control', year).type('application/octet-stream').send(tile.hashes.subarray(0, place.width * 32));
}

/** Entries of one tile: big-endian uint16 length, then the entry. */
async function sendEntries(reply: FastifyReply, database: Database, size: number, place: Place): Promise<FastifyReply> {
  const first = place.index * tileWidth;
  if (first + place.width > size) throw new Problem(refusals.noTile);
  const rows = await database.read<Tables>().selectFrom('transparency.entry').select('body').where('index', '>=', first).where('index', '<', first + place.width).orderBy('index').execute();
  const parts = rows.flatMap(({ body }) => {
    const bytes = Buffer.from(body);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    return [length, bytes];
  });
  return reply.header('Cache-Control', year).header('Content-Location', `/log/${entriesPath(place.index, place.width)}`).type('application/octet-stream').send(Buffer.concat(parts));
}

function mountWitness(app: FastifyInstance, transparency: Transparency): void {
  app.post<{ Body: string }>('/log/saksi/add-checkpoint', { config: { machine: true }, bodyLimit: 16_384 }, async (request, reply) => {
    const { verdict, line } = await transparency.addCheckpoint(typeof request.body === 'string' ? request.body : '');
    if (verdict.status === 200) return reply.type('text/plain').send(line);
    if (verdict.status === 409) return reply.code(409).type('text/x.tlog.size').send(`${verdict.size}\n`);
    return reply.code(verdict.status).type('text/plain').send('');
  });
}
