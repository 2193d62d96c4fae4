-- Maps between code systems stand beside value sets and profiles, for $translate.
alter table clinical_record.conformance drop constraint conformance_kind_check;
alter table clinical_record.conformance add constraint conformance_kind_check check (kind in ('ValueSet', 'StructureDefinition', 'ConceptMap'));
