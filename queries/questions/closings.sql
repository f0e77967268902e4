-- Which quarters have been closed, when, and on whose returns do they rest?
-- grain: one row per closed quarter, in the order of closing; lists of members counted, awaited then, and come later
-- asked by: lead, reader, coordinator, group
-- reads: lists
-- parameters: none

with attendance as (
    select quarter, list(member order by member) filter (status = 'counted') as counted,
           list(member order by member) filter (status = 'awaited') as awaited,
           list(member order by member) filter (status = 'came_later') as came_later
    from closing_member
    group by quarter
)

select closing.closing, closing.quarter, closing.closed_at, coalesce(counted, []) as counted,
       list_filter(
           coalesce(awaited, []), lambda member: not list_contains(coalesce(came_later, []), member)) as awaited,
       coalesce(came_later, []) as came_later,
       closing.quarter in (select quarter from erratum) as corrected
from closing left join attendance using (quarter)
order by closing.closing
