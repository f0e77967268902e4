-- Which member supplied hazards of which quarter?
-- grain: one row per member and quarter of which it supplied hazards of all three months; of others closed quarters only
-- asked by: lead, reader, coordinator, group
-- reads: own, shown
-- parameters: none

with final as (
    select member, quarter from shown_hazard_member where member is distinct from $viewer_member::varchar
    union
    select $viewer_member::varchar, period from own_hazards_counted($viewer_member::varchar, 'quarter', null)
)

select * from final
order by quarter, member
