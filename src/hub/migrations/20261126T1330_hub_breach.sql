-- A leak of personal data, or the drill for one: what the notices say, and the 72 hours the law gives from the moment it became known.
create table hub.breach (
  id uuid primary key,
  drill boolean not null,
  known_at timestamptz not null,
  due_at timestamptz not null,
  affected int not null check (affected >= 0),
  facts_sealed text not null,
  opened_by text not null,
  told_subjects_at timestamptz,
  told_authority_at timestamptz,
  check (due_at > known_at)
);
create index breach_due on hub.breach (due_at desc);
