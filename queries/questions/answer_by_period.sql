-- What share of the incidents has had one answer, period by period?
-- grain: one row per period in which the field was supplied, of the answers that are known; its 95% interval covers
-- every count that the shown ones may be; no share on a base that may be under ten
-- asked by: lead, reader, coordinator, group
-- reads: own, shown
-- parameters:
--   of: group | own = group
--   field: field
--   code: text
--   family: family = null
--   category: category = null
--   by: quarter | year = quarter
--   answers: text = null

with answer as (
    select * from shares_of($of, $viewer_member::varchar, $by, $field, $family, $category, $answers)
    where code = $code
),

limited as (
    select *, low + others_high as least_of, high + others_low as most_of, low + others_low >= least_base() as has_share
    from answer
),

final as (
    select period, low, high, shown_as(low, high) as shown, contributors, members,
           low + others_low as base_low, high + others_high as base_high,
           if(has_share, share_of(low, least_of), null) as share_low,
           if(has_share, share_of(high, most_of), null) as share_high,
           if(has_share, share_lower(low, least_of, 95), null) as lower95,
           if(has_share, share_upper(high, most_of, 95), null) as upper95
    from limited
)

select * from final
order by period
