-- How do the incidents of a family or category split by a field?
-- grain: one row per field (null: each) and code. Own: exact, from current returns, with "not_given" where a row has none. A group
-- figure of all families is what the families' intervals add up to. answers: own incidents with these alone. A share is of
-- all the answers to the field; none where they may be under ten
-- asked by: lead, reader, coordinator, group
-- reads: own, shown
-- parameters:
--   of: group | own = group
--   field: field = null
--   family: family = null
--   category: category = null
--   by: quarter | year = quarter
--   period: month
--   answers: text = null

with own as (
    select field, code, n from own_answers($viewer_member, $field, $family, $category, $by, $answers)
    where $of = 'own' and period = period_of($period, $by)
),

of_group as (
    select field, code, sum(low)::integer as low, sum(high)::integer as high, min(contributors) as contributors
    from breakdown_shown($by, $family, $category, $field)
    where $of = 'group' and period = period_of($period, $by)
    group by field, code
),

counted as (
    select field, code, n as low, n as high, 1 as contributors from own
    union all
    select * from of_group
),

added as (
    select *, sum(low) over same as sum_low, sum(high) over same as sum_high
    from counted
    window same as (partition by field)
),

final as (
    select added.field, added.code, coalesce(code.label, 'Not given') as label, low, high, shown_as(low, high) as shown,
           contributors,
           share_least(low, high, sum_low, sum_high) as share_low,
           share_most(low, high, sum_low, sum_high) as share_high, coalesce(code.position, 1000) as position
    from added
    left join code on code.field = added.field and code.code = added.code
    where not (added.code = 'not_given' and high = 0)
)

select * exclude (position) from final
order by field, position
