-- What has been shown in more than one edition and is not the same in all: the cells that closing.sql looks into.
-- One row per edition, member and cell of a span (a quarter with its months, or a year) in which a member's counts
-- changed, or a member came or went: n, what is on show of it (low, high), and whether the member stays the same.

create or replace macro moving_cells(which) as table
with unit as (select unnest(['month', 'quarter', 'year']) as unit),

level as (
    select family, category, category as counts from category
    union all
    select family, '', category from category
),

whole as (
    select edition, member, unit.unit, period_of(month, unit.unit) as period, list(return_id order by month) as returns
    from edition_month cross join unit
    where edition <= which
    group by all
    having count(*) = months_in(unit.unit)
),

shown_again as (
    select unit, period
    from whole
    group by all
    having max(edition) = which and min(edition) < which
       and (count(distinct (member, returns)) > count(distinct member)
            or count(*) > count(distinct member) * count(distinct edition)
            or count(*) < count(distinct member) * count(distinct edition))
),

per_return as (
    select return_id, month, category as counts, count(*) as n
    from incident semi join edition_month using (return_id, month)
    group by all
),

tallied as (
    select edition, member, shown_again.unit, shown_again.period, counts, sum(n) as n
    from edition_month
    join per_return using (return_id, month)
    join shown_again on shown_again.period = period_of(edition_month.month, shown_again.unit)
    where edition <= which
    group by all
),

counted as (
    select whole.edition, whole.member, whole.unit, whole.period, level.family, level.category,
           sum(coalesce(tallied.n, 0))::integer as n
    from whole
    semi join shown_again using (unit, period)
    cross join level
    left join tallied
      on tallied.edition = whole.edition and tallied.member = whole.member and tallied.unit = whole.unit
     and tallied.period = whole.period and tallied.counts = level.counts
    group by all
),

-- what is on show of a member: its family's quarter or year; of anything finer, that it is no more than the family's
bounded as (
    select counted.*, counted.unit = 'month' or counted.category <> '' as finer,
           if(finer, 0, disclosed_low(counted.n)) as low,
           disclosed_high(if(finer, coalesce(outer_cell.n, counted.n), counted.n)) as high
    from counted
    left join counted as outer_cell
      on outer_cell.edition = counted.edition and outer_cell.member = counted.member
     and outer_cell.family = counted.family and outer_cell.category = ''
     and outer_cell.unit = if(counted.unit = 'month', 'quarter', counted.unit)
     and outer_cell.period = if(counted.unit = 'month', quarter_of(counted.period), counted.period)
),

cell as (
    select *, if(unit = 'year', period, quarter_of(period)) as span, unit = 'year' as by_year from bounded
),

-- a member whose counts are the same in every edition, in each month (or year) and category of the span
steady as (
    select by_year, span, family, member, bool_and(same) as same
    from (
        select cell.by_year, span, family, member,
               min(n) = max(n) and count(*) = any_value(editions) as same
        from cell
        join (select by_year, span, count(distinct edition) as editions from cell group by all)
          using (by_year, span)
        group by cell.by_year, span, family, member, unit, period, category
    )
    group by all
),

moved as (
    select by_year, span, family from steady group by all having not bool_and(same)
),

final as (
    select cell.*, steady.same
    from cell semi join moved using (by_year, span, family) join steady using (by_year, span, family, member)
)

select * from final;
