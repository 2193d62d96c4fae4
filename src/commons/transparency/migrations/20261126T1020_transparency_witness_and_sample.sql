-- A witness that saw another log than we publish: kept for ever, shown to everybody.
create table transparency.alarm (
  id uuid primary key,
  at timestamptz not null,
  witness text not null,
  why text not null
);

-- A random sample of what was counted, drawn after the counts were published, looked at by the Inspektorat.
create table transparency.sample (
  id uuid primary key,
  service text not null,
  from_day date not null,
  to_day date not null,
  population int not null check (population > 0),
  size int not null check (size between 1 and population),
  share numeric not null check (share > 0 and share < 1),
  -- The checkpoint whose root is the seed: later than the closings, so that nobody could know it while counting.
  seed_size bigint not null,
  seed_root bytea not null check (octet_length(seed_root) = 32),
  witnessed int not null check (witnessed >= 0),
  drawn_at timestamptz not null,
  drawn_by text not null,
  check (from_day <= to_day)
);

create table transparency.sample_item (
  sample uuid not null references transparency.sample (id),
  place int not null check (place >= 0),
  day date not null,
  ordinal int not null,
  verdict text check (verdict in ('sesuai', 'tidak-ada', 'belum-terperiksa')),
  note text,
  judged_at timestamptz,
  judged_by text,
  primary key (sample, place),
  unique (sample, day, ordinal),
  check ((verdict is null) = (judged_at is null))
);

create table transparency.sample_result (
  sample uuid primary key references transparency.sample (id),
  payload text not null,
  entry_id uuid not null,
  finished_at timestamptz not null
);
create trigger sample_result_kept before update or delete on transparency.sample_result for each row execute function transparency.keep_entry();
