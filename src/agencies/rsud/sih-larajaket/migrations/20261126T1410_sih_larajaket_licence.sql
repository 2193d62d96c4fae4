-- The registration (STR) behind a practice licence. Since UU 17/2023 it no longer runs out; the licence does.
alter table sih_larajaket.practitioner add column str text check (length(str) between 3 and 60);
