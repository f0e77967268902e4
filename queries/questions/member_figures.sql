-- How many incidents does each member have, by family?
-- grain: one row per member, family and whole period; own rows exact and from current returns, peers' from an edition
-- asked by: lead, reader, coordinator, group
-- parameters:
--   by: quarter | year = quarter
--   family: family = null
--   edition: integer = newest

with peer as (
    select member, family, period, low, high, homes
    from member_interval($edition, $by, $family, false)
    where member is distinct from $viewer_member
),

own as (
    select $viewer_member as member, family, period, n as low, n as high, homes
    from own_counted($viewer_member, $by, $family, null)
    where complete
),

either as (
    select * from peer
    union all
    select * from own
),

final as (
    select member, family, period, low, high, shown_as(low, high) as shown, homes,
           rate_lower(low, homes, 95) as rate_low, rate_upper(high, homes, 95) as rate_high
    from either
)

select * from final
order by member, family, period
