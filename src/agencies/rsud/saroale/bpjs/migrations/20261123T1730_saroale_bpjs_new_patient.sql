-- Persons registered through Mobile JKN ("info pasien baru"): they have a record number but must still pass admission, so their first visit is one of a new patient.
create table saroale.bpjs_new_patient (
  person_id uuid primary key,
  registered_at timestamptz not null
);
