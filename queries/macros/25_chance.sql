-- Is a change more than chance? Probabilities for the headlines. Needs nothing of the store.
-- Why not the binomial alone: real month-to-month variation on top of chance gives quiet groups a false headline in
-- most quarters. So each family's own past changes say how much its counts really vary.

-- P(X <= x) and P(X >= x), X binomial(n, p): exact, term by term. Terms beyond ten standard deviations from x and from the
-- mean add nothing that a double could hold.
create or replace macro binomial_term(k, n, p) as
    exp(lgamma(n + 1.0) - lgamma(k + 1.0) - lgamma(n - k + 1.0) + k * ln(p) + (n - k) * ln(1 - p));
create or replace macro binomial_reach(n, p) as 50 + 10 * sqrt(n * p * (1 - p));
create or replace macro binomial_at_most(x, n, p) as
    least(1, list_sum(list_transform(
        range(greatest(0, least(x, n * p) - binomial_reach(n, p))::bigint, x + 1), lambda k: binomial_term(k, n, p))));
create or replace macro binomial_at_least(x, n, p) as
    least(1, list_sum(list_transform(
        range(x, least(n, greatest(x, n * p) + binomial_reach(n, p))::bigint + 1), lambda k: binomial_term(k, n, p))));
-- two-sided: twice the smaller tail, above zero so that it has a normal score. The median is less than one from the mean,
-- so beyond that it is known which tail is the smaller one.
create or replace macro binomial_two_sided(x, n, p) as greatest(1e-300, least(1, 2 * case
    when x < n * p - 1 then binomial_at_most(x, n, p)
    when x > n * p + 1 then binomial_at_least(x, n, p)
    else least(binomial_at_most(x, n, p), binomial_at_least(x, n, p)) end));

-- the normal score with this much probability below it: Wichura (1988), algorithm AS 241 (PPND16), for p up to 0.5
create or replace macro as241(a, b, r) as horner(a::double[], r) / horner(b::double[], r);
create or replace macro normal_score(p) as case
    when p >= 0.075 then (p - 0.5) * as241(
        [3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
         45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727],
        [1.0, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077,
         21213.794301586595867, 39307.895800092710610, 28729.085735721942674, 5226.4952788528545610],
        0.180625 - pow(p - 0.5, 2))
    when p >= 1.388794386496402e-11 then -as241(
        [1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
         1.27045825245236838258, 0.241780725177450611770, 0.0227238449892691845833, 0.000774545014278341407640],
        [1.0, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550,
         0.148103976427480074590, 0.0151986665636164571966, 0.000547593808499534494600,
         0.00000000105075007164441684324],
        sqrt(-ln(p)) - 1.6)
    else -as241(
        [6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 0.296560571828504891230,
         0.0265321895265761230930, 0.00124266094738807843860, 0.0000271155556874348757815,
         0.000000201033439929228813265],
        [1.0, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525,
         0.000786869131145613259100, 0.0000184631831751005468180, 0.000000142151175831644588870,
         2.04426310338993978564e-15],
        sqrt(-ln(p)) - 5)
end;

-- P(|T| >= t) on a whole number of degrees of freedom, t given by its angle: the finite sums of Abramowitz & Stegun 26.7.3 (odd) and 26.7.4
-- (even), their coefficients by lgamma; good to 1e-14
create or replace macro t_sum(cos2, terms, a, b) as coalesce(list_sum(list_transform(
    range(0, terms), lambda j: exp(lgamma(j + a) - lgamma(j + b) + lgamma(b) - lgamma(a)) * pow(cos2, j))), 0);
create or replace macro t_inside(angle, df) as case
    when df % 2 = 0 then sin(angle) * t_sum(pow(cos(angle), 2), df // 2, 0.5, 1.0)
    else 2 / pi() * (angle + sin(angle) * cos(angle) * t_sum(pow(cos(angle), 2), (df - 1) // 2, 1.0, 1.5))
end;
create or replace macro t_angle(t, df) as atan(abs(t) / sqrt(df));
create or replace macro t_two_sided(angle, df) as greatest(0, 1 - t_inside(angle, df));

-- Which families' changes stand out in a quarter against the same quarter a year before, and which stood out earlier
-- and go on? One test per family; Benjamini & Hochberg (1995) at 10 % within each list. Earlier quarters are judged as
-- when each was the newest: on the pairs up to it alone. Needs 20_statistics.sql.
-- source: list (any type, not null), family, quarter (first day), x1 and h1 (count and homes), x0 and h0 (a year
-- before). Counts are rounded to whole numbers. A pair without homes is left out. A family with nothing in both counts
-- is tested too, and never stands out.
-- asked: a quarter; pairs of later ones are ignored
-- grain: one row per list and family that has a pair in the quarter asked
-- stands_out: by this quarter's test alone; comparisons: how many were tested in its list. lasting: the change stood
-- out at an earlier quarter too, and no quarter since then lay back within the range; since: the first such quarter.
-- A quarter lies within the range when the 95 % interval of its rate ratio (Wilson) contains 1, which is when Pearson's
-- chi-square is no more than z squared, or when its change has the other direction. A quarter without a pair ends
-- nothing.
create or replace macro headline_tests(source, asked) as table
with counted as (
    select list, family, quarter, x1::bigint as x1, x1::bigint + x0::bigint as n, h1 / (h1 + h0)::double as p
    from query_table(source)
    where h1 > 0 and h0 > 0 and quarter <= asked
),
-- d: Pearson's chi-square, 1 on average when chance is all there is
pair as (
    select *, x1 > n * p as is_up, pow(x1 - n * p, 2) / nullif(n * p * (1 - p), 0) as d,
        coalesce(d > pow(z_of(95), 2), false) as is_beyond
    from counted
),
-- the last quarter that lay within the range: what stood out before it is over
change as (
    select list, family, max_by(is_up, quarter) as is_up,
        if(max_by(is_up, quarter), max(quarter) filter (not is_beyond or not is_up),
            max(quarter) filter (not is_beyond or is_up)) as last_within
    from pair
    group by list, family
    having max(quarter) = asked
),
-- no quarter before the first of these can matter: it need not be tested
first_tested as (
    select list, min(coalesce(last_within, date '0001-01-01')) as quarter from change group by list
),
tested_pair as (
    select pair.*,
        coalesce(pair.is_up = change.is_up and pair.quarter >= coalesce(last_within, pair.quarter), false) as lasts
    from pair
    join first_tested on pair.list = first_tested.list and pair.quarter >= first_tested.quarter
    left join change on pair.list = change.list and pair.family = change.family
),
-- earlier variation, each family's and (family null) all families'. By medians: with means a lasting change counts as
-- variation from the next quarter on.
variation as (
    select tested.list, tested.quarter, earlier.family, count(*) as pairs,
        median(earlier.d) / median_chi_square() as spread
    from (select distinct list, quarter from tested_pair) as tested
    join pair as earlier on earlier.list = tested.list and earlier.quarter < tested.quarter
    where earlier.n >= 5
    group by grouping sets ((tested.list, tested.quarter, earlier.family), (tested.list, tested.quarter))
),
-- one CTE per step from here on: a macro evaluates its argument at each use
doubted as (
    select tested_pair.*, coalesce(own.pairs, 0) + 6 as df, binomial_two_sided(x1, n, p) / 2 as tail,
        greatest(1, (coalesce(own.pairs * own.spread, 0) + 6 * coalesce(pooled.spread, 1)) / df) as phi
    from tested_pair
    left join variation as own
        on own.list = tested_pair.list and own.quarter = tested_pair.quarter and own.family = tested_pair.family
    left join variation as pooled
        on pooled.list = tested_pair.list and pooled.quarter = tested_pair.quarter and pooled.family is null
),
scored as (
    select *, -normal_score(tail) as z from doubted
),
angled as (
    select *, t_angle(z / sqrt(phi), df) as angle from scored
),
tested as (
    select *, t_two_sided(angle, df) as chance from angled
),
-- place: how many are as small or smaller
ranked as (
    select *, count(*) over (partition by list, quarter) as comparisons,
        count(*) over (partition by list, quarter order by chance) as place
    from tested
),
judged as (
    select *, coalesce(place <= max(place) filter (chance <= 0.1 * place / comparisons)
        over (partition by list, quarter), false) as stands_out
    from ranked
),
final as (
    select *, min(quarter) filter (stands_out and lasts and quarter < asked) over (partition by list, family) as since
    from judged
)
select list, family, quarter, is_up, z, phi, df::integer as df, chance, comparisons, stands_out,
    since is not null as lasting, since
from final
where quarter = asked;
