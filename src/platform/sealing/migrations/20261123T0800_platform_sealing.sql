-- Rows of a sealed log are inserted by many transactions at once and get their position and hash afterwards, in one order, by a sealing pass.
create schema if not exists platform;

create function platform.keep_sealed_log() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'rows of % are never deleted', tg_table_name using errcode = 'restrict_violation';
  end if;
  if old.position is not null or (to_jsonb(new) - 'position' - 'hash') <> (to_jsonb(old) - 'position' - 'hash') then
    raise exception 'rows of % are never changed', tg_table_name using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
