-- new tables: kept_answer incident_count
-- From version 8: answers about the group are kept in the store, and rows are counted when they are written. The tables are
-- there already; rows that are in the store are counted now.

insert into incident_count select return_id, month, category, count(*) from incident group by all;
