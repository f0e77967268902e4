-- Which whole quarters and years does an edition count, and on how many members does each stand?
-- grain: one row per unit (quarter, year) and period with at least one member, oldest first
-- asked by: lead, reader, coordinator, group, public
-- parameters:
--   edition: integer = newest

with unit as (
    select unnest(['quarter', 'year']) as unit
),

whole as (
    select unit.unit, edition_month.member, period_of(month, unit.unit) as period
    from edition_month cross join unit
    where edition = $edition
    group by all
    having count(*) = months_in(unit.unit)
),

final as (
    select unit, period, count(*)::integer as members
    from whole
    group by all
)

select * from final
order by unit, period
