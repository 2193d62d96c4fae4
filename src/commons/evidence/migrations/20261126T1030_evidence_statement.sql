-- The statement in the public log that carries the hash of what was published; nothing for figures from before the log knew them.
alter table evidence.published add column statement uuid;
