-- What is held against what: figures beside each other, with what they rest on. After disclosure.sql, which it needs.

-- members expected to return all of a period
create or replace macro expected_in(period, unit) as (
    select count(*)::integer from member
    where (joined is null or joined <= period)
      and (left_after is null or left_after >= period + to_months(months_in(unit) - 1))
);

-- The columns a return supplied. A nil return has none of its own: it keeps those of the return its member saved before
-- it, or coverage and contributors would tell it, a count of exactly 0, from any other return.
create or replace view return_column as
select nil_or_not.return_id, nil_or_not.member,
       coalesce(arg_max(earlier.fields, earlier.saved_order), ['incident_ref', 'reported_on', 'category']) as fields
from member_return as nil_or_not
left join member_return as earlier
  on earlier.member = nil_or_not.member and earlier.kind <> 'nil'
 and (earlier.return_id = nil_or_not.return_id
      or (nil_or_not.kind = 'nil' and earlier.saved_order < nil_or_not.saved_order))
group by all;

-- The members' figures, the viewer's own exact. As figures_of('members', …), with less for DuckDB to plan.
-- grain: one row per member, family and whole period
create or replace macro members_beside(viewer, which, unit, wanted_family) as table
select viewer as member, family, period, n as low, n as high, homes
from own_counted(viewer, unit, wanted_family, null)
where complete
union all
select member, family, period, low, high, homes
from member_interval(which, unit, wanted_family, false)
where member is distinct from viewer;

-- Figures of the group, of one's own, or of all members, by whole period. rests_on: whose returns. n is exact and for
-- working with only; a peer's is not even here.
-- grain: one row per member (null: the group), family, category and whole period
create or replace macro figures_of(who, viewer, which, unit, wanted_family, wanted_category) as table
with roster as (
    select period, list(member order by member) as rests_on
    from edition_period(which, unit)
    group by period
)
select null::varchar as member, family, category, period, total as n, low, high, homes, rests_on
from group_disclosed(which, unit, wanted_family, wanted_category, false)
join roster using (period)
where who = 'group'
union all
select viewer, family, category, period, n, n, n, homes, [viewer]
from own_counted(if(who = 'own' and viewer is null,
    error('refused: Only a member has figures of its own. Ask of = group.'), viewer),
    unit, wanted_family, wanted_category)
where complete and who <> 'group'
union all
select member, family, null, period, null, low, high, homes, [member]
from member_interval(which, unit, wanted_family, false)
where who = 'members' and member is distinct from viewer;

-- The same, each beside the period a year before. no_ratio: why the two only stand side by side.
create or replace macro year_on_year(who, viewer, which, unit, wanted_family, wanted_category) as table
with figure as (
    select * from figures_of(who, viewer, which, unit, wanted_family, wanted_category)
)
select figure.*, past.n as before_n, past.low as before_low, past.high as before_high,
       past.homes as before_homes, past.rests_on as before_rests_on,
       case when past.period is null then 'nothing_last_year'
            when figure.rests_on <> past.rests_on then 'different_members'
            when figure.homes is null or past.homes is null then 'no_homes'
            when least(figure.low, past.low) = 0 then 'may_be_zero' end as no_ratio
from figure
left join figure as past
  on past.member is not distinct from figure.member and past.family = figure.family
 and past.category is not distinct from figure.category and past.period = figure.period - interval 1 year;

-- the rate in the middle of what a count may be; none where "under 5" may be nothing
create or replace macro middle_rate(low, high, homes) as
    case when low > 0 or high = 0 then rate_of((low + high) / 2, homes) end;
