create schema if not exists audit;

create table audit.entry (
  id uuid primary key,
  at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  channel text not null,
  agency text,
  action text not null,
  subject text,
  request_id text,
  -- Everything above and the facts, as the canonical text the hash covers.
  body text not null,
  position bigint unique,
  hash text,
  check ((position is null) = (hash is null))
);

create index entry_unsealed on audit.entry (id) where position is null;
create index entry_subject on audit.entry (subject, at desc);
create index entry_actor on audit.entry (actor_id, at desc);

create trigger entry_kept before update or delete on audit.entry for each row execute function platform.keep_sealed_log();
