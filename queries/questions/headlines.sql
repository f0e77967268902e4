-- Which families have clearly changed, a closed quarter against the same quarter last year?
-- grain: one row per family; comparisons says how many were tested; the group's list is the same for all.
-- lasting: it stood out in an earlier quarter (since) and goes on, whether or not this quarter's test alone says so
-- asked by: lead, reader, coordinator, group
-- reads: own, shown, lists
-- parameters:
--   of: group | own = group
--   period: month = null

with closed as (
    select coalesce(quarter_of($period::date), max(quarter)) as period from closing
),

pair as (
    select beside.*
    from year_on_year($of, $viewer_member::varchar, 'quarter', null, null) as beside
    join closed on beside.period <= closed.period
),

-- only where the same members count in both; a count that may be 0 is no hindrance to the test. Of an interval the value
-- that speaks least for a change
comparable as (
    select $of as list, family, period as quarter, homes as h1, before_homes as h0,
           least_change_pair(low, high, homes, before_low, before_high, before_homes) as least
    from pair
    where no_ratio is null or no_ratio = 'may_be_zero'
),

counted as (
    select list, family, quarter, least.x1, h1, least.x0, h0 from comparable
),

tested as (
    select * from headline_tests(counted, (select period from closed))
),

final as (
    select family.family, closed.period, coalesce(tested.stands_out, false) as stands_out,
           coalesce(tested.lasting, false) as lasting, tested.since,
           if(tested.stands_out or tested.lasting, if(tested.is_up, 'up', 'down'), null) as direction,
           low, high, shown_as(low, high) as shown, homes, middle_rate(low, high, homes) as rate,
           rate_lower(low, homes, 95) as rate_low, rate_upper(high, homes, 95) as rate_high,
           before_low, before_high, shown_as(before_low, before_high) as before_shown, before_homes,
           middle_rate(before_low, before_high, before_homes) as before_rate,
           if(no_ratio is null, rate_ratio(low + high, homes, before_low + before_high, before_homes), null) as ratio,
           if(no_ratio is null, ratio_lower(low, homes, before_high, before_homes, 95), null) as ratio_low,
           if(no_ratio is null, ratio_upper(high, homes, before_low, before_homes, 95), null) as ratio_high,
           case when pair.period is null then 'no_figure' else no_ratio end as no_ratio,
           (select count(*) from tested)::integer as comparisons, contributors,
           coalesce(pair.expected, if($of = 'own', 1, (
               select count(*) from closing_member
               where quarter = closed.period and status in ('counted', 'awaited'))))::integer as members,
           family.position
    from family
    join closed on closed.period is not null
    left join pair on pair.family = family.family and pair.period = closed.period
    left join tested on tested.family = family.family
)

select * exclude (position) from final
order by position
