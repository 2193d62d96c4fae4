import type { RandomBytes } from '#kernel/ids';
import type { Locale } from '#kernel/time';
import type { Database, Work } from '#platform/database';
import type { Vault } from '#platform/vault';
import type { Access } from '#commons/access';

/** Sends a one-time code over the chat or phone of a resident, as part of the write. Messaging opens after identity, so the composition root passes it in. */
export type Deliver = (work: Work, to: { phone: string } | { conversationId: string }, message: { id: string; code: string; minutes: number; locale: Locale; expiresAt: Temporal.Instant }) => Promise<void>;

export interface IdentitySettings {
  /** Address residents see; nothing on a developer's machine. */
  readonly publicUrl: string | undefined;
  readonly demo: boolean;
  /** Must every officer have a second factor? */
  readonly secondFactor: boolean;
  readonly oidc: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string | undefined; readonly name: string } | undefined;
}

/** What every part of identity is built from. */
export interface IdentityDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly access: Access;
  readonly random: RandomBytes;
  readonly settings: IdentitySettings;
  readonly deliver: Deliver;
}
