-- A copy may also go to another care giver, but only while the patient agrees to sharing; the agreement it rested on stays named.
alter table sih_larajaket.release drop constraint release_basis_check;
alter table sih_larajaket.release add constraint release_basis_check check (basis in ('patient', 'guardian', 'court', 'insurer', 'caregiver'));
alter table sih_larajaket.release add column consent_id uuid references sih_larajaket.consent (id);
alter table sih_larajaket.release add constraint release_with_consent check (basis <> 'caregiver' or consent_id is not null);
