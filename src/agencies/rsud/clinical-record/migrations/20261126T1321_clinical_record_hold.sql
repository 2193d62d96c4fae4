-- Locks resources, then reads them. In one statement the text of the version that somebody else had just written was not there yet: who had waited for the lock found a number without
-- its text and took the resource for one that does not exist. Two statements of a volatile function each see what was committed before them.
create function clinical_record.hold(types text[], ids text[], to_delete boolean) returns table (nr bigint, type text, id text, version int, gone boolean, content jsonb)
  language plpgsql volatile set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
declare
  held bigint[];
begin
  -- One order for everybody, so that two transactions over the same resources wait for each other instead of dead-locking.
  if to_delete then
    select array_agg(l.nr) into held from (select c.nr from clinical_record.resource c join unnest(types, ids) as w(type, id) on c.type = w.type and c.id = w.id order by c.nr for update of c) l;
  else
    select array_agg(l.nr) into held from (select c.nr from clinical_record.resource c join unnest(types, ids) as w(type, id) on c.type = w.type and c.id = w.id order by c.nr for no key update of c) l;
  end if;
  return query select r.nr, r.type, r.id, r.version, r.gone, v.content from clinical_record.resource r join clinical_record.version v on v.nr = r.nr and v.version = r.version where r.nr = any(held);
end $$;

-- Which of these exist and are not deleted; they are not deleted before the transaction ends.
create function clinical_record.hold_there(types text[], ids text[]) returns table (type text, id text)
  language plpgsql volatile set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
begin
  return query select c.type, c.id from clinical_record.resource c join unnest(types, ids) as w(type, id) on c.type = w.type and c.id = w.id where not c.gone order by c.nr for key share of c;
end $$;
