-- Cases of every service that runs on a procedure: where each stands, what happened, who must do what, and whose time it is.
create schema cases;

-- Every procedure that ever ran, by the hash of its body. A running case stays on the one it was opened under.
create table cases.definition (
  id text not null,
  hash text not null check (hash ~ '^[0-9a-f]{16}$'),
  service text not null,
  body jsonb not null,
  stored_at timestamptz not null,
  primary key (id, hash)
);

create table cases.case (
  id uuid primary key,
  service text not null,
  type text not null,
  subject text not null,
  object text not null,
  definition text not null,
  definition_hash text not null,
  state text not null,
  -- Grows by one with every command; commands may say which version they were decided on.
  version int not null default 1,
  facts jsonb not null default '{}',
  documents jsonb not null default '{}',
  -- Who did which action, so that a signer can be kept apart from a verifier.
  doers jsonb not null default '{}',
  -- Budgets of the promises where this case differs from the procedure.
  budgets jsonb not null default '{}',
  returns int not null default 0,
  opened_at timestamptz not null,
  moved_at timestamptz not null,
  closed_at timestamptz,
  foreign key (definition, definition_hash) references cases.definition
);
create unique index one_open_case on cases.case (service, type, subject, object) where closed_at is null;
create index case_by_state on cases.case (service, state, opened_at) where closed_at is null;
create index case_by_subject on cases.case (subject);

-- One row a command, never changed: the ledger and every figure can be made again from here.
create table cases.case_event (
  case_id uuid not null references cases.case,
  version int not null,
  command_id text not null,
  fingerprint text not null,
  action text not null,
  from_state text,
  to_state text not null,
  actor_kind text not null,
  actor_id text not null,
  -- The position the actor acted for, and how: definitive, plh or plt with its decree.
  position text,
  capacity jsonb,
  reason text,
  note text,
  -- When it happened, when it takes effect on the ledger (never before the move it follows), when we heard.
  occurred_at timestamptz not null,
  effective_at timestamptz not null,
  recorded_at timestamptz not null,
  definition_hash text not null,
  data jsonb not null default '{}',
  primary key (case_id, version),
  constraint command_once unique (command_id)
);

create function cases.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'cases.case_event is only added to';
end $$;
create trigger case_event_append_only before update or delete on cases.case_event for each row execute function cases.refuse_change();

-- A promise running against a budget. What is due when is derived from the segments and the calendar and recomputed with every change.
create table cases.clock (
  id uuid primary key,
  case_id uuid not null references cases.case,
  -- The promise's id in the procedure; `life` has no budget and tiles the whole case.
  promise text not null,
  branch text,
  budget int check (budget > 0),
  unit text not null check (unit in ('working_day', 'working_minute', 'calendar_day')),
  calendar text not null,
  calendar_version text not null,
  counts text[] not null,
  rungs smallint[] not null default '{}',
  started_at timestamptz not null,
  stopped_at timestamptz check (stopped_at >= started_at),
  -- Which tiling is in force; older ones stay as history.
  generation int not null default 1,
  -- Milliseconds (working_minute) or days used up by closed segments, under the calendar version above.
  spent bigint not null default 0,
  due_at timestamptz,
  next_warning_at timestamptz,
  next_rung smallint
);
create unique index one_running_clock on cases.clock (case_id, promise, coalesce(branch, '')) where stopped_at is null;
create index clock_of_case on cases.clock (case_id);
create index clock_due on cases.clock (due_at) where stopped_at is null;
create index clock_warning on cases.clock (next_warning_at) where stopped_at is null and next_warning_at is not null;

-- Segments tile the life of their clock: each follows the end of another (foreign key), nothing overlaps (exclusion), one is first, one may be open.
create table cases.segment (
  clock_id uuid not null references cases.clock,
  generation int not null,
  starts timestamptz not null,
  ends timestamptz,
  follows timestamptz,
  party text not null check (party in ('agency', 'recommender', 'applicant', 'bank', 'national_system', 'force_majeure')),
  reason text,
  attempt int not null default 1,
  primary key (clock_id, generation, starts),
  unique (clock_id, generation, ends),
  check (ends > starts),
  check (follows is null or follows = starts),
  foreign key (clock_id, generation, follows) references cases.segment (clock_id, generation, ends) deferrable initially deferred,
  constraint segment_no_overlap exclude using gist (clock_id with =, generation with =, tstzrange(starts, ends) with &&)
);
create unique index one_first_segment on cases.segment (clock_id, generation) where follows is null;
create unique index one_open_segment on cases.segment (clock_id, generation) where ends is null;

-- Inserting the row is the claim: of two workers one inserts, and only that one tells anybody.
create table cases.timer_fire (
  clock_id uuid not null references cases.clock,
  rung smallint not null,
  fired_at timestamptz not null,
  due_at timestamptz,
  primary key (clock_id, rung)
);

create table cases.calendar_changed (
  clock_id uuid not null references cases.clock,
  at timestamptz not null,
  old_version text not null,
  new_version text not null,
  old_due_at timestamptz,
  new_due_at timestamptz,
  primary key (clock_id, new_version, at)
);

-- Positions hold work; people hold positions, in their own right or as Plh or Plt by a decree with dates.
create table cases.position (
  id text primary key,
  agency text not null,
  name jsonb not null,
  -- Where work goes when nobody is there, and after how many working minutes.
  falls_to text references cases.position,
  falls_after int check (falls_after > 0)
);
create table cases.holder (
  position text not null references cases.position,
  account text not null,
  capacity text not null check (capacity in ('definitive', 'plh', 'plt')),
  decree text check (length(decree) > 0),
  during daterange not null check (not isempty(during)),
  id uuid primary key,
  check (capacity = 'definitive' or (decree is not null and not upper_inf(during))),
  constraint one_holder_a_day exclude using gist (position with =, (case when capacity = 'definitive' then 'own' else 'acting' end) with =, during with &&)
);
create index holder_by_account on cases.holder (account);
create table cases.absence (
  id uuid primary key,
  account text not null,
  during daterange not null check (not isempty(during)),
  reason text not null check (length(reason) > 0)
);
create index absence_by_account on cases.absence (account);

create table cases.task (
  id uuid primary key,
  case_id uuid not null references cases.case,
  kind text not null,
  branch text,
  -- Permissions of which one suffices, and the agency, position or account it waits for.
  by text[] not null,
  agency text,
  position text references cases.position,
  account text,
  state text not null default 'open' check (state in ('open', 'done', 'cancelled')),
  opened_at timestamptz not null,
  -- Due time of the task's own promise, else of the case's; kept with the clock.
  due_at timestamptz,
  promise text,
  closed_at timestamptz,
  closed_by text,
  rerouted_from text,
  check ((state = 'open') = (closed_at is null))
);
create unique index one_open_task on cases.task (case_id, kind, coalesce(branch, '')) where state = 'open';
create index task_of_case on cases.task (case_id);
create index task_open on cases.task (due_at nulls last, opened_at) where state = 'open';
