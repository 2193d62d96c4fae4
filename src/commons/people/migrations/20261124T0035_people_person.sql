-- One person, many identifiers. Numbers stand here only sealed (AES-GCM) with a keyed fingerprint for searching and a mask for showing.
create schema people;

create table people.person (
  id uuid primary key,
  name text not null,
  letters text not null,
  titles_before text not null default '',
  titles_after text not null default '',
  sex text check (sex in ('L', 'P')),
  birth_date date,
  village text,
  address text,
  mother text,
  merged_into uuid references people.person,
  erased_at timestamptz,
  created_at timestamptz not null,
  check (merged_into <> id),
  check (erased_at is null or (name = '' and birth_date is null and address is null and mother is null))
);
create index person_letters on people.person using gin (letters gin_trgm_ops) where merged_into is null and erased_at is null;
create index person_merged on people.person (merged_into) where merged_into is not null;

create table people.identifier (
  id uuid primary key,
  person uuid not null references people.person,
  kind text not null check (kind in ('nik', 'noka', 'norm', 'kk', 'passport')),
  sealed text not null,
  fingerprint text not null,
  -- Of birth date and last four digits, to prove who one is without typing the whole number.
  tail_fingerprint text,
  masked text not null,
  -- Somebody else already holds this number (twins on one NIK): kept, shown to officers, never found first.
  contested boolean not null default false,
  valid_from timestamptz not null,
  valid_to timestamptz,
  ended_because text,
  check ((valid_to is null) = (ended_because is null))
);
-- A family card is shared by its household; every other number has one holder.
create unique index identifier_one_holder on people.identifier (kind, fingerprint) where valid_to is null and not contested and kind <> 'kk';
create unique index identifier_one_of_a_kind on people.identifier (person, kind) where valid_to is null;
create index identifier_fingerprint on people.identifier (kind, fingerprint) where valid_to is null;
create index identifier_tail on people.identifier (tail_fingerprint) where valid_to is null and tail_fingerprint is not null;

create table people.contact (
  id uuid primary key,
  state text not null default 'active' check (state in ('active', 'suspended')),
  suspended_because text,
  created_at timestamptz not null,
  check ((state = 'suspended') = (suspended_because is not null))
);
-- Where a contact is reached: a phone (sealed) or a conversation (its opaque id). An address never is a key of a person.
create table people.contact_address (
  id uuid primary key,
  contact uuid not null references people.contact,
  kind text not null check (kind in ('phone', 'conversation')),
  fingerprint text not null,
  sealed text,
  masked text not null,
  since timestamptz not null,
  ended_at timestamptz,
  check ((kind = 'phone' and ended_at is null) = (sealed is not null))
);
create unique index contact_address_one_contact on people.contact_address (kind, fingerprint) where ended_at is null;
create index contact_address_contact on people.contact_address (contact) where ended_at is null;

-- Who may be served through a contact. Ten places, so the eleventh finds none whoever comes first.
create table people.contact_member (
  id uuid primary key,
  contact uuid not null references people.contact,
  person uuid not null references people.person,
  place smallint not null check (place between 1 and 10),
  relation text not null,
  consent_version text not null,
  show_poli boolean not null,
  proof text not null check (proof in ('link', 'answers', 'counter', 'account')),
  bound_at timestamptz not null,
  bound_by text not null,
  ended_at timestamptz,
  ended_because text,
  check ((ended_at is null) = (ended_because is null))
);
create unique index contact_member_place on people.contact_member (contact, place) where ended_at is null;
create unique index contact_member_once on people.contact_member (contact, person) where ended_at is null;
create index contact_member_person on people.contact_member (person) where ended_at is null;

-- Given and withdrawn consents, never changed.
create table people.consent (
  id uuid primary key,
  turn bigint generated always as identity,
  contact uuid not null,
  person uuid not null,
  version text not null,
  what text not null check (what in ('given', 'given-with-poli-name', 'poli-name-withdrawn', 'withdrawn')),
  at timestamptz not null,
  actor text not null
);
create index consent_person on people.consent (person);

create table people.link (
  fingerprint text primary key,
  contact uuid not null references people.contact,
  purpose text not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create table people.proof (
  id uuid primary key,
  contact uuid not null references people.contact,
  person uuid references people.person,
  code_fingerprint text not null,
  started_at timestamptz not null,
  expires_at timestamptz not null,
  tries smallint not null default 0 check (tries between 0 and 5),
  used_at timestamptz
);
create index proof_contact on people.proof (contact, started_at);

-- Names shown in lists are logged once a person, actor, purpose and hour.
create table people.naming (
  actor text not null,
  person uuid not null,
  service text not null,
  purpose text not null,
  hour timestamptz not null,
  primary key (actor, person, service, purpose, hour)
);
