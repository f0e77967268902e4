-- What a new edition must widen in quarters that an earlier edition lost when rows were cleared out: the earlier figures
-- were seen, and can no longer be worked with. A family that was widened in such a quarter, or its year, stays so; one
-- whose counts are not those of the edition before is widened. Run once, when a quarter is closed.
-- One row per unit, period, family and category (null: the whole family).

create or replace macro changed_after_clearing(which) as table
with span as (
    select distinct quarter as span, false as by_year from edition_lost
    union all
    select distinct year_of(quarter), true from edition_lost
),

held as (
    select edition, member, month, return_id, span, by_year
    from edition_month
    join span on span.span = if(by_year, year_of(month), quarter_of(month))
    where edition <= which
),

-- the edition before, of those that still hold it; none where all have lost it
before as (
    select span, by_year, max(edition) as edition from held where edition < which group by all
),

compared as (
    from held where edition = which
    union all
    select held.* from held join before using (span, by_year, edition)
),

-- who is counted (no category), and how often
tallied as (
    select edition, span, by_year, member, month, null as category, 0 as n from compared
    union all
    select edition, span, by_year, member, month, category, count(*)
    from compared join incident using (return_id, month)
    group by all
),

changed as (
    select span, by_year, category
    from tallied
    group by span, by_year, member, month, category, n
    having count(*) = 1
),

touched as (
    select span, by_year, category.family
    from changed join category on changed.category is null or category.category = changed.category
    union
    select span, by_year, family
    from edition_widened as kept
    join before
      on before.edition = kept.edition and before.by_year = (kept.unit = 'year')
     and before.span = if(kept.unit = 'year', kept.period, quarter_of(kept.period))
),

period as (
    select distinct span, by_year, unnest(if(by_year, ['year'], ['month', 'quarter'])) as unit,
           period_of(month, unit) as period
    from held where edition = which
),

level as (
    select family, category from category
    union
    select family, null from category
),

final as (
    select unit, period, family, level.category
    from period join touched using (span, by_year) join level using (family)
)

select * from final;
