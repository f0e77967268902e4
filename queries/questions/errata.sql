-- Which figures were corrected after their quarter was closed, and why?
-- grain: one row per erratum and family whose interval changed: as shown before, and as shown now
-- asked by: lead, reader, coordinator, group
-- reads: lists, shown
-- parameters: none

with before as (
    select * from shown where standing = 'superseded' and unit = 'quarter' and member is not null
),

after as (
    select * from shown where standing = 'corrected' and unit = 'quarter' and member is not null
),

final as (
    select erratum.quarter, erratum.member, after.family,
           before.low as before_low, before.high as before_high, shown_as(before.low, before.high) as before_shown,
           after.low, after.high, shown_as(after.low, after.high) as shown, erratum.reason, erratum.made_at
    from erratum
    join after on after.period = erratum.quarter and after.member = erratum.member
    join before on before.period = after.period and before.member = after.member and before.family = after.family
)

select * from final
order by quarter, member, family
