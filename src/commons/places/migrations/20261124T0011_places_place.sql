-- Regency, districts and villages by their public codes, with history: a code may be renamed, split or joined. Loaded from the regency's data at start.
create schema places;
create table places.place (
  code text not null check (code ~ '^\d\d\.\d\d(\.\d\d(\.\d{4})?)?$'),
  valid_from date not null,
  valid_to date,
  name text not null,
  level text not null check (level in ('regency', 'district', 'village')),
  kind text check (kind in ('desa', 'kelurahan')),
  parent text,
  successors text[] not null default '{}',
  withdrawn boolean not null default false,
  primary key (code, valid_from),
  check (valid_to is null or valid_to > valid_from),
  check ((level = 'village') = (kind is not null)),
  constraint place_one_at_a_time exclude using gist (code with =, daterange(valid_from, valid_to) with &&) where (not withdrawn)
);
-- Which data were loaded; the highest turn is in force.
create table places.load (
  digest text primary key,
  turn bigint not null unique
);
