-- From version 7: a member may have a short name, which charts show where there is little room.

alter table member add column short_name varchar;
