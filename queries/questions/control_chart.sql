-- What is the usual range of each month's count, and which months stand out from it?
-- grain: one row per family (or category) and returned month; months without a row are gaps. Where months are too few for
-- limits, a row per whole quarter (basis: quarters); for seasonal ones the range is that of the time of year
-- asked by: lead, reader, coordinator, group
-- reads: own, shown, lists
-- parameters:
--   of: group | own = group
--   family: family = null
--   category: category = null

with own as (
    select family, category, period as month, n as low, n as high, n as value, homes, 1 as contributors, 1 as members,
           0 as joins
    from own_counted($viewer_member::varchar, 'month', $family, $category)
    where $of = 'own'
),

-- who was expected to return each closed quarter, and whether all did
attendance as (
    select quarter, list(member order by member) as expected, bool_and(status = 'counted') as is_whole
    from closing_member
    where status in ('counted', 'awaited')
    group by quarter
),

-- counts who joined or left so far: limits start afresh with each
grouped as (
    select *, sum(has_changed::integer) over (order by quarter)::integer as joins
    from (
        select *, coalesce(expected <> lag(expected) over (order by quarter), false) as has_changed
        from attendance
    )
),

-- a month that some member was expected to return and did not is shown, and takes no part
together as (
    select family, category, period as month, low, high, if(is_whole, charted_value(low, high), null) as value, homes,
           contributors, len(grouped.expected) as members, joins
    from group_shown('month', $family, $category, false) as figure
    join grouped on grouped.quarter = quarter_of(period)
    where $of = 'group'
),

counted as (
    select * from own
    union all
    select * from together
),

-- from here a new process: a member's events re-base its own chart at once, the group's its chart from the next closing on.
-- One of a family re-bases that and its categories, one of a category that and its family, one without either everything
new_start as (
    select event.month, event.category as name, coalesce(category.family, event.category) as family
    from event left join category on category.category = event.category
    where rebases and member is not distinct from if($of = 'own', $viewer_member::varchar, null)
      and if($of = 'own', removed_at is null,
             added_after < (select count(*) from closing)
             and coalesce(removed_after >= (select count(*) from closing), true))
),

series as (
    select {'family': counted.family, 'category': counted.category} as series, counted.month, counted.value,
           counted.value is not null as takes_part, charted_margin(counted.low, counted.high) as margin,
           is_under_five(counted.low, counted.high) and $of = 'group' as under_5, counted.homes,
           counted.joins + (
               select count(*) from new_start
               where new_start.month <= counted.month
                 and (new_start.family is null or new_start.family = counted.family)
                 and (counted.category is null or coalesce(new_start.name in (counted.family, counted.category), true))
           ) as segment,
           code.seasonal
    from counted
    join code on code.code = coalesce(counted.category, counted.family)
     and code.field = if(counted.category is null, 'family', 'category')
),

-- by quarter (own counts only, which are exact) a row is a whole quarter, under its first month
line as (
    select range.* exclude (value), if(step = 3, range.value, counted.low)::integer as low,
           if(step = 3, range.value, counted.high)::integer as high, range.value, contributors, members
    from usual_range(series) as range
    join counted
      on range.series.family = counted.family and range.series.category is not distinct from counted.category
     and range.month = counted.month
),

final as (
    select series.family, series.category, month, 'incidents' as unit, if($of = 'own', value, null) as value, low, high,
           shown_as(low, high) as shown, contributors, members, value is null as hollow, segment, mean, lower, upper,
           near_lower, near_upper, signal, direction, provisional, withheld, basis
    from line
)

select * from final
order by family, category, month
