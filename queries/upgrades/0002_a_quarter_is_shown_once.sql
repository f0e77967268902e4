-- From version 1, where a quarter was shown anew in every edition: each quarter keeps what was first shown of it.
-- The tables of version 2 are there already, empty; breakdowns, which version 1 did not keep, are filled in afterwards
-- (ingest/group/closing.py) from the returns that counted at first.
-- new tables: field closing closing_member closing_return closing_look closing_count shown shown_homes shown_column erratum

alter table setting add column set_order bigint;
update setting set set_order = rowid + 1;
alter table audit add column audit_order bigint;
update audit set audit_order = rowid + 1;
alter table event add column added_after integer;
alter table event add column removed_after integer;
update event set added_after = 0, removed_after = if(removed_at is null, null, 0);
alter table code add column others_see varchar;
alter table code add column retired date;

create temp table first_edition as
select quarter_of(month) as quarter, min(edition) as edition from edition_month group by all;

create temp table first_of_member as
select member, period as quarter, min(edition) as edition from edition_member where unit = 'quarter' group by all;

insert into closing
select row_number() over (order by first_edition.quarter), first_edition.quarter, edition.closed_by, edition.closed_at,
       (select bool_or(exact) from edition_month
        where edition_month.edition = first_edition.edition and quarter_of(month) = first_edition.quarter),
       edition.closed_at
from first_edition join edition on edition.edition = first_edition.edition;

insert into closing_return
select closing.closing, closing.quarter, edition_month.member, edition_month.month, edition_month.return_id,
       if(first_of_member.edition = first_edition.edition, 'counted', 'came_later')
from first_of_member
join first_edition on first_edition.quarter = first_of_member.quarter
join closing on closing.quarter = first_of_member.quarter
join edition_month
  on edition_month.edition = first_of_member.edition and edition_month.member = first_of_member.member
 and quarter_of(edition_month.month) = first_of_member.quarter;

insert into closing_member
select distinct closing, quarter, member, status from closing_return
union all
select closing.closing, closing.quarter, member.member, 'awaited'
from closing cross join member
where (joined is null or joined <= closing.quarter)
  and (left_after is null or left_after >= closing.quarter + interval 2 month)
  and (closing.quarter, member.member) not in (select (quarter, member) from closing_return where status = 'counted');

insert into shown
select closing.closing, 'quarter', edition_member.period, edition_member.member, edition_member.family,
       null, null, null,
       edition_member.low, edition_member.high, if(edition_member.exact, edition_member.n, null), 1,
       if(first_of_member.edition = first_edition.edition, 'closed', 'came_later')
from edition_member
join first_of_member
  on first_of_member.member = edition_member.member and first_of_member.quarter = edition_member.period
 and first_of_member.edition = edition_member.edition
join first_edition on first_edition.quarter = edition_member.period
join closing on closing.quarter = edition_member.period
where edition_member.unit = 'quarter';

-- years of members, and every figure of the group: as the first edition that had them showed them
insert into shown
select (select max(closing) from closing), 'year', period, member, family, null, null, null,
       arg_min(low, edition), arg_min(high, edition),
       if(arg_min(exact, edition), arg_min(n, edition), null), 1, 'closed'
from edition_member where unit = 'year'
group by member, family, period;

insert into shown
select coalesce(closing.closing, (select max(closing) from closing)), unit, period, null, family, category, null, null,
       arg_min(low, edition), arg_min(high, edition),
       if(arg_min(edition_group.exact, edition), arg_min(total, edition), null),
       arg_min(contributors, edition), 'closed'
from edition_group
left join closing on edition_group.unit <> 'year' and closing.quarter = quarter_of(period)
group by closing.closing, unit, period, family, category;

-- the exact counts, for a year whose last quarter is yet to be closed
insert into closing_count
select shown.closing, 'quarter', shown.period, shown.member, shown.family, null, null, null,
       edition_member.n, [shown.member]
from shown
join first_of_member on first_of_member.member = shown.member and first_of_member.quarter = shown.period
join edition_member
  on edition_member.unit = 'quarter' and edition_member.edition = first_of_member.edition
 and edition_member.member = shown.member and edition_member.family = shown.family
 and edition_member.period = shown.period
where shown.unit = 'quarter' and shown.standing = 'closed';

insert into closing_count
with cell as (
    select family, category, period, min(edition) as edition, arg_min(total, edition) as n
    from edition_group where unit = 'quarter' group by all
),

rests_on as (
    select edition, period, list(distinct member order by member) as members
    from edition_member where unit = 'quarter' group by all
)

select closing.closing, 'quarter', period, null, family, category, null, null, n, members
from cell join rests_on using (edition, period) join closing on closing.quarter = cell.period;

insert into shown_homes
with figure as (
    select distinct unit, period, member from shown where unit <> 'month'
),

counted as (
    select 'quarter' as unit, quarter as period, member from closing_member where status = 'counted'
    union all
    select 'year', year_of(quarter), member from closing_member where status = 'counted'
    group by all having count(*) = 4
),

managed as (
    select member, year_start, sum(homes)::integer as homes,
           coalesce(sum(homes) filter (needs_type in ('supported', 'older_people')), 0)::integer as supported_homes
    from homes group by all
)

select closing.last, unit, period, figure.member, homes, supported_homes, [figure.member], null
from figure
left join managed on managed.member = figure.member and year_start = year_of(period)
cross join (select max(closing) as last from closing) as closing
where figure.member is not null
union all
select closing.last, unit, period, null, if(count(homes) = count(*), sum(homes), null),
       if(count(homes) = count(*), sum(supported_homes), null), list(counted.member order by counted.member),
       (select count(*) from member
        where (joined is null or joined <= period)
          and (left_after is null or left_after >= period + if(unit = 'year', interval 11 month, interval 2 month)))
from counted
left join managed on managed.member = counted.member and year_start = year_of(period)
cross join (select max(closing) as last from closing) as closing
group by closing.last, unit, period
having count(*) >= 5;

drop table first_edition;
drop table first_of_member;
drop view return_column;
drop macro codes_of;
drop macro expected_in;
drop macro table edition_incident;
drop macro table edition_period;
drop macro table edition_counted;
drop macro table members_worked_out;
drop macro narrows;
drop macro narrows_any;
drop macro group_interval;
drop macro table group_worked_out;
drop macro table member_interval;
drop macro table group_disclosed;
drop macro table moving_cells;
drop macro table too_tight_across;
drop macro table cells_of_part_years;
drop macro table years_too_tight;
drop macro table changed_after_clearing;
drop table edition;
drop table edition_month;
drop table edition_lost;
drop table edition_widened;
drop table edition_member;
drop table edition_group;

insert into setting select 'breakdowns_due', 'yes', 'program', now()::timestamp, max(set_order) + 1 from setting;
