-- How many incidents do the members have together, in the months an edition counts?
-- grain: one row per family (or category) and period on which at least five members stand
-- asked by: lead, reader, coordinator, group, public
-- parameters:
--   by: month | quarter | year = quarter
--   family: family = null
--   category: category = null
--   edition: integer = newest

with disclosed as (
    select * from group_disclosed($edition, if($viewer_role = 'public' and $by = 'month',
        error('refused: The public sees quarters and years only. Ask by quarter or by year.'), $by),
        $family, $category, $viewer_role = 'public')
),

expected as (
    select period, count(*)::integer as members
    from (select distinct period from disclosed)
    join member
      on (member.joined is null or member.joined <= period)
     and (member.left_after is null
          or member.left_after >= period + to_months(months_in($by) - 1))
    group by all
),

final as (
    select family, category, period, low, high, shown_as(low, high) as shown, contributors, members,
           if($viewer_role = 'public', null, homes) as homes,
           rate_lower(low, if($viewer_role = 'public', null, homes), 95) as rate_low,
           rate_upper(high, if($viewer_role = 'public', null, homes), 95) as rate_high
    from disclosed
    left join expected using (period)
)

select * from final
order by family, category, period
