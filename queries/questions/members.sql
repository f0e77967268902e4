-- Who are the members?
-- grain: one row per member
-- asked by: lead, reader, coordinator, group
-- reads: lists
-- parameters: none

select member, name, coalesce(short_name, '') as short_name, joined, left_after from member
order by member
