-- Who may act for whom, and the one-time links that say so, are kept by commons/people for every service.
drop table saroale.bind_link;
drop table saroale.family;
