-- Writes versions, current rows and index rows of any number of resources. A function, because its plans are kept by the connection: as one statement sent anew each time, parsing
-- and planning it cost more than running it. `fill` holds the index rows by table, each row with `k`, the place of its resource in `given`.
create function clinical_record.keep(given jsonb, fill jsonb, at timestamptz, by_work uuid) returns void language plpgsql as $$
declare
  numbers bigint[];
begin
  -- Index rows of the version before, in the tables that differ.
  if fill ? 'cleared' then
    delete from clinical_record.token t using jsonb_to_recordset(fill -> 'cleared' -> 'token') as c(nr bigint) where t.nr = c.nr;
    delete from clinical_record.string t using jsonb_to_recordset(fill -> 'cleared' -> 'string') as c(nr bigint) where t.nr = c.nr;
    delete from clinical_record.date t using jsonb_to_recordset(fill -> 'cleared' -> 'date') as c(nr bigint) where t.nr = c.nr;
    delete from clinical_record.quantity t using jsonb_to_recordset(fill -> 'cleared' -> 'quantity') as c(nr bigint) where t.nr = c.nr;
    delete from clinical_record.reference t using jsonb_to_recordset(fill -> 'cleared' -> 'reference') as c(nr bigint) where t.nr = c.nr;
    delete from clinical_record.composite t using jsonb_to_recordset(fill -> 'cleared' -> 'composite') as c(nr bigint) where t.nr = c.nr;
    delete from clinical_record.compartment t using jsonb_to_recordset(fill -> 'cleared' -> 'compartment') as c(nr bigint) where t.nr = c.nr;
  end if;

  update clinical_record.resource r set version = g.version, updated = at, gone = g.method = 'DELETE', labels = g.labels
    from jsonb_to_recordset(given) as g(nr bigint, version int, method text, labels text[]) where r.nr = g.nr;

  with asked as (select * from jsonb_to_recordset(given) as g(k int, nr bigint, type text, id text, version int, labels text[])),
    fresh as (insert into clinical_record.resource (type, id, version, updated, labels) select type, id, version, at, labels from asked where nr is null order by k returning nr, type, id)
  select array_agg(coalesce(a.nr, f.nr) order by a.k) into numbers from asked a left join fresh f on a.nr is null and f.type = a.type and f.id = a.id;

  insert into clinical_record.version (nr, version, type, updated, method, work, content)
    select numbers[g.k + 1], g.version, g.type, at, g.method, by_work, nullif(g.content, 'null'::jsonb) from jsonb_to_recordset(given) as g(k int, type text, version int, method text, content jsonb) order by g.k;

  insert into clinical_record.token (nr, param, system, code) select numbers[f.k + 1], f.param, f.system, f.code from jsonb_to_recordset(fill -> 'token') as f(k int, param text, system text, code text);
  insert into clinical_record.reference (nr, param, target_type, target_id) select numbers[f.k + 1], f.param, f.target_type, f.target_id from jsonb_to_recordset(fill -> 'reference') as f(k int, param text, target_type text, target_id text);
  insert into clinical_record.compartment (nr, patient) select numbers[f.k + 1], f.patient from jsonb_to_recordset(fill -> 'compartment') as f(k int, patient text);
  if jsonb_array_length(fill -> 'date') > 0 then
    insert into clinical_record.date (nr, param, lo, hi) select numbers[f.k + 1], f.param, f.lo, f.hi from jsonb_to_recordset(fill -> 'date') as f(k int, param text, lo timestamptz, hi timestamptz);
  end if;
  if jsonb_array_length(fill -> 'string') > 0 then
    insert into clinical_record.string (nr, param, folded, exact) select numbers[f.k + 1], f.param, f.folded, f.exact from jsonb_to_recordset(fill -> 'string') as f(k int, param text, folded text, exact text);
  end if;
  if jsonb_array_length(fill -> 'quantity') > 0 then
    insert into clinical_record.quantity (nr, param, ordinal, lo, hi, system, code, unit, base_unit, base_lo, base_hi) select numbers[f.k + 1], f.param, f.ordinal, f.lo, f.hi, f.system, f.code, f.unit, f.base_unit, f.base_lo, f.base_hi
      from jsonb_to_recordset(fill -> 'quantity') as f(k int, param text, ordinal int, lo float8, hi float8, system text, code text, unit text, base_unit text, base_lo float8, base_hi float8);
  end if;
  if jsonb_array_length(fill -> 'composite') > 0 then
    insert into clinical_record.composite (nr, param, ordinal, system, code, value_system, value_code, folded, lo, hi, base_unit, base_lo, base_hi, date_lo, date_hi)
      select numbers[f.k + 1], f.param, f.ordinal, f.system, f.code, f.value_system, f.value_code, f.folded, f.lo, f.hi, f.base_unit, f.base_lo, f.base_hi, f.date_lo, f.date_hi
      from jsonb_to_recordset(fill -> 'composite') as f(k int, param text, ordinal int, system text, code text, value_system text, value_code text, folded text, lo float8, hi float8, base_unit text, base_lo float8, base_hi float8, date_lo timestamptz, date_hi timestamptz);
  end if;
end $$;
