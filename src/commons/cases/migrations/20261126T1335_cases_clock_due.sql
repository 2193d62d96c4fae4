-- Nobody looks for clocks by their due time: lists of work go by `task_open`, warnings (the end of a promise is the last of them) by `clock_warning`. Every move and every change of the
-- calendar wrote an entry here that was never read.
drop index cases.clock_due;
