import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as pkijs from 'pkijs';
import type { RandomBytes } from '#kernel/ids';
import type { Clock } from '#kernel/time';
import { openTestAuthority } from '../authority/authority.ts';
import { esignFaults } from '../rules/esign.ts';
import { openEsignV1 } from './esign-v1.ts';
import { openEsignV2 } from './esign-v2.ts';
import type { Signer } from './signer.ts';

export interface SignerSettings {
  readonly kind: 'auto' | 'off' | 'test' | 'esign-v2' | 'esign-v1';
  readonly demo: boolean;
  readonly dataFolder: string;
  readonly url?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** PEM file. */
  readonly roots?: string | undefined;
  readonly timeoutSeconds: number;
  readonly perCall: number;
}

/** The signer of this deployment, or nothing when none is connected. Refuses to start with settings that would put secrets or signatures at risk. */
export async function chooseSigner(settings: SignerSettings, world: { clock: Clock; random: RandomBytes }): Promise<Signer | undefined> {
  const kind = settings.kind === 'auto' ? (settings.demo ? 'test' : 'off') : settings.kind;
  if (kind === 'off') return undefined;
  if (kind === 'test') return openTestAuthority({ file: join(settings.dataFolder, 'keys', 'test-authority.json'), ...world });
  const faults = esignFaults(settings);
  const { url, username, password } = settings;
  const roots = settings.roots && faults.length === 0 ? readRoots(settings.roots) : [];
  if (faults.length === 0 && roots.length === 0) faults.push(`ESIGN_ROOTS: tidak ada sertifikat di dalam berkas ${settings.roots}.`);
  if (faults.length > 0 || !url || !username || !password) throw new Error(`Setelan tanda tangan elektronik belum aman. Perbaiki lalu jalankan lagi (petunjuk: docs/guides/signing.md):\n${faults.map((line) => `  ${line}`).join('\n')}`);
  const endpoint = { url, username, password, timeoutMs: settings.timeoutSeconds * 1000 };
  return kind === 'esign-v2' ? openEsignV2({ endpoint, roots, perCall: settings.perCall }) : openEsignV1({ endpoint, roots });
}

function readRoots(file: string): pkijs.Certificate[] {
  const blocks = readFileSync(file, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => pkijs.Certificate.fromBER(new Uint8Array(Buffer.from(block.replace(/-----[A-Z ]+-----|\s/g, ''), 'base64')).buffer));
}
