-- Which hazard files have we submitted, what counts, what was replaced or withdrawn?
-- grain: one row per hazard return of the viewer's own member, newest first
-- asked by: lead, reader
-- reads: own
-- parameters: none

with counting as (
    select return_id, count(*)::integer as months_counting from current_hazard_month group by all
),

final as (
    select hazard_return.* exclude (member), hazard_return_kind(file_sha256) as kind,
           coalesce(months_counting, 0) as months_counting,
           return_status(withdrawn_at, months_counting, from_month, to_month) as status
    from hazard_return left join counting using (return_id)
    where member = $viewer_member
)

select * from final
order by saved_order desc
