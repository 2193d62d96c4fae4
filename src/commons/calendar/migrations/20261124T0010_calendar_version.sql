-- Every set of hours and holidays that was ever in force, so that a promise made under an older one can be explained. The body never changes once stored.
create schema calendar;
create table calendar.version (
  version text primary key check (version ~ '^[0-9a-f]{16}$'),
  body jsonb not null,
  first_used_at timestamptz not null,
  -- The highest turn is in force; an older version may come back.
  turn bigint not null unique
);
