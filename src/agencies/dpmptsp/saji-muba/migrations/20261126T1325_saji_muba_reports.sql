-- What was done about a report of an unofficial fee; sealed, because it may name somebody.
alter table saji_muba.fee_report
  add column outcome text,
  add constraint fee_report_handled check ((handled_at is null) = (outcome is null) and (handled_at is null) = (handled_by is null));
create index fee_report_open on saji_muba.fee_report (at) where handled_at is null;

-- Every visit an officer finished at somebody's door: a trip to the seat and back that nobody had to make.
create table saji_muba.trip (
  visit uuid primary key,
  case_id uuid not null references saji_muba.application,
  kind text not null,
  at timestamptz not null,
  -- Straight-line kilometres from the district to the seat; nothing where the district has no point.
  km double precision
);
create index trip_at on saji_muba.trip (at);
create trigger trip_kept before update or delete on saji_muba.trip for each row execute function saji_muba.keep();
