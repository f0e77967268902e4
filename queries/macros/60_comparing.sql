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
