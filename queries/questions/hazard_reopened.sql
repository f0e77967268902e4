-- Of how many hazards is it known whether they came back, and what share did?
-- grain: one row per period; low and high: of those that came back. A share has 95% limits; none on a base that may be under ten
-- asked by: lead, reader, coordinator, group
-- reads: own, shown
-- parameters:
--   of: group | own = group
--   by: quarter | year = quarter
--   type: text = null

with counted as (
    select period, field, code, n as low, n as high, 1 as contributors
    from own_hazards_counted($viewer_member, $by, $type) where $of = 'own'
    union all
    select period, field, code, low, high, contributors from hazards_shown($by, $type) where $of = 'group'
),

added as (
    select *, sum(low) over same as sum_low, sum(high) over same as sum_high
    from counted where field = 'reopened'
    window same as (partition by period)
),

final as (
    select period, low, high, shown_as(low, high) as shown, contributors,
           least_share(low, high, sum_low, sum_high) as share_low,
           most_share(low, high, sum_low, sum_high) as share_high,
           if(sum_low >= least_base(), share_of(low + high, sum_low + sum_high), null) as share
    from added where code = 'yes'
)

select * from final
order by period
