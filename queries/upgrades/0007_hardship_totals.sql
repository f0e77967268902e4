-- new tables: hardship_total shown_hardship
-- From version 6: members enter hardship totals. The tables are there already, empty; closed quarters have none, and get none.

select count(*) from hardship_total;
