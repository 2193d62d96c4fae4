-- A copy of a record that was handed out: to whom, for what, on what basis, and which versions it holds. The texts of versions never change, so the same copy can be made again; rows are only added.
create table clinical_record.release (
  id uuid primary key,
  patient text not null,
  -- Only this visit; null is the whole record.
  encounter text,
  to_whom text not null check (length(to_whom) between 3 and 120),
  purpose text not null check (length(purpose) between 5 and 300),
  basis text not null check (basis in ('patient', 'guardian', 'court', 'insurer')),
  -- [{type, id, version}] in the order of the copy.
  versions jsonb not null,
  -- Sensitive entries that were left out.
  withheld int not null check (withheld >= 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  at timestamptz not null,
  by text not null
);
create index release_recent on clinical_record.release (at desc);
create trigger release_kept before update or delete on clinical_record.release for each row execute function clinical_record.seen_kept();
