-- The register of innovations: one living record each, from idea to retirement. Nothing is ever deleted.
create schema hub;

-- Agencies by time: merged and abolished ones keep their history, so that coverage can be told as of any day.
create table hub.opd (
  id text not null,
  name text not null,
  valid_from date not null,
  valid_to date,
  successors text[] not null default '{}',
  primary key (id, valid_from),
  constraint opd_order check (valid_to is null or valid_to > valid_from),
  constraint opd_one_at_a_time exclude using gist (id with =, daterange(valid_from, valid_to) with &&)
);

create table hub.code_counter (
  region text not null,
  year int not null,
  last int not null,
  primary key (region, year)
);

create table hub.innovation (
  id uuid primary key,
  -- INO-<region>-<year>-<number>, never given twice.
  code text not null constraint innovation_code_once unique check (code ~ '^INO-\d{4}-\d{4}-\d{3,}$'),
  -- The service id where a service of this house carries the innovation.
  service text constraint innovation_service_once unique,
  title text not null,
  opd text not null,
  stage text not null check (stage in ('draf', 'diajukan', 'ditelaah', 'ditetapkan', 'uji_coba', 'penerapan', 'jeda', 'pensiun')),
  version int not null check (version >= 1),
  record jsonb not null,
  origin text not null check (origin in ('register', 'announcement', 'replication')),
  submitted_by text,
  verified_by text,
  published_by text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  constraint four_eyes_verifier check (verified_by is null or (submitted_by is not null and verified_by <> submitted_by)),
  constraint four_eyes_publisher check (published_by is null or (verified_by is not null and published_by <> verified_by and published_by <> submitted_by)),
  constraint stage_has_people check (
    (stage in ('draf') or submitted_by is not null)
    and (stage in ('draf', 'diajukan') or verified_by is not null)
    and (stage in ('draf', 'diajukan', 'ditelaah') or published_by is not null))
);
create index innovation_opd on hub.innovation (opd);

-- Who owned it when.
create table hub.ownership (
  innovation uuid not null references hub.innovation,
  opd text not null,
  valid_from date not null,
  valid_to date,
  because text not null,
  primary key (innovation, valid_from),
  constraint one_owner_at_a_time exclude using gist (innovation with =, daterange(valid_from, valid_to) with &&)
);

create table hub.version (
  innovation uuid not null references hub.innovation,
  version int not null,
  record jsonb not null,
  changed_by text not null,
  changed_at timestamptz not null,
  reason text,
  primary key (innovation, version)
);

create table hub.transition (
  id uuid primary key,
  innovation uuid not null references hub.innovation,
  verb text not null,
  from_stage text not null,
  to_stage text not null,
  actor text not null,
  actor_name text not null,
  role text not null,
  reason text,
  evidence uuid,
  at timestamptz not null
);
create index transition_innovation on hub.transition (innovation, at);

create table hub.evidence (
  id uuid primary key,
  innovation uuid not null references hub.innovation,
  file uuid not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  type text not null,
  size bigint not null,
  name text not null,
  issued_on date,
  -- What the document says of itself (PDF or camera date).
  inside_on date,
  valid_from date,
  valid_to date,
  uploaded_by text not null,
  uploaded_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_because text,
  constraint evidence_period check (valid_to is null or valid_from is null or valid_to >= valid_from),
  constraint withdrawal_says_why check ((withdrawn_at is null) = (withdrawn_because is null))
);
create index evidence_innovation on hub.evidence (innovation);
create index evidence_sha256 on hub.evidence (sha256);

-- One file answers many requirements; each is judged by itself, by somebody else than who uploaded it.
create table hub.evidence_use (
  evidence uuid not null references hub.evidence,
  -- `iga/16`, `tanggal/penerapan`, `regulasi`: what it is meant to prove.
  requirement text not null,
  parameter int check (parameter between 1 and 3),
  verdict text not null default 'waiting' check (verdict in ('waiting', 'accepted', 'rejected')),
  judged_by text,
  judged_at timestamptz,
  because text,
  uploaded_by text not null,
  primary key (evidence, requirement),
  constraint judged_by_another check (judged_by is null or judged_by <> uploaded_by),
  constraint verdict_has_judge check ((verdict = 'waiting') = (judged_by is null)),
  constraint rejection_says_why check (verdict <> 'rejected' or because is not null)
);

-- Figures somebody typed. Shown as claims, never counted anywhere.
create table hub.claim (
  id uuid primary key,
  innovation uuid not null references hub.innovation,
  what text not null,
  amount text not null,
  period text not null,
  claimed_by text not null,
  claimed_at timestamptz not null,
  withdrawn_at timestamptz
);

create function hub.keep() returns trigger language plpgsql as $$ begin raise exception '% is never changed or deleted.', tg_table_name; end $$;
create function hub.no_delete() returns trigger language plpgsql as $$ begin raise exception '% is never deleted.', tg_table_name; end $$;
create trigger version_kept before update or delete on hub.version for each row execute function hub.keep();
create trigger transition_kept before update or delete on hub.transition for each row execute function hub.keep();
create trigger innovation_kept before delete on hub.innovation for each row execute function hub.no_delete();
create trigger evidence_kept before delete on hub.evidence for each row execute function hub.no_delete();
create function hub.code_stays() returns trigger language plpgsql as $$ begin
  if new.code <> old.code then raise exception 'A code is never changed.'; end if;
  return new;
end $$;
create trigger innovation_code_stays before update on hub.innovation for each row execute function hub.code_stays();
