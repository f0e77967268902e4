-- What did each of the five clocks of Awaab's Law come to, as at the day of saving, and how long did it take?
-- grain: one row per hazard, in the order of the file
-- parameters: $saved_on; $supplied (the columns that the file has)
-- Sources: "Reg." is SI 2025/1042; "guidance" is the government's guidance for social landlords of 17 October 2025;
-- "standard" is the group's own rule, where neither says how to judge from a file.

with hazard_in_order as (
    -- standard: dates that contradict each other, and a hazard without the day of awareness, have no result
    select * from hazard_dated where line not in (select line from date_out_of_order) and aware_on is not null
),

day_known as (
    select distinct hazard_type, hazard_level, aware_on from hazard_in_order
),

-- The limits in force on the day of awareness: of all rows that began by then the newest, and of two that began on
-- one day the type's own before that of any type. A hazard known before a row began has no clock by it (standard).
limits_in_force as (
    select hazard_type, hazard_level, aware_on, clock, unit,
        arg_max("limit", {'from': "from", 'own': type <> 'any'}) as "limit"
    from day_known
    join clock_row on type in (hazard_type, 'any') and level = hazard_level and "from" <= aware_on
    group by all
),

limits as (
    select hazard_type, hazard_level, aware_on,
        max("limit") filter (clock = 'emergency_made_safe' and unit = 'hours') as safe_hours,
        max("limit") filter (clock = 'investigated' and unit = 'working_days') as investigated_limit,
        max("limit") filter (clock = 'summary_sent' and unit = 'working_days') as summary_limit,
        max("limit") filter (clock = 'safety_work_done' and unit = 'working_days') as safety_limit,
        max("limit") filter (clock = 'further_work_begun' and unit = 'working_days') as further_limit,
        max("limit") filter (clock = 'further_work_begun' and unit = 'calendar_days') as further_latest
    from limits_in_force
    group by all
),

saved as (
    select $saved_on::date as saved_on, any_value(upto) as saved_upto, any_value(done_by) as saved_by
    from calendar where day = $saved_on
),

-- Working days are counted from the day after (Reg. 13(2); guidance: day one is the next working day): of a
-- Friday evening, a weekend or a bank holiday it is the next working day too. A thing done on a day without work
-- counts with the next working day, so that what follows the last day of a limit is late. What was done on or
-- before the day that the clock starts took 0.
counted as (
    select hazard.*, limits.* exclude (hazard_type, hazard_level, aware_on), saved.*,
        working_days(aware_on, known.upto, investigated_on, investigated.done_by) as investigated_took,
        working_days(aware_on, known.upto, saved_on, saved_by) as investigated_waits,
        working_days(investigated_on, investigated.upto, summary_sent_on, summary.done_by) as summary_took,
        working_days(investigated_on, investigated.upto, made_safe_on, safe.done_by) as safety_took,
        working_days(investigated_on, investigated.upto, further_works_started_on, further.done_by) as further_took,
        working_days(investigated_on, investigated.upto, saved_on, saved_by) as since_investigated,
        case when further_works_started_on <= investigated_on then 0
            else further_works_started_on - investigated_on end as further_days,
        saved_on - investigated_on as days_since_investigated,
        known.upto as known_upto,
        investigated.upto as investigated_upto,
        latest.upto as latest_upto
    from hazard_in_order as hazard
    cross join saved
    left join limits using (hazard_type, hazard_level, aware_on)
    left join calendar as known on known.day = aware_on
    left join calendar as investigated on investigated.day = investigated_on
    left join calendar as summary on summary.day = summary_sent_on
    left join calendar as safe on safe.day = made_safe_on
    left join calendar as further on further.day = further_works_started_on
    left join calendar as latest on latest.day = investigated_on + further_latest
),

-- Written summary (Reg. 9; guidance): none is owed if all work was done within its time. A file shows that where the
-- home was made safe in time and no further work was begun. Further work that began in time may have ended in time
-- as well: null, nobody can tell.
work_known as (
    select *, case
        when not list_contains($supplied, 'made_safe_at') then null
        when made_safe_on is null or safety_took > summary_limit then false
        when investigated_on is null or not list_contains($supplied, 'further_works_started_on') then null
        when further_works_started_on is null then true
        when further_took > summary_limit then false
    end as all_work_in_time
    from counted
),

judged as (
    select *,

        -- Emergency (Reg. 5; guidance; standard): made safe within 24 hours of awareness, through nights, weekends
        -- and bank holidays, in hours that passed. (Reg. 5 may be read as 24 hours from the moment that an
        -- investigation found the work; no file has that moment, and the standard counts from awareness.) A home that was made safe was looked into before; an
        -- investigation that ended later does not make it late. Where a time is missing, or the hour is the one that
        -- comes twice in October, the result is the one that every possible moment gives, else cannot_tell.
        case
            when not list_contains($supplied, 'made_safe_at') then 'cannot_tell'
            when made_safe_at is null then still_open(
                london_earliest(saved_on::timestamp) < aware_latest + to_hours(safe_hours))
            when safe_most_seconds <= safe_hours * 3600 then 'met'
            when safe_least_seconds > safe_hours * 3600 then 'missed'
            else 'cannot_tell'
        end as emergency_made_safe_result,

        -- Significant hazards (Reg. 6): investigated within 10 working days of awareness.
        case
            when not list_contains($supplied, 'investigated_on') then 'cannot_tell'
            when investigated_on is null then still_open(investigated_waits <= investigated_limit)
            else done(investigated_took <= investigated_limit)
        end as investigated_result,

        -- A clock that starts with the end of the investigation has not reached its limit while that has not ended.
        -- Work or a summary beside an investigation without a day: its end is missing, nobody can tell (standard).
        case
            when summary_took <= summary_limit then 'met'
            when all_work_in_time then 'not_in_law'
            when not list_has_all($supplied, ['investigated_on', 'summary_sent_on']) then 'cannot_tell'
            when investigated_on is null and coalesce(made_safe_on, summary_sent_on) is not null then 'cannot_tell'
            when investigated_on is null then 'running'
            when summary_sent_on is null and since_investigated <= summary_limit then 'running'
            when all_work_in_time is null then 'cannot_tell'
            when summary_sent_on is null then 'overdue'
            else 'missed'
        end as summary_sent_result,

        -- Safety work (Reg. 11(2)): done within 5 working days of the end of the investigation.
        case
            when not list_has_all($supplied, ['investigated_on', 'made_safe_at']) then 'cannot_tell'
            when investigated_on is null and made_safe_on is not null then 'cannot_tell'
            when investigated_on is null then 'running'
            when made_safe_on is null then still_open(since_investigated <= safety_limit)
            else done(safety_took <= safety_limit)
        end as safety_work_done_result,

        -- Further work (Reg. 13(2) and (3)): begun within 5 working days; where that is not reasonably practicable,
        -- as soon as it is, and physically within 12 weeks. A start between the two is lawful or not by a reason that
        -- no file gives: cannot_tell. A start after 12 weeks is late whatever the reason.
        -- No start: the file does not say whether further work was needed. Once 12 weeks are past it is overdue where
        -- the home was not made safe either, for then no work at all has begun; else cannot_tell (standard).
        case
            when not list_has_all($supplied, ['investigated_on', 'further_works_started_on']) then 'cannot_tell'
            when investigated_on is null and coalesce(made_safe_on, further_works_started_on) is not null
                then 'cannot_tell'
            when investigated_on is null then 'running'
            when further_took <= further_limit then 'met'
            when further_days > further_latest then 'missed'
            when further_works_started_on is not null then 'cannot_tell'
            when days_since_investigated <= further_latest then 'running'
            when list_contains($supplied, 'made_safe_at') and made_safe_on is null then 'overdue'
            else 'cannot_tell'
        end as further_work_begun_result
    from work_known
),

lawful as (
    select *,
        in_law(safe_hours, agreement_type, in_scope, clock_exception, emergency_made_safe_result)
            as emergency_made_safe,
        in_law(investigated_limit, agreement_type, in_scope, clock_exception, investigated_result) as investigated,
        in_law(summary_limit, agreement_type, in_scope, clock_exception, summary_sent_result) as summary_sent,
        in_law(safety_limit, agreement_type, in_scope, clock_exception, safety_work_done_result) as safety_work_done,
        in_law(further_limit, agreement_type, in_scope, clock_exception, further_work_begun_result)
            as further_work_begun
    from judged
),

final as (
    -- Hours are counted as working days are: 24 are 24, a minute more is in the 25th. Null where they are not sure.
    -- _left: the working days that remain after the day of saving, 0 on the last one, of a clock that runs.
    select line,
        emergency_made_safe,
        case when emergency_made_safe <> 'not_in_law' and safe_least_seconds = safe_most_seconds
            then ceil(safe_most_seconds / 3600)::integer end as emergency_made_safe_hours,
        investigated,
        case when investigated <> 'not_in_law' then investigated_took end as investigated_working_days,
        case when investigated = 'running' then investigated_limit - (saved_upto - known_upto) end as investigated_left,
        summary_sent,
        case when summary_sent <> 'not_in_law' then summary_took end as summary_sent_working_days,
        case when summary_sent = 'running' then summary_limit - (saved_upto - investigated_upto) end
            as summary_sent_left,
        safety_work_done,
        case when safety_work_done <> 'not_in_law' then safety_took end as safety_work_done_working_days,
        case when safety_work_done = 'running' then safety_limit - (saved_upto - investigated_upto) end
            as safety_work_done_left,
        further_work_begun,
        case when further_work_begun <> 'not_in_law' then further_took end as further_work_begun_working_days,
        case when further_work_begun <> 'not_in_law' then further_days end as further_work_begun_calendar_days,
        case when further_work_begun = 'running' then
            case when since_investigated <= further_limit then further_limit - (saved_upto - investigated_upto)
                else latest_upto - saved_upto end
        end as further_work_begun_left
    from lawful
)

select hazard_ref, date_trunc('month', aware_at)::date as month, final.* exclude (line)
from hazard
left join final using (line)
order by line
