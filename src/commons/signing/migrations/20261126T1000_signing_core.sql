-- Numbered, signed, provable documents. A document waits for a POSITION; whoever holds it that day signs. Template data is personal and stands here sealed.
create schema signing;

create table signing.position (
  id text primary key,
  agency text not null,
  title text not null,
  -- Who may sign "a.n." when this position has let a document wait for so many hours.
  substitute text references signing.position,
  substitute_after_hours integer check (substitute_after_hours > 0),
  check ((substitute is null) = (substitute_after_hours is null))
);

create table signing.holder (
  id uuid primary key,
  position text not null references signing.position,
  kind text not null check (kind in ('definitive', 'plh', 'plt')),
  account uuid not null,
  name text not null,
  rank text,
  nip text,
  -- NIK for the certificate authority.
  sealed_nik text,
  decree text not null,
  valid_from date not null,
  valid_to date,
  ended_at timestamptz,
  recorded_at timestamptz not null,
  recorded_by text not null,
  check (valid_to >= valid_from),
  check (kind = 'definitive' or valid_to is not null)
);
create index holder_position on signing.holder (position) where ended_at is null;
create index holder_account on signing.holder (account) where ended_at is null;

-- The last number given in a series and year. Its row is locked while a number is given: no gap, no duplicate.
create table signing.counter (
  series text not null,
  year integer not null,
  last integer not null check (last > 0),
  primary key (series, year)
);

create table signing.document (
  id uuid primary key,
  class text not null,
  service text not null,
  subject text not null,
  agency text not null,
  position text not null references signing.position,
  -- What lists show: no whole names.
  label text not null,
  initials text not null,
  sealed_data text not null,
  state text not null check (state in ('waiting', 'signing', 'signed', 'withdrawn', 'void')),
  returned_because text,
  code text not null constraint document_code_once unique,
  holder uuid references signing.holder,
  issued_at timestamptz,
  unsigned_file uuid,
  unsigned_sha256 text,
  template_version integer,
  template_hash text,
  signed_file uuid,
  signed_sha256 text,
  signed_at timestamptz,
  signer_serial text,
  expires_on date,
  ended_because text,
  revoked_at timestamptz,
  superseded_by uuid references signing.document,
  prepared_at timestamptz not null,
  prepared_by text not null,
  check ((state = 'signed') = (signed_file is not null and signed_sha256 is not null and signed_at is not null)),
  check (revoked_at is null or (state = 'signed' and ended_because is not null)),
  check (superseded_by is null or state = 'signed'),
  check (state not in ('withdrawn', 'void') or ended_because is not null)
);
create index document_waiting on signing.document (position, prepared_at) where state in ('waiting', 'signing');
create index document_subject on signing.document (service, subject);
create index document_hash on signing.document (signed_sha256) where signed_sha256 is not null;

-- Every number ever given. A void number stays and names why.
create table signing.number (
  series text not null,
  year integer not null,
  seq integer not null,
  number text not null,
  document uuid not null references signing.document,
  given_at timestamptz not null,
  void_at timestamptz,
  void_because text,
  primary key (series, year, seq),
  check ((void_at is null) = (void_because is null))
);
create unique index number_one_in_force on signing.number (document) where void_at is null;

create table signing.opening (
  document uuid not null references signing.document,
  account uuid not null,
  how text not null check (how in ('opened', 'unread')),
  at timestamptz not null,
  primary key (document, account, how)
);

-- One prompt of the passphrase. The passphrase itself is nowhere.
create table signing.batch (
  id uuid primary key,
  account uuid not null,
  started_at timestamptz not null,
  beat_at timestamptz not null,
  finished_at timestamptz
);

create table signing.batch_item (
  batch uuid not null references signing.batch,
  document uuid not null references signing.document,
  turn integer not null,
  outcome text check (outcome in ('signed', 'returned')),
  reason text,
  at timestamptz,
  primary key (batch, document)
);
create index batch_item_document on signing.batch_item (document);

-- Each time the signing service was asked: which bytes, what came back. The first answer that begins with our bytes counts.
create table signing.request (
  id uuid primary key,
  document uuid not null references signing.document,
  batch uuid not null references signing.batch,
  holder uuid not null references signing.holder,
  unsigned_sha256 text not null,
  asked_at timestamptz not null,
  answered_at timestamptz,
  outcome text,
  check ((answered_at is null) = (outcome is null))
);
create index request_document on signing.request (document);
