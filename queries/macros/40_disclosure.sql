-- What others may know (PRIVACY.md): a quarter is shown once. Closing it counts the returns that are current then into
-- closing_count; to the nearest five, that is written into `shown`, and does not move. Whoever is not the member itself is
-- answered from `shown`, `shown_homes`, `shown_column` and the public lists, and from nothing else.
--
-- Example. In July to September 2026 seven members count 3, 0, 12, 7, 1, 0 and 6 incidents of hoarding. Closing the quarter
-- shows of the members: under 5 (0 to 4), under 5, 10 (8 to 12), 5 (5 to 7), under 5, under 5, 5 (5 to 7); of the group,
-- which has 29: 30 (28 to 32). When the third corrects its 12 to 20, it sees 20 at once, and everybody else goes on
-- seeing 10 and 30. A year is the sum of the four counts as they were closed, to the nearest five.

-- A count of 0 to 4 is "under 5"; any other is shown to the nearest five. low and high are what that leaves open.
create or replace macro disclosed_low(n) as
    (case when n < 5 then 0 else greatest(5, (n + 2) // 5 * 5 - 2) end)::integer;
create or replace macro disclosed_high(n) as
    (case when n < 5 then 4 else (n + 2) // 5 * 5 + 2 end)::integer;

create or replace macro is_under_five(low, high) as low = 0 and high = 4;

create or replace macro shown_as(low, high) as case
    when low = high then format('{:,}', low)
    when is_under_five(low, high) then 'under 5'
    when high % 5 = 2 and low = greatest(5, high - 4) then format('{:,}', high - 2)
    else format('{:,} to {:,}', low, high)
end;

-- The least number of members a figure of the group rests on.
create or replace macro least_contributors() as 5;

-- What a closing counts: each member's families for the quarter; where five members count, the group's families and
-- categories for the quarter and its months.
-- grain: one row per unit, period, member (null: the group), family and category, zeros included
create or replace macro counts_at_closing(wanted) as table
with counted as (
    select member, month, return_id from closing_return where quarter = wanted and status = 'counted'
),

tallied as (
    select counted.member, incident_count.month, incident_count.category as counts, incident_count.n
    from incident_count join counted using (return_id, month)
),

span as (
    select distinct unit, if(unit = 'month', month, wanted) as period, month
    from counted cross join (select unnest(['month', 'quarter']) as unit)
),

cell as (
    select unit, period, counted.member, family, category, sum(coalesce(n, 0))::integer as n
    from (select distinct member from counted) as counted
    cross join span
    cross join level
    left join tallied
      on tallied.member = counted.member and tallied.month = span.month and tallied.counts = level.counts
    group by all
)

select unit, period, member, family, category, n, [member] as members
from cell where unit = 'quarter' and category is null
union all
select unit, period, null, family, category, sum(n)::integer, list(member order by member)
from cell group by all having count(*) >= least_contributors();

-- The group's breakdowns of a quarter, of members whose returns have the field: at least five. No row for "not given":
-- beside other fields it would be the count of those who lack the column. Fields that mature are asked when the second
-- quarter after is closed: of the incidents that counted at the quarter's own closing, as the current returns have them.
-- grain: one row per field, family, category and code that others see, zeros included
create or replace macro breakdowns_at_closing(wanted, maturing) as table
with counted as (
    select member, month, return_id from closing_return where quarter = wanted and status = 'counted'
),

-- the returns that are read
answering as (
    select member, month, if(maturing, current_month.return_id, counted.return_id) as return_id,
           counted.return_id as counted_id
    from counted left join current_month using (member, month)
),

supplier as (
    select answering.member, field.field, field.category as of_category
    from answering join return_field using (return_id) cross join field
    where field.coded and field.matures = maturing and list_contains(return_field.fields, field.supplied_as)
    group by all
    having count(*) = 3
),

supplied as (
    select field, of_category, list(member order by member) as members
    from supplier group by all
    having count(*) >= least_contributors()
),

-- a row an incident and code; what matured, of the incidents that counted and are still there
answer as (
    select answering.member, field, incident_code.code, category as counts
    from incident_code join answering using (return_id, month)
    where not maturing
    union all
    select answering.member, field, incident_code.code, incident.category
    from answering
    join incident on incident.return_id = answering.counted_id and incident.month = answering.month
    join incident_code
      on incident_code.return_id = answering.return_id and incident_code.month = answering.month
     and incident_code.incident_ref = incident.incident_ref
    where maturing
),

tallied as (
    select field, counts, coalesce(code.others_see, code.code) as code, count(*) as n
    from answer semi join supplier using (member, field) join code using (field, code)
    group by all
),

-- a field of one category is asked within that category only, and in a family that has no other
cell as (
    select supplied.field, level.family, level.category, code.code, supplied.members, level.counts
    from supplied
    cross join level
    join code on code.field = supplied.field and code.others_see is null
    where supplied.of_category is null or level.family in (
        select family from category group by family having list(category) = [supplied.of_category])
      or level.category = supplied.of_category
)

select 'quarter' as unit, wanted as period, cell.family, cell.category, cell.field, cell.code,
       sum(coalesce(n, 0))::integer as n, any_value(cell.members) as members
from cell left join tallied using (field, counts, code)
group by all;

-- A member whose return came after the closing: its own families of that quarter, and no figure of the group.
-- grain: one row per family, zeros included
create or replace macro counts_of_late(wanted, whose) as table
with late as (
    select return_id, month from closing_return where quarter = wanted and member = whose and status = 'came_later'
),

tallied as (
    select category as counts, sum(n) as n from incident_count join late using (return_id, month) group by all
)

select 'quarter' as unit, wanted as period, whose as member, family, category, sum(coalesce(n, 0))::integer as n
from level left join tallied using (counts)
where category is null
group by all;

-- What others see of a count; n only of quarters closed after the group agreed to exact figures.
create or replace macro as_shown(period, n) as {
    'low': disclosed_low(n), 'high': disclosed_high(n),
    'n': if((select exact from closing where closing.quarter = quarter_of(period)), n, null)
};

-- What stands now: corrected by errata, and what came later.
create or replace view shown_now as
select * from shown where standing in ('closed', 'came_later', 'corrected');

-- A financial year, once its four quarters are shown: their counts as they were closed, to the nearest five, where the
-- same members count in all four; else what the quarters' intervals add up to (a breakdown has no such year).
-- grain: one row per member (null: the group), family, category, field and code
create or replace macro year_shown(wanted) as table
with quarter as (
    select shown_now.* exclude (closing, unit, period), counted.n as counted, counted.members
    from shown_now
    left join closing_count as counted
      on counted.unit = 'quarter' and counted.period = shown_now.period
     and counted.member is not distinct from shown_now.member and counted.family = shown_now.family
     and counted.category is not distinct from shown_now.category
     and counted.field is not distinct from shown_now.field and counted.code is not distinct from shown_now.code
    where shown_now.unit = 'quarter' and year_of(shown_now.period) = wanted
),

together as (
    select member, family, category, field, code, min(contributors) as contributors,
           sum(low)::integer as low, sum(high)::integer as high,
           if(bool_and(standing = 'closed') and count(distinct members) = 1, sum(counted), null)::integer as counted,
           if(count(n) = 4, sum(n), null)::integer as n, bool_or(standing = 'corrected') as corrected
    from quarter
    group by all
    having count(*) = 4
)

select 'year' as unit, wanted as period, member, family, category, field, code,
       if(counted is null, low, disclosed_low(counted)) as low,
       if(counted is null, high, disclosed_high(counted)) as high,
       if(counted is null, null, n) as n, contributors, if(corrected, 'corrected', 'closed') as standing
from together
where counted is not null or field is null;
