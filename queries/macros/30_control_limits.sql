-- The usual range: XmR control charts on months. Needs nothing of the store.
-- Method: NHS England's Making Data Count (NHSRplotthedots 0.2.2), with the departures that the last macro and the
-- comments name; tested against it.

-- grain: one row per row of the source
-- source: series (any type), segment (limits and rules start afresh in each), seasonal (true: no trend, no shift),
-- month (first day), value (null: a gap). Months may also just be missing: that is a gap too.
-- signal: outside, trend, two_of_three, shift, the first that holds; direction: high or low. Differences are rounded to
-- nine places: a flat rate would otherwise signal at every point through float noise.
create or replace macro xmr(source, screened := true) as table
with point as (
    select series, segment, seasonal, month, value::double as value
    from query_table(source)
    where value is not null
),
stepped as (
    select *, case when lag(month) over run + interval 1 month = month
        then round(value - lag(value) over run, 9) end as step
    from point
    window run as (partition by series, segment order by month)
),
spread as (
    select *, count(*) over part as points, avg(value) over part as mean,
        avg(abs(step)) over part as raw_range, median(abs(step)) over part as middle_range
    from stepped
    window part as (partition by series, segment)
),
-- screened once, a range beyond 3.267 times the mean range does not count; a flat series keeps its zeros
limited as (
    select *, 2.66 * avg(abs(step)) filter (
        not screened or raw_range = 0 or round(abs(step) - 3.267 * raw_range, 9) < 0
    ) over (partition by series, segment) as reach
    from spread
),
placed as (
    select *, sign(round(value - mean, 9)) as side_of_mean,
        round(abs(value - mean) - reach, 9) > 0 as is_outside,
        round(abs(value - mean) - reach * 2 / 3, 9) > 0 and not is_outside as is_near
    from limited
),
-- a run ends here: of seven points, or of three, in months that follow each other
ended as (
    select *,
        coalesce(lag(month, 6) over run + interval 6 month = month, false) as seven,
        case when seven and min(sign(step)) over six = max(sign(step)) over six
            then sign(step) else 0 end as trend_end,
        case when seven and min(side_of_mean) over seven_back = max(side_of_mean) over seven_back
            then side_of_mean else 0 end as shift_end,
        coalesce(lag(month, 2) over run + interval 2 month = month, false)
            and min(side_of_mean) over three_back = max(side_of_mean) over three_back and side_of_mean <> 0
            and count(*) filter (is_near) over three_back >= 2 as near_end
    from placed
    window run as (partition by series, segment order by month),
        six as (run rows 5 preceding), seven_back as (run rows 6 preceding), three_back as (run rows 2 preceding)
),
-- a point belongs to a run that ends at it or within reach after it
marked as (
    select *,
        max(trend_end) over seven_on = 1 as rises, min(trend_end) over seven_on = -1 as falls,
        bool_or(shift_end <> 0) over seven_on as shifted,
        is_near and bool_or(near_end) over three_on as two_of_three
    from ended
    window run as (partition by series, segment order by month),
        seven_on as (run rows between current row and 6 following),
        three_on as (run rows between current row and 2 following)
),
judged as (
    select series, segment, month,
        case when is_outside then 'outside'
            when (rises or falls) and not seasonal then 'trend'
            when two_of_three then 'two_of_three'
            when shifted and not seasonal then 'shift' end as signal,
        case when signal = 'trend' then if(rises, 'high', 'low')
            when signal is not null then if(side_of_mean > 0, 'high', 'low') end as direction
    from marked
),
-- a segment's limits are drawn across its gaps
line as (
    select series, segment, any_value(points) as points, any_value(mean) as mean, any_value(reach) as reach,
        any_value(middle_range) as middle_range, max(abs(step)) as widest_range
    from placed
    group by series, segment
)
select source.series, source.segment, source.month, source.value, points,
    mean, mean - reach as lower, mean + reach as upper, mean - reach * 2 / 3 as near_lower,
    mean + reach * 2 / 3 as near_upper, signal, direction,
    case when points < 8 or reach is null then 'too_few_months'
        when round(mean, 9) < 2 then 'low_mean'
        when middle_range = 0 and widest_range > 0 then 'little_variation' end as withheld,
    points between 8 and 12 as provisional
from query_table(source) as source
left join line on source.series is not distinct from line.series and source.segment is not distinct from line.segment
left join judged on source.series is not distinct from judged.series
    and source.segment is not distinct from judged.segment and source.month = judged.month;

-- What a chart shows of it. Differs from upstream on purpose: no limits and no signals below eight months, below a
-- mean of two a month (where a quiet series' newest point would signal up to 32 % of the time), or when most months are
-- alike; a count's lower lines stop at 0, the rules having used the computed ones. `withheld` says why there are none.
-- grain: one row per row of the source
create or replace macro usual_range(source) as table
select series, segment, month, value, points, mean,
    case when withheld is null then greatest(lower, 0) end as lower,
    case when withheld is null then upper end as upper,
    case when withheld is null then greatest(near_lower, 0) end as near_lower,
    case when withheld is null then near_upper end as near_upper,
    case when withheld is null then signal end as signal,
    case when withheld is null then direction end as direction,
    withheld, provisional and withheld is null as provisional
from xmr(source);
