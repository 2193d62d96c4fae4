create schema if not exists saroale;

-- An outpatient clinic. bpjs_code is the three-letter clinic, subspecialty_code what every antrean call names; a clinic outside JKN has neither.
create table saroale.poli (
  code text primary key check (code ~ '^[A-Z0-9]{2,8}$'),
  name text not null check (length(name) between 3 and 60),
  bpjs_code text check (bpjs_code ~ '^[A-Z]{3}$'),
  subspecialty_code text check (subspecialty_code ~ '^[A-Z0-9]{3}$'),
  fingerprint_required boolean not null default false,
  label_prefix text not null constraint poli_prefix_once unique check (label_prefix ~ '^[A-Z]{1,3}$'),
  -- Longest wait from check-in to the doctor, minutes (Kepmenkes 129/2008: 60).
  promise_minutes int not null default 60 check (promise_minutes between 5 and 240),
  checkin_opens_before int not null default 60 check (checkin_opens_before between 0 and 360),
  checkin_closes_after int not null default 60 check (checkin_closes_after between 0 and 360),
  -- Same-day booking ends this many minutes before the session closes.
  cutoff_before int not null default 60 check (cutoff_before between 0 and 720),
  -- The name of the clinic alone reveals an illness: messages say "poli Anda".
  sensitive boolean not null default false,
  -- Whom the clinic sees, where that is fixed; admission may decide otherwise at the counter.
  sex text check (sex in ('L', 'P')),
  age_from int check (age_from between 0 and 120),
  age_below int check (age_below between 1 and 120),
  aliases text[] not null default '{}',
  floor text not null default '',
  active boolean not null default true,
  check ((bpjs_code is null) = (subspecialty_code is null))
);

create table saroale.doctor (
  id text primary key check (id ~ '^[a-z0-9-]{2,40}$'),
  name text not null check (length(name) between 2 and 80),
  titles_before text not null default '',
  titles_after text not null default '',
  hfis_code int constraint doctor_hfis_once unique check (hfis_code > 0),
  sip_expires_on date,
  active boolean not null default true
);

-- The weekly pattern mirrored from HFIS. weekday 1 = Monday … 7 = Sunday, 8 = national holiday.
create table saroale.schedule (
  id uuid primary key,
  poli text not null references saroale.poli (code),
  doctor text not null references saroale.doctor (id),
  weekday int not null check (weekday between 1 and 8),
  opens time not null,
  closes time not null,
  quota_jkn int not null check (quota_jkn between 0 and 500),
  quota_other int not null check (quota_other between 0 and 500),
  shared boolean not null default false,
  valid_from date not null,
  valid_to date,
  check (closes > opens),
  check (valid_to is null or valid_to >= valid_from),
  check (quota_jkn + quota_other > 0),
  -- A doctor cannot sit in two rooms at once.
  constraint schedule_doctor_once exclude using gist (
    doctor with =, weekday with =,
    daterange(valid_from, valid_to, '[]') with &&,
    int4range((extract(epoch from opens) / 60)::int, (extract(epoch from closes) / 60)::int) with &&
  )
);

create table saroale.leave (
  id uuid primary key,
  doctor text not null references saroale.doctor (id),
  from_date date not null,
  to_date date not null check (to_date >= from_date),
  reason text not null check (length(reason) between 3 and 200),
  entered_by text not null,
  entered_at timestamptz not null,
  constraint leave_once exclude using gist (doctor with =, daterange(from_date, to_date, '[]') with &&)
);

-- What booking's session means here. id is the booking session's id.
create table saroale.session (
  id uuid primary key,
  schedule_id uuid references saroale.schedule (id),
  poli text not null references saroale.poli (code),
  doctor text not null references saroale.doctor (id),
  date date not null,
  opens_at timestamptz not null,
  closes_at timestamptz not null check (closes_at > opens_at),
  status text not null default 'open' check (status in ('open', 'running', 'ended', 'cancelled')),
  late_minutes int not null default 0 check (late_minutes between 0 and 480),
  reason text,
  quota_jkn int not null check (quota_jkn >= 0),
  quota_other int not null check (quota_other >= 0),
  shared boolean not null default false,
  -- Lowered below what was issued: nothing is taken away, nothing new is given.
  flagged boolean not null default false,
  opened_at timestamptz not null,
  constraint session_once unique (doctor, date, opens_at),
  check (status <> 'cancelled' or reason is not null)
);
create index session_day on saroale.session (date, poli);
create index session_schedule on saroale.session (schedule_id);

-- What a booking means here. Quota, number and one-place-per-day are guarded by booking; payer and referral by this table.
create table saroale.visit (
  booking_id uuid primary key,
  code text not null constraint visit_code_once unique check (length(code) between 6 and 20),
  number int not null check (number > 0),
  label text not null,
  session_id uuid not null references saroale.session (id),
  person_id uuid not null,
  poli text not null references saroale.poli (code),
  doctor text not null references saroale.doctor (id),
  date date not null,
  payer text not null check (payer in ('jkn', 'umum', 'other')),
  visit_kind int not null check (visit_kind between 1 and 4),
  reference text check (reference ~ '^[0-9]{4}[A-Z][0-9]{3}(0[1-9]|1[0-2])[0-9]{2}[A-Z][0-9]{6}$'),
  new_patient boolean not null default false,
  norm text check (norm ~ '^[0-9]{4,12}$'),
  channel text not null,
  status text not null default 'booked' check (status in ('booked', 'checked-in', 'served', 'no-show', 'cancelled', 'moved')),
  -- Where to tell the patient: {"conversationId": …} or {"phone": …} of messaging.
  contact jsonb,
  -- The person agreed that messages name the clinic.
  show_poli boolean not null default false,
  note text not null default '' check (length(note) <= 300),
  reason text,
  moved_to uuid references saroale.visit (booking_id),
  override_reason text,
  booked_at timestamptz not null,
  checked_in_at timestamptz,
  called_at timestamptz,
  finished_at timestamptz,
  updated_at timestamptz not null,
  check (status not in ('checked-in', 'served') or checked_in_at is not null),
  check (status not in ('cancelled', 'moved') or reason is not null)
);
create index visit_session on saroale.visit (session_id, number);
create index visit_person on saroale.visit (person_id, date);
create index visit_day on saroale.visit (date, status);
-- A referral or control letter buys one visit at a time.
create unique index visit_reference_once on saroale.visit (reference) where status in ('booked', 'checked-in') and reference is not null;

-- Whom to tell when booking offers a freed place; the order of the list is booking's. id is booking's waiting id.
create table saroale.waiting (
  id uuid primary key,
  session_id uuid not null references saroale.session (id),
  person_id uuid not null,
  payer text not null check (payer in ('jkn', 'umum', 'other')),
  visit_kind int not null check (visit_kind between 1 and 4),
  reference text,
  contact jsonb,
  show_poli boolean not null default false,
  joined_at timestamptz not null
);

create table saroale.pharmacy (
  booking_id uuid primary key references saroale.visit (booking_id),
  number int not null check (number > 0),
  date date not null,
  compounded boolean not null,
  step text not null check (step in ('waiting', 'preparing', 'ready')),
  waiting_at timestamptz not null,
  preparing_at timestamptz,
  ready_at timestamptz,
  constraint pharmacy_number_once unique (date, compounded, number)
);

-- One-time web forms that tie a person to a conversation. Only a hash of the token is kept.
create table saroale.bind_link (
  token_hash text primary key,
  conversation_id text not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- Who may act for whom on one conversation or phone, with the consent that says so.
create table saroale.family (
  contact text not null,
  person_id uuid not null,
  relation text not null check (relation in ('self', 'child', 'parent', 'spouse', 'relative', 'carer')),
  consent_version int not null,
  bound_at timestamptz not null,
  ended_at timestamptz,
  primary key (contact, person_id)
);

-- One fact, one message: what was said about a booking, so that a repeated job says nothing twice.
create table saroale.told (
  booking_id uuid not null,
  kind text not null,
  at timestamptz not null,
  primary key (booking_id, kind)
);
