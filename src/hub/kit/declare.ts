import type { Actor } from '#kernel/actor';
import type { Manifest } from '#kernel/manifest';
import { noteVerifier } from '#kernel/note';
import { Problem } from '#kernel/problem';
import type { Perform } from '#platform/action';
import type { Regency } from '#platform/regency';
import type { Vault } from '#platform/vault';
import type { Transparency } from '#commons/transparency';
import { readInstalled } from './adopt.ts';
import { kitSigner } from './open.ts';
import { declare, kitRefusals, recordAction } from './replication.ts';

/** Says, signed and in our own log, that we run an innovation we took from another regency. Returns the note to send there. */
export async function declareAdoption(deps: { vault: Vault; transparency: Transparency; perform: Perform; regency: Regency; manifests: readonly Manifest[] }, { service, day, actor }: { service: string; day: string; actor: Actor }): Promise<string> {
  const taken = readInstalled(deps.regency.folder)[service];
  if (!taken) throw new Problem(kitRefusals.notOffered);
  const signer = kitSigner(deps);
  const note = declare({ service, version: taken.version, from: noteVerifier(taken.key).name, region: deps.regency.code, by: signer.name, day }, signer);
  await deps.perform(recordAction({ transparency: deps.transparency, kitName: signer.name, services: deps.manifests.map((manifest) => manifest.id) }), actor, { note });
  return note;
}
