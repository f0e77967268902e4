-- What a new edition must widen because earlier ones are still on show. Run once, when a quarter is closed; the cells
-- found are kept in edition_widened. Without it, a member whose return was corrected stands out from the group's change.
--
-- The viewer is taken to know its own counts, which members' counts changed between editions, and all of those changes
-- but the one it is after. The rest of the group is then the same in every edition, and each edition bounds it anew.
-- One row per unit, period, family and category (null: the whole family) that would leave a peer fewer than three values.

create or replace macro too_tight_across(which) as table
with unit as (select unnest(['month', 'quarter', 'year']) as unit),

level as (
    select family, category, category as counts from category
    union all
    select family, null, category from category
),

whole as (
    select edition, member, unit.unit, period_of(month, unit.unit) as period, list(return_id order by month) as returns
    from edition_month cross join unit
    where edition <= which
    group by all
    having count(*) = months_in(unit.unit)
),

shown_again as (
    select unit, period
    from whole
    group by all
    having max(edition) = which and min(edition) < which
       and (count(distinct (member, returns)) > count(distinct member)
            or count(*) > count(distinct member) * count(distinct edition)
            or count(*) < count(distinct member) * count(distinct edition))
),

per_return as (
    select return_id, month, category as counts, count(*) as n
    from incident semi join edition_month using (return_id, month)
    group by all
),

tallied as (
    select edition, member, shown_again.unit, shown_again.period, counts, sum(n) as n
    from edition_month
    join per_return using (return_id, month)
    join shown_again on shown_again.period = period_of(edition_month.month, shown_again.unit)
    where edition <= which
    group by all
),

counted as (
    select whole.edition, whole.member, whole.unit, whole.period, level.family, level.category,
           sum(coalesce(tallied.n, 0))::integer as n
    from whole
    semi join shown_again using (unit, period)
    cross join level
    left join tallied
      on tallied.edition = whole.edition and tallied.member = whole.member and tallied.unit = whole.unit
     and tallied.period = whole.period and tallied.counts = level.counts
    group by all
),

-- what is on show of a member: its family's quarter or year; of anything finer, that it is no more than the family's
bounded as (
    select counted.*, counted.unit = 'month' or counted.category is not null as finer,
           if(finer, 0, disclosed_low(counted.n)) as low,
           disclosed_high(if(finer, coalesce(outer_cell.n, counted.n), counted.n)) as high
    from counted
    left join counted as outer_cell
      on outer_cell.edition = counted.edition and outer_cell.member = counted.member
     and outer_cell.family = counted.family and outer_cell.category is null
     and outer_cell.unit = if(counted.unit = 'month', 'quarter', counted.unit)
     and outer_cell.period = if(counted.unit = 'month', quarter_of(counted.period), counted.period)
),

cell as (
    select hash(unit, period, family, category) as key, * from bounded
),

shown as (
    select key, edition, unit, period, family, category, finer,
           disclosed_low(sum(n)) as low, disclosed_high(sum(n)) as high
    from cell
    anti join edition_widened
      on edition_widened.edition = cell.edition and edition_widened.unit = cell.unit
     and edition_widened.period = cell.period and edition_widened.family = cell.family
     and edition_widened.category is not distinct from cell.category
    group by all
    having count(*) >= least_contributors()
),

editions_of as (
    select key, count(*) as editions from shown group by all having max(edition) = which and count(*) > 1
),

steady as (
    select cell.key, cell.member, min(cell.n) = max(cell.n) and count(*) = any_value(editions) as same,
           any_value(cell.n) as n, min(cell.low) as low, max(cell.high) as high
    from cell semi join shown using (key, edition) join editions_of using (key)
    group by all
),

moved as (
    select key, sum(if(same, low, 0)) as low_same, sum(if(same, high, 0)) as high_same
    from steady
    group by all
    having not bool_and(same)
),

changed as (
    select cell.key, cell.edition, sum(if(steady.same, 0, cell.n)) as n
    from cell join steady using (key, member) semi join moved using (key)
    group by all
),

viewer as (
    select key, member, if(same, n, 0) as n, if(same, low, 0) as low, if(same, high, 0) as high
    from steady semi join moved using (key)
    union all
    select key, null, 0, 0, 0 from moved
),

-- what viewer v knows of the rest in one edition, when it is after member j
known as (
    select shown.key, shown.edition, shown.finer, viewer.member as v, target.member as j, target.same,
           moved.low_same - viewer.low as low_same, moved.high_same - viewer.high as high_same,
           target.low as low_j, target.high as high_j,
           shown.low - changed.n - viewer.n + if(target.same, 0, coalesce(its.n, 0)) as low_rest,
           shown.high - changed.n - viewer.n + if(target.same, 0, coalesce(its.n, 0)) as high_rest,
           if(target.same, 0, coalesce(its.low, 0)) as low_its, if(target.same, 0, coalesce(its.high, 0)) as high_its,
           its.member is not null as there
    from shown
    join moved using (key)
    join changed using (key, edition)
    join viewer using (key)
    join steady as target on target.key = shown.key and target.member is distinct from viewer.member
    left join cell as its
      on its.key = shown.key and its.edition = shown.edition and its.member = target.member
),

narrowed as (
    select key, v, j,
           greatest(max(low_rest - high_its), any_value(low_same)) as low_same,
           least(min(high_rest - low_its), any_value(high_same)) as high_same
    from known
    group by all
),

left_of_j as (
    select known.key, known.finer,
           if(same, greatest(low_j, narrowed.low_same - (known.high_same - high_j)),
                    greatest(low_its, low_rest - narrowed.high_same)) as low,
           if(same, least(high_j, narrowed.high_same - (known.low_same - low_j)),
                    least(high_its, high_rest - narrowed.low_same)) as high
    from known join narrowed on narrowed.key = known.key and narrowed.j = known.j
                            and narrowed.v is not distinct from known.v
    where there
),

final as (
    select distinct unit, period, family, category
    from shown
    semi join (select key from left_of_j where high - low < 2 and (not finer or low > 0)) using (key)
    where edition = which
)

select * from final;
