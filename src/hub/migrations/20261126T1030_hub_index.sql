-- Answers of the region itself (rows 1–15), one for each edition and row; verified by another person than who answered.
create table hub.regional_answer (
  edition text not null,
  row text not null,
  parameter int not null check (parameter between 0 and 3),
  -- The figure the parameter was read from, as written in the source.
  figure text,
  source text not null,
  answered_by text not null,
  answered_at timestamptz not null,
  verified_by text,
  verified_at timestamptz,
  primary key (edition, row),
  constraint regional_four_eyes check (verified_by is null or verified_by <> answered_by),
  constraint regional_verified check ((verified_by is null) = (verified_at is null))
);

-- What was sent in, frozen with its hash. A later edition never touches it.
create table hub.index_lock (
  id uuid primary key,
  edition text not null,
  year int not null,
  body text not null,
  sha256 text not null,
  locked_by text not null,
  locked_at timestamptz not null,
  constraint index_locked_once unique (edition, year)
);
create trigger index_lock_kept before update or delete on hub.index_lock for each row execute function hub.keep();
