-- Who copied which innovation: the adopter's signed words, and the statement of the public log that carries their hash.
create table hub.replication (
  id uuid primary key,
  direction text not null check (direction in ('given', 'taken')),
  service text not null,
  version text not null check (version ~ '^\d+\.\d+\.\d+$'),
  region text not null check (region ~ '^\d\d\.\d\d$'),
  partner text not null,
  day date not null,
  note text not null,
  statement uuid not null,
  recorded_at timestamptz not null,
  constraint replication_once unique (direction, service, version, region)
);
