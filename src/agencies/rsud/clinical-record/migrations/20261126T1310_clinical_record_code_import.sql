-- A code list that was read and compared, waiting for an officer to apply it. Its concepts go when it is settled; what it changed stays.
create table clinical_record.code_import (
  id uuid primary key,
  system text not null,
  version text not null,
  source text not null,
  -- complete: what the list leaves out is retired.
  complete boolean not null,
  file_name text not null,
  format text not null,
  state text not null default 'staged' check (state in ('staged', 'applied', 'dropped')),
  concepts jsonb,
  faults jsonb not null,
  report jsonb not null,
  at timestamptz not null,
  by text not null,
  settled_at timestamptz,
  settled_by text,
  check ((state = 'staged') = (concepts is not null)),
  check ((state = 'staged') = (settled_at is null))
);
create index code_import_recent on clinical_record.code_import (at desc);
