-- Which member supplied which column in which quarter?
-- grain: one row per member, whole quarter and column that any member has supplied; yes or no, never how well
-- asked by: lead, reader, coordinator, group
-- reads: own, shown
-- parameters: none

with supplied as (
    select member, quarter, field, true as supplied from shown_column
    where member is distinct from $viewer_member::varchar
    union all
    select $viewer_member::varchar, quarter, field, true from own_fields($viewer_member::varchar)
),

quarter as (
    select member, quarter from closing_member
    where status in ('counted', 'came_later') and member is distinct from $viewer_member::varchar
    union
    select $viewer_member::varchar, period from own_whole($viewer_member::varchar, 'quarter')
),

known as (
    select distinct field from supplied
),

final as (
    select member, quarter, field, coalesce(supplied.supplied, false) as supplied
    from quarter cross join known left join supplied using (member, quarter, field)
)

select * from final
order by member, quarter, field
