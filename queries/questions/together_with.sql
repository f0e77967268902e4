-- What share of these incidents also involves each other category?
-- grain: one row per other category, of all the incidents. The group's share only where every member that counts supplies
-- the column; no share on a base that may be under ten; 95% limits cover every count that the shown ones may be
-- asked by: lead, reader, coordinator, group
-- reads: own, shown
-- parameters:
--   of: group | own = group
--   family: family = null
--   category: category = null
--   by: quarter | year = quarter
--   period: month
--   answers: text = null

with answer as (
    select * from answers_of($of, $viewer_member::varchar, $by, 'also_involves', $family, $category, $answers)
    where period = period_of($period, $by) and code not in ('not_given', coalesce($category, ''))
),

base as (
    select sum(low)::integer as base_low, sum(high)::integer as base_high, any_value(members) as members
    from group_shown($by, $family, $category, false)
    where $of = 'group' and period = period_of($period, $by)
    union all
    select count(*)::integer, count(*)::integer, [$viewer_member::varchar]
    from own_matching($viewer_member, $family, $category, $answers)
    where period_of(month, $by) = period_of($period, $by)
    having $of = 'own'
),

compared as (
    select answer.*, base_low, base_high,
           coalesce(answer.members = base.members and base_low >= least_base(), false) as has_share
    from answer cross join (from base where base_low is not null) as base
),

final as (
    select compared.code as category, code.label, low, high, shown_as(low, high) as shown, contributors,
           base_low, base_high, shown_as(base_low, base_high) as base_shown,
           if(has_share, share_of(low, base_high), null) as share_low,
           if(has_share, least(1, share_of(high, base_low)), null) as share_high,
           if(has_share, share_lower(low, base_high, 95), null) as lower95,
           if(has_share, share_upper(least(high, base_low), base_low, 95), null) as upper95,
           code.position
    from compared join code on code.field = 'category' and code.code = compared.code
)

select * exclude (position) from final
order by position
