-- The track of an agency without an innovation: its own worst problem, an idea, a mentor, a kit, ninety days of trial with a baseline.
create table hub.incubation (
  id uuid primary key,
  opd text not null,
  state text not null check (state in ('masalah', 'kanvas', 'uji_coba', 'selesai', 'berhenti')),
  problem text not null,
  -- The measured signal it came from, as it was then.
  signal jsonb not null,
  canvas jsonb not null default '{}',
  mentor text,
  mentor_name text,
  kit text,
  baseline jsonb,
  started_on date,
  ends_on date,
  outcome text,
  opened_by text not null,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  constraint pilot_has_all check (state not in ('uji_coba', 'selesai') or (baseline is not null and mentor is not null and kit is not null and started_on is not null and ends_on is not null)),
  constraint mentor_is_another check (mentor is null or mentor <> opened_by),
  constraint end_says_why check (state not in ('selesai', 'berhenti') or outcome is not null)
);
create unique index incubation_one_open on hub.incubation (opd) where state not in ('selesai', 'berhenti');

-- The public service index: a unit rates itself (F01), an evaluator verifies (F02).
create table hub.ipp_answer (
  year int not null,
  opd text not null,
  indicator text not null,
  self numeric(3, 2) check (self between 0 and 5),
  self_by text,
  proof text,
  verified numeric(3, 2) check (verified between 0 and 5),
  verified_by text,
  verified_because text,
  changed_at timestamptz not null,
  primary key (year, opd, indicator),
  constraint evaluator_is_another check (verified_by is null or self_by is null or verified_by <> self_by),
  constraint lowering_says_why check (verified is null or self is null or verified = self or verified_because is not null)
);
