-- How far a phone's events were worked through: strictly by its own counter, so that the order of arrival changes nothing.
alter table dispatch.device add column applied bigint not null default 0;

-- What the giver's screen shows for typing when no camera can read it; the taker's record names it.
alter table dispatch.field_event add column handover_code text;
create index field_event_code on dispatch.field_event (handover_code) where handover_code is not null;
create index field_event_open on dispatch.field_event (device, counter) where outcome = 'waiting';

-- A handover both sides may report: the giver signs it, the taker confirms it.
create table dispatch.handover (
  code text primary key,
  event uuid not null references dispatch.field_event,
  custodies uuid[] not null,
  giver text not null,
  at timestamptz not null
);

-- Pieces of a scan until all have arrived.
create table dispatch.scan_piece (
  scan uuid not null references dispatch.scan,
  starts int not null check (starts >= 0),
  bytes bytea not null,
  primary key (scan, starts)
);
