-- What may be shown of a count that is not the viewer's own. Every question that answers for a peer or for the group
-- goes through these macros; a test reads all questions and fails one that does not.

-- A count of 0 to 4 is "under 5"; any other is shown to the nearest five. low and high are what that leaves open.
create or replace macro disclosed_low(n) as
    (case when n < 5 then 0 else greatest(5, (n + 2) // 5 * 5 - 2) end)::integer;
create or replace macro disclosed_high(n) as
    (case when n < 5 then 4 else (n + 2) // 5 * 5 + 2 end)::integer;

create or replace macro shown_as(low, high) as case
    when low = high then low::varchar
    when low = 0 and high = 4 then 'under 5'
    when high % 5 = 2 and low = greatest(5, high - 4) then (high - 2)::varchar
    else low || ' to ' || high
end;

-- The least number of members a figure of the group stands on.
create or replace macro least_contributors() as 5;

-- The months an edition counts, as whole periods: one row per member and period.
create or replace macro edition_period(which, unit) as table
select member, period_of(month, unit) as period
from edition_month
where edition = which
group by all
having count(*) = months_in(unit);

-- Exact counts, never shown as they are. One row per member, family, category and period, zeros included.
-- wanted_category null: the whole family (category is null); '*': each category of it.
create or replace macro edition_counted(which, unit, wanted_family, wanted_category) as table
with wanted as (
    select family, category
    from category
    where (wanted_family is null or family = wanted_family)
      and (wanted_category is null or wanted_category = '*' or category = wanted_category)
),

tallied as (
    select member, category, period_of(month, unit) as period, count(*) as n
    from edition_incident(which)
    where category in (select category from wanted)
    group by all
),

final as (
    select edition_period.member, wanted.family,
           case when wanted_category is not null then wanted.category end as category,
           edition_period.period, sum(coalesce(tallied.n, 0))::integer as n
    from edition_period(which, unit) as edition_period
    cross join wanted
    left join tallied
      on tallied.member = edition_period.member
     and tallied.category = wanted.category
     and tallied.period = edition_period.period
    group by all
)

select * from final;

-- What is shown of each member, worked out: one row per member, family and period (quarter or year).
-- A year that, with its quarters, would leave one of them fewer than three values is widened to what they add up to.
create or replace macro members_worked_out(which, unit, wanted_family) as table
with rounded as (
    select *, disclosed_low(n) as low, disclosed_high(n) as high
    from edition_counted(which, unit, wanted_family, null)
),

quarter as (
    select member, family, year_of(period) as period, disclosed_low(n) as low, disclosed_high(n) as high
    from edition_counted(which, 'quarter', wanted_family, null)
    where unit = 'year'
),

beneath as (
    select member, family, period, sum(low)::integer as low_sum, sum(high)::integer as high_sum
    from quarter
    group by all
),

too_tight as (
    select distinct rounded.member, rounded.family, rounded.period, beneath.low_sum, beneath.high_sum
    from rounded
    join beneath using (member, family, period)
    join quarter using (member, family, period)
    where least(quarter.high, rounded.high - (beneath.low_sum - quarter.low))
        - greatest(quarter.low, rounded.low - (beneath.high_sum - quarter.high)) < 2
),

final as (
    select rounded.member, rounded.family, rounded.period, rounded.n,
           coalesce(too_tight.low_sum, rounded.low) as low,
           coalesce(too_tight.high_sum, rounded.high) as high
    from rounded
    left join too_tight using (member, family, period)
)

select * from final;

-- Would the group's [low, high] leave peer j fewer than three values for viewer v, who knows its own n?
-- v and j are what stands beneath: {member, n, low, high}. Where members' own intervals are not on show (months,
-- categories, codes) only a peer that could no longer be zero is protected, or every quiet month would be widened.
create or replace macro narrows(v, j, low, high, low_sum, high_sum, finer) as
    v.member is distinct from j.member
    and least(j.high, high - v.n - (low_sum - v.low - j.low))
      - greatest(j.low, low - v.n - (high_sum - v.high - j.high)) < 2
    and (not finer or greatest(j.low, low - v.n - (high_sum - v.high - j.high)) > 0);

create or replace macro narrows_any(cells, low, high, low_sum, high_sum, finer) as
    list_bool_or(list_transform(
        list_append(cells, {'member': null, 'n': 0, 'low': 0, 'high': 0}),
        lambda v: list_bool_or(list_transform(
            cells, lambda j: narrows(v, j, low, high, low_sum, high_sum, finer)))));

-- The group's interval from its members' cells, a list of {member, n, low, high}; widened for everyone alike to what
-- stands beneath where it would say too much of one of them.
create or replace macro group_interval(cells, total, low_sum, high_sum, finer, widened) as case
    when widened or narrows_any(cells, disclosed_low(total), disclosed_high(total), low_sum, high_sum, finer)
        then {'low': low_sum, 'high': high_sum}
    else {'low': disclosed_low(total), 'high': disclosed_high(total)}
end;

-- The group's figures, worked out: one row per family, category and period on which at least five members stand.
create or replace macro group_worked_out(which, unit, wanted_family, wanted_category) as table
with counted as (
    select *, unit = 'month' or wanted_category is not null as finer
    from edition_counted(which, unit, wanted_family, wanted_category)
),

bound as (
    select member, family, period, low, high
    from members_worked_out(which, if(unit = 'month', 'quarter', unit), wanted_family)
),

cell as (
    select counted.*, if(counted.finer, 0, bound.low) as low, bound.high
    from counted
    join bound
      on bound.member = counted.member
     and bound.family = counted.family
     and bound.period = if(unit = 'month', quarter_of(counted.period), counted.period)
),

summed as (
    select family, category, period, finer,
           count(*)::integer as contributors,
           sum(n)::integer as total, sum(low)::integer as low_sum, sum(high)::integer as high_sum,
           list({'member': member, 'n': n, 'low': low, 'high': high}) as cells
    from cell
    group by all
    having count(*) >= least_contributors()
),

final as (
    select summed.family, summed.category, summed.period, contributors, total,
           group_interval(cells, total, low_sum, high_sum, finer, edition_widened.family is not null) as shown
    from summed
    left join edition_widened
      on edition_widened.edition = which and edition_widened.unit = unit
     and edition_widened.period = summed.period and edition_widened.family = summed.family
     and edition_widened.category is not distinct from summed.category
)

select family, category, period, contributors, total, shown.low as low, shown.high as high from final;
