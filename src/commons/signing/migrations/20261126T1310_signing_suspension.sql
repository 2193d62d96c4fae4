-- A signed document may be held in suspense and given back; whoever scans its code reads it from that moment.
alter table signing.document
  add column suspended_at timestamptz,
  add column suspended_because text,
  add constraint document_suspended check ((suspended_at is null) = (suspended_because is null) and (suspended_at is null or state = 'signed'));
