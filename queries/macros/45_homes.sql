-- Homes as they are on the day of a closing, of whoever has figures; the group's only where every member's are known.
-- Of a member that joined or left within a year, the group's year has the homes of its quarters only: else two members that
-- merged would be in it twice, as themselves and as what they became.
-- grain: one row per member (null: the group) of a quarter or a year
create or replace macro homes_at_closing(wanted, wanted_unit) as table
with figure as (
    select distinct member from shown_now where unit = wanted_unit and period = wanted
),

attendance as (
    select member, count(*) filter (status = 'counted') as counted, count(*) as quarters_expected
    from closing_member
    where period_of(quarter, wanted_unit) = wanted and status in ('counted', 'awaited')
    group by all
),

quarters as (
    select max(quarters_expected) as all_of_them, bool_and(counted in (0, all_of_them)) as same,
           count(*) filter (quarters_expected = all_of_them)::integer as expected
    from (select counted, quarters_expected, max(quarters_expected) over () as all_of_them from attendance)
),

managed as (
    select * from homes_managed where year_start = year_of(wanted)
)

select wanted_unit as unit, wanted as period, member, homes, supported_homes, [member] as members, null as expected
from figure left join managed using (member)
where member is not null
union all
select wanted_unit, wanted, null,
       if(count(homes) = count(*), round(sum(homes * quarters_expected / all_of_them)), null)::integer,
       if(count(homes) = count(*), round(sum(supported_homes * quarters_expected / all_of_them)), null)::integer,
       if(any_value(same), list(member order by member), null), any_value(quarters.expected)
from attendance left join managed using (member) cross join quarters
where counted > 0
having count(*) >= least_contributors();
