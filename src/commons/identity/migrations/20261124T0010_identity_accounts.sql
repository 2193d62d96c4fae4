create schema if not exists identity;

create table identity.account (
  id uuid primary key,
  username text not null check (username ~ '^[a-z0-9][a-z0-9.-]{2,59}$'),
  name text not null check (length(name) between 2 and 100),
  agency text not null check (agency <> ''),
  email text check (email = lower(email)),
  -- A PHC string of argon2id; none until the first password is set.
  password_hash text,
  password_set_at timestamptz,
  -- Counts changes of the password, so that a link to set one works once.
  password_version int not null default 0,
  synthetic boolean not null default false,
  created_at timestamptz not null,
  closed_at timestamptz,
  constraint account_username_once unique (username),
  constraint account_email_once unique (email)
);

create table identity.totp (
  account uuid primary key references identity.account (id),
  -- Sealed with the master key.
  secret text not null,
  confirmed_at timestamptz,
  -- The last 30-second step whose code was accepted: a code works once.
  last_step bigint not null default 0,
  created_at timestamptz not null
);

create table identity.recovery_code (
  account uuid not null references identity.account (id),
  code_hash text not null,
  used_at timestamptz,
  primary key (account, code_hash)
);

create table identity.passkey (
  credential text primary key,
  account uuid not null references identity.account (id),
  public_key text not null,
  counter bigint not null,
  transports text[] not null,
  name text not null check (length(name) between 1 and 60),
  created_at timestamptz not null,
  used_at timestamptz
);
create index passkey_account on identity.passkey (account);

create table identity.oidc_link (
  issuer text not null,
  subject text not null,
  account uuid not null references identity.account (id),
  created_at timestamptz not null,
  primary key (issuer, subject)
);

create table identity.resident (
  id uuid primary key,
  phone_index text not null,
  -- Sealed with the master key.
  phone text not null,
  created_at timestamptz not null,
  constraint resident_phone_once unique (phone_index)
);

create table identity.session (
  id uuid primary key,
  -- SHA-256 of the token in the cookie; the token itself is nowhere.
  token_hash text not null unique,
  account uuid references identity.account (id),
  resident uuid references identity.resident (id),
  -- full: signed in; factor: password given, second factor awaited; enrol: must set up a second factor first.
  stage text not null check (stage in ('full', 'factor', 'enrol')),
  method text not null check (method in ('password', 'totp', 'recovery', 'passkey', 'oidc', 'code')),
  agency text,
  device text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  -- When the person last proved who they are as strongly as they can.
  proved_at timestamptz,
  ended_at timestamptz,
  constraint session_one_owner check ((account is null) <> (resident is null))
);
create index session_account on identity.session (account) where ended_at is null;
create index session_resident on identity.session (resident) where ended_at is null;

create table identity.one_time_code (
  id uuid primary key,
  -- SHA-256 of the token in the cookie of the browser that asked.
  token_hash text not null unique,
  phone_index text not null,
  phone text not null,
  code_hash text not null,
  tries int not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint code_tries check (tries between 0 and 5)
);
create index one_time_code_phone on identity.one_time_code (phone_index) where used_at is null;

-- Half of a proof under way: a passkey challenge, the state and nonce of a visit to the sign-on provider. Taken once.
create table identity.challenge (
  token_hash text primary key,
  kind text not null,
  body text not null,
  expires_at timestamptz not null
);

-- Attempts by keyed fingerprint of an account name, phone number or address; none of them readable here.
create table identity.throttle (
  key text primary key,
  count int not null,
  last_at timestamptz not null,
  blocked_until timestamptz
);
