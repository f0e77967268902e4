-- How many homes does each member manage?
-- grain: one row per member, financial year and needs type
-- asked by: lead, reader, coordinator, group
-- reads: lists
-- parameters: none

select member, year_start, needs_type, homes from homes
order by member, year_start, needs_type
