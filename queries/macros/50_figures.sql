-- The figures that questions are made of: what was shown, and one's own exact counts.

-- Exact figures only where the group has agreed so in writing, and only of quarters closed since (n); never for the public.
create or replace macro agreed_exact(for_public) as (
    not for_public and newest_setting('peer_figures') is not distinct from 'exact'
);

-- What was shown of each member. grain: one row per member, family and whole period (quarter or year)
create or replace macro member_shown(wanted_unit, wanted_family) as table
select shown_now.member, family, shown_now.period, homes, supported_homes, standing,
       if(agreed_exact(false), coalesce(n, low), low) as low, if(agreed_exact(false), coalesce(n, high), high) as high
from shown_now
left join shown_homes
  on shown_homes.unit = shown_now.unit and shown_homes.period = shown_now.period
 and shown_homes.member = shown_now.member
where shown_now.member is not null and shown_now.unit = wanted_unit
  and (wanted_family is null or family = wanted_family);

-- What was shown of the group, with the homes and the members it rests on (a month: its quarter's; members null: not the
-- same in all quarters of a year).
-- grain: one row per family, category and period; wanted_category null: the family, '*': each category
create or replace macro group_shown(wanted_unit, wanted_family, wanted_category, for_public) as table
select family, category, shown_now.period, contributors, expected, homes, supported_homes, members, standing,
       if(agreed_exact(for_public), coalesce(n, low), low) as low,
       if(agreed_exact(for_public), coalesce(n, high), high) as high
from shown_now
left join shown_homes
  on shown_homes.member is null and shown_homes.unit = if(wanted_unit = 'month', 'quarter', wanted_unit)
 and shown_homes.period = if(wanted_unit = 'month', quarter_of(shown_now.period), shown_now.period)
where shown_now.member is null and shown_now.unit = wanted_unit and field is null
  and (wanted_family is null or family = wanted_family)
  and (wanted_category is not distinct from category or (wanted_category = '*' and category is not null));

-- Exact counts of one member's own current returns; its months, part quarters and part years included.
create or replace macro own_counted(whose, unit, wanted_family, wanted_category) as table
with wanted as (
    select family, category
    from category
    where (wanted_family is null or family = wanted_family)
      and (wanted_category is null or wanted_category = '*' or category = wanted_category)
),

returned as (
    select period_of(month, unit) as period, count(*)::integer as months
    from current_month
    where member = whose
    group by all
),

tallied as (
    select category, period_of(month, unit) as period, count(*) as n
    from current_incident
    where member = whose and category in (select category from wanted)
    group by all
),

final as (
    select wanted.family, case when wanted_category is not null then wanted.category end as category,
           returned.period, returned.months, returned.months = months_in(unit) as complete,
           homes_managed.homes, homes_managed.supported_homes, sum(coalesce(tallied.n, 0))::integer as n
    from returned
    cross join wanted
    left join tallied on tallied.category = wanted.category and tallied.period = returned.period
    left join homes_managed
      on homes_managed.member = whose and homes_managed.year_start = year_of(returned.period)
    group by all
)

select * from final;

-- What was shown of the group's answers to one field; without a family and a category: every family's.
-- grain: one row per family, period and code
create or replace macro breakdown_shown(wanted_unit, wanted_family, wanted_category, wanted_field) as table
select family, category, period, code, contributors,
       if(agreed_exact(false), coalesce(n, low), low) as low, if(agreed_exact(false), coalesce(n, high), high) as high
from shown_now
where member is null and unit = wanted_unit and field = wanted_field
  and (wanted_family is null or family = wanted_family) and category is not distinct from wanted_category;

-- One member's own answers to one field in a period: one row per code, "not_given" included; none where no return supplies it.
create or replace macro own_breakdown(whose, wanted_field, wanted_family, wanted_category, unit, wanted) as table
with counting as (
    select return_id, month,
           list_contains(fields, (select supplied_as from field where field = wanted_field)) as supplied
    from current_month join return_field using (return_id, member)
    where member = whose and period_of(month, unit) = period_of(wanted, unit)
),

within as (
    select category from category
    where (wanted_family is null or family = wanted_family) and (wanted_category is null or category = wanted_category)
),

answer as (
    select incident_code.code, return_id, incident_ref
    from incident_code semi join counting using (return_id, month) semi join within using (category)
    where field = wanted_field
),

counted as (
    select code, count(*)::integer as n from answer group by code
    union all
    select 'not_given', (count(*) - (select count(distinct row(return_id, incident_ref)) from answer))::integer
    from incident semi join counting using (return_id, month) semi join within using (category)
),

listed as (
    select code from code where field = wanted_field
    union all
    select 'not_given'
)

select code, coalesce(n, 0) as n
from listed left join counted using (code)
where exists (from counting where supplied);

-- The fields that one member's current returns supply: one row per whole quarter and field that all its months have.
create or replace macro own_fields(whose) as table
select quarter, field
from (
    select quarter_of(month) as quarter, month, unnest(fields) as field
    from current_month join return_field using (return_id, member)
    where member = whose
)
group by all
having count(*) = 3;

-- The periods that one member has returned whole.
create or replace macro own_whole(whose, unit) as table
select period_of(month, unit) as period
from current_month
where member = whose
group by all
having count(*) = months_in(unit);
