create schema if not exists access;

-- Who holds which role, for which agency, from when until when. A row is never deleted: revoking ends it.
create table access.grant (
  id uuid primary key,
  account text not null,
  role text not null check (role ~ '^[a-z0-9-]+/[a-z0-9-]+$'),
  agency text not null check (agency <> ''),
  valid_from timestamptz not null,
  valid_to timestamptz,
  granted_by text not null,
  reason text not null check (length(reason) between 3 and 500),
  revoked_by text,
  revoked_because text,
  constraint grant_order check (valid_to is null or valid_to >= valid_from),
  constraint grant_not_to_oneself check (granted_by <> account),
  constraint grant_once exclude using gist (account with =, role with =, agency with =, tstzrange(valid_from, valid_to) with &&)
);
create index grant_account on access.grant (account);

-- Who read which fields of whose personal data, and what for. Rows are only added; position and hash come from the sealing pass.
create table access.reading (
  id uuid primary key,
  at timestamptz not null,
  person text not null,
  actor_kind text not null,
  actor_id text not null,
  agency text,
  channel text not null,
  service text not null,
  fields text[] not null check (cardinality(fields) > 0),
  purpose text not null check (purpose in ('service', 'registration', 'care', 'claim', 'complaint', 'correction', 'oversight', 'legal', 'emergency', 'own')),
  break_glass boolean not null,
  reason text,
  request_id text,
  body text not null,
  position bigint unique,
  hash text,
  constraint reading_glass_has_reason check (not break_glass or length(reason) >= 10),
  check ((position is null) = (hash is null))
);
create index reading_person on access.reading (person, at desc, id desc);
create index reading_actor on access.reading (actor_id, at desc);
create index reading_unsealed on access.reading (id) where position is null;
create trigger reading_kept before update or delete on access.reading for each row execute function platform.keep_sealed_log();
