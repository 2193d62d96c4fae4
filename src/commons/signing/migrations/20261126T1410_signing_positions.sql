-- Positions are one list, kept by the cases floor. Here stays only who may stand in when a position lets documents wait too long.
create table signing.substitute (
  position text primary key,
  substitute text not null,
  after_hours integer not null check (after_hours > 0),
  check (position <> substitute)
);
insert into signing.substitute (position, substitute, after_hours) select id, substitute, substitute_after_hours from signing.position where substitute is not null;
-- Carried into that list at the next start, because no room writes into another's tables.
create table signing.former_position (id text primary key, agency text not null, title text not null);
insert into signing.former_position (id, agency, title) select id, agency, title from signing.position;
alter table signing.holder drop constraint holder_position_fkey;
alter table signing.document drop constraint document_position_fkey;
drop table signing.position;
