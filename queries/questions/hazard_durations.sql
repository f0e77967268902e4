-- How long did each clock take, against its limit?
-- grain: one row per period, clock and band of hours (emergencies) or working days; only of what was done and is in law
-- asked by: lead, reader, coordinator, group
-- reads: own, shown
-- parameters:
--   of: group | own = group
--   by: quarter | year = quarter
--   period: month = null

with counted as (
    select period, field, code, n as low, n as high, 1 as contributors
    from own_hazards_counted($viewer_member, $by, null) where $of = 'own'
    union all
    select period, field, code, low, high, contributors from hazards_shown($by, null) where $of = 'group'
),

final as (
    select period, clock, band, in_time, low, high, shown_as(low, high) as shown, contributors, code.position as place,
           bands.position
    from counted
    join took_bands() as bands on counted.field = 'took/' || bands.clock and counted.code = bands.band
    join code on code.field = 'hazard_clock' and code.code = clock
    where $period::date is null or period = period_of($period::date, $by)
)

select * exclude (place, position) from final
order by period, place, position
