-- Every version of every form that was ever declared, so that answers can be read with the words they were given to.
create schema forms;
create table forms.form (
  id text not null,
  version integer not null check (version > 0),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  document jsonb not null,
  declared_at timestamptz not null,
  primary key (id, version)
);

-- Answers under way: sealed, reached by a link or a code of which only fingerprints are kept.
create table forms.draft (
  id uuid primary key,
  form text not null,
  version integer not null,
  link_index text not null unique,
  code_index text not null unique,
  sealed text not null,
  state text not null default 'open' check (state in ('open', 'sent', 'expired')),
  begun_at timestamptz not null,
  begun_by text not null,
  changed_at timestamptz not null,
  expires_at timestamptz not null,
  sent_at timestamptz,
  -- Where the sender was led, sealed: sending twice leads there again.
  sent_to text,
  foreign key (form, version) references forms.form (id, version),
  check ((state = 'sent') = (sent_at is not null and sent_to is not null)),
  check ((state = 'open') = (sealed <> ''))
);
create index draft_expiry on forms.draft (expires_at) where state = 'open';

-- What was filled in from elsewhere, on whose consent.
create table forms.prefilled (
  id uuid primary key,
  draft uuid not null references forms.draft,
  provider text not null,
  fields text[] not null,
  consent text not null,
  consented_at timestamptz not null,
  consented_by text not null
);
create index prefilled_draft on forms.prefilled (draft);
