-- Which whole quarters and years have been closed, and on how many members does each rest?
-- grain: one row per unit (quarter, year) and period with at least one member, oldest first
-- asked by: lead, reader, coordinator, group, public
-- reads: shown
-- parameters: none

select unit, period, count(member)::integer as members
from shown_homes
group by all
order by unit, period
