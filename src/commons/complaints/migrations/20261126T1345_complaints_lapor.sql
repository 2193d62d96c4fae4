-- Complaints that SP4N-LAPOR! knows too: those we passed on, and those it gave us. One of ours is passed on once, one of theirs is taken once.
create table complaints.lapor (
  complaint uuid primary key references complaints.complaint,
  direction text not null check (direction in ('given', 'taken')),
  -- Their number; nothing while a complaint waits to be passed on.
  their_number text constraint lapor_taken_once unique,
  their_state text,
  -- Answers of ours that they have not been told yet.
  owed int not null default 0 check (owed >= 0),
  failures int not null default 0,
  last_failure text,
  synced_at timestamptz,
  constraint taken_has_number check (direction = 'given' or their_number is not null)
);
create index lapor_waiting on complaints.lapor (complaint) where their_number is null or owed > 0;

-- How far incoming complaints were read.
create table complaints.lapor_cursor (one boolean primary key default true check (one), after text not null default '');
insert into complaints.lapor_cursor default values;

-- What kind of complaint it is, and by when it must be settled; nothing before it was forwarded.
alter table complaints.complaint add column kind text check (kind in ('information', 'ordinary', 'oversight'));
alter table complaints.complaint add column settle_by timestamptz;
