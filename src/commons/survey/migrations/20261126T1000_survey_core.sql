-- Satisfaction survey (PermenPANRB 14/2017): one answer for one service event, no link from the answer back to the event.
create schema survey;

-- The right to answer once. Only the hash of the code is kept. It carries no time of use, so that an answer cannot be matched with it by the clock.
create table survey.token (
  code_hash text primary key check (code_hash ~ '^[0-9a-f]{64}$'),
  service text not null,
  agency text not null,
  event_type text not null,
  event_subject text not null,
  channel text not null,
  district text,
  issued_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > issued_at),
  used boolean not null default false,
  constraint token_once_per_event unique (event_type, event_subject)
);

create table survey.response (
  id uuid primary key,
  service text not null,
  agency text not null,
  channel text not null,
  district text,
  at timestamptz not null,
  day date not null,
  -- Keyed hash of the device with a key of the day: tells "the same again" within a day and nothing after it.
  device text not null,
  requirements smallint check (requirements between 1 and 4),
  procedure smallint check (procedure between 1 and 4),
  time smallint check (time between 1 and 4),
  fee smallint check (fee between 1 and 4),
  product smallint check (product between 1 and 4),
  competence smallint check (competence between 1 and 4),
  conduct smallint check (conduct between 1 and 4),
  complaints smallint check (complaints between 1 and 4),
  facilities smallint check (facilities between 1 and 4),
  facts jsonb not null default '{}',
  comment text check (length(comment) <= 1000),
  comment_state text not null default 'none' check (comment_state in ('none', 'waiting', 'shown', 'withheld')),
  moderated_by text,
  moderated_because text,
  constraint response_says_something check (num_nonnulls(requirements, procedure, time, fee, product, competence, conduct, complaints, facilities) >= 1),
  constraint comment_has_state check ((comment is null) = (comment_state = 'none'))
);
create index response_service_day on survey.response (service, day);
create index response_waiting on survey.response (at) where comment_state = 'waiting';

-- What was published stays as it was; a correction is a new row that names what it replaces.
create table survey.publication (
  id uuid primary key,
  service text not null,
  from_day date not null,
  to_day date not null check (to_day >= from_day),
  body text not null,
  sha256 text not null,
  published_at timestamptz not null,
  published_by text not null,
  replaces uuid references survey.publication,
  reason text,
  constraint correction_says_why check ((replaces is null) = (reason is null))
);
create unique index publication_first on survey.publication (service, from_day, to_day) where replaces is null;
create unique index publication_chain on survey.publication (replaces);

create table survey.follow_up (
  id uuid primary key,
  service text not null,
  agency text not null,
  element text not null,
  step text not null,
  owner text not null,
  due date not null,
  planned_at timestamptz not null,
  planned_by text not null,
  done_at timestamptz,
  done_by text,
  proof text,
  constraint done_with_proof check ((done_at is null) = (proof is null) and (done_at is null) = (done_by is null))
);
create index follow_up_agency on survey.follow_up (agency, due);

create function survey.keep() returns trigger language plpgsql as $$ begin raise exception 'A publication is never changed or deleted.'; end $$;
create trigger publication_kept before update or delete on survey.publication for each row execute function survey.keep();
