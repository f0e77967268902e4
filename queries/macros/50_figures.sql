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
    select category, period_of(month, unit) as period, sum(n) as n
    from current_count
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

-- What was shown of the group's answers to one field (null: each); without a family and a category: every family's.
-- grain: one row per field, family, period and code
create or replace macro breakdown_shown(wanted_unit, wanted_family, wanted_category, wanted_field) as table
select field, family, category, period, code, contributors,
       if(agreed_exact(false), coalesce(n, low), low) as low, if(agreed_exact(false), coalesce(n, high), high) as high
from shown_now
where member is null and unit = wanted_unit and field is not null and family <> 'hazards'
  and (wanted_field is null or field = wanted_field)
  and (wanted_family is null or family = wanted_family) and category is not distinct from wanted_category;

-- The incidents of one member's current returns, within a family or category, that have all the answers asked for.
-- wanted_answers: 'gender.female,gender.male,age_band.75_84': any one answer of a field, of every field named; 'gender.not_given':
-- those without an answer; 'gender.female;age_band.75_84': both; null: all incidents
create or replace macro own_matching(whose, wanted_family, wanted_category, wanted_answers) as table
with asked as (
    select every, split_part(answer, '.', 1) as field, list(split_part(answer, '.', 2)) as codes
    from (select every, unnest(string_split(every, ',')) as answer
          from (select unnest(string_split(wanted_answers, ';')) as every))
    group by all
),

within as (
    select return_id, incident_ref, month, category
    from current_incident join category using (category)
    where member = whose
      and (wanted_family is null or family = wanted_family) and (wanted_category is null or category = wanted_category)
),

matched as (
    select within.return_id, within.incident_ref, count(distinct row(asked.every, asked.field)) as fields
    from within
    cross join asked
    left join incident_code
      on incident_code.return_id = within.return_id and incident_code.incident_ref = within.incident_ref
     and incident_code.field = asked.field
    where list_contains(asked.codes, coalesce(incident_code.code, 'not_given'))
    group by all
)

select within.*
from within left join matched using (return_id, incident_ref)
where coalesce(matched.fields, 0) = (select count(*) from asked);

-- Each of those incidents with its answers to one field: a row per answer, 'not_given' where it has none.
create or replace macro own_matching_codes(whose, wanted_field, wanted_family, wanted_category, wanted_answers) as table
select chosen.return_id, chosen.incident_ref, chosen.month, coalesce(incident_code.code, 'not_given') as code
from own_matching(whose, wanted_family, wanted_category, wanted_answers) as chosen
left join incident_code
  on incident_code.return_id = chosen.return_id and incident_code.incident_ref = chosen.incident_ref
 and incident_code.field = wanted_field;

-- One member's own answers: one row per field (null: all), period and code, "not_given" included; none of a period of
-- which no return supplies the field. wanted_answers: see own_matching
create or replace macro own_answers(whose, wanted_field, wanted_family, wanted_category, unit, wanted_answers) as table
with asked as (
    select field, supplied_as from field where coded and (wanted_field is null or field = wanted_field)
),

supplied as (
    select distinct asked.field, period_of(month, unit) as period
    from current_month join return_field using (return_id, member)
    join asked on list_contains(return_field.fields, asked.supplied_as)
    where member = whose
),

chosen as (
    select return_id, incident_ref, category, month, period_of(month, unit) as period
    from own_matching(whose, wanted_family, wanted_category, wanted_answers)
),

answer as (
    select field, period, code, return_id, incident_ref
    from incident_code join chosen using (return_id, incident_ref, month, category)
    where wanted_field is null or field = wanted_field
),

counted as (
    select field, period, code, count(*)::integer as n from answer group by all
    union all
    select supplied.field, supplied.period, 'not_given', (coalesce(every_one.n, 0) - coalesce(answered.n, 0))::integer
    from supplied
    left join (select period, count(*) as n from chosen group by all) as every_one using (period)
    left join (
        select field, period, count(distinct row(return_id, incident_ref)) as n from answer group by all
    ) as answered using (field, period)
),

listed as (
    select supplied.field, period, code.code
    from supplied join code on code.field = supplied.field
    union all
    select field, period, 'not_given' from supplied
)

select field, period, code, coalesce(n, 0) as n
from listed left join counted using (field, period, code);

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
