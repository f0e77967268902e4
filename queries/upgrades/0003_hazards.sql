-- From version 2, which had incidents only: the tables of hazards are there already, empty. Quarters closed before have no
-- figures of hazards, and get none.

select 1;
