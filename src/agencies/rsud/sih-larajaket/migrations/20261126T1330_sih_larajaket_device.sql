-- What a device wrote without network: when it happened by our clock, and who compared what did not fit.
alter table sih_larajaket.device_event add column happened_at timestamptz, add column settled_at timestamptz, add column settled_by text;
create index device_event_trouble on sih_larajaket.device_event (visit_id) where outcome <> 'applied' and settled_at is null;
