-- How far may a member of so many homes lie from the group's rate by chance?
-- grain: one row per number of homes, in sixty steps over the members' sizes; rates per 1,000 homes
-- asked by: lead, reader, coordinator, group
-- reads: own, shown
-- parameters:
--   by: quarter | year = year
--   family: family
--   period: month

with together as (
    select middle_rate(low, high, homes) as rate
    from group_shown($by, $family, null, false)
    where period = period_of($period, $by) and low > 0
),

size as (
    select min(homes) * 0.8 as least_homes, max(homes) * 1.1 as most_homes
    from members_beside($viewer_member::varchar, $by, $family)
    where period = period_of($period, $by)
),

grid as (
    select least_homes + (most_homes - least_homes) * step / 60 as homes
    from size cross join range(61) as steps (step)
),

point as (
    select *, lead(homes) over (partition by line order by homes) as next_homes,
           lead(rate) over (partition by line order by homes) as next_rate
    from funnel_points((select rate from together))
),

-- straight between two counts
limited as (
    select grid.homes, point.line,
           point.rate + (grid.homes - point.homes) / (next_homes - point.homes) * (next_rate - point.rate) as rate
    from grid
    join point on grid.homes >= point.homes and grid.homes < point.next_homes
),

final as (
    select homes,
           coalesce(max(rate) filter (line = 'lower998'), 0) as lower998,
           coalesce(max(rate) filter (line = 'lower95'), 0) as lower95,
           max(rate) filter (line = 'upper95') as upper95,
           max(rate) filter (line = 'upper998') as upper998
    from limited
    group by homes
)

select * from final
order by homes
