-- What is compared: figures beside each other, with what they rest on. Own figures are the viewer's exact ones; all others
-- were shown.

-- The members' figures, the viewer's own exact. grain: one row per member, family and whole period
create or replace macro members_beside(viewer, unit, wanted_family) as table
select viewer as member, family, period, n as low, n as high, homes, 'own' as standing
from own_counted(viewer, unit, wanted_family, null)
where complete
union all
select member, family, period, low, high, homes, standing
from member_shown(unit, wanted_family)
where member is distinct from viewer;

-- Figures of the group, of one's own, or of all members, by whole period. members: whose returns a figure rests on.
-- grain: one row per member (null: the group), family, category and whole period
create or replace macro figures_of(who, viewer, unit, wanted_family, wanted_category) as table
select null::varchar as member, family, category, period, low, high, homes, members, contributors, expected
from group_shown(unit, wanted_family, wanted_category, false)
where who = 'group'
union all
select viewer, family, category, period, n, n, homes, [viewer], 1, 1
from own_counted(viewer, unit, wanted_family, wanted_category)
where complete and who <> 'group'
union all
select member, family, null, period, low, high, homes, [member], 1, 1
from member_shown(unit, wanted_family)
where who = 'members' and member is distinct from viewer;

-- The same, each beside the period a year before. no_ratio: why the two only appear side by side.
create or replace macro year_on_year(who, viewer, unit, wanted_family, wanted_category) as table
with figure as (
    select * from figures_of(who, viewer, unit, wanted_family, wanted_category)
)
select figure.*, past.low as before_low, past.high as before_high, past.homes as before_homes,
       past.members as before_members, past.contributors as before_contributors,
       case when past.period is null then 'nothing_last_year'
            when coalesce(figure.members <> past.members, true) then 'different_members'
            when figure.homes is null or past.homes is null then 'no_homes'
            when least(figure.low, past.low) = 0 then 'may_be_zero' end as no_ratio
from figure
left join figure as past
  on past.member is not distinct from figure.member and past.family = figure.family
 and past.category is not distinct from figure.category and past.period = figure.period - interval 1 year;

-- the rate in the middle of what a count may be; none where "under 5" may be nothing
create or replace macro middle_rate(low, high, homes) as
    case when low > 0 or high = 0 then rate_of((low + high) / 2, homes) end;

-- The members that supplied a field in all of a closed period, as others see it. grain: one row per field and period
create or replace macro suppliers_shown(unit) as table
with supplied as (
    select field.field, period_of(quarter, unit) as period, shown_column.member
    from shown_column
    join closing_member using (quarter, member)
    join field on field.supplied_as = shown_column.field
    where field.coded and closing_member.status = 'counted'
    group by all
    having count(distinct quarter) * 3 = months_in(unit)
)
select field, period, list(member order by member) as members
from supplied
group by all;

-- One member's own incidents by family (where no family is asked for) or by category of a family, of whole periods.
-- grain: one row per field ('family' or 'category'), period and code
create or replace macro own_levels(whose, wanted_family, wanted_category, unit, wanted_answers) as table
with listed as (
    select 'family' as field, family as code, category from category where wanted_family is null
    union all
    select 'category', category, category from category where family = wanted_family and wanted_category is null
),
chosen as (
    select category, period_of(month, unit) as period, count(*) as n
    from own_matching(whose, wanted_family, wanted_category, wanted_answers)
    group by all
)
select field, whole.period, code, sum(coalesce(n, 0))::integer as n
from listed cross join own_whole(whose, unit) as whole
left join chosen on chosen.category = listed.category and chosen.period = whole.period
group by all;

-- What is counted at each answer: of one field (null: of each), and by family or category as 'family' or 'category'. The
-- group's are shown; one's own are exact, of whole periods. members: whose returns it rests on.
-- grain: one row per field, period and code
create or replace macro answers_of(
    who, viewer, unit, wanted_field, wanted_family, wanted_category, wanted_answers
) as table
with level_shown as (
    select if(wanted_family is null, 'family', 'category') as field, period,
           if(wanted_family is null, family, category) as code, low, high, contributors, members
    from group_shown(unit, wanted_family, if(wanted_family is null, null, '*'), false)
    where who = 'group' and wanted_category is null
),

answer_shown as (
    select field, period, code, sum(low)::integer as low, sum(high)::integer as high, min(contributors) as contributors
    from breakdown_shown(unit, wanted_family, wanted_category, wanted_field)
    where who = 'group'
    group by all
),

own as (
    select field, period, code, n from own_levels(viewer, wanted_family, wanted_category, unit, wanted_answers)
    where who = 'own'
    union all
    select field, period, code, n
    from own_answers(viewer, wanted_field, wanted_family, wanted_category, unit, wanted_answers)
    semi join own_whole(viewer, unit)
    using (period)
    where who = 'own'
),

final as (
    select field, period, code, low, high, contributors, members from level_shown
    union all
    select field, period, code, low, high, contributors, members
    from answer_shown left join suppliers_shown(unit) using (field, period)
    union all
    select field, period, code, n, n, 1, [viewer] from own
)

select * from final where wanted_field is null or field = wanted_field;

-- The same beside what the others of the same field come to, of which it is known: a share runs from
-- low / (low + others_high) to high / (high + others_low). Nothing of the others where the answer is not known.
create or replace macro shares_of(
    who, viewer, unit, wanted_field, wanted_family, wanted_category, wanted_answers
) as table
select *, if(is_known, sum(low) filter (is_known) over same - low, null)::integer as others_low,
       if(is_known, sum(high) filter (is_known) over same - high, null)::integer as others_high
from (
    select *, code not in ('not_known', 'not_given') as is_known
    from answers_of(who, viewer, unit, wanted_field, wanted_family, wanted_category, wanted_answers)
)
window same as (partition by field, period);

-- The homes of some members in a period: of the group as they were shown, of one's own as they are.
-- grain: one row per member and period
create or replace macro homes_of(who, viewer, unit) as table
select member, period, homes from shown_homes where who = 'group' and shown_homes.unit = unit and member is not null
union all
select viewer, period, homes
from own_whole(viewer, unit) left join homes_managed on member = viewer and year_start = year_of(period)
where who = 'own';
