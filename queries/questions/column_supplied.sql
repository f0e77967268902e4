-- Which member supplied which column in which quarter?
-- grain: one row per member, whole quarter and column that any member has supplied; yes or no, never how well
-- asked by: lead, reader, coordinator, group
-- parameters:
--   edition: integer = newest

with counted_month as (
    select member, month, return_id from edition_month
    where edition = $edition and member is distinct from $viewer_member::varchar
    union all
    select member, month, return_id from current_month where member = $viewer_member::varchar
),

-- a quarter of several returns has the columns that all of them have
supplied as (
    select member, quarter_of(month) as quarter, fields
    from counted_month join return_column using (return_id, member)
),

known as (
    select distinct unnest(fields) as field from supplied
),

final as (
    select member, quarter, field, bool_and(list_contains(fields, field)) as supplied
    from supplied cross join known
    group by all
    having count(*) = 3
)

select * from final
order by member, quarter, field
