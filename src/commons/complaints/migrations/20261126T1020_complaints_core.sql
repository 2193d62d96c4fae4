-- Complaints: what people say is sealed as written; others read only the masked text, and the public only what a moderator let through.
create schema complaints;
create table complaints.complaint (
  id uuid primary key,
  tracking text not null constraint complaint_tracking_once unique check (tracking ~ '^[0-9A-Z]{8}$'),
  reply_hash text not null,
  service text,
  agency text,
  channel text not null,
  district text,
  anonymous boolean not null,
  confidential boolean not null,
  words_sealed text not null,
  words_masked text not null,
  contact_sealed text,
  holds_personal boolean not null,
  state text not null check (state in ('diterima', 'diteruskan', 'dijawab', 'selesai', 'dialihkan', 'ditolak')),
  shown text not null default 'waiting' check (shown in ('waiting', 'shown', 'withheld')),
  moderated_by text,
  received_at timestamptz not null,
  due_at timestamptz,
  calendar_version text not null,
  changed_at timestamptz not null,
  closed_at timestamptz,
  constraint confidential_stays_hidden check (not (confidential and shown = 'shown')),
  constraint open_has_due check ((state in ('diterima', 'diteruskan', 'dijawab')) = (due_at is not null))
);
create index complaint_due on complaints.complaint (due_at) where due_at is not null;
create index complaint_service on complaints.complaint (service, received_at);
create index complaint_shown on complaints.complaint (received_at desc) where shown = 'shown';
create table complaints.entry (
  id uuid primary key,
  complaint uuid not null references complaints.complaint,
  verb text not null,
  by_kind text not null,
  by_id text not null,
  words text,
  within boolean,
  at timestamptz not null
);
create index entry_complaint on complaints.entry (complaint, at);
create function complaints.keep() returns trigger language plpgsql as $$ begin raise exception 'An entry is never changed or deleted.'; end $$;
create trigger entry_kept before update or delete on complaints.entry for each row execute function complaints.keep();
