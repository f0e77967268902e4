-- How many hazards were there, by level?
-- grain: one row per period and level, with the 95% limits of the count. Own: exact, whole periods. The group's: closed quarters and years
-- asked by: lead, reader, coordinator, group
-- reads: own, shown
-- parameters:
--   of: group | own = group
--   by: month | quarter | year = quarter
--   type: text = null

with counted as (
    select period, field, code, n as low, n as high, 1 as contributors
    from own_hazards_counted($viewer_member, $by, $type) where $of = 'own'
    union all
    select period, field, code, low, high, contributors from hazards_shown($by, $type) where $of = 'group'
),

final as (
    select period, code as level, code.label, low, high, shown_as(low, high) as shown, contributors,
           events_lower(low, 95) as count_low, events_upper(high, 95) as count_high, position
    from counted join code using (code)
    where counted.field = 'level' and code.field = 'hazard_level'
)

select * exclude (position) from final
order by period, position
