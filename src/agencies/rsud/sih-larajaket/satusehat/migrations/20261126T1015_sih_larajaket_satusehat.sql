-- What SATUSEHAT is owed: one row a resource, without its content. The content is read from the clinical record when it is sent, so personal data lies in one place.
create table sih_larajaket.satusehat (
  resource text not null,
  local_id text not null,
  visit_id uuid not null references sih_larajaket.visit (id),
  version int not null default 1 check (version > 0),
  -- `Encounter/…`: what must be acknowledged before this one goes.
  depends_on text[] not null default '{}',
  state text not null default 'ready' check (state in ('ready', 'sent', 'acked', 'rejected', 'parked')),
  attempts int not null default 0 check (attempts >= 0),
  next_at timestamptz not null,
  sent_version int,
  remote_id text,
  -- Why it stands: a code of ours and the words of the last OperationOutcome.
  cause text,
  outcome text,
  lease uuid,
  leased_until timestamptz,
  created_at timestamptz not null,
  acked_at timestamptz,
  let_go_reason text,
  primary key (resource, local_id),
  check (state <> 'acked' or (remote_id is not null and acked_at is not null)),
  check (state not in ('parked', 'rejected') or cause is not null)
);
create unique index satusehat_remote_once on sih_larajaket.satusehat (resource, remote_id) where remote_id is not null;
create index satusehat_due on sih_larajaket.satusehat (next_at) where state in ('ready', 'sent');
create index satusehat_visit on sih_larajaket.satusehat (visit_id);
create index satusehat_parked on sih_larajaket.satusehat (created_at) where state in ('parked', 'rejected');

-- Look-ups of the master data, kept so that the clinic and the sending go on with SATUSEHAT down. The key is a keyed hash of the number that was asked for.
create table sih_larajaket.satusehat_master (
  kind text not null check (kind in ('patient', 'practitioner')),
  key text not null,
  ihs text not null,
  found_at timestamptz not null,
  primary key (kind, key)
);

create table sih_larajaket.satusehat_reconciliation (
  day date primary key,
  ran_at timestamptz not null,
  local int not null,
  acked int not null,
  findings jsonb not null
);
