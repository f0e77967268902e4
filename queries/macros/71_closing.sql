-- What a new edition must widen because earlier ones are still on show. Run once, when a quarter is closed; the cells
-- found are kept in edition_widened. Without it, a member whose return was corrected stands out from the group's change.
--
-- The viewer is taken to know its own counts, which members' counts changed between editions, and all of those changes
-- but the one it is after. The rest of the group is then the same in every edition, and each edition bounds it anew.
-- One row per unit, period, family and category (null: the whole family) of what would leave a peer fewer than three
-- values.

create or replace macro too_tight_across(which) as table
with moving as (
    select * from moving_cells(which)
),

shown as (
    select edition, unit, period, family, category, span, by_year, disclosed_low(sum(n)) as low, disclosed_high(sum(n)) as high
    from moving
    anti join edition_widened
      on edition_widened.edition = moving.edition and edition_widened.unit = moving.unit
     and edition_widened.period = moving.period and edition_widened.family = moving.family
     and coalesce(edition_widened.category, '') = moving.category
    group by all
    having count(*) >= least_contributors()
),

viewer as (
    select distinct by_year, span, family, member as v from moving
    union all
    select distinct by_year, span, family, null from moving
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
