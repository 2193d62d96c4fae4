-- Visits, what is carried, who holds it, and what officers' phones reported. Every rule that must never break is a constraint or a trigger here.
create schema if not exists dispatch;

-- Who can be sent, with which vehicle and what they can do.
create table dispatch.crew (
  id uuid primary key,
  agency text not null,
  account text not null,
  name text not null,
  profile text not null,
  latitude double precision not null check (latitude between -90 and 90),
  longitude double precision not null check (longitude between -180 and 180),
  visits_a_day int not null check (visits_a_day between 1 and 40),
  load int not null check (load >= 0),
  trips int not null default 1 check (trips between 1 and 4),
  skills text[] not null default '{}',
  zones text[] not null default '{}',
  active boolean not null default true,
  constraint crew_once unique (agency, account)
);

-- Counts the changes of what an officer has to do. Taken under its row lock, so numbers appear in order of commit and no change can be missed by a cursor.
create table dispatch.pack (
  officer text primary key,
  revision bigint not null default 0
);

create table dispatch.visit_step (
  from_status text not null,
  to_status text not null,
  primary key (from_status, to_status)
);
insert into dispatch.visit_step values
  ('requested', 'scheduled'), ('requested', 'cancelled'),
  ('scheduled', 'scheduled'), ('scheduled', 'assigned'), ('scheduled', 'cancelled'),
  ('assigned', 'assigned'), ('assigned', 'scheduled'), ('assigned', 'en_route'), ('assigned', 'cancelled'),
  ('en_route', 'assigned'), ('en_route', 'arrived'), ('en_route', 'failed'),
  ('arrived', 'done'), ('arrived', 'failed'),
  ('failed', 'scheduled'), ('failed', 'held_at_counter'), ('failed', 'cancelled'),
  ('held_at_counter', 'done'), ('held_at_counter', 'cancelled');

create table dispatch.visit (
  id uuid primary key,
  service text not null,
  agency text not null,
  kind text not null check (kind in ('pickup', 'delivery', 'survey', 'care')),
  -- Cases this visit serves, in the service's own ids.
  refs text[] not null check (cardinality(refs) > 0),
  -- What a person can read out or type when no camera is at hand.
  code text not null constraint visit_code unique,
  key text not null,
  district text not null,
  village text,
  latitude double precision not null check (latitude between -90 and 90),
  longitude double precision not null check (longitude between -180 and 180),
  -- The point is the village's or district's, not the house's.
  approximate boolean not null,
  river boolean not null default false,
  minutes int not null check (minutes between 1 and 480),
  load int not null default 0 check (load >= 0),
  skills text[] not null default '{}',
  priority smallint not null default 1 check (priority between 0 and 2),
  sheet jsonb not null default '{}',
  -- Name, phone, address and landmark, sealed.
  contact text not null,
  date date,
  half text check (half in ('pagi', 'siang')),
  first_promise date,
  status text not null default 'requested' check (status in ('requested', 'scheduled', 'assigned', 'en_route', 'arrived', 'done', 'failed', 'held_at_counter', 'cancelled')),
  attempts smallint not null default 0 constraint visit_three_attempts check (attempts between 0 and 3),
  officer text,
  pinned boolean not null default false,
  trip smallint,
  place smallint,
  eta timestamptz,
  departed_at timestamptz,
  arrived_at timestamptz,
  finished_at timestamptz,
  why text,
  version int not null default 1,
  revision bigint not null default 0,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  changed_by text not null,
  constraint visit_key unique (service, key),
  check ((date is null) = (half is null)),
  constraint visit_promised check (status in ('requested', 'cancelled') or date is not null),
  constraint visit_has_officer check (status not in ('assigned', 'en_route', 'arrived') or officer is not null)
);
create index visit_day on dispatch.visit (agency, date, status);
create index visit_refs on dispatch.visit using gin (refs);
create index visit_officer on dispatch.visit (officer, date) where officer is not null;
-- One officer is on one way at a time.
create unique index visit_one_way on dispatch.visit (officer) where status in ('en_route', 'arrived');

create table dispatch.visit_log (
  id bigint generated always as identity primary key,
  visit uuid not null references dispatch.visit,
  at timestamptz not null,
  from_status text,
  to_status text not null,
  officer text,
  date date,
  half text,
  actor text not null,
  why text
);
create index visit_log_visit on dispatch.visit_log (visit, id);

create function dispatch.guard_visit() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.status <> 'requested' then
      raise exception 'a visit begins as requested' using errcode = 'check_violation', constraint = 'visit_step';
    end if;
  else
    if new.service <> old.service or new.agency <> old.agency or new.kind <> old.kind or new.code <> old.code or new.key <> old.key then
      raise exception 'what a visit is does not change' using errcode = 'check_violation', constraint = 'visit_step';
    end if;
    if new.status <> old.status and not exists (select 1 from dispatch.visit_step where from_status = old.status and to_status = new.status) then
      raise exception 'no step from % to %', old.status, new.status using errcode = 'check_violation', constraint = 'visit_step';
    end if;
    if new.status = 'failed' and old.status <> 'failed' then
      new.attempts := old.attempts + 1;
    elsif new.attempts <> old.attempts then
      raise exception 'attempts are counted here' using errcode = 'check_violation', constraint = 'visit_step';
    end if;
    if old.status = 'failed' and new.status = 'scheduled' and old.attempts >= 3 then
      raise exception 'three attempts failed' using errcode = 'check_violation', constraint = 'visit_three_attempts';
    end if;
    new.version := old.version + 1;
  end if;
  if new.officer is not null then
    insert into dispatch.pack (officer, revision) values (new.officer, 1) on conflict (officer) do update set revision = dispatch.pack.revision + 1 returning revision into new.revision;
  end if;
  if tg_op = 'UPDATE' and old.officer is not null and old.officer is distinct from new.officer then
    insert into dispatch.pack (officer, revision) values (old.officer, 1) on conflict (officer) do update set revision = dispatch.pack.revision + 1;
  end if;
  return new;
end $$;
create trigger visit_guarded before insert or update on dispatch.visit for each row execute function dispatch.guard_visit();

create function dispatch.log_visit() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or new.status <> old.status or new.officer is distinct from old.officer or new.date is distinct from old.date or new.half is distinct from old.half then
    insert into dispatch.visit_log (visit, at, from_status, to_status, officer, date, half, actor, why)
    values (new.id, new.changed_at, case when tg_op = 'INSERT' then null else old.status end, new.status, new.officer, new.date, new.half, new.changed_by, new.why);
  end if;
  return null;
end $$;
create trigger visit_logged after insert or update on dispatch.visit for each row execute function dispatch.log_visit();

create function dispatch.keep() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are only added', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger visit_kept before delete on dispatch.visit for each row execute function dispatch.keep();
create trigger visit_log_kept before update or delete on dispatch.visit_log for each row execute function dispatch.keep();

-- Things that somebody else's rights hang on: originals of a citizen, a signed permit, a parcel.
create table dispatch.item (
  id uuid primary key,
  service text not null,
  ref text not null,
  kind text not null,
  label text not null,
  code text not null constraint item_code unique,
  created_at timestamptz not null,
  created_by text not null
);
create index item_ref on dispatch.item (service, ref);

-- Who holds an item from when to when. The rows of an item tile time: each begins in the microsecond the one before ends, the last is open.
create table dispatch.custody (
  id uuid primary key,
  item uuid not null references dispatch.item,
  seq int not null,
  previous uuid references dispatch.custody,
  holder_kind text not null check (holder_kind in ('citizen', 'officer', 'counter', 'agency', 'receiver', 'destroyed')),
  holder text not null,
  holder_name text not null,
  at timestamptz not null,
  until timestamptz,
  method text not null check (method in ('registered', 'qr', 'otp', 'signature', 'counter')),
  place text,
  latitude double precision,
  longitude double precision,
  accuracy real,
  seal_no text,
  photo_hash text check (photo_hash ~ '^[0-9a-f]{64}$'),
  visit uuid references dispatch.visit,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  -- When the other side's record of the same handover arrived too.
  confirmed_at timestamptz,
  constraint custody_seq unique (item, seq),
  constraint custody_taken unique (item, previous),
  constraint custody_one_holder exclude using gist (item with =, tstzrange(at, until) with &&),
  check (until is null or until > at)
);
create unique index custody_root on dispatch.custody (item) where previous is null;
create unique index custody_now on dispatch.custody (item) where until is null;
create index custody_holder on dispatch.custody (holder_kind, holder) where until is null;

create function dispatch.tile_custody() returns trigger language plpgsql as $$
declare
  before dispatch.custody;
begin
  perform 1 from dispatch.item where id = new.item for update;
  if new.previous is null then
    new.seq := 1;
  else
    select * into before from dispatch.custody where id = new.previous and item = new.item;
    if not found then
      raise exception 'custody % of item % is not known yet', new.previous, new.item using errcode = 'foreign_key_violation', constraint = 'custody_previous';
    end if;
    if before.until is not null then
      raise exception 'item % was already handed on', new.item using errcode = 'unique_violation', constraint = 'custody_taken';
    end if;
    if before.holder_kind = 'destroyed' then
      raise exception 'item % is no more', new.item using errcode = 'check_violation', constraint = 'custody_ended';
    end if;
    new.seq := before.seq + 1;
    -- Device clocks are not trusted: a handover never begins before the one it follows.
    new.at := greatest(new.at, before.at + interval '1 microsecond');
    update dispatch.custody set until = new.at where id = before.id;
  end if;
  new.until := null;
  return new;
end $$;
create trigger custody_tiled before insert on dispatch.custody for each row execute function dispatch.tile_custody();

create function dispatch.keep_custody() returns trigger language plpgsql as $$
begin
  if (to_jsonb(new) - 'until' - 'confirmed_at') <> (to_jsonb(old) - 'until' - 'confirmed_at')
    or (new.until is distinct from old.until and (old.until is not null or pg_trigger_depth() < 2))
    or (old.confirmed_at is not null and new.confirmed_at is distinct from old.confirmed_at) then
    raise exception 'custody is only added to' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger custody_kept before update on dispatch.custody for each row execute function dispatch.keep_custody();
create trigger custody_never_deleted before delete on dispatch.custody for each row execute function dispatch.keep();
create trigger item_kept before update or delete on dispatch.item for each row execute function dispatch.keep();

-- Phones of officers. The private key never leaves the phone.
create table dispatch.device (
  id uuid primary key,
  account text not null,
  agency text not null,
  name text not null,
  public_key jsonb not null,
  enrolled_at timestamptz not null,
  last_seen_at timestamptz not null,
  -- What the phone said it still had to send when it was last heard.
  queued int not null default 0,
  revoked_at timestamptz,
  revoked_by text,
  revoked_because text,
  check ((revoked_at is null) = (revoked_because is null))
);
create index device_account on dispatch.device (account) where revoked_at is null;

-- What phones reported, once each: the id is made on the phone, the counter never goes back.
create table dispatch.field_event (
  id uuid primary key,
  device uuid not null references dispatch.device,
  counter bigint not null check (counter > 0),
  kind text not null,
  visit uuid references dispatch.visit,
  -- Sealed: receivers' names and signatures are in it.
  body text not null,
  body_hash text not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  skew_seconds int not null,
  outcome text not null check (outcome in ('applied', 'waiting', 'conflict', 'rejected')),
  answer jsonb not null default '{}',
  number text not null constraint field_event_number unique,
  -- The custody this event waits for.
  waits_for uuid[] not null default '{}',
  constraint field_event_counter unique (device, counter)
);
create index field_event_waiting on dispatch.field_event using gin (waits_for) where outcome = 'waiting';

-- What was found at the door: proof of delivery or of a visit.
create table dispatch.proof (
  visit uuid not null references dispatch.visit,
  attempt smallint not null,
  at timestamptz not null,
  grade text not null check (grade in ('A', 'B', 'C')),
  -- Receiver, relation, last digits and signature, sealed.
  receiver text not null,
  latitude double precision,
  longitude double precision,
  accuracy real,
  metres_off int,
  photo_hash text,
  findings text not null,
  asked_to_pay boolean,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (visit, attempt)
);
create trigger proof_kept before update or delete on dispatch.proof for each row execute function dispatch.keep();

-- Pages photographed on the phone; the bytes follow in pieces.
create table dispatch.scan (
  id uuid primary key,
  visit uuid not null references dispatch.visit,
  label text not null,
  page smallint not null check (page between 1 and 200),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size int not null check (size > 0),
  device uuid not null references dispatch.device,
  announced_at timestamptz not null,
  file uuid,
  received_at timestamptz
);
create index scan_visit on dispatch.scan (visit);

-- A day planned for an agency; a newer plan of the same day replaces it.
create table dispatch.plan (
  id uuid primary key,
  agency text not null,
  date date not null,
  version int not null,
  seed int not null,
  metres int not null,
  minutes int not null,
  alone_metres int not null,
  stops int not null,
  unserved jsonb not null default '[]',
  made_at timestamptz not null,
  made_by text not null,
  constraint plan_version unique (agency, date, version)
);

-- What an officer counted in the bag at the end of the day, equal to the ledger or not stored at all.
create table dispatch.day_close (
  officer text not null,
  date date not null,
  items uuid[] not null,
  closed_at timestamptz not null,
  primary key (officer, date)
);
create trigger day_close_kept before update or delete on dispatch.day_close for each row execute function dispatch.keep();
