-- What has the group learnt, what was agreed, and by when?
-- grain: one row per entry of the learning log, newest first; open_action: an action that is not closed yet
-- asked by: lead, reader, coordinator, group
-- reads: lists
-- parameters:
--   quarter: month = null

select lesson_id, quarter, about, kind, what_happened, source, source_link, lesson, action, owner, due_on,
       aim, aim_field,
       aim_code, aim_direction, changed, member, written_at, closed_as, done_on,
       action is not null and closed_as is null as open_action
from lesson
where $quarter::date is null or quarter = quarter_of($quarter::date)
order by lesson_order desc
