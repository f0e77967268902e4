-- How many incidents does each member have, by family?
-- grain: one row per member, family and whole period; own rows exact and from current returns, peers' as they were shown.
-- standing: own, closed, came_later or corrected
-- asked by: lead, reader, coordinator, group
-- reads: own, shown
-- parameters:
--   by: quarter | year = quarter
--   family: family = null

select member, family, period, low, high, shown_as(low, high) as shown, homes,
       rate_lower(low, homes, 95) as rate_low, rate_upper(high, homes, 95) as rate_high, standing
from members_beside($viewer_member::varchar, $by, $family)
order by member, family, period
