create schema if not exists evidence;

create table evidence.event (
  id uuid primary key,
  type text not null,
  version int not null,
  subject text not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  channel text not null,
  data jsonb not null,
  -- The canonical text of all of the above, covered by the hash.
  body text not null,
  position bigint unique,
  hash text,
  check ((position is null) = (hash is null))
);

create index event_unsealed on evidence.event (id) where position is null;
create index event_type on evidence.event (type, occurred_at);
create index event_subject on evidence.event (subject);

create trigger event_kept before update or delete on evidence.event for each row execute function platform.keep_sealed_log();

-- How far each subscriber has read.
create table evidence.cursor (
  subscriber text primary key,
  position bigint not null default 0,
  updated_at timestamptz not null default now()
);
