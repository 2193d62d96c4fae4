create schema if not exists sih_larajaket;

-- The ways a visit may go: the same table as procedure.ts, held by the database.
create table sih_larajaket.visit_way (from_state text not null, to_state text not null, primary key (from_state, to_state));
insert into sih_larajaket.visit_way (from_state, to_state) values
  ('arrived', 'triaged'), ('arrived', 'in-progress'), ('arrived', 'left-before-seen'), ('arrived', 'cancelled'), ('arrived', 'entered-in-error'),
  ('triaged', 'in-progress'), ('triaged', 'left-before-seen'), ('triaged', 'cancelled'), ('triaged', 'entered-in-error'),
  ('in-progress', 'waiting-support'), ('in-progress', 'doctor-done'), ('in-progress', 'entered-in-error'),
  ('waiting-support', 'in-progress'), ('waiting-support', 'entered-in-error'),
  ('doctor-done', 'coded'), ('doctor-done', 'entered-in-error'),
  ('coded', 'screened'), ('coded', 'finished'), ('coded', 'entered-in-error'),
  ('screened', 'prepared'), ('screened', 'coded'),
  ('prepared', 'handed'), ('prepared', 'delivery'), ('prepared', 'coded'),
  ('handed', 'finished'), ('delivery', 'finished'),
  ('finished', 'entered-in-error');

-- One outpatient visit. Its id is the booking it began with, so that a ticket checked in twice is one visit.
create table sih_larajaket.visit (
  id uuid primary key,
  person_id uuid not null,
  -- The person the ticket was for, kept when two records turn out to be one person.
  first_person_id uuid not null,
  -- For ages and ranges; refreshed at triage.
  birth_date date,
  sex text check (sex in ('L', 'P')),
  code text not null,
  label text not null,
  session_id uuid not null,
  poli text not null,
  poli_name text not null,
  doctor text not null,
  doctor_name text not null,
  date date not null,
  payer text not null check (payer in ('jkn', 'umum', 'other')),
  state text not null default 'arrived',
  state_at timestamptz not null,
  state_by text not null,
  state_reason text check (length(state_reason) between 3 and 300),
  arrived_at timestamptz not null,
  -- Letter of eligibility of a JKN visit.
  sep text constraint visit_sep_form check (sep ~ '^[0-9]{4}[A-Z][0-9]{3}[0-9]{4}V[0-9]{6}$'),
  version int not null default 1 check (version > 0),
  constraint visit_reason_given check (state not in ('left-before-seen', 'cancelled', 'entered-in-error') or state_reason is not null)
);
create unique index visit_sep_once on sih_larajaket.visit (sep) where sep is not null and state <> 'entered-in-error';
create index visit_day on sih_larajaket.visit (date, poli, state);
create index visit_person on sih_larajaket.visit (person_id, date desc);

-- Every state a visit was in, written by the database itself so that nobody can forget it.
create table sih_larajaket.visit_step (
  visit_id uuid not null references sih_larajaket.visit (id),
  turn int not null,
  from_state text,
  to_state text not null,
  at timestamptz not null,
  by text not null,
  reason text,
  primary key (visit_id, turn)
);

create function sih_larajaket.visit_moves() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'arrived' then
      raise exception 'a visit begins as arrived' using errcode = '23514', constraint = 'visit_begins_arrived';
    end if;
    insert into sih_larajaket.visit_step values (new.id, 1, null, new.state, new.state_at, new.state_by, new.state_reason);
    return new;
  end if;
  if new.state is distinct from old.state then
    if not exists (select 1 from sih_larajaket.visit_way way where way.from_state = old.state and way.to_state = new.state) then
      raise exception 'no way from % to %', old.state, new.state using errcode = '23514', constraint = 'visit_way_allowed';
    end if;
    insert into sih_larajaket.visit_step
      select new.id, 1 + max(turn), old.state, new.state, new.state_at, new.state_by, new.state_reason from sih_larajaket.visit_step where visit_id = new.id;
  end if;
  return new;
end $$;
create trigger visit_moved after insert or update on sih_larajaket.visit for each row execute function sih_larajaket.visit_moves();

-- Rows that are evidence: what was written stays as it was written.
create function sih_larajaket.kept() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed or deleted', tg_table_name using errcode = '23514', constraint = 'row_kept';
end $$;
create trigger visit_step_kept before update or delete on sih_larajaket.visit_step for each row execute function sih_larajaket.kept();

-- Who may sign: the practice licence of an account, and the doctor of the schedule it is.
create table sih_larajaket.practitioner (
  account text primary key,
  name text not null,
  profession text not null check (profession in ('doctor', 'nurse', 'pharmacist', 'analyst', 'radiographer')),
  doctor text,
  sip text not null check (length(sip) between 3 and 60),
  sip_expires_on date not null,
  ihs text check (ihs ~ '^N[0-9]+$')
);

create table sih_larajaket.triage (
  visit_id uuid primary key references sih_larajaket.visit (id),
  vitals jsonb not null,
  screens jsonb not null,
  -- The allergy question of this visit: "none known" is an answer.
  allergy text not null check (allergy in ('none-known', 'known')),
  pregnancy text check (pregnancy in ('pregnant', 'lactating', 'no', 'unknown')),
  complaint text not null default '' check (length(complaint) <= 500),
  at timestamptz not null,
  by text not null
);

create table sih_larajaket.note (
  visit_id uuid primary key references sih_larajaket.visit (id),
  author text not null,
  version int not null check (version > 0),
  state text not null check (state in ('draft', 'signed')),
  signed_at timestamptz,
  seal text,
  check ((state = 'signed') = (signed_at is not null and seal is not null))
);
-- Every text that was ever saved. `beside`: what somebody wrote while another saved first; both stay.
create table sih_larajaket.note_version (
  visit_id uuid not null references sih_larajaket.visit (id),
  version int not null check (version > 0),
  kind text not null check (kind in ('draft', 'beside', 'merged', 'signed', 'amendment')),
  base int not null,
  body jsonb not null,
  author text not null,
  author_name text not null,
  at timestamptz not null,
  reason text,
  seal text,
  primary key (visit_id, version),
  check (kind <> 'amendment' or length(reason) >= 5),
  check ((kind in ('signed', 'amendment')) = (seal is not null))
);
create trigger note_version_kept before update or delete on sih_larajaket.note_version for each row execute function sih_larajaket.kept();

create table sih_larajaket.coding (
  id uuid primary key,
  visit_id uuid not null references sih_larajaket.visit (id),
  kind text not null check (kind in ('diagnosis', 'procedure')),
  -- 1 is the main diagnosis.
  rank int not null check (rank between 1 and 20),
  code text not null check (code ~ '^[A-Z0-9][A-Z0-9.]{1,9}$'),
  display text not null,
  source text not null check (source in ('doctor', 'coder')),
  at timestamptz not null,
  by text not null,
  ended_at timestamptz,
  ended_reason text
);
create unique index coding_rank_once on sih_larajaket.coding (visit_id, kind, rank) where ended_at is null;
create unique index coding_code_once on sih_larajaket.coding (visit_id, kind, code) where ended_at is null;

create table sih_larajaket.rx (
  id uuid primary key,
  visit_id uuid not null constraint rx_visit_once unique references sih_larajaket.visit (id),
  number text not null constraint rx_number_once unique,
  state text not null check (state in ('draft', 'sent', 'cancelled')),
  -- Grows with every change; medicine prepared for an older version cannot be handed over.
  version int not null default 1,
  sent_at timestamptz,
  prepared_version int
);
create table sih_larajaket.rx_item (
  id uuid primary key,
  rx_id uuid not null references sih_larajaket.rx (id),
  no int not null check (no > 0),
  drug text not null,
  drug_name text not null,
  signa text not null,
  days int not null check (days between 1 and 180),
  quantity int not null check (quantity between 1 and 2000),
  handed int not null default 0,
  iter_left int not null default 0 check (iter_left between 0 and 12),
  next_from date,
  -- Recipe of a compounded item.
  recipe jsonb,
  -- Alerts that were confirmed with a reason.
  overrides jsonb not null default '[]',
  reason text not null default '',
  added_version int not null,
  ended_version int,
  constraint rx_item_no_more check (handed between 0 and quantity),
  constraint rx_item_no_once unique (rx_id, no)
);
create table sih_larajaket.rx_review (
  id uuid primary key,
  rx_id uuid not null references sih_larajaket.rx (id),
  rx_version int not null,
  verdicts jsonb not null,
  at timestamptz not null,
  by text not null
);
create trigger rx_review_kept before update or delete on sih_larajaket.rx_review for each row execute function sih_larajaket.kept();

create table sih_larajaket.stock (
  drug text not null,
  batch text not null,
  expires_on date not null,
  on_hand int not null constraint stock_never_negative check (on_hand >= 0),
  primary key (drug, batch)
);
create table sih_larajaket.dispense (
  id uuid primary key,
  rx_item uuid not null references sih_larajaket.rx_item (id),
  rx_version int not null,
  quantity int not null check (quantity > 0),
  batch text not null,
  expires_on date not null,
  remark text not null check (remark in ('full', 'det', 'iter')),
  at timestamptz not null,
  by text not null,
  receiver text not null default ''
);
create function sih_larajaket.dispense_fits() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from sih_larajaket.rx r join sih_larajaket.rx_item i on i.rx_id = r.id where i.id = new.rx_item and r.version = new.rx_version and r.prepared_version = r.version) then
    raise exception 'prepared for another version' using errcode = '23514', constraint = 'dispense_current_version';
  end if;
  return new;
end $$;
create trigger dispense_checked before insert on sih_larajaket.dispense for each row execute function sih_larajaket.dispense_fits();
create trigger dispense_kept before update or delete on sih_larajaket.dispense for each row execute function sih_larajaket.kept();

create table sih_larajaket.support_order (
  id uuid primary key,
  visit_id uuid not null references sih_larajaket.visit (id),
  kind text not null check (kind in ('lab', 'rad')),
  panel text not null,
  panel_name text not null,
  state text not null default 'ordered' check (state in ('ordered', 'resulted', 'cancelled')),
  urgent boolean not null default false,
  question text not null default '',
  ordered_at timestamptz not null,
  ordered_by text not null,
  file_id uuid
);
create index support_order_open on sih_larajaket.support_order (kind, ordered_at) where state = 'ordered';
create index support_order_visit on sih_larajaket.support_order (visit_id);
create table sih_larajaket.result (
  id uuid primary key,
  order_id uuid not null references sih_larajaket.support_order (id),
  test text not null,
  name text not null,
  value numeric,
  unit text,
  low numeric,
  high numeric,
  interpretation text check (interpretation in ('N', 'L', 'H', 'LL', 'HH')),
  critical boolean not null default false,
  text text not null default '',
  -- `withdrawn`: reported for the wrong patient or by mistake; stays visible as such.
  state text not null check (state in ('final', 'amended', 'replaced', 'withdrawn')),
  version int not null default 1,
  at timestamptz not null,
  by text not null,
  read_at timestamptz,
  read_by text,
  told_at timestamptz,
  told_to text,
  withdrawn_reason text,
  check ((value is null) = (unit is null)),
  check (state <> 'withdrawn' or withdrawn_reason is not null)
);
create unique index result_current on sih_larajaket.result (order_id, test) where state in ('final', 'amended');
create index result_critical on sih_larajaket.result (at) where critical and told_at is null;

create table sih_larajaket.resume (
  visit_id uuid primary key references sih_larajaket.visit (id),
  body jsonb not null,
  seal text not null,
  at timestamptz not null,
  by text not null,
  by_name text not null
);

-- Every seal put under anything, with the licence it was put under.
create table sih_larajaket.signature (
  id uuid primary key,
  visit_id uuid not null references sih_larajaket.visit (id),
  what text not null check (what in ('note', 'amendment', 'resume')),
  version int not null,
  seal text not null,
  method text not null,
  account text not null,
  sip text not null,
  at timestamptz not null,
  constraint signature_once unique (visit_id, what, version)
);
create trigger signature_kept before update or delete on sih_larajaket.signature for each row execute function sih_larajaket.kept();

create table sih_larajaket.consent (
  id uuid primary key,
  person_id uuid not null,
  kind text not null check (kind in ('general', 'share')),
  payer text not null,
  version text not null,
  given_at timestamptz not null,
  given_via text not null,
  until date not null,
  withdrawn_at timestamptz
);
create index consent_person on sih_larajaket.consent (person_id, kind);

create table sih_larajaket.glass (
  id uuid primary key,
  person_id uuid not null,
  visit_id uuid,
  account text not null,
  account_name text not null,
  reason text not null check (length(reason) >= 10),
  at timestamptz not null,
  open_until timestamptz not null,
  review_due date not null,
  reviewed_at timestamptz,
  reviewed_by text,
  verdict text check (verdict in ('right', 'not-right')),
  remark text,
  check ((reviewed_at is null) = (verdict is null)),
  -- Nobody judges their own.
  constraint glass_other_reviewer check (reviewed_by is null or reviewed_by <> account)
);

create table sih_larajaket.print (
  id uuid primary key,
  visit_id uuid not null references sih_larajaket.visit (id),
  what text not null check (what in ('resume', 'label', 'prescription', 'result', 'letter', 'emergency')),
  sheets int not null check (sheets between 1 and 50),
  at timestamptz not null,
  by text not null
);
create trigger print_kept before update or delete on sih_larajaket.print for each row execute function sih_larajaket.kept();

-- Copies of the record handed to somebody, and to whom.
create table sih_larajaket.release (
  id uuid primary key,
  visit_id uuid not null references sih_larajaket.visit (id),
  to_whom text not null check (length(to_whom) >= 3),
  purpose text not null check (length(purpose) >= 5),
  basis text not null check (basis in ('patient', 'guardian', 'court', 'insurer')),
  at timestamptz not null,
  by text not null
);

create table sih_larajaket.control (
  visit_id uuid primary key references sih_larajaket.visit (id),
  booking_id uuid,
  session_id uuid not null,
  date date not null,
  doctor_name text not null,
  letter text not null,
  at timestamptz not null
);

-- The second half of the patient's link: a code told at the desk. Only its hash; wrong tries are counted.
create table sih_larajaket.patient_key (
  visit_id uuid primary key references sih_larajaket.visit (id),
  code_hash text not null,
  wrong int not null default 0 check (wrong between 0 and 20),
  made_at timestamptz not null
);

-- What a device wrote while it had no network. Sent again, it is the same row.
create table sih_larajaket.device_event (
  id uuid primary key,
  device text not null,
  counter int not null check (counter > 0),
  account text not null,
  visit_id uuid not null references sih_larajaket.visit (id),
  kind text not null,
  hash text not null,
  outcome text not null check (outcome in ('applied', 'conflict', 'rejected')),
  detail jsonb not null default '{}',
  written_at timestamptz not null,
  received_at timestamptz not null,
  constraint device_event_counter_once unique (device, counter)
);
