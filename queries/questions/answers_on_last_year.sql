-- Which answers rose or fell since the same period a year before, and which became a larger or smaller share?
-- grain: one row per field (null: each; 'family' and 'category' too) and code of one period. rose, more_often: true or
-- false where the difference is clear at 99.8% whatever the shown counts may be, null else and where other members
-- answer. more_often: of the answers that are known
-- asked by: lead, reader, coordinator, group
-- reads: own, shown
-- parameters:
--   of: group | own = group
--   field: text = null
--   family: family = null
--   category: category = null
--   by: quarter | year = quarter
--   period: month
--   answers: text = null

with answer as (
    select * from shares_of($of, $viewer_member::varchar, $by, $field, $family, $category, $answers)
),

now as (
    select * from answer where period = period_of($period, $by)
),

past as (
    select * from answer where period = period_of($period, $by) - interval 1 year
),

homes as (
    select member, period, homes from homes_of($of, $viewer_member::varchar, $by)
),

-- of all the members that answer, in each of the two years; null where one's are not known
base as (
    select field, code, period, if(count(homes.homes) = count(*), sum(homes.homes), null)::integer as homes
    from (select field, code, period, unnest(members) as member from answer) left join homes using (member, period)
    group by all
),

paired as (
    select now.*, past.low as before_low, past.high as before_high, past.contributors as before_contributors,
           past.others_low as before_others_low, past.others_high as before_others_high,
           coalesce(now.members = past.members and now.contributors = past.contributors, false) as same_members,
           coalesce(base.homes / nullif(base.homes + before_base.homes, 0), 0.5) as part_of_homes
    from now
    left join past using (field, code)
    left join base on base.field = now.field and base.code = now.code and base.period = now.period
    left join base as before_base
      on before_base.field = now.field and before_base.code = now.code and before_base.period = past.period
),

compared as (
    select *,
           share_lower(low, low + before_high, 998) > part_of_homes as is_up,
           share_upper(high, high + before_low, 998) < part_of_homes as is_down,
           low + others_low >= least_base() and before_low + before_others_low >= least_base() as has_shares
    from paired
),

final as (
    select compared.field, compared.code, coalesce(code.label, 'Not given') as label,
           low, high, shown_as(low, high) as shown, contributors,
           before_low, before_high, shown_as(before_low, before_high) as before_shown,
           before_contributors, same_members,
           case when not (same_members and is_known) then null when is_up then true when is_down then false end as rose,
           if(has_shares, share_of(low, low + others_high), null) as share_low,
           if(has_shares, share_of(high, high + others_low), null) as share_high,
           if(has_shares, share_of(before_low, before_low + before_others_high), null) as before_share_low,
           if(has_shares, share_of(before_high, before_high + before_others_low), null) as before_share_high,
           case when not (same_members and has_shares) then null
                when share_lower(low, low + others_high, 998)
                     > share_upper(before_high, before_high + before_others_low, 998) then true
                when share_upper(high, high + others_low, 998)
                     < share_lower(before_low, before_low + before_others_high, 998) then false end as more_often,
           coalesce(code.position, 1000) as position
    from compared left join code on code.field = compared.field and code.code = compared.code
)

select * exclude (position) from final
order by field, position
