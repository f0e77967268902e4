-- Views and macros that name what the tables hold.

create or replace view category as
select code as category, label, definition, family, seasonal, position from code where field = 'category';

create or replace view family as
select code as family, label, seasonal, focus, position from code where field = 'family';

-- Every level incidents are counted at: one row per family (category null) and per category, with the categories in it.
create or replace view level as
select family, null as category, category as counts from category
union all
select family, category, category from category;

-- months, quarters (named by their first month) and financial years (April to March)
create or replace macro quarter_of(month) as date_trunc('quarter', month)::date;
create or replace macro year_of(month) as (date_trunc('year', month - interval 3 month) + interval 3 month)::date;
create or replace macro period_of(month, unit) as
    case unit when 'month' then month when 'quarter' then quarter_of(month) when 'year' then year_of(month) end;
create or replace macro months_in(unit) as case unit when 'month' then 1 when 'quarter' then 3 when 'year' then 12 end;

create or replace macro newest_setting(wanted) as (
    select arg_max(value, set_order) from setting where name = wanted
);

-- one row per member and month that some return covers: the newest not withdrawn is the one that counts
create or replace view current_month as
with covered as (
    select member, return_id, saved_order,
           unnest(generate_series(from_month, to_month, interval 1 month))::date as month
    from member_return
    where withdrawn_at is null
)
select member, month, arg_max(return_id, saved_order) as return_id
from covered
anti join cleared using (return_id, month)
group by member, month;

-- what became of a return; counting: the months of it that count, null for none
create or replace macro return_status(withdrawn_at, counting, from_month, to_month) as
    case when withdrawn_at is not null then 'withdrawn'
         when counting is null then 'replaced'
         when counting < datediff('month', from_month, to_month) + 1 then 'partly replaced'
         else 'current' end;

-- public: who has returned which month, and nothing of what is in the return
create or replace view returned_month as
select member, month from current_month;

create or replace view current_incident as
select current_month.member, incident.*
from incident join current_month using (return_id, month);

create or replace view current_count as
select current_month.member, current_month.month, incident_count.category, incident_count.n
from incident_count join current_month using (return_id, month);

-- The fields a return supplied. A nil return supplies none itself: it inherits the fields of the member's previous
-- return; otherwise coverage would show which returns were nil, that is, exactly 0.
create or replace view return_field as
select nil_or_not.return_id, nil_or_not.member,
       coalesce(arg_max(earlier.fields, earlier.saved_order), ['incident_ref', 'reported_on', 'category']) as fields
from member_return as nil_or_not
left join member_return as earlier
  on earlier.member = nil_or_not.member and earlier.kind <> 'nil'
 and (earlier.return_id = nil_or_not.return_id
      or (nil_or_not.kind = 'nil' and earlier.saved_order < nil_or_not.saved_order))
group by all;

-- homes managed: one row per member and financial year, of all needs types and of supported and older people's
create or replace view homes_managed as
select member, year_start, sum(homes)::integer as homes,
       coalesce(sum(homes) filter (needs_type in ('supported', 'older_people')), 0)::integer as supported_homes
from homes
group by member, year_start;

-- members expected to return all of a period
create or replace macro is_expected(joined, left_after, period, unit) as
    (joined is null or joined <= period)
    and (left_after is null or left_after >= period + to_months(months_in(unit) - 1));

-- The first quarter that everybody is asked for: as the coordinator has set it, else the first that half of the members
-- with returns have. A member's longer history makes nobody late.
create or replace macro first_due() as (
    select coalesce(newest_setting('first_quarter')::date, quantile_disc(first_quarter, 0.5))
    from (select quarter_of(min(month)) as first_quarter from returned_month group by member)
);
