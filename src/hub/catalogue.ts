import type { Manifest, Words } from '#kernel/manifest';

/** An innovation the regency announced, as its data says. */
export interface Announced {
  readonly id: string;
  readonly name: string;
  readonly expansion: Words;
  readonly summary: Words;
  readonly agency: string;
  readonly group: string;
  readonly announced?: { readonly date: string; readonly source: string } | undefined;
  /** Everyday words people look for it with. */
  readonly seeks?: readonly string[] | undefined;
  /** `unverified`: the expansion is a description, not a quotation. */
  readonly nameStatus?: string | undefined;
}

/** One line of the register: what was announced, and the service that runs here, if one does. */
export interface Entry extends Announced {
  readonly agencyName: string;
  readonly manifest: Manifest | undefined;
}

/** The register: every announced innovation in its order, then services nobody announced. A service appears by its manifest alone. */
export function catalogueOf(announced: readonly Announced[], manifests: readonly Manifest[], agencies: readonly { id: string; name: string }[]): readonly Entry[] {
  const byId = new Map(manifests.map((manifest) => [manifest.id, manifest]));
  const agencyName = (id: string) => agencies.find((agency) => agency.id === id)?.name ?? id.toUpperCase();
  const known = announced.map((item): Entry => {
    const manifest = byId.get(item.id);
    return { ...item, agencyName: agencyName(item.agency), manifest, summary: manifest?.summary ?? item.summary };
  });
  const names = new Set(announced.map((item) => item.id));
  const more = manifests.filter((manifest) => !names.has(manifest.id)).map((manifest): Entry => ({
    id: manifest.id, name: manifest.name, expansion: manifest.expansion, summary: manifest.summary, agency: manifest.agency, group: 'lainnya', announced: manifest.announced, agencyName: agencyName(manifest.agency), manifest,
  }));
  return [...known, ...more];
}
