-- A command costs what its statements cost: fewer trips, fewer indexes to write, nothing done for what a command does not change.

-- Every segment but the first starts where another of its tiling ends (the foreign key), starts and ends are unique, and a tiling has one first segment: so it is one
-- chain, rising in time. A chain neither overlaps nor has two open ends, and what only said so again is dropped; each cost an index entry a move.
alter table cases.segment drop constraint segment_no_overlap;
drop index cases.one_open_segment;

-- Locks a case and reads everything a command must know about it. Each statement of a volatile function sees what was committed before it: what is read is newer than
-- the wait for the lock. Nothing comes back for a case that does not exist.
drop function cases.picture(uuid, text, text, date);
create function cases.take(the_case uuid, the_command text, the_account text, the_day date,
  out one json, out tasks json, out clocks json, out entries json, out first json, out seats json) language plpgsql volatile set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  one := (select row_to_json(c) from (select * from cases.case where id = the_case for no key update) c);
  if one is null then return; end if;
  tasks := coalesce((select json_agg(json_build_object('id', t.id, 'kind', t.kind, 'branch', t.branch, 'agency', t.agency, 'position', t.position, 'account', t.account, 'promise', t.promise, 'due', cases.ms(t.due_at)) order by t.opened_at, t.id)
    from cases.task t where t.case_id = the_case and t.state = 'open'), '[]');
  clocks := coalesce((select json_agg(json_build_object('id', c.id, 'promise', c.promise, 'branch', c.branch, 'budget', c.budget, 'unit', c.unit, 'calendar', c.calendar, 'calendarVersion', c.calendar_version, 'counts', c.counts, 'rungs', c.rungs,
      'fired', coalesce((select json_agg(f.rung) from cases.timer_fire f where f.clock_id = c.id), '[]'),
      'startedAt', cases.ms(c.started_at), 'stoppedAt', cases.ms(c.stopped_at), 'generation', c.generation, 'due', cases.ms(c.due_at),
      'segments', coalesce((select json_agg(json_build_array(cases.ms(s.starts), cases.ms(s.ends), s.party, s.reason, s.attempt) order by s.starts) from cases.segment s where s.clock_id = c.id and s.generation = c.generation), '[]')) order by c.started_at, c.id)
    from cases.clock c where c.case_id = the_case), '[]');
  entries := coalesce((select json_agg(json_build_array(cases.ms(e.effective_at), e.command_id, e.version, e.data->'ledger') order by e.version) from cases.case_event e where e.case_id = the_case and e.data ? 'ledger'), '[]');
  first := (select json_build_object('caseId', e.case_id, 'version', e.version, 'state', e.to_state, 'fingerprint', e.fingerprint) from cases.case_event e where e.command_id = the_command);
  if the_account <> '' then
    seats := (select json_agg(json_build_object('position', h.position, 'capacity', h.capacity, 'decree', h.decree) order by h.position, h.capacity) from cases.holder h
      where h.account = the_account and h.during @> the_day and not exists (select 1 from cases.absence a where a.account = h.account and a.during @> the_day));
  end if;
end $$;

-- As before, but a part that the command does not have is not there and costs nothing.
create or replace function cases.apply(p jsonb) returns void language plpgsql set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  if p ? 'case' then
    update cases.case set state = c.state, version = c.version, facts = c.facts, documents = c.documents, doers = c.doers, returns = c.returns, definition_hash = c.definition_hash,
      moved_at = cases.at(c.moved_at), closed_at = cases.at(c.closed_at)
    from jsonb_to_record(p->'case') as c(id uuid, state text, version int, facts jsonb, documents jsonb, doers jsonb, returns int, definition_hash text, moved_at float8, closed_at float8)
    where cases.case.id = c.id;
  end if;
  insert into cases.case_event (case_id, version, command_id, fingerprint, action, from_state, to_state, actor_kind, actor_id, position, capacity, reason, note, occurred_at, effective_at, recorded_at, definition_hash, data)
    select e.case_id, e.version, e.command_id, e.fingerprint, e.action, e.from_state, e.to_state, e.actor_kind, e.actor_id, e.position, e.capacity, e.reason, e.note, e.occurred_at, cases.at(e.effective_at), e.recorded_at, e.definition_hash, e.data
    from jsonb_to_record(p->'event') as e(case_id uuid, version int, command_id text, fingerprint text, action text, from_state text, to_state text, actor_kind text, actor_id text, position text, capacity jsonb, reason text, note text,
      occurred_at timestamptz, effective_at float8, recorded_at timestamptz, definition_hash text, data jsonb);
  if p ? 'calendar' then
    insert into cases.calendar_changed (clock_id, at, old_version, new_version, old_due_at, new_due_at)
      select h.clock_id, (p->'event'->>'recorded_at')::timestamptz, h.old_version, h.new_version, cases.at(h.old_due), cases.at(h.new_due)
      from jsonb_to_recordset(p->'calendar') as h(clock_id uuid, old_version text, new_version text, old_due float8, new_due float8)
      -- Unless the re-projection was here first: it holds this row until it has told the change itself.
      where exists (select 1 from cases.clock k where k.id = h.clock_id and k.calendar_version = h.old_version for update) on conflict do nothing;
  end if;
  if p ? 'newClocks' then
    insert into cases.clock (id, case_id, promise, branch, budget, unit, calendar, calendar_version, counts, rungs, started_at, stopped_at, spent, due_at, next_warning_at, next_rung)
      select k.id, k.case_id, k.promise, k.branch, k.budget, k.unit, k.calendar, k.calendar_version, k.counts, k.rungs, cases.at(k.started_at), cases.at(k.stopped_at), k.spent, cases.at(k.due), cases.at(k.warning), k.rung
      from jsonb_to_recordset(p->'newClocks') as k(id uuid, case_id uuid, promise text, branch text, budget int, unit text, calendar text, calendar_version text, counts text[], rungs smallint[], started_at float8, stopped_at float8, spent bigint, due float8, warning float8, rung smallint);
  end if;
  if p ? 'clocks' then
    update cases.clock set generation = k.generation, calendar_version = k.calendar_version, stopped_at = cases.at(k.stopped_at), spent = k.spent, due_at = cases.at(k.due), next_warning_at = cases.at(k.warning), next_rung = k.rung
      from jsonb_to_recordset(p->'clocks') as k(id uuid, generation int, calendar_version text, stopped_at float8, spent bigint, due float8, warning float8, rung smallint)
      where cases.clock.id = k.id;
  end if;
  if p ? 'ends' then
    update cases.segment set ends = cases.at(s.ends)
      from jsonb_to_recordset(p->'ends') as s(clock_id uuid, generation int, ends float8)
      where cases.segment.clock_id = s.clock_id and cases.segment.generation = s.generation and cases.segment.ends is null;
  end if;
  if p ? 'segments' then
    insert into cases.segment (clock_id, generation, starts, ends, follows, party, reason, attempt)
      select s.clock_id, s.generation, cases.at(s.starts), cases.at(s.ends), cases.at(s.follows), s.party, s.reason, s.attempt
      from jsonb_to_recordset(p->'segments') as s(clock_id uuid, generation int, starts float8, ends float8, follows float8, party text, reason text, attempt int);
  end if;
  if p ? 'closedTasks' then
    update cases.task set state = t.state, closed_at = cases.at(t.closed_at), closed_by = t.closed_by
      from jsonb_to_recordset(p->'closedTasks') as t(id uuid, state text, closed_at float8, closed_by text) where cases.task.id = t.id;
  end if;
  if p ? 'dueTasks' then
    update cases.task set due_at = cases.at(t.due)
      from jsonb_to_recordset(p->'dueTasks') as t(id uuid, due float8) where cases.task.id = t.id;
  end if;
  if p ? 'newTasks' then
    insert into cases.task (id, case_id, kind, branch, by, agency, position, account, opened_at, due_at, promise)
      select t.id, t.case_id, t.kind, t.branch, t.by, t.agency, t.position, t.account, cases.at(t.opened_at), cases.at(t.due), t.promise
      from jsonb_to_recordset(p->'newTasks') as t(id uuid, case_id uuid, kind text, branch text, by text[], agency text, position text, account text, opened_at float8, due float8, promise text);
  end if;
end $$;
