-- What is the usual range of each month's count, and which months stand out from it?
-- grain: one row per family (or category) and returned month; months without a row are gaps
-- asked by: lead, reader, coordinator, group
-- parameters:
--   of: group | own = group
--   family: family = null
--   category: category = null
--   edition: integer = newest

with wanted as (
    select code as name from code
    where field = 'category'
      and ($family::varchar is null or family = $family)
      and ($category::varchar is null or $category = '*' or code = $category)
    union
    select family from code
    where field = 'category' and ($family::varchar is null or family = $family)
      and ($category::varchar is null or $category = '*' or code = $category)
),

own as (
    select family, category, period as month, n as low, n as high, n as value, false as under_5, homes,
           1 as contributors, 1 as members, 0 as joins
    from own_counted(if($of = 'own' and $viewer_member::varchar is null,
        error('refused: Only a member has figures of its own. Ask of = group.'), $viewer_member),
        'month', $family, $category)
    where $of = 'own'
),

-- who was to return each month, and who did
attendance as (
    select month, list(member.member order by member.member) as expected,
           count(*)::integer as members, count(returned.member) = count(*) as is_whole
    from (select distinct month from edition_month where edition = $edition)
    join member
      on (member.joined is null or member.joined <= month)
     and (member.left_after is null or member.left_after >= month)
    left join edition_period($edition, 'month') as returned
      on returned.member = member.member and returned.period = month
    group by month
),

-- counts who joined or left so far: limits start afresh with each
grouped as (
    select *, sum(has_changed::integer) over (order by month)::integer as joins
    from (
        select *, coalesce(expected <> lag(expected) over (order by month), false) as has_changed
        from attendance
    )
),

-- a month that some member was to return and did not is shown, and takes no part; the rest by what is shown of it
together as (
    select family, category, period as month, low, high, if(is_whole, charted_value(low, high), null) as value,
           low = 0 and high > 0 as under_5, homes, contributors, members, joins
    from group_disclosed($edition, 'month', $family, $category, false)
    join grouped on grouped.month = period
    where $of = 'group'
),

counted as (
    select * from own
    union all
    select * from together
),

-- from here a new process: the group's events re-base its chart, a member's its own
new_start as (
    select month from event
    where rebases and removed_at is null
      and member is not distinct from if($of = 'own', $viewer_member::varchar, null)
      and (category is null or category in (select name from wanted))
),

series as (
    select {'family': counted.family, 'category': counted.category} as series, counted.month, counted.value,
           counted.value is not null as takes_part, counted.under_5, counted.homes,
           charted_margin(counted.low, counted.high) as margin,
           counted.joins + (select count(*) from new_start where new_start.month <= counted.month) as segment,
           code.seasonal
    from counted
    join code on code.code = coalesce(counted.category, counted.family)
     and code.field = if(counted.category is null, 'family', 'category')
),

-- by quarter (own counts only, which are exact) a row is a whole quarter, under its first month
drawn as (
    select line.* exclude (value), if(step = 3, line.value, counted.low)::integer as low,
           if(step = 3, line.value, counted.high)::integer as high, line.value, contributors, members
    from usual_range(series) as line
    join counted
      on line.series.family = counted.family and line.series.category is not distinct from counted.category
     and line.month = counted.month
),

-- the group's lines are whole numbers; where there are no limits there is no mean either: of one month it is the count
line as (
    select *, if(withheld is null, mean, null) as middle, if($of = 'group', 0, 12) as places
    from drawn
),

final as (
    select series.family, series.category, month, 'incidents' as unit, if($of = 'own', value, null) as value, low, high,
           shown_as(low, high) as shown, contributors, members, value is null as hollow, segment,
           round(middle, places) as mean, round(lower, places) as lower, round(upper, places) as upper,
           round(near_lower, places) as near_lower, round(near_upper, places) as near_upper,
           signal, direction, provisional, withheld, basis
    from line
)

select * from final
order by family, category, month
