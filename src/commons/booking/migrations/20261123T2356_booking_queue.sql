-- Tickets stand in a line of a station (admisi, poli, farmasi, lab …). A line is numbered by itself where it needs numbers of its own.
create table booking.line (
  service text not null,
  date date not null,
  station text not null,
  last_no int not null default 0,
  revision bigint not null default 0,
  primary key (service, date, station)
);

create table booking.ticket_step (
  from_state text not null,
  to_state text not null,
  primary key (from_state, to_state)
);
insert into booking.ticket_step values
  ('issued', 'waiting'), ('issued', 'absent'), ('issued', 'cancelled'),
  ('waiting', 'called'), ('waiting', 'serving'), ('waiting', 'skipped'), ('waiting', 'on_hold'), ('waiting', 'absent'), ('waiting', 'cancelled'),
  ('called', 'serving'), ('called', 'waiting'), ('called', 'skipped'), ('called', 'on_hold'), ('called', 'absent'), ('called', 'cancelled'),
  ('serving', 'waiting'), ('serving', 'on_hold'), ('serving', 'done'),
  ('on_hold', 'waiting'), ('on_hold', 'absent'), ('on_hold', 'cancelled'), ('on_hold', 'done'),
  ('skipped', 'waiting'), ('skipped', 'called'), ('skipped', 'absent'), ('skipped', 'cancelled'),
  ('absent', 'waiting'), ('absent', 'called'), ('absent', 'cancelled');

create table booking.ticket (
  id uuid primary key,
  booking_id uuid references booking.booking,
  session_id uuid references booking.session,
  service text not null,
  grp text not null,
  date date not null,
  station text not null,
  label text not null,
  number int not null check (number > 0),
  state text not null check (state in ('issued', 'waiting', 'called', 'serving', 'on_hold', 'skipped', 'absent', 'done', 'cancelled')),
  -- Order in the line: a number's thousandfold where the line follows numbers, else seconds since 1970.
  place double precision not null,
  calls smallint not null default 0 check (calls >= 0),
  demotions smallint not null default 0 check (demotions >= 0),
  -- The button press that called it: a doubled press calls once.
  call_key text,
  desk text,
  reason text,
  kind text not null default '',
  entered_at timestamptz not null,
  called_at timestamptz,
  started_at timestamptz,
  finished_at timestamptz,
  changed_at timestamptz not null,
  changed_by text not null,
  constraint ticket_call_key unique (call_key),
  constraint ticket_of_booking unique (booking_id)
);
create index ticket_line on booking.ticket (service, date, station, state, place);
create index ticket_session on booking.ticket (session_id);

create table booking.ticket_log (
  id bigint generated always as identity primary key,
  ticket_id uuid not null references booking.ticket,
  at timestamptz not null,
  station text not null,
  from_state text,
  to_state text not null,
  calls smallint not null,
  desk text,
  actor text not null,
  reason text
);
create index ticket_log_of on booking.ticket_log (ticket_id, id);

create function booking.guard_ticket() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.state <> old.state and not exists (select from booking.ticket_step where from_state = old.state and to_state = new.state) then
    raise exception 'ticket cannot go from % to %', old.state, new.state using errcode = 'check_violation', constraint = 'ticket_step_allowed';
  end if;
  insert into booking.ticket_log (ticket_id, at, station, from_state, to_state, calls, desk, actor, reason)
    values (new.id, new.changed_at, new.station, case when tg_op = 'UPDATE' then old.state end, new.state, new.calls, new.desk, new.changed_by, new.reason);
  if new.session_id is not null then
    update booking.session set revision = revision + 1 where id = new.session_id;
  end if;
  insert into booking.line (service, date, station, revision) values (new.service, new.date, new.station, 1)
    on conflict (service, date, station) do update set revision = booking.line.revision + 1;
  return new;
end $$;
create trigger ticket_guarded after insert or update on booking.ticket for each row execute function booking.guard_ticket();
create trigger ticket_kept before delete on booking.ticket for each row execute function booking.keep_log();
create trigger ticket_log_kept before update or delete on booking.ticket_log for each row execute function booking.keep_log();

-- The national time stamps: 1 wait admission · 2 admission · 3 wait clinic · 4 called · 5 clinic done · 6 pharmacy prepares · 7 medicine ready · 99 absent or cancelled.
create table booking.task (
  booking_id uuid not null references booking.booking,
  task smallint not null check (task between 1 and 7 or task = 99),
  at timestamptz not null,
  source text not null,
  actor text not null,
  primary key (booking_id, task)
);

create function booking.guard_task() returns trigger language plpgsql as $$
declare
  latest record;
begin
  select task, at into latest from booking.task where booking_id = new.booking_id order by task desc limit 1;
  if latest.task is null and new.task not in (1, 3, 99) then
    raise exception 'the first stamp is 1, 3 or 99' using errcode = 'check_violation', constraint = 'task_no_gap';
  elsif latest.task is not null and (latest.task = 99 or (new.task <> 99 and new.task <> latest.task + 1)) then
    raise exception 'stamp % cannot follow %', new.task, latest.task using errcode = 'check_violation', constraint = 'task_no_gap';
  elsif latest.at is not null and new.at <= latest.at then
    raise exception 'stamps are strictly later than those before' using errcode = 'check_violation', constraint = 'task_later';
  end if;
  return new;
end $$;
create trigger task_guarded before insert on booking.task for each row execute function booking.guard_task();
create trigger task_kept before update or delete on booking.task for each row execute function booking.keep_log();

-- How long things take, per day: what wait estimation learns from. Seconds.
create table booking.pace (
  service text not null,
  grp text not null,
  resource text not null,
  kind text not null,
  date date not null,
  served int not null default 0,
  seconds double precision not null default 0,
  seconds_squared double precision not null default 0,
  came int not null default 0,
  missed int not null default 0,
  primary key (service, resource, kind, date)
);
create index pace_group on booking.pace (service, grp, date);

-- Windows of time on a thing only one party can have: a room, an inspection lane, a courier.
create table booking.reservation (
  id uuid primary key,
  service text not null,
  party text not null,
  key text not null,
  code text not null,
  during tstzrange not null check (not isempty(during) and lower(during) is not null and upper(during) is not null),
  state text not null default 'reserved' check (state in ('reserved', 'released')),
  why text,
  detail jsonb not null default '{}',
  created_at timestamptz not null,
  constraint reservation_key unique (key),
  constraint reservation_code unique (code)
);
create table booking.slot (
  reservation_id uuid not null references booking.reservation,
  service text not null,
  resource text not null,
  during tstzrange not null,
  active boolean not null default true,
  primary key (reservation_id, resource),
  constraint slot_free exclude using gist (service with =, resource with =, during with &&) where (active)
);
