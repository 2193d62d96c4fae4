-- A scan that arrived whole but is no picture, or tried to act: refused for good, so that the phone does not send it for ever.
alter table dispatch.scan
  add column refused text,
  add constraint scan_refused check (refused is null or file is null);
