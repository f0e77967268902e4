-- new tables: draft
-- From version 4: what a lead has chosen for a file that is not saved yet is kept as a draft. Its table is there already, empty.

select count(*) from draft;
