import type { Clock } from '#kernel/time';
import { demoPassphrase, type TestAuthority } from '../authority/authority.ts';
import type { Official } from '../signers/signer.ts';

/** Somebody, or an organisation, the stand-in knows. */
export interface KnownUser {
  readonly official: Official;
  status: 'ISSUE' | 'EXPIRED' | 'REVOKE' | 'NEW' | 'WAITING_FOR_VERIFICATION';
  passphrase: string;
  /** Files left before the certificate runs out; nothing: many. */
  filesLeft?: number | undefined;
  totp?: { readonly code: string; files: number; readonly until: Temporal.Instant } | undefined;
  activation?: string | undefined;
}

export type Signed = { readonly pdfs: readonly Uint8Array[] } | { readonly refused: string };

/** The signing side of the stand-in, by the rules of the authority: only ISSUE signs, a wrong secret signs nothing, a code holds for its files and five minutes. */
export function openUsers({ authority, clock }: { authority: TestAuthority; clock: Clock }) {
  const users = new Map<string, KnownUser>();
  let codes = 100_000;

  return {
    users,
    add(id: string, official: Official): KnownUser {
      const user: KnownUser = { official, status: 'ISSUE', passphrase: demoPassphrase };
      users.set(id, user);
      return user;
    },
    issueTotp(user: KnownUser, files: number): string {
      const code = String((codes += 7));
      user.totp = { code, files, until: clock.now().add({ minutes: 5 }) };
      return code;
    },
    async sign(user: KnownUser | undefined, secret: { passphrase?: string | undefined; totp?: string | undefined }, pdfs: readonly Uint8Array[], about: { reason: string; location: string; as?: Official | undefined }): Promise<Signed> {
      if (!user) return { refused: 'User belum terdaftar' };
      if (user.status === 'EXPIRED') return { refused: 'Sertifikat user telah expired' };
      if (user.status === 'REVOKE') return { refused: 'Sertifikat user telah direvoke' };
      if (user.status !== 'ISSUE') return { refused: 'Status sertifikat belum ISSUE' };
      if (secret.totp !== undefined) {
        const { totp } = user;
        if (!totp || totp.code !== secret.totp || totp.files < pdfs.length || Temporal.Instant.compare(totp.until, clock.now()) < 0) return { refused: 'TOTP tidak valid' };
        totp.files -= pdfs.length;
      } else if (secret.passphrase !== user.passphrase) return { refused: 'Passphrase anda salah' };
      if (user.filesLeft !== undefined) {
        user.filesLeft -= pdfs.length;
        if (user.filesLeft < 0) { user.status = 'EXPIRED'; return { refused: 'Sertifikat user telah expired' }; }
      }
      const outcomes = await authority.sign({ official: about.as ?? user.official, secret: { passphrase: demoPassphrase }, documents: pdfs, reason: about.reason, location: about.location });
      return { pdfs: outcomes.flatMap((one) => (one.kind === 'signed' ? [one.pdf] : [])) };
    },
  };
}
