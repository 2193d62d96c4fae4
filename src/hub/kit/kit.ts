import { z } from 'zod';
import { canonicalJson } from '#kernel/digest';
import type { Manifest } from '#kernel/manifest';
import type { NoteSigner } from '#kernel/note';
import { fileText, packKit, textFile, unpackKit, type KitFiles } from './archive.ts';
import { openSeal, sealKit } from './seal.ts';
import { kitTemplates, placeholders } from './templates.ts';

/** What the kit says about itself. */
const kitSchema = z.object({
  v: z.literal(1), service: z.string(), version: z.string().regex(/^\d+\.\d+\.\d+$/), name: z.string(), expansion: z.string(), agency: z.string(),
  from: z.object({ region: z.string(), regency: z.string(), key: z.string(), log: z.string(), logKey: z.string() }),
  requires: z.object({ platform: z.string(), events: z.array(z.string()), permissions: z.array(z.string()) }),
  indicators: z.array(z.object({ id: z.string(), name: z.string(), definition: z.string(), unit: z.string() })),
  legal: z.array(z.string()), placeholders: z.array(z.string()), config: z.array(z.string()),
  cost: z.array(z.object({ year: z.string(), amount: z.string() })),
});
export type Kit = z.infer<typeof kitSchema>;

export interface KitSource {
  readonly manifest: Manifest;
  readonly from: Kit['from'];
  readonly platform: string;
  /** The register's yearly costs, whole rupiah. */
  readonly cost: Kit['cost'];
  /** The regency's entry of the innovation and the service's own data files, by path inside the regency's folder. */
  readonly announced: unknown;
  readonly config: ReadonlyMap<string, string>;
  /** Published figures, each with the proof file of its statement. */
  readonly results: readonly { readonly measure: string; readonly day: string; readonly figure: unknown; readonly proof: string | undefined }[];
}

/** Makes the signed archive of one innovation. The same source gives the same bytes. */
export function makeKit(source: KitSource, signer: NoteSigner): Uint8Array {
  const { manifest } = source;
  const kit: Kit = {
    v: 1, service: manifest.id, version: `${manifest.standard.version}.0.0`, name: manifest.name, expansion: manifest.expansion.id, agency: manifest.agency, from: source.from,
    requires: { platform: source.platform, events: manifest.events.map((event) => event.type), permissions: manifest.permissions.map((permission) => permission.id) },
    indicators: manifest.measures.map((measure) => ({ id: measure.id, name: measure.name.id, definition: measure.definition.id, unit: measure.unit })),
    legal: [...manifest.standard.legalBasis], placeholders: [...placeholders], config: [...source.config.keys()].sort(), cost: source.cost,
  };
  const files = new Map<string, Uint8Array>([
    ['kit.json', textFile(canonicalJson(kit))], ['standard.json', textFile(canonicalJson(manifest.standard))], ['innovation.json', textFile(canonicalJson(source.announced))],
    ...[...kitTemplates(manifest)].map(([path, text]): [string, Uint8Array] => [path, textFile(text)]),
    ...[...source.config].map(([path, text]): [string, Uint8Array] => [`config/${path}`, textFile(text)]),
    ['results.json', textFile(canonicalJson(source.results.map(({ proof, ...row }, place) => ({ ...row, ...(proof === undefined ? {} : { proof: `proofs/${place}.tlog-proof` }) }))))],
    ...source.results.flatMap(({ proof }, place): [string, Uint8Array][] => (proof === undefined ? [] : [[`proofs/${place}.tlog-proof`, textFile(proof)]])),
  ]);
  return packKit(sealKit(files, signer));
}

export type OpenedKit = { readonly kit: Kit; readonly files: KitFiles; readonly sealedBy: string } | { readonly fault: string };

/** Opens a kit with the key of the regency it comes from, told by another way than the kit itself. */
export function openKit(bytes: Uint8Array, verifierKey: string): OpenedKit {
  const files = unpackKit(bytes);
  if (!files) return { fault: 'Berkas ini bukan kit yang utuh. Unduh lagi dari kabupaten asal.' };
  const seal = openSeal(files, verifierKey);
  if (!seal) return { fault: 'Segel kit tidak cocok: isinya berubah, atau kuncinya bukan milik kabupaten asal.' };
  const parsed = kitSchema.safeParse(parse(fileText(files, 'kit.json')));
  if (!parsed.success) return { fault: 'Kit ini dibuat oleh versi yang tidak dikenal di sini.' };
  return { kit: parsed.data, files, sealedBy: seal.sealedBy };
}

/** Is a newer version the same innovation grown (`minor`, `patch`), another promise (`major`), or older? */
export function compareVersions(from: string, to: string): 'same' | 'older' | 'patch' | 'minor' | 'major' {
  const [a, b] = [from, to].map((text) => text.split('.').map(Number));
  const at = [0, 1, 2].find((place) => a?.[place] !== b?.[place]);
  if (at === undefined) return 'same';
  if ((b?.[at] ?? 0) < (a?.[at] ?? 0)) return 'older';
  return (['major', 'minor', 'patch'] as const)[at] ?? 'patch';
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '') as unknown;
  } catch {
    return undefined;
  }
}
