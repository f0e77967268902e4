-- How do the incidents of a family or category part by one field?
-- grain: one row per code of the field; "not_given" where a row has none. Own: exact, from current returns.
-- A share is of all the answers, not given among them; none where they may be under ten
-- asked by: lead, reader, coordinator, group
-- parameters:
--   of: group | own = group
--   field: field
--   family: family = null
--   category: category = null
--   by: quarter | year = quarter
--   period: month
--   edition: integer = newest

with wanted as (
    select category, family from category
    where ($family::varchar is null or family = $family) and ($category::varchar is null or category = $category)
),

supplied_by as (
    select member, return_id from return_column
    where list_contains(fields, if($field = 'missing_duration', 'missing_from', $field))
),

period_month as (
    select member, month, return_id from edition_month where $of = 'group' and edition = $edition
    union all
    select member, month, return_id from current_month
    where $of = 'own' and member = if($viewer_member::varchar is null,
        error('refused: Only a member has figures of its own. Ask of = group.'), $viewer_member)
),

contributor as (
    select period_month.member
    from period_month semi join supplied_by using (member, return_id)
    where period_of(month, $by) = period_of($period, $by)
    group by all
    having $of = 'own' or count(*) = months_in($by)
),

incident_code as (
    select period_month.member, unnest(case
               when len(list_filter(codes_of(incident, $field), lambda c: c is not null)) > 0
               then list_distinct(codes_of(incident, $field)) else ['not_given'] end) as code
    from incident
    join period_month using (return_id, month)
    semi join contributor using (member)
    semi join wanted using (category)
    where period_of(month, $by) = period_of($period, $by)
),

-- whose colleague is blamed is for its own member only
told as (
    select member, if($of = 'group' and code = 'our_colleague_or_contractor', 'not_known', code) as code
    from incident_code
),

listed as (
    select code, label, position from code
    where field = $field and not ($of = 'group' and code = 'our_colleague_or_contractor')
    union all
    select 'not_given', 'Not given', 1000
),

bound as (
    select member, sum(high)::integer as high
    from member_interval($edition, $by, $family, false)
    where $of = 'group' and period = period_of($period, $by) and family in (select family from wanted)
    group by all
),

cell as (
    select listed.code, listed.label, listed.position, contributor.member, bound.high,
           count(told.code)::integer as n
    from listed
    cross join contributor
    left join told on told.member = contributor.member and told.code = listed.code
    left join bound on bound.member = contributor.member
    group by all
),

summed as (
    select code, label, position, sum(n)::integer as total, count(*)::integer as contributors,
           0 as low_sum, sum(high)::integer as high_sum,
           list({'member': member, 'n': n, 'low': 0, 'high': high}) as cells
    from cell
    group by all
    having $of = 'own' or count(*) >= least_contributors()
),

disclosed as (
    select code, label, position, contributors,
           if($of = 'own', {'low': total, 'high': total},
              group_interval(cells, total, low_sum, high_sum, true, false)) as shown
    from summed
),

added as (
    select code, label, position, contributors, shown.low as low, shown.high as high,
           sum(shown.low) over () as sum_low, sum(shown.high) over () as sum_high
    from disclosed
),

final as (
    select code, label, low, high, shown_as(low, high) as shown, contributors, position,
           share_least(low, high, sum_low, sum_high) as share_low,
           share_most(low, high, sum_low, sum_high) as share_high
    from added
    where not ($of = 'own' and code = 'not_given' and high = 0)
)

select * exclude (position) from final
order by position
