-- Hazards with the moments between which they became known and were made safe, and the dates that contradict others.
-- Needs the view hazard and the macros of london_time.sql.

-- grain: one row per hazard
-- A day without a time is any moment of it: the earliest is its first second, the latest its last.
create temp view hazard_dated as
with spans as (
    select *,
        aware_at::date as aware_on,
        made_safe_at::date as made_safe_on,
        case when aware_at_has_time then aware_at else date_trunc('day', aware_at) end as aware_from,
        case when aware_at_has_time then aware_at else date_trunc('day', aware_at) + interval 86399 seconds end
            as aware_to,
        case when made_safe_at_has_time then made_safe_at else date_trunc('day', made_safe_at) end as safe_from,
        case when made_safe_at_has_time then made_safe_at
            else date_trunc('day', made_safe_at) + interval 86399 seconds end as safe_to
    from hazard
)
select * exclude (aware_from, aware_to, safe_from, safe_to),
    london_latest(aware_to) as aware_latest,
    date_diff('second', london_latest(aware_to), london_earliest(safe_from)) as safe_least_seconds,
    date_diff('second', london_earliest(aware_from), london_latest(safe_to)) as safe_most_seconds
from spans;

create or replace temp macro spoken(moment, has_time) as (
    strftime(moment, '%-d %b %Y') || case when has_time then strftime(moment, ' at %H:%M') else '' end
);

-- grain: one row per hazard and date that contradicts another
-- Work before the end of the investigation is in order: what is dangerous is often made safe before it is looked into.
create temp view date_out_of_order as
with aware as (
    select *, 'you became aware of the hazard on ' || spoken(aware_at, aware_at_has_time) as became_aware
    from hazard_dated
),
contradiction as (
    select line, 'investigated_on' as field, 'investigated_before_aware' as rule,
        'Investigated on ' || spoken(investigated_on, false) as said, became_aware as but
    from aware where investigated_on < aware_on
    union all
    select line, 'summary_sent_on', 'summary_before_aware',
        'Summary sent on ' || spoken(summary_sent_on, false), became_aware
    from aware where summary_sent_on < aware_on
    union all
    select line, 'summary_sent_on', 'summary_before_investigated',
        'Summary sent on ' || spoken(summary_sent_on, false),
        'the investigation ended on ' || spoken(investigated_on, false)
    from hazard_dated where summary_sent_on < investigated_on and summary_sent_on >= aware_on
    union all
    select line, 'made_safe_at', 'made_safe_before_aware',
        'Made safe on ' || spoken(made_safe_at, made_safe_at_has_time), became_aware
    from aware where safe_most_seconds < 0
    union all
    select line, 'further_works_started_on', 'further_works_before_aware',
        'Further works started on ' || spoken(further_works_started_on, false), became_aware
    from aware where further_works_started_on < aware_on
)
select line, field, rule, said || ', but ' || but || ': correct whichever is wrong.' as message from contradiction;
