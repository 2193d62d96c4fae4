-- A search by date asks only for the numbers of what lies in a span: the index has them, the table need not be visited row by row.
drop index clinical_record.date_found;
create index date_found on clinical_record.date (param, lo, hi) include (nr);
