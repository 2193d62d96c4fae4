-- What was published, with the definition and the place in the log it was computed from, so that anybody can compute it again.
create table evidence.published (
  id uuid primary key,
  service text not null,
  measure text not null,
  definition jsonb not null,
  from_day date not null,
  to_day date not null check (to_day >= from_day),
  position bigint not null,
  hash text not null,
  -- The figure as canonical text.
  figure text not null,
  published_at timestamptz not null,
  -- A correction: late events or a new definition. The replaced row stays.
  replaces uuid references evidence.published (id),
  unique (service, measure, from_day, to_day, position)
);

create function evidence.keep_published() returns trigger language plpgsql as $$
begin
  raise exception 'what was published stays published' using errcode = 'restrict_violation';
end $$;
create trigger published_kept before update or delete on evidence.published for each row execute function evidence.keep_published();
