-- Whose rate differs from the group's, by UKHSA's rule?
-- grain: one row per member, family and whole period; flag: high, low, similar or cannot_tell
-- asked by: lead, reader, coordinator, group
-- reads: own, shown
-- parameters:
--   by: quarter | year = year
--   family: family = null
--   period: month = null

with figure as (
    select * from members_beside($viewer_member::varchar, $by, $family)
    where $period::date is null or period = period_of($period::date, $by)
),

together as (
    select family, period, rate_of(low, homes) as group_low, rate_of(high, homes) as group_high
    from group_shown($by, $family, null, false)
),

judged as (
    select figure.*, group_low, group_high,
           compared_at(low, high, homes, group_low, group_high, 95) as at95,
           compared_at(low, high, homes, group_low, group_high, 998) as at998
    from figure left join together using (family, period)
),

final as (
    select member, family, period, low, high, shown_as(low, high) as shown, homes,
           rate_lower(low, homes, 95) as rate_low, rate_upper(high, homes, 95) as rate_high,
           group_low, group_high, at95 as flag,
           case when at998 in ('high', 'low') then 99.8 when at95 in ('high', 'low') then 95.0 end::double as level
    from judged
)

select * from final
order by family, period, member
