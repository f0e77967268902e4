-- Hardship totals: what is shown of the group's, worked out at a closing and never again.

-- Pounds are shown to the nearest thousand.
create or replace macro pounds_low(n) as greatest(0, (n + 500) // 1000 * 1000 - 500)::bigint;
create or replace macro pounds_high(n) as ((n + 500) // 1000 * 1000 + 499)::bigint;

-- The group's totals of a quarter, of members that had entered theirs by its closing: at least five.
-- grain: one row per total
create or replace macro hardship_at_closing(wanted) as table
with newest as (
    from hardship_total
    where quarter = wanted
    qualify row_number() over (partition by member order by hardship_order desc) = 1
),

-- what a member does not count is null, and no row here
given as (
    select total, n, total in ('pounds', 'income_maximised') as is_money
    from (unpivot newest on households, awards, pounds, income_maximised into name total value n)
),

summed as (
    select total, is_money, sum(n)::bigint as n, count(*)::integer as contributors
    from given
    group by all having count(*) >= least_contributors()
)

select total, contributors,
       if(is_money, pounds_low(n), disclosed_low(n)) as low, if(is_money, pounds_high(n), disclosed_high(n)) as high
from summed;
