-- Hazards and the five clocks of the law: one's own, exactly; the group's, as a closing shows them.
-- Nobody's hazards are shown by member. All figures of the group in a quarter rest on the same members: those who
-- supplied hazards of all three months. So nothing can be told of one of them that is not true of any other, and there
-- is no difference between two figures that would be one member's count.

-- one row per member and month that some hazard return covers: the newest not withdrawn is the one that counts
create or replace view current_hazard_month as
with covered as (
    select member, return_id, saved_order, judged_on,
           unnest(generate_series(from_month, to_month, interval 1 month))::date as month
    from hazard_return
    where withdrawn_at is null
)
select member, month, arg_max(return_id, saved_order) as return_id, arg_max(judged_on, saved_order) as judged_on
from covered
anti join cleared using (return_id, month)
group by member, month;

-- a hazard return without a file is a nil return
create or replace macro hazard_return_kind(file_sha256) as if(file_sha256 is null, 'nil', 'file');

create or replace view current_hazard as
select current_hazard_month.member, judged_on, hazard.*
from hazard join current_hazard_month using (return_id, month);

-- one row per hazard and clock; took: hours of the emergency clock, working days of the others
create or replace view hazard_clock as
select return_id, hazard_ref, month, hazard_type, hazard_level, unnest([
    {'clock': 'emergency_made_safe', 'result': emergency_made_safe, 'took': emergency_made_safe_hours},
    {'clock': 'investigated', 'result': investigated, 'took': investigated_working_days},
    {'clock': 'summary_sent', 'result': summary_sent, 'took': summary_sent_working_days},
    {'clock': 'safety_work_done', 'result': safety_work_done, 'took': safety_work_done_working_days},
    {'clock': 'further_work_begun', 'result': further_work_begun, 'took': further_work_begun_working_days}
], recursive := true)
from hazard;

-- Bands of what a clock took, in its unit: the second ends (of emergencies and investigations) or the first ends at the limit.
create or replace macro took_bands() as table
select clock, band, least, most, row_number() over (partition by clock order by least)::integer as position, in_time
from (values
    ('emergency_made_safe', '12 or less', 0, 12, true), ('emergency_made_safe', '13 to 24', 13, 24, true),
    ('emergency_made_safe', '25 to 48', 25, 48, false), ('emergency_made_safe', 'over 48', 49, null, false),
    ('investigated', '5 or less', 0, 5, true), ('investigated', '6 to 10', 6, 10, true),
    ('investigated', '11 to 15', 11, 15, false), ('investigated', 'over 15', 16, null, false),
    ('summary_sent', '3 or less', 0, 3, true), ('summary_sent', '4 to 5', 4, 5, false),
    ('summary_sent', '6 to 10', 6, 10, false), ('summary_sent', 'over 10', 11, null, false),
    ('safety_work_done', '5 or less', 0, 5, true), ('safety_work_done', '6 to 10', 6, 10, false),
    ('safety_work_done', '11 to 15', 11, 15, false), ('safety_work_done', 'over 15', 16, null, false),
    ('further_work_begun', '5 or less', 0, 5, true), ('further_work_begun', '6 to 20', 6, 20, false),
    ('further_work_begun', '21 to 60', 21, 60, false), ('further_work_begun', 'over 60', 61, null, false)
) as bands (clock, band, least, most, in_time);

-- What is asked of hazards, each with its codes. matures: shown when the second quarter after is closed; by_type: also
-- within one type of hazard. A clock is asked of all hazards, and within a level ("investigated/significant").
create or replace view hazard_field as
select 'level' as field, code, false as matures, true as by_type from code where field = 'hazard_level'
union all
select clock.code || level, result.code, true, true
from code as clock cross join code as result cross join (select unnest(['', '/emergency', '/significant']) as level)
where clock.field = 'hazard_clock' and result.field = 'clock_result'
union all
select 'took/' || clock, band, true, false from took_bands()
union all
select 'reopened', unnest(['yes', 'no']), true, true;

-- every hazard's answers: one row per hazard, field and code that it has
create or replace view hazard_answer as
select return_id, hazard_ref, month, hazard_type, 'level' as field, hazard_level as code from hazard
union all
select return_id, hazard_ref, month, hazard_type, clock || unnest(['', '/' || hazard_level]), result from hazard_clock
where result is not null
union all
select return_id, hazard_ref, month, hazard_type, 'took/' || clock, band
from hazard_clock join took_bands() as bands using (clock)
where took between bands.least and coalesce(bands.most, took)
union all
select return_id, hazard_ref, month, hazard_type, 'reopened', if(reopened, 'yes', 'no') from hazard
where reopened is not null;

-- What a closing counts of the group's hazards, where at least five members supplied them. Of what matures: of the
-- hazards that counted at the quarter's own closing, as the current returns have them.
-- grain: one row per type (null: all), field and code, zeros included
create or replace macro hazards_at_closing(wanted, maturing) as table
with counted as (
    select member, month, return_id from closing_hazard where quarter = wanted
),

answer as (
    select field, code, hazard_answer.hazard_type
    from hazard_answer join counted using (return_id, month)
    where not maturing
    union all
    select hazard_answer.field, hazard_answer.code, hazard.hazard_type
    from counted
    join hazard on hazard.return_id = counted.return_id and hazard.month = counted.month
    join current_hazard_month as now on now.member = counted.member and now.month = counted.month
    join hazard_answer
      on hazard_answer.return_id = now.return_id and hazard_answer.month = now.month
     and hazard_answer.hazard_ref = hazard.hazard_ref
    where maturing
),

tallied as (
    select field, type, code, count(*) as n
    from (select field, code, unnest([hazard_type, null]) as type from answer)
    group by all
),

cell as (
    select field, type, code
    from hazard_field
    cross join (
        select code as type from code where code.field = 'hazard_type'
        union all
        select null
    ) as types
    where matures = maturing and (by_type or type is null)
),

supplier as (
    select list(distinct member order by member) as members from counted
    having count(distinct member) >= least_contributors()
)

select cell.type, cell.field, cell.code, coalesce(n, 0)::integer as n, members
from cell
left join tallied
  on tallied.field = cell.field and tallied.code = cell.code and tallied.type is not distinct from cell.type
cross join supplier;

-- What was shown of the group's hazards. grain: one row per period, field and code; wanted_type null: of all types
create or replace macro hazards_shown(wanted_unit, wanted_type) as table
select period, field, code, contributors,
       if(agreed_exact(false), coalesce(n, low), low) as low, if(agreed_exact(false), coalesce(n, high), high) as high
from shown_now
where member is null and family = 'hazards' and unit = wanted_unit and category is not distinct from wanted_type;

-- One member's own, exactly, of periods that its current hazard returns cover whole. grain: as above, zeros included
create or replace macro own_hazards_counted(whose, unit, wanted_type) as table
with whole as (
    select period_of(month, unit) as period, list(month) as months
    from current_hazard_month where member = whose
    group by all
    having count(*) = months_in(unit)
),

tallied as (
    select period_of(hazard_answer.month, unit) as period, field, code, count(*) as n
    from hazard_answer
    join current_hazard_month using (return_id, month)
    where member = whose and (wanted_type is null or hazard_type = wanted_type)
    group by all
)

select whole.period, hazard_field.field, hazard_field.code, coalesce(n, 0)::integer as n
from whole cross join hazard_field
left join tallied
  on tallied.period = whole.period and tallied.field = hazard_field.field and tallied.code = hazard_field.code;

-- A share with its 95% limits, of counts that may be intervals: of the lowest beside the others' highest, and the
-- other way round. Nothing on a base that may be under ten.
create or replace macro least_share(low, high, sum_low, sum_high) as
    case when sum_low >= least_base() then share_lower(low, low + sum_high - high, 95) end;
create or replace macro most_share(low, high, sum_low, sum_high) as
    case when sum_low >= least_base() then share_upper(high, high + sum_low - low, 95) end;
