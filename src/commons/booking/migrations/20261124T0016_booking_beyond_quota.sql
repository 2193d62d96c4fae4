-- An officer's place beyond the quota: the quota stays, the ceiling rises by this one place, the pool is flagged until somebody cancels.
create or replace function booking.set_ceiling() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    new.ceiling := new.quota;
  elsif new.ceiling <> old.ceiling or new.quota <> old.quota or new.issued < old.issued then
    new.ceiling := greatest(new.quota, new.issued);
  else
    new.ceiling := old.ceiling;
  end if;
  return new;
end $$;

create function booking.take_beyond(of_session uuid, wanted text, out number int, out drawn_from text) language plpgsql as $$
begin
  drawn_from := wanted;
  update booking.pool set issued = issued + 1, ceiling = greatest(ceiling, issued) + 1 where session_id = of_session and pool = wanted;
  if not found then
    drawn_from := null;
    return;
  end if;
  update booking.session set last_no = last_no + 1, revision = revision + 1 where id = of_session and status in ('open', 'running') returning last_no into number;
end $$;
