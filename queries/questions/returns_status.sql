-- Which members have returned which quarters?
-- grain: one row per member and finished quarter it is expected to return
-- asked by: lead, reader, coordinator, group
-- reads: returned, lists
-- parameters: none

with first_month as (
    select min(month) as month from returned_month
),

quarter as (
    select
        unnest(generate_series(quarter_of(month), $today::date - interval 3 month, interval 3 month))::date as quarter
    from first_month
),

returned as (
    select member, quarter_of(month) as quarter, count(*) as months
    from returned_month
    group by all
),

-- as when a quarter is closed: whoever joined or left within it is not missing, and counts where it returned it whole;
-- before the first quarter that everybody is asked for only those are there that returned it whole
expected as (
    select member.member, quarter.quarter
    from member cross join quarter left join returned using (member, quarter)
    where (quarter.quarter >= first_due() and is_expected(member.joined, member.left_after, quarter.quarter, 'quarter'))
       or returned.months = 3
),

final as (
    select expected.member, expected.quarter,
           case coalesce(returned.months, 0) when 3 then 'returned' when 0 then 'not_returned' else 'partial' end
               as status
    from expected left join returned using (member, quarter)
)

select * from final
order by quarter, member
