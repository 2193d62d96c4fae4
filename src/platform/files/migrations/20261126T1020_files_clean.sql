-- What a file was made from, how many pages it has, and whether there is little to read on it.
alter table files.file
  add column pages integer not null default 1 check (pages > 0),
  add column faint boolean not null default false,
  add column original_sha256 text check (original_sha256 ~ '^[0-9a-f]{64}$');
