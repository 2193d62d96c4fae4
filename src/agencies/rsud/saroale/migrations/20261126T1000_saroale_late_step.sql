-- A step a desk recorded while its link was down: written with its effect, so that sending the log twice changes nothing.
create table saroale.late_step (
  id uuid primary key,
  booking_id uuid not null,
  verb text not null check (verb in ('panggil', 'mulai', 'selesai', 'lewati', 'tidak-hadir')),
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  check (occurred_at <= recorded_at)
);
