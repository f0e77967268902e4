-- The usual range: control charts by month or by quarter (XmR), and the range for the time of year. Needs nothing of
-- the store, but 20_statistics.sql.
-- Method: NHS England's Making Data Count (NHSRplotthedots 0.2.2), with the departures that the comments name; tested
-- against it. The range for the time of year is the group's own method (METHODS.md).
--
-- The source of every macro here: one row per series and month, with the columns
--   series (any type), segment (limits and rules start afresh in each), month (first day),
--   value (null: a gap; a month may also just be missing), takes_part (false: drawn, but in no limit and no rule),
--   margin (how far from the value the count behind it may lie: 0 when it is exact), under_5 (true: shown as "under 5")
-- and, where a macro says so, step, seasonal, homes.

-- Limits of an XmR chart. The baseline is fixed: mean and moving ranges come from the first 24 points of a segment.
-- Limits that move with every new month widen as a change comes in, and hide it.
-- source: also step (months from one point to the next: 1 or 3)
-- grain: one row per row of the source
-- known: the value where it takes part; change: from the point before, null after a gap; reach: from the mean to a
-- limit; judged: the rules apply to the point. Differences are rounded to nine places: a flat rate would otherwise
-- signal at every point through float noise.
create or replace macro xmr_limits(source, screened) as table
with point as (
    select *, if(takes_part, value::double, null) as known from query_table(source)
),
stepped as (
    select *, count(known) over run as place,
        case when lag(month) over run + to_months(step) = month then round(known - lag(known) over run, 9) end as change
    from point
    window run as (partition by series, segment, step order by month)
),
baseline as (
    select *, count(known) over part as points, avg(known) filter (place <= 24) over part as mean,
        list(abs(change)) filter (place <= 24 and change is not null) over part as ranges,
        max(known) over part - min(known) over part as spread,
        count(known) filter (under_5) over part as hidden
    from stepped
    window part as (partition by series, segment, step)
),
averaged as (
    select *, list_avg(ranges) as mean_range from baseline
),
-- screened once: a range of 3.267 times the mean range or more does not count; a flat series keeps its zeros
limited as (
    select *, 2.66 * list_avg(list_filter(ranges, lambda each:
            not screened or mean_range = 0 or round(each - 3.267 * mean_range, 9) < 0)) as reach
    from averaged
)
select series, segment, step, month, value, known, margin, change, points, mean, reach,
    known is not null as judged, false as seasonal, points between 8 and 12 as provisional,
    case when points < 8 or reach is null then if(step = 1, 'too_few_months', 'too_few_quarters')
        when hidden > points / 4 then 'many_under_5'
        when round(mean, 9) < 2 then 'low_mean'
        when list_median(ranges) = 0 and round(spread, 9) > 0 then 'little_variation' end as withheld
from limited;

-- Limits for the time of year, for series that rise and fall with the seasons: what the same calendar month of every
-- earlier year of the segment leads to expect. The spread is a median, because a lasting change must not hide itself.
-- source: also homes (null where not known: homes then count as equal)
-- grain: one row per row of the source; the first year has no mean
create or replace macro time_of_year_limits(source) as table
with point as (
    select *, if(takes_part, value::double, null) as known,
        if(takes_part and value is not null, homes, null) as known_homes
    from query_table(source)
),
earlier as (
    select *, count(known) over same_month as years, sum(known) over same_month as earlier_sum,
        count(nullif(known_homes, 0)) over same_month as years_with_homes,
        sum(known_homes) over same_month as earlier_homes
    from point
    window same_month as (partition by series, segment, month(month) order by month
        rows between unbounded preceding and 1 preceding)
),
-- this month's homes beside those of the earlier years together
scaled as (
    select *, case when years > 0 then if(homes > 0 and years_with_homes = years, homes / earlier_homes, 1 / years) end
        as times
    from earlier
),
expected as (
    select *, times * earlier_sum as mean, times * earlier_sum * (1 + times) as variance
    from scaled
),
compared as (
    select *, case when round(mean, 9) >= 5 then pow(known - mean, 2) / variance end as d
    from expected
),
spread as (
    select *, count(known) over part as points, count(d) over part as usable,
        count(known) filter (years > 0) over part as compared,
        median(d) over part / median_chi_square() as phi,
        count(known) filter (under_5) over part as hidden
    from compared
    window part as (partition by series, segment)
)
select series, segment, 1 as step, month, value, known, margin, null as change, points, mean,
    3 * sqrt(greatest(1, phi) * variance) as reach, known is not null and years >= 2 as judged, true as seasonal,
    years = 1 as provisional,
    case when compared < 8 then 'too_few_years'
        when hidden > points / 4 then 'many_under_5'
        when usable < 8 then 'few_expected'
        when mean is null then 'no_earlier_year' end as withheld
from spread;

-- The rules, on limits as the two macros above give them.
-- grain: one row per row of the source
-- signal: outside, trend, two_of_three, shift, the first that holds; direction: high or low. A seasonal series has
-- outside and a shift of eight months; others a shift of seven. For a shift, a point is on one side of the mean only
-- when all that the count may be is: counts to the nearest five lie unevenly about their mean, and at ten a month 28 %
-- of a quiet chart's months would be in a shift, with exact counts 6 %.
create or replace macro control_signals(source) as table
with placed as (
    select *, if(judged, sign(round(known - mean, 9)), null) as side,
        if(round(abs(known - mean) - margin, 9) > 0, side, 0) as clear_side, sign(change) as change_sign,
        judged and round(abs(known - mean) - reach, 9) > 0 as is_outside,
        judged and round(abs(known - mean) - reach * 2 / 3, 9) > 0 and not is_outside as is_near
    from query_table(source)
),
-- a run of so many points ends here, in months that follow each other: on one side, or all rising or all falling
ended as (
    select *,
        case when abs(sum(change_sign) over six) = 6 then change_sign end as trend_end,
        lag(month, if(seasonal, 7, 6)) over run + to_months(if(seasonal, 7, 6) * step) = month
            and if(seasonal, abs(sum(clear_side) over eight) = 8, abs(sum(clear_side) over seven) = 7) as shift_end,
        not seasonal and lag(month, 2) over run + to_months(2 * step) = month and abs(sum(side) over three) = 3
            and count(*) filter (is_near) over three >= 2 as near_end
    from placed
    window run as (partition by series, segment, step, judged order by month),
        six as (run rows 5 preceding), seven as (run rows 6 preceding), eight as (run rows 7 preceding),
        three as (run rows 2 preceding)
),
-- a point belongs to a run that ends at it or within reach after it
marked as (
    select *,
        max(trend_end) over seven_on = 1 as rises, min(trend_end) over seven_on = -1 as falls,
        bool_or(shift_end) over seven_on or (seasonal and lead(shift_end, 7) over run) as shifts,
        is_near and bool_or(near_end) over three_on as is_one_of_two
    from ended
    window run as (partition by series, segment, step, judged order by month),
        seven_on as (run rows between current row and 6 following),
        three_on as (run rows between current row and 2 following)
),
named as (
    select *, case when is_outside then 'outside' when rises or falls then 'trend'
            when is_one_of_two then 'two_of_three' when shifts then 'shift' end as signal
    from marked
)
select series, segment, step, month, value, points, mean, mean - reach as lower, mean + reach as upper,
    mean - reach * 2 / 3 as near_lower, mean + reach * 2 / 3 as near_upper, signal,
    case when signal is not null then if(if(signal = 'trend', coalesce(rises, false), side > 0), 'high', 'low') end
        as direction,
    provisional, withheld, seasonal
from named;

-- An XmR chart as computed, as upstream would draw it: nothing withheld, nothing cut off at 0.
-- source: also step
create or replace macro xmr(source, screened := true) as table
with limited as (
    select * from xmr_limits(source, screened)
)
select * exclude (seasonal) from control_signals(limited);

-- What a chart shows. A seasonal series: the range for the time of year. Others: XmR by month; where the newest
-- segment's mean is under two a month (a quiet series' newest month would signal up to 32 % of the time) and its
-- quarters have limits, XmR by quarter. Differs from upstream on purpose: no limits and no signals below eight points,
-- below a mean of two, when most points are alike, or when more than a quarter of them are shown as "under 5"; a
-- count's lower lines stop at 0, the rules having used the computed ones.
-- source: also seasonal, homes
-- grain: one row per row of the source; by quarter, one per whole quarter of a segment
-- basis: months, time_of_year, quarters, null where there are no limits; withheld then says why. provisional: drawn
-- pale, never spoken of (8 to 12 points, or one earlier year).
create or replace macro usual_range(source) as table
with quarter as (
    select series, segment, 3 as step, date_trunc('quarter', month)::date as month, sum(value) as value,
        bool_and(takes_part) as takes_part, sum(margin) as margin, false as under_5
    from query_table(source)
    where not seasonal
    group by all
    having count(value) = 3
),
either as (
    select series, segment, 1 as step, month, value, takes_part, margin, under_5
    from query_table(source)
    where not seasonal
    union all
    select * from quarter
),
yearly as (
    select * from query_table(source) where seasonal
),
limited as (
    select * from xmr_limits(either, true)
    union all
    select * from time_of_year_limits(yearly)
),
newest as (
    select *, max_by({'segment': segment, 'withheld': withheld}, month) filter (step = 1) over whole as by_month,
        max_by({'segment': segment, 'withheld': withheld}, month) filter (step = 3) over whole as by_quarter
    from control_signals(limited)
    window whole as (partition by series)
),
decided as (
    select *, coalesce(by_month.withheld = 'low_mean' and by_quarter.withheld is null
        and by_quarter.segment = by_month.segment, false) as goes_by_quarter
    from newest
)
select series, segment, step, month, value, points,
    case when withheld is null then mean end as mean,
    case when withheld is null then greatest(lower, 0) end as lower,
    case when withheld is null then upper end as upper,
    case when withheld is null then greatest(near_lower, 0) end as near_lower,
    case when withheld is null then near_upper end as near_upper,
    case when withheld is null then signal end as signal,
    case when withheld is null then direction end as direction,
    provisional and withheld is null as provisional,
    withheld,
    case when withheld is not null then null when seasonal then 'time_of_year' when step = 3 then 'quarters'
        else 'months' end as basis
from decided
where step = if(goes_by_quarter, 3, 1);
