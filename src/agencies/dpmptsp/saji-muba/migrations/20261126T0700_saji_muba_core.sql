-- What Saji-Muba knows beyond the case itself. Names, numbers and phones live in people; answers and contacts are sealed here.
create schema saji_muba;

-- Every version of a type that a case was opened under, by the hash of its data.
create table saji_muba.type (
  id text not null,
  hash text not null check (hash ~ '^[0-9a-f]{16}$'),
  version int not null,
  body jsonb not null,
  stored_at timestamptz not null,
  primary key (id, hash)
);

create table saji_muba.application (
  case_id uuid primary key,
  -- Read out over the phone: `7K2M9QXA`.
  code text not null unique,
  type text not null,
  type_hash text not null,
  person uuid not null,
  -- Who acts for the person: a village helper or another proxy, with a power of attorney among the papers.
  helper text check (helper in ('village', 'proxy')),
  purpose text not null default 'new' check (purpose in ('new', 'renewal', 'amendment', 'copy')),
  -- The permit a renewal, amendment or copy is about.
  about_permit uuid,
  channel text not null,
  district text not null,
  village text not null,
  contact text not null,
  wants_pickup boolean not null,
  requested_at timestamptz not null,
  -- The form under way: its secret link sealed, and a digest to find the case by.
  draft text,
  draft_digest text unique,
  answers text,
  form_version int,
  answered_at timestamptz,
  pickup_visit uuid,
  delivery_visit uuid,
  -- Officers who said they are close to the applicant; they may not work on it.
  conflicts text[] not null default '{}',
  foreign key (type, type_hash) references saji_muba.type
);
create index application_of_person on saji_muba.application (person);

-- One completeness check; it judges every requirement, so that all defects are told at once.
create table saji_muba.round (
  case_id uuid not null references saji_muba.application,
  round int not null,
  at timestamptz not null,
  by text not null,
  complete boolean not null,
  -- Returned for something that was visible the first time: counts against the office.
  office_fault boolean not null default false,
  primary key (case_id, round)
);
create table saji_muba.judgement (
  case_id uuid not null,
  round int not null,
  requirement text not null,
  verdict text not null check (verdict in ('ok', 'defect', 'not-applicable')),
  note text not null default '',
  paper text not null,
  primary key (case_id, round, requirement),
  foreign key (case_id, round) references saji_muba.round,
  check (verdict <> 'defect' or length(note) > 0)
);

-- An opinion of a technical agency. What was sent stays; a change is a new version with its reason.
create table saji_muba.recommendation (
  id uuid primary key,
  case_id uuid not null references saji_muba.application,
  agency text not null,
  version int not null,
  verdict text not null check (verdict in ('meets', 'condition', 'fails')),
  findings jsonb not null,
  note text not null default '',
  reason text,
  by text not null,
  at timestamptz not null,
  minutes int not null,
  within boolean not null,
  constraint recommendation_once unique (case_id, agency, version),
  check ((version = 1) = (reason is null))
);

create table saji_muba.draft (
  case_id uuid not null references saji_muba.application,
  version int not null,
  decision text not null check (decision in ('grant', 'reject')),
  conditions jsonb not null default '[]',
  reasons text not null default '',
  by text not null,
  at timestamptz not null,
  primary key (case_id, version),
  check (decision = 'grant' or length(reasons) > 0)
);

create function saji_muba.keep() returns trigger language plpgsql as $$
begin
  raise exception '% is only added to', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger round_kept before update or delete on saji_muba.round for each row execute function saji_muba.keep();
create trigger judgement_kept before update or delete on saji_muba.judgement for each row execute function saji_muba.keep();
create trigger recommendation_kept before update or delete on saji_muba.recommendation for each row execute function saji_muba.keep();
create trigger draft_kept before update or delete on saji_muba.draft for each row execute function saji_muba.keep();

-- What was issued: the public register reads this.
create table saji_muba.permit (
  id uuid primary key,
  case_id uuid not null references saji_muba.application,
  type text not null,
  number text not null unique,
  person uuid not null,
  district text not null,
  issued_on date not null,
  valid_until date,
  status text not null default 'valid' check (status in ('valid', 'suspended', 'revoked', 'expired', 'superseded')),
  -- Code of the public verification page.
  verification text not null,
  -- Its id at the signing floor.
  document uuid not null,
  replaces uuid references saji_muba.permit
);
create index permit_in_register on saji_muba.permit (issued_on desc, id);
create index permit_ending on saji_muba.permit (valid_until) where status = 'valid' and valid_until is not null;
create table saji_muba.permit_change (
  id uuid primary key,
  permit uuid not null references saji_muba.permit,
  from_status text not null,
  to_status text not null,
  reason text not null check (length(reason) > 0),
  by text not null,
  at timestamptz not null
);
create trigger permit_change_kept before update or delete on saji_muba.permit_change for each row execute function saji_muba.keep();
create table saji_muba.reminder (permit uuid not null references saji_muba.permit, days int not null, at timestamptz not null, primary key (permit, days));

-- When and how each application was decided: what the head of office reads every morning.
create table saji_muba.decision (
  case_id uuid primary key references saji_muba.application,
  type text not null,
  district text not null,
  decision text not null check (decision in ('grant', 'reject')),
  at timestamptz not null,
  within boolean not null,
  days int not null,
  returns int not null
);
create index decision_at on saji_muba.decision (at);

-- The promise ran out without a decision. The law may take silence for consent; a person confirms, the house never issues by itself.
create table saji_muba.silence (
  case_id uuid primary key references saji_muba.application,
  lapsed_at timestamptz not null,
  rule text not null,
  head_decides_by timestamptz not null,
  decision text check (decision in ('grant', 'reject')),
  reason text,
  decided_by text,
  decided_at timestamptz,
  check ((decision is null) = (decided_at is null))
);

create table saji_muba.fee_report (
  id uuid primary key,
  case_id uuid references saji_muba.application,
  at timestamptz not null,
  channel text not null,
  -- What the person wrote, sealed: it may name somebody.
  text text not null,
  handled_at timestamptz,
  handled_by text
);
