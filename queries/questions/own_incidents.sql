-- Which rows of our own current returns are these?
-- grain: one row per incident of the viewer's own member
-- asked by: lead, reader
-- reads: own
-- parameters:
--   family: family = null
--   category: category = null
--   from: month = null
--   to: month = null

with wanted as (
    select category, family from category
    where ($family::varchar is null or family = $family) and ($category::varchar is null or category = $category)
),

final as (
    select current_incident.incident_ref, current_incident.month, wanted.family,
           current_incident.* exclude (member, return_id, incident_ref, month)
    from current_incident join wanted using (category)
    where member = $viewer_member
      and ($from::date is null or month >= $from)
      and ($to::date is null or month <= $to)
)

select * from final
order by month, incident_ref
