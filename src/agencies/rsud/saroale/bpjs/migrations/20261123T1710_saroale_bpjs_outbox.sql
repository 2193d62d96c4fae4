-- What BPJS is owed. One lane a visit, in order; lanes do not wait for each other. No personal data: it is read when a message is sent.
create table saroale.bpjs_lane (
  booking_id uuid primary key,
  -- The kodebooking BPJS knows the visit by.
  code text not null constraint bpjs_lane_code_once unique check (code ~ '^[A-Z0-9]{4,20}$'),
  visit_date date not null,
  new_patient boolean not null,
  -- Taken in the Mobile JKN app: BPJS knows it already.
  source text not null check (source in ('hospital', 'mobile-jkn')),
  -- ready: sends by itself; held: waits for a record or a person; dead: tried for a day; closed: nothing more to come.
  state text not null default 'ready' check (state in ('ready', 'held', 'dead', 'closed')),
  cause text,
  note text,
  attempts int not null default 0 check (attempts >= 0),
  -- Empty while nothing waits.
  next_at timestamptz,
  -- Since when it has been trying: a day after this it is dead.
  since timestamptz not null,
  leased_until timestamptz,
  lease uuid,
  updated_at timestamptz not null,
  check (state not in ('held', 'dead') or cause is not null)
);
create index bpjs_lane_due on saroale.bpjs_lane (next_at) where state = 'ready' and next_at is not null;
create index bpjs_lane_worklist on saroale.bpjs_lane (updated_at) where state in ('held', 'dead');

create table saroale.bpjs_message (
  id uuid primary key,
  booking_id uuid not null references saroale.bpjs_lane (booking_id),
  kind text not null check (kind in ('add', 'task', 'cancel', 'pharmacy')),
  task int check (task in (1, 2, 3, 4, 5, 6, 7, 99)),
  -- When it happened in the hospital: this time is sent, never the time of sending.
  recorded_at timestamptz not null,
  detail jsonb not null default '{}',
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'let-go')),
  -- The time BPJS was given, epoch milliseconds.
  sent_ms bigint,
  sent_at timestamptz,
  resent int not null default 0 check (resent between 0 and 9),
  answer_code int,
  answer text,
  let_go_reason text,
  check ((kind = 'task') = (task is not null)),
  check ((state = 'sent') = (sent_at is not null)),
  check ((state = 'let-go') = (let_go_reason is not null))
);
create unique index bpjs_message_once on saroale.bpjs_message (booking_id, kind, coalesce(task, 0));
create index bpjs_message_sent on saroale.bpjs_message (sent_at) where state = 'sent';

-- What the nightly comparison with BPJS found, by visit date.
create table saroale.bpjs_reconciliation (
  visit_date date primary key,
  ran_at timestamptz not null,
  ours int not null,
  theirs int not null,
  findings jsonb not null
);

-- Planned operations, for the two surgery lists Mobile JKN asks for.
create table saroale.bpjs_surgery (
  id uuid primary key,
  code text not null constraint bpjs_surgery_code_once unique check (code ~ '^[A-Z0-9]{4,20}$'),
  person_id uuid not null,
  date date not null,
  operation text not null check (length(operation) between 3 and 120),
  poli text not null references saroale.poli (code),
  done boolean not null default false,
  updated_at timestamptz not null
);
create index bpjs_surgery_date on saroale.bpjs_surgery (date);
create index bpjs_surgery_person on saroale.bpjs_surgery (person_id);
