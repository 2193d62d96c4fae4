-- A published row is a window of whole days that holds enough cases (or none), counted up to a place in the log. Numerator of a share, for judging whether a late correction is large
-- enough to be told; nothing for rows from before figures were published in windows.
alter table evidence.published add column hits int check (hits >= 0);
create index published_newest on evidence.published (service, measure, to_day, position);
