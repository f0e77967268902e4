-- How does each family compare with the same quarter (or year) before, and how sure is that?
-- grain: one row per member (null: the group) and family (or category), for one period
-- asked by: lead, reader, coordinator, group
-- reads: own, shown
-- parameters:
--   of: group | own | members = group
--   by: quarter | year = quarter
--   family: family = null
--   category: category = null
--   period: month = null

with pair as (
    select * from year_on_year(
        if($of = 'members' and $category::varchar is not null,
           error('refused: Members are compared by family. Leave the category out.'), $of),
        $viewer_member::varchar, $by, $family, $category)
),

-- without a period asked for: the newest there is, among the peers if they are asked for
wanted as (
    select * from pair
    where period = coalesce(period_of($period::date, $by), (
        select max(period) from pair where $of <> 'members' or member is distinct from $viewer_member
    ))
),

final as (
    select member, family, category, period, low, high, shown_as(low, high) as shown, homes,
           middle_rate(low, high, homes) as rate,
           rate_lower(low, homes, 95) as rate_low, rate_upper(high, homes, 95) as rate_high,
           before_low, before_high, shown_as(before_low, before_high) as before_shown, before_homes,
           middle_rate(before_low, before_high, before_homes) as before_rate,
           rate_lower(before_low, before_homes, 95) as before_rate_low,
           rate_upper(before_high, before_homes, 95) as before_rate_high,
           if(no_ratio is null, rate_ratio(low + high, homes, before_low + before_high, before_homes), null) as ratio,
           if(no_ratio is null, ratio_lower(low, homes, before_high, before_homes, 95), null) as ratio_low,
           if(no_ratio is null, ratio_upper(high, homes, before_low, before_homes, 95), null) as ratio_high,
           no_ratio, contributors, before_contributors, expected as members
    from wanted
)

select * from final
order by member, family, category
