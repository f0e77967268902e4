-- Which rows of our own current returns are these?
-- grain: one row per incident of the viewer's own member
-- asked by: lead, reader
-- reads: own
-- parameters:
--   family: family = null
--   category: category = null
--   from: month = null
--   to: month = null
--   answers: text = null
--   newest: integer = null

with chosen as (
    select return_id, incident_ref from own_matching($viewer_member, $family, $category, $answers)
),

final as (
    select current_incident.incident_ref, current_incident.month, category.family,
           current_incident.* exclude (member, return_id, incident_ref, month)
    from current_incident join category using (category) semi join chosen using (return_id, incident_ref)
    where member = $viewer_member
      and ($from::date is null or month >= $from)
      and ($to::date is null or month <= $to)
)

select * from (select * from final order by month desc, incident_ref desc limit $newest::bigint) as wanted
order by month, incident_ref
