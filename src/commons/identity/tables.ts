import type { ColumnType, Generated } from 'kysely';

type At = ColumnType<Temporal.Instant, string, string>;
type AtOrNever = ColumnType<Temporal.Instant | null, string | null, string | null>;
type Big = ColumnType<bigint, string, string>;

export type Stage = 'full' | 'factor' | 'enrol';
export type Method = 'password' | 'totp' | 'recovery' | 'passkey' | 'oidc' | 'code';

export interface IdentityTables {
  'identity.account': {
    id: string; username: string; name: string; agency: string; email: string | null; password_hash: string | null; password_set_at: AtOrNever;
    password_version: Generated<number>; synthetic: boolean; created_at: At; closed_at: AtOrNever;
  };
  'identity.totp': { account: string; secret: string; confirmed_at: AtOrNever; last_step: ColumnType<bigint, string | undefined, string>; created_at: At };
  'identity.recovery_code': { account: string; code_hash: string; used_at: AtOrNever };
  'identity.passkey': { credential: string; account: string; public_key: string; counter: Big; transports: string[]; name: string; created_at: At; used_at: AtOrNever };
  'identity.oidc_link': { issuer: string; subject: string; account: string; created_at: At };
  'identity.resident': { id: string; phone_index: string; phone: string; created_at: At };
  'identity.session': {
    id: string; token_hash: string; account: string | null; resident: string | null; stage: Stage; method: Method; agency: string | null; device: string;
    created_at: At; seen_at: At; expires_at: At; proved_at: AtOrNever; ended_at: AtOrNever;
  };
  'identity.one_time_code': {
    id: string; token_hash: string; phone_index: string; phone: string; code_hash: string; tries: Generated<number>; created_at: At; expires_at: At; used_at: AtOrNever;
  };
  'identity.challenge': { token_hash: string; kind: string; body: string; expires_at: At };
  'identity.throttle': { key: string; count: number; last_at: At; blocked_until: AtOrNever };
}
