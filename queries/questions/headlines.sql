-- Which families have clearly changed, the newest closed quarter against the same quarter last year?
-- grain: one row per family; comparisons says how many were tested; the group's list is the same for all
-- asked by: lead, reader, coordinator, group
-- parameters:
--   of: group | own = group
--   edition: integer = newest

with closed as (
    select max(quarter) as period from edition where edition <= $edition
),

pair as (
    select beside.*
    from year_on_year($of, $viewer_member::varchar, $edition, 'quarter', null, null) as beside
    join closed on beside.period <= closed.period
),

-- only where the same members stand in both; a count that may be 0 is no hindrance to the test
comparable as (
    select $of as list, family, period as quarter,
           n as x1, homes as h1, before_n as x0, before_homes as h0
    from pair
    where no_ratio is null or no_ratio = 'may_be_zero'
),

tested as (
    select * from headline_tests(comparable, (select period from closed))
),

final as (
    select family.family, closed.period, coalesce(tested.stands_out, false) as stands_out,
           if(tested.stands_out, if(tested.is_up, 'up', 'down'), null) as direction,
           low, high, shown_as(low, high) as shown, homes, middle_rate(low, high, homes) as rate,
           rate_lower(low, homes, 95) as rate_low, rate_upper(high, homes, 95) as rate_high,
           before_low, before_high, shown_as(before_low, before_high) as before_shown, before_homes,
           middle_rate(before_low, before_high, before_homes) as before_rate,
           if(no_ratio is null, rate_ratio(low + high, homes, before_low + before_high, before_homes), null) as ratio,
           if(no_ratio is null, ratio_lower(low, homes, before_high, before_homes, 95), null) as ratio_low,
           if(no_ratio is null, ratio_upper(high, homes, before_low, before_homes, 95), null) as ratio_high,
           case when pair.period is null then 'no_figure' else no_ratio end as no_ratio,
           (select count(*) from tested)::integer as comparisons, len(rests_on) as contributors,
           if($of = 'group', expected_in(closed.period, 'quarter'), 1) as members, family.position
    from family
    join closed on closed.period is not null
    left join pair on pair.family = family.family and pair.period = closed.period
    left join tested on tested.family = family.family
)

select * exclude (position) from final
order by position
