-- Which members' rates are further from the group's than their homes explain?
-- grain: one row per member of one period; flag as in compare_flags, but what may be 0 is no outlier
-- asked by: lead, reader, coordinator, group
-- parameters:
--   by: quarter | year = year
--   family: family
--   period: month
--   edition: integer = newest

with figure as (
    select * from figures_of('members', $viewer_member::varchar, $edition, $by, $family, null)
    where period = period_of($period, $by)
),

together as (
    select rate_of(low, homes) as group_low, rate_of(high, homes) as group_high
    from group_disclosed($edition, $by, $family, null, false)
    where period = period_of($period, $by)
),

judged as (
    select figure.*, compared_at(low, high, homes, group_low, group_high, 95) as at95,
           compared_at(low, high, homes, group_low, group_high, 998) as at998
    from figure left join together on true
    where homes > 0
),

final as (
    select member, family, period, homes, low, high, shown_as(low, high) as shown,
           rate_lower(low, homes, 95) as rate_low, rate_upper(high, homes, 95) as rate_high,
           if(low > 0, at95, null) as flag,
           case when low = 0 then null when at998 in ('high', 'low') then 99.8
                when at95 in ('high', 'low') then 95.0 end::double as level
    from judged
)

select * from final
order by homes, member
