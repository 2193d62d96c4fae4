-- A code system as this hospital has it: the starter set, or what was imported from the hospital's own files.
create table clinical_record.code_system (
  url text primary key,
  name text not null,
  version text not null default '',
  -- Where its words come from, and under which terms.
  source text not null,
  -- fragment: only some of its codes are here; complete: all of them are, so an unknown code is a wrong one.
  content text not null default 'fragment' check (content in ('fragment', 'complete')),
  imported timestamptz not null
);

create table clinical_record.concept (
  system text not null references clinical_record.code_system (url),
  code text not null check (code <> ''),
  -- Indonesian first.
  display text not null check (display <> ''),
  english text,
  -- Everyday words, kept apart so that a later import of official titles does not lose them.
  synonyms text[] not null default '{}',
  parent text,
  -- A heading (chapter, block) is found but cannot be recorded.
  selectable boolean not null default true,
  -- Retired codes stay readable in old records and are no longer offered.
  active boolean not null default true,
  properties jsonb not null default '{}',
  updated timestamptz not null,
  -- '| code | display | english | synonym |', folded: what a search looks at.
  haystack text not null,
  primary key (system, code)
);
create index concept_words on clinical_record.concept using gin (haystack gin_trgm_ops);

-- Value sets and profiles of this hospital or of SATUSEHAT, by canonical address; the base ones come with the definitions.
create table clinical_record.conformance (
  url text primary key,
  kind text not null check (kind in ('ValueSet', 'StructureDefinition')),
  content jsonb not null,
  updated timestamptz not null
);
