-- The competition: proposals frozen with their hash, scored by jurors who cannot see each other, with declared conflicts of interest.
create table hub.contest (
  id uuid primary key,
  name text not null,
  edition text not null,
  grouping text not null,
  rubric jsonb not null,
  opens_at timestamptz not null,
  closes_at timestamptz not null check (closes_at > opens_at),
  -- What happens after the bell: `reject` takes nothing more, `mark` takes it and says it is late.
  late_policy text not null check (late_policy in ('reject', 'mark')),
  created_by text not null,
  created_at timestamptz not null,
  published_at timestamptz
);
create table hub.contest_juror (
  contest uuid not null references hub.contest,
  account text not null,
  name text not null,
  reserve boolean not null,
  seat int not null,
  primary key (contest, account),
  constraint juror_seat_once unique (contest, seat)
);
create table hub.proposal (
  id uuid primary key,
  contest uuid not null references hub.contest,
  innovation uuid not null references hub.innovation,
  -- What jurors call it: it says nothing about whose it is.
  number int not null,
  title text not null,
  sections jsonb not null,
  version int not null,
  frozen text,
  sha256 text,
  submitted_by text,
  submitted_at timestamptz,
  late boolean not null default false,
  constraint proposal_once unique (contest, innovation),
  constraint proposal_number_once unique (contest, number),
  constraint frozen_whole check ((frozen is null) = (sha256 is null) and (frozen is null) = (submitted_at is null) and (frozen is null) = (submitted_by is null))
);
create unique index proposal_title_once on hub.proposal (contest, lower(title));
create table hub.juror_conflict (
  proposal uuid not null references hub.proposal,
  account text not null,
  reason text not null,
  declared_at timestamptz not null,
  primary key (proposal, account)
);
create table hub.juror_score (
  proposal uuid not null references hub.proposal,
  account text not null,
  scores jsonb not null,
  note text,
  final boolean not null default false,
  at timestamptz not null,
  primary key (proposal, account)
);
create function hub.frozen_stays() returns trigger language plpgsql as $$ begin
  if old.frozen is not null and (new.frozen is distinct from old.frozen or new.sections <> old.sections or new.title <> old.title) then raise exception 'A submitted proposal is never changed.'; end if;
  return new;
end $$;
create trigger proposal_frozen before update on hub.proposal for each row execute function hub.frozen_stays();
create function hub.final_stays() returns trigger language plpgsql as $$ begin
  if old.final then raise exception 'A final score is never changed.'; end if;
  return new;
end $$;
create trigger score_final before update on hub.juror_score for each row execute function hub.final_stays();
