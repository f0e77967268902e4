-- Rates, shares and their limits. Needs nothing of the store.
-- Method: UKHSA's, as in PHEindicatormethods 2.1.0 (phe_rate, phe_proportion); tested against it.
-- A level is 95 or 998 (99.8 %): alpha 0.05 and 0.002, half in each tail.
-- What cannot be known is null: no homes, no base, no level of that name.

create or replace macro z_of(level) as (case level
    when 95 then 1.959963984540054
    when 998 then 3.090232306167813
end)::double;

-- the median of chi-square on one degree of freedom: of the squared deviations that chance alone makes
create or replace macro median_chi_square() as 0.45494::double;

-- exact (Garwood 1936): chi-square(alpha/2, 2x)/2 and chi-square(1 - alpha/2, 2x + 2)/2, for x = 0 to 9
create or replace macro exact_lower(x, level) as (case level
    when 95 then [
        0.0, 0.025317807984289876, 0.24220927854396496, 0.6186721228956014, 1.0898653736263249,
        1.6234863901184207, 2.2018942534908508, 2.8143630515198654, 3.4538321767485014, 4.115373097378334]
    when 998 then [
        0.0, 0.001000500333583534, 0.045402017769489544, 0.1905333775684032, 0.428552413628423,
        0.7393717319178323, 1.1071046602556394, 1.5203362603988093, 1.9708139217403657, 2.452424404363775]
end::double[])[x + 1];

create or replace macro exact_upper(x, level) as (case level
    when 95 then [
        3.6888794541139354, 5.571643390938898, 7.22468766772396, 8.767273069742323, 10.241588675403694,
        11.66833207932267, 13.059474022518685, 14.422675361702376, 15.763189220193313, 17.084803451419166]
    when 998 then [
        6.907755278982137, 9.233413476451585, 11.228872242412661, 13.06224077918807, 14.79414922253721,
        16.454745203680105, 18.061636840199064, 19.626177395384232, 21.15619816583998, 22.65737330906293]
end::double[])[x + 1];

-- Byar's approximation (Breslow & Day 1987, volume II, page 69), for ten events or more
create or replace macro byar_lower(x, z) as x * pow(1 - 1 / (9 * x) - z / (3 * sqrt(x)), 3);
create or replace macro byar_upper(x, z) as (x + 1) * pow(1 - 1 / (9 * (x + 1)) + z / (3 * sqrt(x + 1)), 3);

create or replace macro events_lower(x, level) as
    case when x < 10 then exact_lower(x::integer, level) else byar_lower(x::double, z_of(level)) end;
create or replace macro events_upper(x, level) as
    case when x < 10 then exact_upper(x::integer, level) else byar_upper(x::double, z_of(level)) end;

-- per 1,000 homes
create or replace macro rate_of(x, homes) as 1000.0::double * x / nullif(homes, 0);
create or replace macro rate_lower(x, homes, level) as rate_of(events_lower(x, level), homes);
create or replace macro rate_upper(x, homes, level) as rate_of(events_upper(x, level), homes);

-- Wilson (1927); its ends at x = 0 and x = n are exactly 0 and 1, which floats miss by a hair
create or replace macro share_of(x, n) as x::double / nullif(n, 0);
create or replace macro wilson(x, n, z, side) as
    (2 * x + z * z + side * z * sqrt(z * z + 4 * x * (1 - x / n))) / (2 * (n + z * z));
create or replace macro share_lower(x, n, level) as
    case when n = 0 then null when x = 0 then 0 else wilson(x::double, n::double, z_of(level), -1) end;
create or replace macro share_upper(x, n, level) as
    case when n = 0 then null when x = n then 1 else wilson(x::double, n::double, z_of(level), 1) end;

-- One code's share of all of them, from counts that may each be an interval: the least takes its low beside the others'
-- highs, the most its high beside their lows. No share on a base that may be under ten. Exact counts: both the same.
create or replace macro least_base() as 10;
create or replace macro share_least(low, high, sum_low, sum_high) as
    case when sum_low >= least_base() then share_of(low, low + sum_high - high) end;
create or replace macro share_most(low, high, sum_low, sum_high) as
    case when sum_low >= least_base() then share_of(high, high + sum_low - low) end;

-- What an interval [low, high] counts as in a statistic: its middle; where it may be zero ("under 5" is [0, 4]), the
-- value within it that is nearest to what was expected, and so speaks least for a change. An exact count is itself.
-- Example: "under 5" beside an expected 2.6 counts as 2.6, beside 11 as 4: still a fall, the smallest that it may be.
-- 13 to 17 counts as 15 whatever was expected. Beside a rate of 0.3 per 1,000 homes, of 9,000 homes 2.7 is expected.
create or replace macro middle_of(low, high) as (low + high) / 2::double;
create or replace macro least_change(low, high, expected) as
    if(low = 0 and expected is not null, greatest(low, least(high, expected))::double, middle_of(low, high));

-- In a chart "under 5" counts as 4, the nearest to the other months: where these are not 5 or more there are no limits.
-- Its margin is how far from that the count may lie towards the other months.
create or replace macro charted_value(low, high) as least_change(low, high, high);
create or replace macro charted_margin(low, high) as high - charted_value(low, high);

-- Both counts of a pair, as {x1, x0}: each beside what the other's rate leads to expect of it.
-- Example: "under 5" now and 18 to 22 a year before, in as many homes: 4 and 20. Both "under 5": 2 and 2, no change.
create or replace macro least_change_before(low, high, homes, before_low, before_high, before_homes) as
    least_change(before_low, before_high, if(low = 0,
        least(middle_of(before_low, before_high), high * before_homes / nullif(homes, 0)),
        middle_of(low, high) * before_homes / nullif(homes, 0)));
create or replace macro least_change_pair(low, high, homes, before_low, before_high, before_homes) as {
    'x1': least_change(low, high, least_change_before(low, high, homes, before_low, before_high, before_homes)
        * homes / nullif(before_homes, 0)),
    'x0': least_change_before(low, high, homes, before_low, before_high, before_homes)
};

-- How many times last year's rate: x1 events in h1 homes now, x0 in h0 then. Wilson limits of x1 among both, turned
-- back into a ratio. Nothing for a count that may be 0. Of intervals: the lower limit takes (low, high), the upper
-- (high, low).
create or replace macro rate_ratio(x1, h1, x0, h0) as
    case when x1 > 0 and x0 > 0 then rate_of(x1, h1) / rate_of(x0, nullif(h0, 0)) end;
create or replace macro share_as_ratio(p, h1, h0) as p / (1 - p) * h0 / nullif(h1, 0);
create or replace macro ratio_lower(x1, h1, x0, h0, level) as
    case when x1 > 0 and x0 > 0 then share_as_ratio(share_lower(x1, x1 + x0, level), h1, h0) end;
create or replace macro ratio_upper(x1, h1, x0, h0, level) as
    case when x1 > 0 and x0 > 0 then share_as_ratio(share_upper(x1, x1 + x0, level), h1, h0) end;

-- UKHSA's rule: a member is high or low when the group's rate lies outside the member's own interval. Counts and the
-- group's rate are themselves intervals (own: low = high): 'high', 'low' and 'similar' hold whatever the counts behind
-- them are; else 'cannot_tell'.
create or replace macro compared_at(low, high, homes, group_low, group_high, level) as case
    when homes is null or homes = 0 or group_low is null then null
    when rate_lower(low, homes, level) > group_high then 'high'
    when rate_upper(high, homes, level) < group_low then 'low'
    when rate_lower(high, homes, level) <= group_low and rate_upper(low, homes, level) >= group_high then 'similar'
    else 'cannot_tell'
end;

-- A funnel's limits by the same rule (phe_funnels): the homes at which so many events just reach a limit around the
-- group's rate. Each count to fifty, then steps of a twentieth. A count of 0 is on no line: it is never an outlier.
-- grain: one row per line (lower998, lower95, upper95, upper998) and number of events
create or replace macro funnel_points(group_rate) as table
with event as (
    select distinct greatest(step, floor(pow(1.05, step)))::bigint as events
    from range(1, 300) as steps (step)
    where step <= 50 or pow(1.05, step) > 50
),
reached as (
    select side || level as line, events,
        1000 * if(side = 'upper', events_lower(events, level), events_upper(events, level)) / group_rate as homes
    from event
    cross join (values ('lower', 95), ('lower', 998), ('upper', 95), ('upper', 998)) as limits (side, level)
)
select line, events, homes, rate_of(events, homes) as rate from reached;

-- the polynomial of these coefficients, the constant one first; last here, as the linter cannot read on after it
create or replace macro horner(c, r) as list_reduce(list_reverse(c), lambda sum, next: sum * r + next);  -- noqa: PRS
