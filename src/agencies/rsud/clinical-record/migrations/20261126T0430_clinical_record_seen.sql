-- Who opened what of whose record: one row for each patient of each answer. Rows are only added. Served as FHIR AuditEvent.
create table clinical_record.seen (
  id uuid primary key,
  at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  agency text,
  channel text not null,
  service text not null,
  purpose text not null,
  interaction text not null check (interaction in ('read', 'vread', 'history', 'search', 'operation')),
  patient text not null,
  -- `Type/id` of what was handed out; searches of many name the types only.
  entities text[] not null,
  -- Names of the search parameters, never their values.
  asked text[] not null default '{}',
  glass_reason text,
  request_id text
);
create index seen_of on clinical_record.seen (patient, at desc);
create index seen_by on clinical_record.seen (actor_id, at desc);
create index seen_when on clinical_record.seen (at desc);

create function clinical_record.seen_kept() returns trigger language plpgsql as $$
begin
  raise exception 'a look at a record is never changed or deleted';
end $$;
create trigger seen_kept before update or delete on clinical_record.seen for each row execute function clinical_record.seen_kept();

-- A machine that may use the FHIR door with its own secret (client credentials); only a digest of the secret is kept.
create table clinical_record.machine (
  id text primary key check (id ~ '^[a-z0-9-]{3,40}$'),
  name text not null,
  secret_digest text not null check (secret_digest ~ '^[0-9a-f]{64}$'),
  scopes text[] not null check (cardinality(scopes) > 0),
  -- A patient's own application sees this record only.
  patient text,
  active boolean not null default true,
  registered timestamptz not null
);

-- The patient who stands for another in the record, after the two were found to be one person.
create table clinical_record.merge (
  gone text primary key,
  kept text not null check (kept <> gone),
  merged timestamptz not null,
  reason text not null check (length(reason) >= 5),
  -- What was re-pointed, so that the merge can be undone: [{type, id, version}] before the merge.
  moved jsonb not null,
  parted timestamptz
);
