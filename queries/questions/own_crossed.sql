-- How do our own incidents split by two fields at once?
-- grain: one row per code of the field and code of the other that some incident has, "not_given" included, exact. An
-- incident with several answers to a field counts at each of them
-- asked by: lead, reader
-- reads: own
-- parameters:
--   field: field
--   across: field
--   family: family = null
--   category: category = null
--   by: month | quarter | year = quarter
--   period: month
--   answers: text = null

with down as (
    select return_id, incident_ref, code
    from own_matching_codes($viewer_member, $field, $family, $category, $answers)
    where period_of(month, $by) = period_of($period, $by)
),

other as (
    select return_id, incident_ref, code as across_code
    from own_matching_codes($viewer_member, $across, $family, $category, $answers)
),

final as (
    select code, across_code, count(*)::integer as n
    from down join other using (return_id, incident_ref)
    group by all
)

select * from final
order by code, across_code
