-- The hospital's own places at SATUSEHAT: sub-organisations and locations, registered once and then known by their ids there.
alter table sih_larajaket.satusehat_master drop constraint satusehat_master_kind_check;
alter table sih_larajaket.satusehat_master add constraint satusehat_master_kind_check check (kind in ('patient', 'practitioner', 'organization', 'location'));

-- Visits are claimed by what is due first.
drop index sih_larajaket.satusehat_due;
create index satusehat_due on sih_larajaket.satusehat (next_at, visit_id) where state in ('ready', 'sent');
create index satusehat_leased on sih_larajaket.satusehat (visit_id, leased_until) where leased_until is not null;
