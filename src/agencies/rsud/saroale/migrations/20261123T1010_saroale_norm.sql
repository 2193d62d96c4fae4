-- Medical record numbers given to new patients. The old register ended below this start.
create sequence saroale.norm_number start 500001;
