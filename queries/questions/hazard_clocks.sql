-- What did each clock of the law come to, and what share of the hazards that it applies to is that?
-- grain: one row per period, clock and result. Own: exact, as at the day of saving. The group's: once the second quarter after
-- is closed. A share is of all results but "not in law", with its 95% limits; none where they may be under ten
-- asked by: lead, reader, coordinator, group
-- reads: own, shown
-- parameters:
--   of: group | own = group
--   by: quarter | year = quarter
--   period: month = null
--   type: text = null
--   level: emergency | significant = null

with counted as (
    select period, field, code, n as low, n as high, 1 as contributors
    from own_hazards_counted($viewer_member, $by, $type) where $of = 'own'
    union all
    select period, field, code, low, high, contributors from hazards_shown($by, $type) where $of = 'group'
),

wanted as (
    select counted.* exclude (field, code), clock.code as clock, clock.position as clock_position,
           result.code as result,
           result.label, result.position, result.code <> 'not_in_law' as in_law
    from counted
    join code as clock on clock.field = 'hazard_clock' and counted.field = clock.code || coalesce('/' || $level, '')
    join code as result on result.field = 'clock_result' and result.code = counted.code
    where $period::date is null or period = period_of($period::date, $by)
),

added as (
    select *, sum(low) filter (in_law) over same as sum_low, sum(high) filter (in_law) over same as sum_high
    from wanted
    window same as (partition by period, clock)
),

final as (
    select period, clock, result, label, low, high, shown_as(low, high) as shown, contributors,
           if(in_law, share_of(low + high, sum_low + sum_high), null) as share,
           if(in_law, least_share(low, high, sum_low, sum_high), null) as share_low,
           if(in_law, most_share(low, high, sum_low, sum_high), null) as share_high,
           clock_position, position
    from added
)

select * exclude (clock_position, position) replace (if(share_low is null, null, share) as share) from final
order by period, clock_position, position
