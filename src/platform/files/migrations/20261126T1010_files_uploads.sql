-- Uploads that arrive in pieces, from a field device with a bad signal. How far one has come is the length of its file on disk.
create table files.upload (
  id uuid primary key,
  kind text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size bigint not null check (size > 0),
  name text not null,
  actor_id text not null,
  state text not null default 'receiving' check (state in ('receiving', 'done', 'refused')),
  -- What was received, or the refusal in words.
  outcome jsonb,
  begun_at timestamptz not null,
  expires_at timestamptz not null,
  check ((state = 'receiving') = (outcome is null))
);
-- The same file sent again by the same actor is the same upload.
create unique index upload_same on files.upload (actor_id, kind, sha256, size);
create index upload_expiry on files.upload (expires_at);
