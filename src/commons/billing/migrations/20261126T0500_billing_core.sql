-- Bills, the payments that arrive for them, and the refunds of what arrived wrongly. Money is whole rupiah.
create schema billing;

-- Gapless numbers: taken inside the transaction that issues the bill.
create table billing.series (
  service text not null,
  year int not null,
  last int not null check (last > 0),
  primary key (service, year)
);
create sequence billing.account_number;

create table billing.bill (
  id uuid primary key,
  service text not null,
  -- The case the bill belongs to, by the service's own id.
  case_id text not null,
  number text not null unique,
  title text not null,
  -- What the amount was computed from, as it stood on the day: factors, units, sources, rounding.
  base jsonb not null,
  amount bigint not null check (amount > 0),
  interest bigint not null default 0 check (interest >= 0),
  issued_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > issued_at),
  virtual_account text not null unique,
  qris text not null,
  status text not null default 'open' check (status in ('open', 'paid', 'expired', 'cancelled', 'replaced')),
  replaces uuid unique references billing.bill (id),
  closed_at timestamptz,
  closed_because text,
  check ((status = 'open') = (closed_at is null))
);
-- A case owes at most one bill at a time; a new one is a reissue.
create unique index bill_one_open on billing.bill (service, case_id) where status in ('open', 'expired');
create index bill_of_case on billing.bill (service, case_id, issued_at);
create index bill_to_expire on billing.bill (expires_at) where status = 'open';

-- What was billed is not edited: a wrong or late bill is replaced by another.
create function billing.keep_bill() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (new.service, new.case_id, new.number, new.title, new.base, new.amount, new.interest, new.issued_at, new.expires_at, new.virtual_account, new.qris, new.replaces)
     is distinct from (old.service, old.case_id, old.number, old.title, old.base, old.amount, old.interest, old.issued_at, old.expires_at, old.virtual_account, old.qris, old.replaces) then
    raise exception 'a bill is reissued, not edited' using errcode = 'restrict_violation';
  end if;
  if old.status in ('paid', 'cancelled', 'replaced') and new.status <> old.status then
    raise exception 'a closed bill stays closed' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger bill_kept before update or delete on billing.bill for each row execute function billing.keep_bill();

create table billing.payment (
  id uuid primary key,
  bank text not null,
  reference text not null,
  virtual_account text not null,
  amount bigint not null check (amount > 0),
  channel text not null check (channel in ('va', 'qris', 'cash')),
  paid_at timestamptz not null,
  recorded_at timestamptz not null,
  bill uuid references billing.bill (id),
  outcome text not null check (outcome in ('settled', 'suspense')),
  why text check (why in ('unknown-account', 'wrong-amount', 'second-payment', 'expired-bill', 'cancelled-bill', 'replaced-bill')),
  check ((outcome = 'suspense') = (why is not null)),
  -- The same money told twice is one payment.
  constraint payment_reference_once unique (bank, reference)
);
create unique index payment_settles_once on billing.payment (bill) where outcome = 'settled';

create function billing.keep_payment() returns trigger language plpgsql as $$
begin
  raise exception 'a payment that arrived stays as it arrived' using errcode = 'restrict_violation';
end $$;
create trigger payment_kept before update or delete on billing.payment for each row execute function billing.keep_payment();

-- Money that has to go back, by four eyes: whoever proposes does not approve, whoever approves does not pay out.
create table billing.refund (
  id uuid primary key,
  payment uuid not null unique references billing.payment (id),
  service text,
  case_id text,
  why text not null,
  amount bigint not null check (amount > 0),
  state text not null default 'open' check (state in ('open', 'proposed', 'approved', 'returned', 'applied')),
  opened_at timestamptz not null,
  -- Bank, number and holder of the account to pay to; sealed.
  payee text,
  proposal text check (proposal in ('return', 'apply')),
  apply_to uuid references billing.bill (id),
  proposed_by text, proposed_at timestamptz,
  approved_by text, approved_at timestamptz,
  returned_by text, returned_at timestamptz, returned_reference text,
  note text,
  constraint refund_four_eyes check (approved_by is null or approved_by <> proposed_by),
  constraint refund_payer_differs check (returned_by is null or returned_by <> approved_by)
);
create index refund_pending on billing.refund (opened_at) where state not in ('returned', 'applied');
