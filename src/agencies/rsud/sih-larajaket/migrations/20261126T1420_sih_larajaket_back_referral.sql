-- The proposal to hand a stable chronic JKN patient back to their first clinic: group, medicine, and since when stable.
create table sih_larajaket.back_referral (
  visit_id uuid primary key references sih_larajaket.visit (id),
  group_id text not null,
  group_name text not null,
  stable_since date not null,
  drugs jsonb not null check (jsonb_array_length(drugs) > 0),
  at timestamptz not null,
  by text not null
);
