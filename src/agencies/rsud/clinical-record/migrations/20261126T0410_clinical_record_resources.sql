create schema if not exists clinical_record;

-- One row per resource: where it stands now. Its text lies in `version`, once per version, and is never rewritten.
create table clinical_record.resource (
  nr bigint generated always as identity primary key,
  type text not null check (type ~ '^[A-Z][A-Za-z]{1,63}$'),
  id text not null check (id ~ '^[A-Za-z0-9.-]{1,64}$'),
  version int not null check (version > 0),
  updated timestamptz not null,
  gone boolean not null default false,
  -- Sensitivity labels (meta.security codes) that a reader must be cleared for.
  labels text[] not null default '{}',
  constraint resource_once unique (type, id)
);
create index resource_by_change on clinical_record.resource (type, updated desc);
create index resource_listed on clinical_record.resource (type, nr desc) where not gone;

create table clinical_record.version (
  nr bigint not null,
  version int not null,
  type text not null,
  updated timestamptz not null,
  -- How it came to be, as HTTP says it: POST, PUT, PATCH, DELETE.
  method text not null check (method in ('POST', 'PUT', 'PATCH', 'DELETE')),
  -- The unit of work (audit entry, Provenance) that wrote it.
  work uuid not null,
  position bigint generated always as identity,
  -- Null when the version is a deletion.
  content jsonb,
  primary key (nr, version),
  check ((content is null) = (method = 'DELETE'))
);
create index version_by_position on clinical_record.version (position desc);
create index version_by_type on clinical_record.version (type, position desc);

-- The index tables: what searches look at, rebuilt in the transaction that writes a version. `param` is `Type.code`. They carry no foreign keys: one room writes them,
-- in the same statement as the resource, and a check per row would double the cost of a write.
create table clinical_record.token (
  nr bigint not null, param text not null, system text not null default '', code text not null,
  primary key (nr, param, system, code)
);
create index token_found on clinical_record.token (param, code, system, nr desc);

create table clinical_record.string (
  nr bigint not null, param text not null, folded text not null, exact text not null,
  primary key (nr, param, exact)
);
create index string_found on clinical_record.string (param, folded text_pattern_ops, nr desc);

-- A date is the span it may mean: [lo, hi). 2013-01 is the whole of January in the regency's zone.
create table clinical_record.date (
  nr bigint not null, param text not null, lo timestamptz not null, hi timestamptz not null,
  primary key (nr, param, lo, hi), check (lo <= hi)
);
create index date_found on clinical_record.date (param, lo, hi);

-- Numbers and quantities as the span they mean; UCUM units also in base units, so that 5.5 mmol/L is found by mol/m3.
create table clinical_record.quantity (
  nr bigint not null, param text not null, ordinal int not null, lo double precision not null, hi double precision not null,
  system text not null default '', code text not null default '', unit text not null default '',
  base_unit text, base_lo double precision, base_hi double precision,
  primary key (nr, param, ordinal)
);
create index quantity_found on clinical_record.quantity (param, lo, hi);
create index quantity_base_found on clinical_record.quantity (param, base_unit, base_lo, base_hi) where base_unit is not null;

-- target_type is empty for absolute and canonical addresses, whose whole text is the id.
create table clinical_record.reference (
  nr bigint not null, param text not null, target_type text not null default '', target_id text not null,
  primary key (nr, param, target_type, target_id)
);
create index reference_found on clinical_record.reference (target_id, target_type, param, nr desc);

-- Pairs that must hold for one and the same element (code and value of one component).
create table clinical_record.composite (
  nr bigint not null, param text not null, ordinal int not null,
  system text not null default '', code text not null,
  value_system text not null default '', value_code text not null default '', folded text,
  lo double precision, hi double precision, base_unit text, base_lo double precision, base_hi double precision,
  date_lo timestamptz, date_hi timestamptz,
  primary key (nr, param, ordinal)
);
create index composite_found on clinical_record.composite (param, code, value_code, lo);

-- Whose record a resource belongs to (FHIR patient compartment).
create table clinical_record.compartment (
  patient text not null, nr bigint not null,
  primary key (patient, nr)
);
create index compartment_of on clinical_record.compartment (nr);

create statistics clinical_record.token_together (dependencies, ndistinct, mcv) on param, code from clinical_record.token;
create statistics clinical_record.reference_together (dependencies, ndistinct) on param, target_type from clinical_record.reference;
