import { join } from 'node:path';
import type { RandomBytes } from '#kernel/ids';
import type { Clock } from '#kernel/time';
import { openTestAuthority } from '../authority/authority.ts';
import type { Signer } from './signer.ts';

export interface SignerSettings {
  readonly kind: 'auto' | 'off' | 'test' | 'esign-v2' | 'esign-v1';
  readonly demo: boolean;
  readonly dataFolder: string;
}

/** The signer of this deployment, or nothing when none is connected. Refuses to start with settings that would put secrets or signatures at risk. */
export async function chooseSigner(settings: SignerSettings, world: { clock: Clock; random: RandomBytes }): Promise<Signer | undefined> {
  const kind = settings.kind === 'auto' ? (settings.demo ? 'test' : 'off') : settings.kind;
  if (kind === 'off') return undefined;
  if (kind === 'test') return openTestAuthority({ file: join(settings.dataFolder, 'keys', 'test-authority.json'), ...world });
  throw new Error('Setelan SIGNER belum didukung.');
}
