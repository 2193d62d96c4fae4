-- A change touches the index rows that changed and no others, each found by its whole key. Before, all rows of the version before were deleted by their number alone, and the plan kept for
-- that read the whole index table. `cleared` holds the rows that go, `fill` the rows that come, both by table; a table without either is not there.
create or replace function clinical_record.keep(given jsonb, fill jsonb, at timestamptz, by_work uuid) returns void language plpgsql
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  cleared jsonb := fill -> 'cleared';
  numbers bigint[];
  made bigint[];
  made_as text[];
begin
  if cleared ? 'token' then
    delete from clinical_record.token t using jsonb_to_recordset(cleared -> 'token') as c(nr bigint, param text, system text, code text) where t.nr = c.nr and t.param = c.param and t.system = c.system and t.code = c.code;
  end if;
  if cleared ? 'string' then
    delete from clinical_record.string t using jsonb_to_recordset(cleared -> 'string') as c(nr bigint, param text, folded text, exact text) where t.nr = c.nr and t.param = c.param and t.folded = c.folded and t.exact = c.exact;
  end if;
  if cleared ? 'date' then
    delete from clinical_record.date t using jsonb_to_recordset(cleared -> 'date') as c(nr bigint, param text, lo timestamptz, hi timestamptz) where t.nr = c.nr and t.param = c.param and t.lo = c.lo and t.hi = c.hi;
  end if;
  if cleared ? 'quantity' then
    delete from clinical_record.quantity t using jsonb_to_recordset(cleared -> 'quantity') as c(nr bigint, param text, ordinal int) where t.nr = c.nr and t.param = c.param and t.ordinal = c.ordinal;
  end if;
  if cleared ? 'reference' then
    delete from clinical_record.reference t using jsonb_to_recordset(cleared -> 'reference') as c(nr bigint, param text, target_type text, target_id text) where t.nr = c.nr and t.param = c.param and t.target_type = c.target_type and t.target_id = c.target_id;
  end if;
  if cleared ? 'composite' then
    delete from clinical_record.composite t using jsonb_to_recordset(cleared -> 'composite') as c(nr bigint, param text, ordinal int) where t.nr = c.nr and t.param = c.param and t.ordinal = c.ordinal;
  end if;
  if cleared ? 'compartment' then
    delete from clinical_record.compartment t using jsonb_to_recordset(cleared -> 'compartment') as c(nr bigint, patient text) where t.patient = c.patient and t.nr = c.nr;
  end if;

  -- Current rows: a new one alone (the common case) needs no matching of what came back with what was asked.
  if jsonb_array_length(given) = 1 then
    if given #> '{0,nr}' = 'null' then
      with fresh as (insert into clinical_record.resource (type, id, version, updated, labels)
        select g.type, g.id, g.version, at, g.labels from jsonb_to_recordset(given) as g(type text, id text, version int, labels text[]) returning nr)
      select array[nr] into numbers from fresh;
    else
      numbers := array[(given #>> '{0,nr}')::bigint];
    end if;
  elsif fill ? 'fresh' then
    with fresh as (insert into clinical_record.resource (type, id, version, updated, labels)
      select g.type, g.id, g.version, at, g.labels from jsonb_to_recordset(given) as g(k int, nr bigint, type text, id text, version int, labels text[]) where g.nr is null order by g.k returning nr, type, id)
    select array_agg(nr order by nr), array_agg(type || '/' || id order by nr) into made, made_as from fresh;
    -- Numbers are given in the order of the rows; should that ever not be so, nothing is kept.
    if made_as is distinct from (select array_agg(g.type || '/' || g.id order by g.k) from jsonb_to_recordset(given) as g(k int, nr bigint, type text, id text) where g.nr is null) then
      raise exception 'new resources came back in another order';
    end if;
    select array_agg(coalesce(a.nr, made[a.place]) order by a.k) into numbers from (
      select g.k, g.nr, count(*) filter (where g.nr is null) over (order by g.k) as place from jsonb_to_recordset(given) as g(k int, nr bigint)) a;
  else
    select array_agg(g.nr order by g.k) into numbers from jsonb_to_recordset(given) as g(k int, nr bigint);
  end if;
  if fill ? 'changed' then
    update clinical_record.resource r set version = g.version, updated = at, gone = g.method = 'DELETE', labels = g.labels
      from jsonb_to_recordset(given) as g(nr bigint, version int, method text, labels text[]) where r.nr = g.nr;
  end if;

  insert into clinical_record.version (nr, version, type, updated, method, work, content)
    select numbers[g.k + 1], g.version, g.type, at, g.method, by_work, nullif(g.content, 'null'::jsonb) from jsonb_to_recordset(given) as g(k int, type text, version int, method text, content jsonb) order by g.k;

  if fill ? 'token' then
    insert into clinical_record.token (nr, param, system, code) select numbers[f.k + 1], f.param, f.system, f.code from jsonb_to_recordset(fill -> 'token') as f(k int, param text, system text, code text);
  end if;
  if fill ? 'reference' then
    insert into clinical_record.reference (nr, param, target_type, target_id) select numbers[f.k + 1], f.param, f.target_type, f.target_id from jsonb_to_recordset(fill -> 'reference') as f(k int, param text, target_type text, target_id text);
  end if;
  if fill ? 'compartment' then
    insert into clinical_record.compartment (nr, patient) select numbers[f.k + 1], f.patient from jsonb_to_recordset(fill -> 'compartment') as f(k int, patient text);
  end if;
  if fill ? 'date' then
    insert into clinical_record.date (nr, param, lo, hi) select numbers[f.k + 1], f.param, f.lo, f.hi from jsonb_to_recordset(fill -> 'date') as f(k int, param text, lo timestamptz, hi timestamptz);
  end if;
  if fill ? 'string' then
    insert into clinical_record.string (nr, param, folded, exact) select numbers[f.k + 1], f.param, f.folded, f.exact from jsonb_to_recordset(fill -> 'string') as f(k int, param text, folded text, exact text);
  end if;
  if fill ? 'quantity' then
    insert into clinical_record.quantity (nr, param, ordinal, lo, hi, system, code, unit, base_unit, base_lo, base_hi) select numbers[f.k + 1], f.param, f.ordinal, f.lo, f.hi, f.system, f.code, f.unit, f.base_unit, f.base_lo, f.base_hi
      from jsonb_to_recordset(fill -> 'quantity') as f(k int, param text, ordinal int, lo float8, hi float8, system text, code text, unit text, base_unit text, base_lo float8, base_hi float8);
  end if;
  if fill ? 'composite' then
    insert into clinical_record.composite (nr, param, ordinal, system, code, value_system, value_code, folded, lo, hi, base_unit, base_lo, base_hi, date_lo, date_hi)
      select numbers[f.k + 1], f.param, f.ordinal, f.system, f.code, f.value_system, f.value_code, f.folded, f.lo, f.hi, f.base_unit, f.base_lo, f.base_hi, f.date_lo, f.date_hi
      from jsonb_to_recordset(fill -> 'composite') as f(k int, param text, ordinal int, system text, code text, value_system text, value_code text, folded text, lo float8, hi float8, base_unit text, base_lo float8, base_hi float8, date_lo timestamptz, date_hi timestamptz);
  end if;
end $$;
