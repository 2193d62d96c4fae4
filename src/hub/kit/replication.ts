import { z } from 'zod';
import { sha256 } from '#kernel/digest';
import { noteVerifier, openNote, signNote, type NoteSigner } from '#kernel/note';
import { Problem, problems } from '#kernel/problem';
import { action } from '#platform/action';
import type { Transparency } from '#commons/transparency';

/** An innovation copied from one regency by another, as the adopter says and signs it. */
export interface Replication { readonly service: string; readonly version: string; readonly from: string; readonly region: string; readonly by: string; readonly day: string }

/** Every refusal of kits and replications. */
export const kitRefusals = problems('kit', {
  unreadable: { status: 400, title: 'Pernyataan replikasi tidak terbaca', detail: 'Kirim berkas pernyataan apa adanya, dengan tanda tangannya.' },
  notOurs: { status: 404, title: 'Pernyataan ini bukan tentang kit dari sini', detail: 'Kirim ke kabupaten asal yang disebut di dalamnya.' },
  noFile: { status: 422, title: 'Pilih berkas kit', detail: 'Pilih berkas .zip yang diunduh dari daerah asal.' },
  notOpened: { status: 422, title: 'Kit tidak dapat dibuka', detail: 'Periksa berkas dan kuncinya.' },
  notOffered: { status: 404, title: 'Layanan ini tidak berjalan di sini', detail: 'Pilih layanan dari daftar kit.' },
});
export interface ReplicationTables { 'hub.replication': { id: string; direction: 'given' | 'taken'; service: string; version: string; region: string; partner: string; day: string; note: string; statement: string; recorded_at: Temporal.Instant | string } }

/** The declaration as a note signed with the adopter's kit key, which it carries. */
export function declare(said: Replication, signer: NoteSigner): string {
  return signNote(`serasan-replikasi@v1\nlayanan ${said.service}\nversi ${said.version}\ndari ${said.from}\noleh ${said.region} ${signer.verifierKey}\ntanggal ${said.day}\n`, [signer]);
}

/** Reads a declaration; nothing when a line is missing or the signature is not that of the key it carries. */
export function readDeclaration(note: string): Replication | undefined {
  const [, service, version, from, region, key, day] = /^serasan-replikasi@v1\nlayanan ([a-z0-9-]{1,60})\nversi (\d+\.\d+\.\d+)\ndari (\S{1,200})\noleh (\d\d\.\d\d) (\S{1,300})\ntanggal (\d{4}-\d{2}-\d{2})\n\n/.exec(note) ?? [];
  if (!service || !version || !from || !region || !key || !day) return undefined;
  try {
    const verifier = noteVerifier(key);
    return openNote(note, [verifier]) ? { service, version, from, region, by: verifier.name, day } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Records a replication: ours when we adopted, another's when they adopted from us. The signature is the permission; both logs carry the hash of the same note, so neither side
 * can claim a replication the other never made. Saying it again changes nothing.
 */
export function recordAction({ transparency, kitName, services }: { transparency: Pick<Transparency, 'state'>; kitName: string; services: readonly string[] }) {
  return action({
    name: 'hub/record-replication', allow: 'anyone', input: z.strictObject({ note: z.string().max(4000) }),
    async run(work, { note }): Promise<{ direction: 'given' | 'taken'; known: boolean }> {
      const said = readDeclaration(note);
      if (!said) throw new Problem(kitRefusals.unreadable);
      const direction = said.by === kitName ? 'taken' : said.from === kitName ? 'given' : undefined;
      if (!direction) throw new Problem(kitRefusals.notOurs);
      if (!services.includes(said.service)) throw new Problem(kitRefusals.notOffered);
      const tables = work.tables<ReplicationTables>();
      const known = await tables.selectFrom('hub.replication').select('id').where('direction', '=', direction).where('service', '=', said.service).where('version', '=', said.version).where('region', '=', said.region).executeTakeFirst();
      work.note({ subject: `${said.service} ${said.region}` });
      if (known) return { direction, known: true };
      const statement = await transparency.state(work, { type: 'inovasi.status', subject: said.service, period: said.day, payloadSha256: sha256(note), method: 'replikasi-v1' });
      await tables.insertInto('hub.replication').values({ id: work.newId(), direction, service: said.service, version: said.version, region: said.region, partner: direction === 'taken' ? said.from : said.by, day: said.day, note, statement, recorded_at: work.now.toString() }).execute();
      work.emit({ type: 'hub/replicated', version: 1, subject: said.service, data: { region: said.region, direction, version: said.version } });
      return { direction, known: false };
    },
  });
}
