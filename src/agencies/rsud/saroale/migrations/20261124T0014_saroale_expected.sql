-- When the patient was told, at booking, to expect their turn. Self check-in closes by it, and the honesty of estimates is measured against it.
alter table saroale.visit add column expected_at timestamptz;
