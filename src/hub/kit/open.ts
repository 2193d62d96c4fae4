import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatTlogProof, noteSigner, type NoteSigner } from '#kernel/note';
import { canonicalJson } from '#kernel/digest';
import type { Manifest } from '#kernel/manifest';
import { Problem } from '#kernel/problem';
import type { Database } from '#platform/database';
import type { Regency } from '#platform/regency';
import type { Vault } from '#platform/vault';
import { publishedOf, publishedPayload } from '#commons/evidence';
import type { Transparency } from '#commons/transparency';
import { makeKit } from './kit.ts';
import { kitRefusals } from './replication.ts';

/** Version of the program a kit is made with and needs. */
export const platformVersion = '0.1.0';

/** Name and key by which this regency seals kits and signs what it adopted. */
export function kitSigner(deps: { vault: Vault; transparency: Transparency }): NoteSigner {
  return noteSigner(deps.transparency.log.origin.replace(/\/log$/, '/kit'), deps.vault.derive('hub/kit'));
}

/** Makes the kit of a service from what runs here: its manifest, the regency's own data for it, and its published figures with proofs. */
export async function exportKit(deps: { database: Database; vault: Vault; transparency: Transparency; regency: Regency; manifests: readonly Manifest[] }, service: string): Promise<Uint8Array> {
  const manifest = deps.manifests.find((one) => one.id === service);
  if (!manifest) throw new Problem(kitRefusals.notOffered);
  const signer = kitSigner(deps);
  const { log } = deps.transparency;
  const { announced: _when, ...entry } = deps.regency.innovations.find((one) => one.id === service) ?? { announced: undefined, id: service, name: manifest.name, expansion: manifest.expansion, nameStatus: 'unverified', summary: manifest.summary, agency: manifest.agency, group: 'lainnya', affair: 'lainnya' };
  return makeKit({
    manifest, platform: platformVersion, cost: [], announced: entry,
    from: { region: deps.regency.code, regency: deps.regency.name, key: signer.verifierKey, log: log.origin, logKey: log.verifierKey },
    config: ownFiles(deps.regency.folder, service), results: await resultsOf(deps, manifest),
  }, signer);
}

async function resultsOf({ database, transparency }: { database: Database; transparency: Transparency }, manifest: Manifest) {
  const rows = (await Promise.all(manifest.measures.map(async (measure) => (await publishedOf(database, manifest.id, measure.id)).slice(0, 14).map((row) => ({ measure: measure.id, row }))))).flat();
  return Promise.all(rows.map(async ({ measure, row }) => ({ measure, day: row.day, figure: row.figure, proof: await proofOf(database, transparency, row.statement) })));
}

async function proofOf(database: Database, transparency: Transparency, statement: string | undefined): Promise<string | undefined> {
  const proved = statement === undefined ? undefined : await transparency.proveEntry(statement);
  return proved && statement !== undefined ? formatTlogProof({ ...proved, extra: Buffer.from(canonicalJson({ v: 1, entry: proved.entry, payload: await publishedPayload(database, statement) })) }) : undefined;
}

/** The data files a regency keeps for a service, by their path inside its folder. What an earlier kit brought as a template is not passed on. */
function ownFiles(folder: string, service: string): Map<string, string> {
  const root = join(folder, service);
  if (!existsSync(root)) return new Map();
  const names = readdirSync(root, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name).slice(folder.length + 1));
  return new Map(names.filter((name) => !name.startsWith(`${service}/kit/`)).sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}
