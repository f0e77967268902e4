-- What a new edition must widen because earlier ones are still on show. Run once, when a quarter is closed; the cells
-- found are kept in edition_widened. Without it, a member whose return was corrected stands out from the group's change.
--
-- The viewer is taken to know its own counts, which members' counts changed between editions, and all of those changes
-- but the one it is after. The rest of the group is then the same in every edition, and each edition bounds it anew.
-- One row per unit, period, family and category (null: the whole family) of what would leave a peer fewer than three
-- values.

create or replace macro too_tight_across(which) as table
with unit as (select unnest(['month', 'quarter', 'year']) as unit),

level as (
    select family, category, category as counts from category
    union all
    select family, '', category from category
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
    select counted.*, counted.unit = 'month' or counted.category <> '' as finer,
           if(finer, 0, disclosed_low(counted.n)) as low,
           disclosed_high(if(finer, coalesce(outer_cell.n, counted.n), counted.n)) as high
    from counted
    left join counted as outer_cell
      on outer_cell.edition = counted.edition and outer_cell.member = counted.member
     and outer_cell.family = counted.family and outer_cell.category = ''
     and outer_cell.unit = if(counted.unit = 'month', 'quarter', counted.unit)
     and outer_cell.period = if(counted.unit = 'month', quarter_of(counted.period), counted.period)
),

cell as (
    select *, if(unit = 'year', period, quarter_of(period)) as span, unit = 'year' as by_year from bounded
),

shown as (
    select edition, unit, period, family, category, span, by_year, disclosed_low(sum(n)) as low, disclosed_high(sum(n)) as high
    from cell
    anti join edition_widened
      on edition_widened.edition = cell.edition and edition_widened.unit = cell.unit
     and edition_widened.period = cell.period and edition_widened.family = cell.family
     and coalesce(edition_widened.category, '') = cell.category
    group by all
    having count(*) >= least_contributors()
),

-- a member whose counts are the same in every edition, in each month (or year) and category of the span
steady as (
    select by_year, span, family, member, bool_and(same) as same
    from (
        select cell.by_year, span, family, member,
               min(n) = max(n) and count(*) = any_value(editions) as same
        from cell
        join (select by_year, span, count(distinct edition) as editions from cell group by all)
          using (by_year, span)
        group by cell.by_year, span, family, member, unit, period, category
    )
    group by all
),

moved as (
    select by_year, span, family from steady group by all having not bool_and(same)
),

moving as (
    select cell.*, steady.same
    from cell semi join moved using (by_year, span, family) join steady using (by_year, span, family, member)
),

viewer as (
    select distinct by_year, span, family, member as v from moving
    union all
    select by_year, span, family, null from moved
),

beneath as (
    select edition, unit, period, family, category, by_year, span,
           sum(low) as low, sum(high) as high, sum(if(same, 0, n)) as changed,
           sum(if(same, low, 0)) as low_same, sum(if(same, high, 0)) as high_same
    from moving group by all
),

-- what each viewer knows of all its peers together, edition by edition: from the figure itself ...
peers_alone as (
    select shown.edition, unit, period, family, category, viewer.v,
           greatest(shown.low - coalesce(own.n, 0), beneath.low - coalesce(own.low, 0)) as low,
           least(shown.high - coalesce(own.n, 0), beneath.high - coalesce(own.high, 0)) as high
    from shown
    join beneath using (edition, unit, period, family, category)
    join viewer on viewer.by_year = shown.by_year and viewer.span = shown.span and viewer.family = shown.family
    left join moving as own
      on own.edition = shown.edition and own.unit = shown.unit and own.period = shown.period
     and own.family = shown.family and own.category = shown.category and own.member = viewer.v
),

-- ... and from its parts: they are no less, and no more, than their categories and their months together
peers_by_parts as (
    select edition, unit, period, family, category, v, max(low) as low, min(high) as high
    from (
        from peers_alone
        union all
        select edition, unit, period, family, '', v, sum(low), sum(high)
        from peers_alone where category <> '' group by all
        union all
        select edition, 'quarter', quarter_of(period), family, category, v, sum(low), sum(high)
        from peers_alone where unit = 'month' group by all
    )
    group by all
),

peers as (
    select edition, unit, period, family, category, v, max(low) as low, min(high) as high
    from (
        from peers_by_parts
        union all
        select edition, unit, period, family, '', v, sum(low), sum(high)
        from peers_by_parts where category <> '' group by all
        union all
        select edition, 'quarter', quarter_of(period), family, '', v, sum(low), sum(high)
        from peers_by_parts where unit = 'month' and category = '' group by all
    )
    group by all
),

target as (
    select unit, period, family, category, member as j, same, min(low) as low, max(high) as high
    from moving group by all
),

-- the same, less what the changed members put in but for member j, whom the viewer is after
known as (
    select peers.edition, unit, period, family, category, peers.v, target.j, target.same,
           beneath.low_same - if(own.same, own.low, 0) as low_same,
           beneath.high_same - if(own.same, own.high, 0) as high_same,
           target.low as low_j, target.high as high_j, its.n is not null as there,
           beneath.changed - if(own.same, 0, coalesce(own.n, 0)) - if(target.same, 0, coalesce(its.n, 0)) as others,
           peers.low - others as low_rest, peers.high - others as high_rest,
           if(target.same, 0, coalesce(its.low, 0)) as low_its, if(target.same, 0, coalesce(its.high, 0)) as high_its
    from peers
    join beneath using (edition, unit, period, family, category)
    join target using (unit, period, family, category)
    left join moving as own
      on own.edition = peers.edition and own.unit = peers.unit and own.period = peers.period
     and own.family = peers.family and own.category = peers.category and own.member = peers.v
    left join moving as its
      on its.edition = peers.edition and its.unit = peers.unit and its.period = peers.period
     and its.family = peers.family and its.category = peers.category and its.member = target.j
    where target.j is distinct from peers.v
),

-- how far the members that stay the same can be narrowed, all editions together; then again from the cell's parts:
-- its categories, its months
same_at_first as (
    select unit, period, family, category, v, j,
           greatest(max(low_rest - high_its), max(low_same)) as low,
           least(min(high_rest - low_its), min(high_same)) as high
    from known group by all
),

same_by_parts as (
    select unit, period, family, category, v, j, max(low) as low, min(high) as high
    from (
        from same_at_first
        union all
        select unit, period, family, '' as category, v, j, sum(low), sum(high)
        from same_at_first where category <> '' and unit = 'month' group by all
        union all
        select 'quarter', quarter_of(period), family, category, v, j, sum(low), sum(high)
        from same_at_first where category <> '' and unit = 'month' group by all
    )
    group by all
),

same_now as (
    select unit, period, family, category, v, j, max(low) as low, min(high) as high
    from (
        from same_by_parts
        union all
        select unit, period, family, '', v, j, sum(low), sum(high)
        from same_by_parts where category <> '' and unit <> 'month' group by all
        union all
        select 'quarter', quarter_of(period), family, '', v, j, sum(low), sum(high)
        from same_by_parts where category = '' and unit = 'month' group by all
    )
    group by all
),

-- and what that leaves of member j, in each edition, from the cell itself and from its parts
left_at_first as (
    select known.edition, unit, period, family, category, known.v, j,
           if(same, greatest(low_j, same_now.low - (high_same - high_j)),
                    greatest(low_its, low_rest - same_now.high)) as low,
           if(same, least(high_j, same_now.high - (low_same - low_j)),
                    least(high_its, high_rest - same_now.low)) as high
    from known
    join same_now using (unit, period, family, category, j)
    where known.there and known.v is not distinct from same_now.v
),

left_by_parts as (
    select edition, unit, period, family, category, v, j, max(low) as low, min(high) as high
    from (
        from left_at_first
        union all
        select edition, unit, period, family, '', v, j, sum(low), sum(high)
        from left_at_first where category <> '' group by all
        union all
        select edition, 'quarter', quarter_of(period), family, category, v, j, sum(low), sum(high)
        from left_at_first where unit = 'month' group by all
    )
    group by all
),

too_tight as (
    select distinct if(unit = 'year', period, quarter_of(period)) as span, unit = 'year' as by_year, family
    from left_by_parts
    where high - low < 2 and ((unit <> 'month' and category = '') or low > 0)
),

-- a family's span is widened whole: its parts would give it away again
final as (
    select unit, period, family, nullif(category, '') as category
    from shown semi join too_tight using (by_year, span, family)
    where edition = which
)

select * from final;
