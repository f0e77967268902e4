-- Which members have returned which quarters?
-- grain: one row per member and finished quarter it is expected to return
-- asked by: lead, reader, coordinator, group
-- reads: lists
-- parameters: none

with first_month as (
    select min(month) as month from returned_month
),

quarter as (
    select
        unnest(generate_series(quarter_of(month), $today::date - interval 3 month, interval 3 month))::date as quarter
    from first_month
),

expected as (
    select member.member, quarter.quarter
    from member cross join quarter
    where (member.joined is null or member.joined < quarter.quarter + interval 3 month)
      and (member.left_after is null or member.left_after >= quarter.quarter)
),

returned as (
    select member, quarter_of(month) as quarter, count(*) as months
    from returned_month
    group by all
),

final as (
    select expected.member, expected.quarter,
           case coalesce(returned.months, 0) when 3 then 'returned' when 0 then 'not_returned' else 'partial' end
               as status
    from expected left join returned using (member, quarter)
)

select * from final
order by quarter, member
