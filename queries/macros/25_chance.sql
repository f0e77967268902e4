-- Is a change more than chance? Probabilities for the headlines. Needs nothing of the store.
-- Why not the binomial alone: real month-to-month variation on top of chance gives quiet groups a false headline in
-- most quarters. So each family's own past changes say how much its counts really vary.

-- P(X <= x) and P(X >= x), X binomial(n, p): exact, term by term
create or replace macro binomial_term(k, n, p) as
    exp(lgamma(n + 1.0) - lgamma(k + 1.0) - lgamma(n - k + 1.0) + k * ln(p) + (n - k) * ln(1 - p));
create or replace macro binomial_at_most(x, n, p) as
    least(1, list_sum(list_transform(range(0, x + 1), lambda k: binomial_term(k, n, p))));
create or replace macro binomial_at_least(x, n, p) as
    least(1, list_sum(list_transform(range(x, n + 1), lambda k: binomial_term(k, n, p))));
-- two-sided: twice the smaller tail, above zero so that it has a normal score
create or replace macro binomial_two_sided(x, n, p) as
    greatest(1e-300, least(1, 2 * least(binomial_at_most(x, n, p), binomial_at_least(x, n, p))));

-- the normal score with this much probability below it: Wichura (1988), algorithm AS 241 (PPND16), for p up to 0.5
create or replace macro horner(c, r) as list_reduce(list_reverse(c), lambda sum, next: sum * r + next);
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
         0.148103976427480074590, 0.0151986665636164571966, 0.000547593808499534494600, 0.00000000105075007164441684324],
        sqrt(-ln(p)) - 1.6)
    else -as241(
        [6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 0.296560571828504891230,
         0.0265321895265761230930, 0.00124266094738807843860, 0.0000271155556874348757815, 0.000000201033439929228813265],
        [1.0, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525,
         0.000786869131145613259100, 0.0000184631831751005468180, 0.000000142151175831644588870, 2.04426310338993978564e-15],
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

-- Which families' changes stand out? One test each, Benjamini & Hochberg (1995) at 10 % within each list.
-- grain: one row per list and family that has a newest pair
-- source: list (any type), family, newest (true: the pair tested; false: an earlier one), x1 and h1 (count and homes),
-- x0 and h0 (a year before). A pair without homes is left out. A family with nothing in both is tested too, and never stands
-- out: leaving it out would say through `comparisons` that the count is exactly 0.
create or replace macro headline_tests(source) as table
with pair as (
    select list, family, newest, x1, x0, x1 + x0 as n, h1 / (h1 + h0)::double as p
    from query_table(source)
    where h1 > 0 and h0 > 0
),
-- Pearson's chi-square of each earlier pair, 1 when chance is all there is
earlier as (
    select list, family, pow(x1 - n * p, 2) / (n * p * (1 - p)) as d
    from pair
    where not newest and n >= 5
),
pooled as (
    select list, avg(d) as d from earlier group by list
),
own as (
    select list, family, count(*) as pairs, sum(d) as d from earlier group by list, family
),
-- a family's own variation, drawn towards all families' by the weight of six pairs
spread as (
    select pair.*, coalesce(own.pairs, 0) + 6 as df,
        greatest(1, (coalesce(own.d, 0) + 6 * coalesce(pooled.d, 1)) / df) as phi
    from pair
    left join own on pair.list is not distinct from own.list and pair.family = own.family
    left join pooled on pair.list is not distinct from pooled.list
    where newest
),
-- each step by itself: a macro works its argument out as often as it names it
doubted as (
    select *, x1 > n * p as is_up, binomial_two_sided(x1, n, p) / 2 as tail from spread
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
    select *, count(*) over (partition by list) as comparisons,
        count(*) over (partition by list order by chance) as place
    from tested
),
final as (
    select *, coalesce(place <= max(place) filter (chance <= 0.1 * place / comparisons) over (partition by list), false)
        as stands_out
    from ranked
)
select list, family, is_up, z, phi, df::integer as df, chance, comparisons, stands_out from final;
