create schema transparency;

-- Entries that wait for their index. Written in the transaction of whatever they tell of.
create table transparency.pending (
  id uuid primary key,
  type text not null,
  subject text not null,
  body text not null,
  added_at timestamptz not null
);

-- The log. An index is given once and never again.
create table transparency.entry (
  index bigint primary key check (index >= 0),
  id uuid not null unique,
  type text not null,
  subject text not null,
  body text not null,
  added_at timestamptz not null
);
create index entry_subject on transparency.entry (subject, type);

-- Hashes of the tree, 256 to a tile; only the last tile of a level is ever extended.
create table transparency.tile (
  level int not null,
  index bigint not null,
  hashes bytea not null check (octet_length(hashes) % 32 = 0 and octet_length(hashes) between 32 and 8192),
  primary key (level, index)
);

create table transparency.head (
  size bigint primary key check (size >= 0),
  root bytea not null check (octet_length(root) = 32),
  note text,
  made_at timestamptz not null
);

create table transparency.cosignature (
  size bigint not null references transparency.head (size),
  witness text not null,
  line text not null,
  seen_at timestamptz not null,
  primary key (size, witness)
);

-- The logs we witness, and the last state of each that we signed.
create table transparency.witnessed (
  origin text primary key,
  verifier_key text not null,
  size bigint not null default 0,
  root bytea,
  seen_at timestamptz
);

-- One row an event counted in a daily closing. Destroying the salt is the erasure: the count stays, the link is gone.
create table transparency.commitment (
  day date not null,
  service text not null,
  ordinal int not null check (ordinal >= 0),
  event_id uuid not null unique,
  event_subject text not null,
  event_type text not null,
  salt bytea check (octet_length(salt) = 32),
  commitment bytea not null check (octet_length(commitment) = 32),
  primary key (day, service, ordinal)
);
create index commitment_subject on transparency.commitment (event_subject, event_type);

create table transparency.closing (
  day date not null,
  service text not null,
  count int not null check (count >= 0),
  root bytea not null,
  payload text not null,
  entry_id uuid not null,
  closed_at timestamptz not null,
  primary key (day, service)
);

create table transparency.receipt (
  code_hash text primary key,
  event_type text not null,
  event_subject text not null,
  given_at timestamptz not null,
  unique (event_type, event_subject)
);

create function transparency.keep_entry() returns trigger language plpgsql as $$
begin
  raise exception 'entries of the public log are never changed or deleted' using errcode = 'restrict_violation';
end $$;
create trigger entry_kept before update or delete on transparency.entry for each row execute function transparency.keep_entry();
create trigger closing_kept before update or delete on transparency.closing for each row execute function transparency.keep_entry();
