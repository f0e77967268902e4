-- The years of an edition in which a member has some of the quarters only. One row per edition to `which`, member, unit,
-- period, family and category ('': the whole family): its returns, its count, what is on show of it, and whether
-- the edition counts all of its year.
create or replace macro cells_of_part_years(which) as table
with unit as (select unnest(['month', 'quarter', 'year']) as unit),

part_year as (
    select distinct year
    from (
        select member, year_of(month) as year, count(*) as months
        from edition_month where edition = which group by all
    )
    where months < 12 and year in (select period from edition_group where edition = which and unit = 'year')
),

whole as (
    select edition, member, unit.unit, period_of(month, unit.unit) as period, year_of(month) as year,
           list(return_id order by month) as returns
    from edition_month cross join unit
    where edition <= which and year_of(month) in (select year from part_year)
    group by all
    having count(*) = months_in(unit.unit)
),

per_return as (
    select return_id, month, category as counts, count(*) as n
    from incident semi join edition_month using (return_id, month)
    where year_of(month) in (select year from part_year)
    group by all
),

tallied as (
    select edition, member, unit.unit, period_of(edition_month.month, unit.unit) as period, counts, sum(n) as n
    from edition_month join per_return using (return_id, month) cross join unit
    where edition <= which
    group by all
),

level as (
    select family, category, category as counts from category
    union all
    select family, '', category from category
),

counted as (
    select whole.*, level.family, level.category, sum(coalesce(tallied.n, 0))::integer as n
    from whole
    cross join level
    left join tallied
      on tallied.edition = whole.edition and tallied.member = whole.member and tallied.unit = whole.unit
     and tallied.period = whole.period and tallied.counts = level.counts
    group by all
),

final as (
    select counted.*, if(counted.unit = 'month' or category <> '', 0, kept.low) as low, kept.high,
           (counted.edition, counted.member, counted.year) in
               (select (edition, member, year) from whole where whole.unit = 'year') as all_year
    from counted
    join edition_member as kept
      on kept.edition = counted.edition and kept.member = counted.member and kept.family = counted.family
     and kept.unit = if(counted.unit = 'month', 'quarter', counted.unit)
     and kept.period = if(counted.unit = 'month', quarter_of(counted.period), counted.period)
)

select * from final;
