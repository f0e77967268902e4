-- Which quarters has the coordinator closed, and when?
-- grain: one row per edition; closing a quarter again makes another
-- asked by: lead, reader, coordinator, group
-- parameters: none

with counted as (
    select edition, count(distinct member)::integer as members, max(quarter_of(month)) as newest_quarter
    from edition_month
    group by all
)

select edition, quarter, closed_at, note,
       row_number() over (partition by quarter order by edition) > 1 as again,
       coalesce(members, 0) as members, newest_quarter
from edition left join counted using (edition)
order by edition
