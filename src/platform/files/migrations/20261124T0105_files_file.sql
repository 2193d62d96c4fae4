-- What was kept, for whom and how it may be opened. The bytes lie in the data folder under their SHA-256.
create schema files;
create table files.file (
  id uuid primary key,
  kind text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size bigint not null check (size > 0),
  type text not null,
  name text not null,
  subject text not null,
  kept_at timestamptz not null,
  kept_by text not null,
  removed_at timestamptz,
  removed_because text,
  check ((removed_at is null) = (removed_because is null))
);
create index file_blob on files.file (sha256) where removed_at is null;
create index file_subject on files.file (subject) where removed_at is null;

create table files.opening (
  id uuid primary key,
  file uuid not null references files.file,
  at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  purpose text not null
);
create index opening_file on files.opening (file, at);

-- Refused as dangerous; the bytes wait apart for an examiner and can be reached by no page.
create table files.quarantined (
  id uuid primary key,
  kind text not null,
  sha256 text not null,
  why text not null,
  at timestamptz not null
);
