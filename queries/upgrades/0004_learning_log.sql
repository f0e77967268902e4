-- new tables: lesson
-- From version 3: the learning log is new. Its table is there already, empty (macros/10_tables.sql); nothing is carried over.

select count(*) from lesson;
