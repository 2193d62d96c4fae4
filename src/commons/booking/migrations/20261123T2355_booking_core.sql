-- Places, queues and the time stamps of who came when. Every rule that must never break is a constraint or a trigger here.
create schema if not exists booking;
create type booking.timerange as range (subtype = time);

-- Who holds sessions on which weekday. 1 = Monday … 7 = Sunday, 8 = public holidays.
create table booking.weekly (
  id uuid primary key,
  service text not null,
  resource text not null,
  grp text not null,
  weekday smallint not null check (weekday between 1 and 8),
  opens time not null,
  closes time not null,
  label text not null check (label ~ '^[A-Z0-9]{0,4}$'),
  code_prefix text not null check (code_prefix ~ '^[A-Z0-9]{2,6}$'),
  pools jsonb not null,
  shared int not null default 0 check (shared >= 0),
  valid_from date not null,
  valid_to date,
  detail jsonb not null default '{}',
  check (opens < closes),
  check (valid_to is null or valid_to >= valid_from),
  constraint weekly_no_overlap exclude using gist (
    service with =, resource with =, weekday with =, daterange(valid_from, valid_to, '[]') with &&, booking.timerange(opens, closes) with &&)
);

-- One date of one resource that differs from its weeks: closed, or other hours and places.
create table booking.exception (
  service text not null,
  resource text not null,
  date date not null,
  closed boolean not null,
  opens time,
  closes time,
  pools jsonb,
  shared int check (shared >= 0),
  reason text not null check (length(reason) > 0),
  primary key (service, resource, date),
  check (closed or (opens is not null and closes is not null and opens < closes))
);

create table booking.session (
  id uuid primary key,
  service text not null,
  resource text not null,
  grp text not null,
  date date not null,
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  claim_until timestamptz not null,
  label text not null check (label ~ '^[A-Z0-9]{0,4}$'),
  code_prefix text not null check (code_prefix ~ '^[A-Z0-9]{2,6}$'),
  status text not null default 'open' check (status in ('open', 'running', 'ended', 'cancelled')),
  accepting boolean not null default true,
  -- The last number given out. Numbers are never reused.
  last_no int not null default 0 check (last_no >= 0),
  expected_start timestamptz,
  actual_start timestamptz,
  actual_end timestamptz,
  breaks jsonb not null default '[]',
  reason text,
  -- Grows with every change of the session or its queue: live boards compare it.
  revision bigint not null default 0,
  detail jsonb not null default '{}',
  check (opens_at < closes_at),
  constraint session_once unique (service, resource, opens_at),
  constraint session_no_overlap exclude using gist (service with =, resource with =, tstzrange(opens_at, closes_at) with &&) where (status <> 'cancelled')
);
create index session_day on booking.session (service, date, grp);

-- Places of a session by kind of payer, vehicle class, …; the pool '*' may be drawn on by all once their own is used up.
-- `quota` is what the office wants; `ceiling` is what may never be passed: a quota lowered below `issued` keeps those issued and lets nobody in.
create table booking.pool (
  session_id uuid not null references booking.session,
  pool text not null,
  quota int not null check (quota >= 0),
  issued int not null default 0,
  ceiling int not null,
  flagged boolean generated always as (issued > quota) stored,
  primary key (session_id, pool),
  constraint pool_never_oversold check (issued between 0 and ceiling),
  constraint pool_ceiling check (ceiling >= quota)
);

create function booking.set_ceiling() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    new.ceiling := new.quota;
  elsif new.quota <> old.quota or new.issued < old.issued then
    new.ceiling := greatest(new.quota, new.issued);
  else
    new.ceiling := old.ceiling;
  end if;
  return new;
end $$;
create trigger pool_ceiling_set before insert or update on booking.pool for each row execute function booking.set_ceiling();

-- A client's key and the booking it made. Written before anything else, so two equal requests at once wait for each other here.
create table booking.claim_key (
  key text primary key,
  fingerprint text not null,
  booking_id uuid not null,
  at timestamptz not null
);

create table booking.booking_step (
  from_state text not null,
  to_state text not null,
  primary key (from_state, to_state)
);
insert into booking.booking_step values
  ('held', 'booked'), ('held', 'expired'), ('held', 'cancelled'),
  ('booked', 'confirmed'), ('booked', 'checked_in'), ('booked', 'no_show'), ('booked', 'cancelled'), ('booked', 'moved'),
  ('confirmed', 'checked_in'), ('confirmed', 'no_show'), ('confirmed', 'cancelled'), ('confirmed', 'moved'),
  ('checked_in', 'served'), ('checked_in', 'no_show'), ('checked_in', 'cancelled'), ('checked_in', 'moved');

create table booking.booking (
  id uuid primary key,
  session_id uuid not null references booking.session,
  service text not null,
  date date not null,
  pool text not null,
  -- The pool the place was really drawn from: the own one or '*'.
  drawn_from text not null,
  party text not null,
  scope text not null,
  reference text,
  number int not null check (number > 0),
  label text not null,
  code text not null check (length(code) <= 20),
  state text not null check (state in ('held', 'booked', 'confirmed', 'checked_in', 'served', 'no_show', 'cancelled', 'moved', 'expired')),
  channel text not null,
  kind text not null default '',
  held_until timestamptz,
  checked_in_at timestamptz,
  cancelled_by text check (cancelled_by in ('patient', 'hospital', 'bpjs')),
  moved_to uuid references booking.booking deferrable initially deferred,
  detail jsonb not null default '{}',
  created_at timestamptz not null,
  changed_at timestamptz not null,
  changed_by text not null,
  why text,
  foreign key (session_id, drawn_from) references booking.pool,
  check (state <> 'held' or held_until is not null),
  check ((state = 'cancelled') = (cancelled_by is not null)),
  check ((state = 'moved') = (moved_to is not null)),
  constraint booking_code unique (code),
  constraint booking_number unique (session_id, number)
);
alter table booking.claim_key add constraint claim_key_booking foreign key (booking_id) references booking.booking deferrable initially deferred;
create unique index booking_one_active on booking.booking (service, party, date, scope) where state in ('held', 'booked', 'confirmed', 'checked_in');
create unique index booking_reference_active on booking.booking (service, reference) where reference is not null and state in ('held', 'booked', 'confirmed', 'checked_in');
create index booking_party on booking.booking (party, date);
create index booking_held on booking.booking (service, held_until) where state = 'held';

-- Append-only: what happened to each booking. A correction of a finished booking is a row whose states are equal.
create table booking.booking_log (
  id bigint generated always as identity primary key,
  booking_id uuid not null references booking.booking,
  at timestamptz not null,
  from_state text,
  to_state text not null,
  actor text not null,
  why text,
  facts jsonb
);
create index booking_log_of on booking.booking_log (booking_id, id);

create function booking.guard_booking() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state not in ('held', 'booked') then
      raise exception 'a booking begins as held or booked' using errcode = 'check_violation', constraint = 'booking_step_allowed';
    end if;
    insert into booking.booking_log (booking_id, at, from_state, to_state, actor, why) values (new.id, new.changed_at, null, new.state, new.changed_by, new.why);
    return new;
  end if;
  if (new.session_id, new.number, new.code, new.party, new.date, new.pool, new.drawn_from) is distinct from (old.session_id, old.number, old.code, old.party, old.date, old.pool, old.drawn_from) then
    raise exception 'what a booking is about never changes' using errcode = 'check_violation', constraint = 'booking_fixed';
  end if;
  if new.state <> old.state then
    if not exists (select from booking.booking_step where from_state = old.state and to_state = new.state) then
      raise exception 'booking cannot go from % to %', old.state, new.state using errcode = 'check_violation', constraint = 'booking_step_allowed';
    end if;
    insert into booking.booking_log (booking_id, at, from_state, to_state, actor, why) values (new.id, new.changed_at, old.state, new.state, new.changed_by, new.why);
    if new.state in ('cancelled', 'moved', 'expired') then
      update booking.pool set issued = issued - 1 where session_id = old.session_id and pool = old.drawn_from;
    end if;
    update booking.session set revision = revision + 1 where id = old.session_id;
  end if;
  return new;
end $$;
create trigger booking_guarded after insert or update on booking.booking for each row execute function booking.guard_booking();

create function booking.keep_log() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are only added', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger booking_kept before delete on booking.booking for each row execute function booking.keep_log();
create trigger booking_log_kept before update or delete on booking.booking_log for each row execute function booking.keep_log();

-- Takes a place of `wanted`, else of '*', and the next number. Both null: no place. A place without a number: the session closed meanwhile; the caller gives up the transaction.
-- Everybody locks in this order: pools, bookings, session. Nothing but SQL happens while they are held.
create function booking.take_place(of_session uuid, wanted text, out number int, out drawn_from text) language plpgsql as $$
begin
  drawn_from := wanted;
  update booking.pool set issued = issued + 1 where session_id = of_session and pool = wanted and issued < quota;
  if not found then
    drawn_from := '*';
    update booking.pool set issued = issued + 1 where session_id = of_session and pool = '*' and wanted <> '*' and issued < quota;
    if not found then
      drawn_from := null;
      return;
    end if;
  end if;
  update booking.session set last_no = last_no + 1, revision = revision + 1 where id = of_session and status in ('open', 'running') returning last_no into number;
end $$;

-- People who want a place when one comes free, in order of asking.
create table booking.waiting (
  id uuid primary key,
  turn bigint generated always as identity,
  session_id uuid not null references booking.session,
  pool text not null,
  party text not null,
  scope text not null,
  reference text,
  key text not null,
  channel text not null,
  kind text not null default '',
  detail jsonb not null default '{}',
  state text not null default 'waiting' check (state in ('waiting', 'offered', 'accepted', 'lapsed', 'left')),
  booking_id uuid references booking.booking,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  check ((booking_id is not null) or state in ('waiting', 'left')),
  constraint waiting_key unique (key)
);
create unique index waiting_once on booking.waiting (session_id, party) where state in ('waiting', 'offered');
create index waiting_turn on booking.waiting (session_id, pool, turn) where state = 'waiting';
create unique index waiting_booking on booking.waiting (booking_id) where booking_id is not null;
