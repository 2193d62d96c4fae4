-- A name is found by each of its words: the same exact text may stand with several folded beginnings (`siti aminah`, `aminah`).
alter table clinical_record.string drop constraint string_pkey, add primary key (nr, param, folded, exact);
