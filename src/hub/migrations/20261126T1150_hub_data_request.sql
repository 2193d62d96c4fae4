-- What residents ask about their own data, and the 72 hours the law gives us to answer.
create table hub.data_request (
  id uuid primary key,
  owner text not null,
  person uuid,
  kind text not null check (kind in ('correction', 'erasure', 'question')),
  words_sealed text not null,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  answer_sealed text,
  outcome text check (outcome in ('done', 'refused')),
  answered_at timestamptz,
  answered_by text,
  check (due_at > asked_at),
  constraint answered_whole check ((outcome is null) = (answered_at is null) and (outcome is null) = (answer_sealed is null))
);
create index data_request_due on hub.data_request (due_at) where outcome is null;
create index data_request_owner on hub.data_request (owner, asked_at desc);
