-- How many incidents do the members have together, in closed quarters?
-- grain: one row per family (or category) and period on which at least five members count
-- asked by: lead, reader, coordinator, group, public
-- reads: shown
-- parameters:
--   by: month | quarter | year = quarter
--   family: family = null
--   category: category = null

with figure as (
    select * from group_shown($by, $family, $category, $viewer_role = 'public')
),

final as (
    select family, category, period, low, high, shown_as(low, high) as shown, contributors, expected as members,
           if($viewer_role = 'public', null, homes) as homes,
           rate_lower(low, if($viewer_role = 'public', null, homes), 95) as rate_low,
           rate_upper(high, if($viewer_role = 'public', null, homes), 95) as rate_high, standing
    from figure
)

select * from final
order by family, category, period
