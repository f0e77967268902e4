-- new tables: hazard_return hazard hazard_matching closing_hazard shown_hazard_member
-- From version 2, which had incidents only: the tables of hazards are there already, empty. Quarters closed before have no
-- figures of hazards, and get none.

select 1;
