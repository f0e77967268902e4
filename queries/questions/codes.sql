-- What do the standard's codes mean?
-- grain: one row per field and code
-- asked by: lead, reader, coordinator, group, public
-- reads: lists
-- parameters: none

select field, code, label, definition, family, seasonal, focus from code
order by field, position
