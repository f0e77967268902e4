-- The figures that questions are made of: what an edition keeps of disclosure.sql, and one's own exact counts.

-- What closing a quarter keeps (ingest/group/editions.py), as it is asked for: working it out takes longer to plan
-- than to run. Exact only where the group has agreed so (never for the public); homes as they are now.
create or replace macro agreed_exact(for_public) as (
    not for_public
    and (select arg_max(value, rowid) from setting where name = 'peer_figures') is not distinct from 'exact'
);

create or replace macro member_interval(which, unit, wanted_family, for_public) as table
select kept.member, kept.family, kept.period, kept.n, homes_managed.homes, kept.exact and agreed_exact(for_public) as exact,
       if(kept.exact and agreed_exact(for_public), kept.n, kept.low) as low,
       if(kept.exact and agreed_exact(for_public), kept.n, kept.high) as high
from edition_member as kept
left join homes_managed
  on homes_managed.member = kept.member and homes_managed.year_start = year_of(kept.period)
where kept.edition = which and kept.unit = unit and (wanted_family is null or kept.family = wanted_family);

create or replace macro group_disclosed(which, unit, wanted_family, wanted_category, for_public) as table
with contributor as (
    select distinct member, period
    from edition_member
    where edition = which and edition_member.unit = if(unit = 'month', 'quarter', unit)
),

together as (
    select contributor.period, if(count(homes) = count(*), sum(homes), null)::integer as homes
    from contributor
    left join homes_managed
      on homes_managed.member = contributor.member and homes_managed.year_start = year_of(contributor.period)
    group by contributor.period
)

select kept.family, kept.category, kept.period, kept.contributors, together.homes, kept.total,
       if(kept.exact and agreed_exact(for_public), kept.total, kept.low) as low,
       if(kept.exact and agreed_exact(for_public), kept.total, kept.high) as high
from edition_group as kept
join together on together.period = if(unit = 'month', quarter_of(kept.period), kept.period)
where kept.edition = which and kept.unit = unit
  and (wanted_family is null or kept.family = wanted_family)
  and (wanted_category is not distinct from kept.category or (wanted_category = '*' and kept.category is not null));

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
           returned.period, returned.months, returned.months = months_in(unit) as complete, homes_managed.homes,
           sum(coalesce(tallied.n, 0))::integer as n
    from returned
    cross join wanted
    left join tallied on tallied.category = wanted.category and tallied.period = returned.period
    left join homes_managed
      on homes_managed.member = whose and homes_managed.year_start = year_of(returned.period)
    group by all
)

select * from final;
