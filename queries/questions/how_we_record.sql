-- How does each member draw the line of what it records?
-- grain: one row per member and question answered
-- asked by: lead, reader, coordinator, group
-- reads: lists
-- parameters: none

select member, question, answer from how_we_record
order by question, member
