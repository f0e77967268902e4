-- What a new edition must widen because a year rests on fewer members than its quarters do. Whoever joined or left
-- during a year counts in some of its quarters and not in the year: the difference is theirs. Run once, when a quarter
-- is closed, after the edition's figures were worked out.
--
-- The viewer is taken to know its own counts; figures of earlier editions on the same returns of its peers bound the
-- same sums. One row per unit, period, family and category (null: the whole family) of what would leave a member of
-- part of the year fewer than three values in a quarter: the year and its quarters, with their months.

create or replace macro years_too_tight(which) as table
with cell as (
    select * from cells_of_part_years(which)
),

viewer as (
    select distinct member as v from cell
    union all
    select null
),

peers as (
    select v, edition, unit, period, list({'member': member, 'returns': returns} order by member) as returns
    from (select distinct edition, unit, period, member, returns from cell) join viewer on member is distinct from v
    group by all
),

-- what each viewer knows of its peers together: of the same returns, from every edition that shows them
together as (
    select peers.v, peers.unit, peers.period, peers.returns, shown.family, coalesce(shown.category, '') as category,
           max(shown.low - coalesce(own.n, 0)) as low, min(shown.high - coalesce(own.n, 0)) as high
    from peers
    join edition_group as shown using (edition, unit, period)
    left join cell as own
      on own.edition = peers.edition and own.unit = peers.unit and own.period = peers.period
     and own.family = shown.family and own.category = coalesce(shown.category, '') and own.member = peers.v
    group by all
),

now as (
    select together.* exclude (returns)
    from together join peers using (unit, period, returns)
    where peers.edition = which and peers.v is not distinct from together.v
),

-- ... and from its parts: its categories, its months
by_category as (
    select v, unit, period, family, category, max(low) as low, min(high) as high
    from (
        from now
        union all by name
        select v, unit, period, family, '' as category, sum(low) as low, sum(high) as high
        from now where category <> '' group by all
    )
    group by all
),

known as (
    select v, unit, period, family, category, max(low) as low, min(high) as high
    from (
        from by_category
        union all by name
        select v, 'quarter' as unit, quarter_of(period) as period, family, category, sum(low) as low, sum(high) as high
        from by_category where unit = 'month' group by all
    )
    group by all
),

-- what is on show of each peer, in the year or in part of it
peer as (
    select viewer.v, cell.* exclude (edition, returns, n)
    from cell join viewer on cell.member is distinct from viewer.v
    where cell.edition = which and cell.unit <> 'month'
),

beneath as (
    select v, unit, period, year, family, category,
           coalesce(sum(low) filter (all_year), 0) as low, coalesce(sum(high) filter (all_year), 0) as high,
           coalesce(sum(low) filter (not all_year), 0) as low_part, coalesce(sum(high) filter (not all_year), 0) as high_part
    from peer group by all
),

-- a quarter's peers, and of those the ones that are there all year, from the quarter alone ...
quarter as (
    select beneath.*, known.low as low_all, known.high as high_all,
           greatest(beneath.low, known.low - high_part) as low_year,
           least(beneath.high, known.high - low_part) as high_year
    from beneath
    join known using (unit, period, family, category)
    where unit = 'quarter' and known.v is not distinct from beneath.v
),

year_known as (
    select known.v, known.period as year, known.family, known.category,
           greatest(known.low, beneath.low) as low, least(known.high, beneath.high) as high
    from known join beneath using (unit, period, family, category)
    where unit = 'year' and known.v is not distinct from beneath.v
),

-- ... and from the year less its other quarters; the rest of the quarter is those who are there in part
in_part as (
    select quarter.v, quarter.period, year, family, category, low_part, high_part,
           low_all - least(high_year, year_known.high - (sum(low_year) over of_year - low_year)) as low,
           high_all - greatest(low_year, year_known.low - (sum(high_year) over of_year - high_year)) as high
    from quarter
    join year_known using (year, family, category)
    where year_known.v is not distinct from quarter.v
    window of_year as (partition by quarter.v, year, family, category)
),

too_tight as (
    select distinct peer.year, peer.family
    from peer
    join in_part using (period, year, family, category)
    where peer.unit = 'quarter' and not peer.all_year and in_part.v is not distinct from peer.v
      and least(peer.high, in_part.high - (low_part - peer.low))
        - greatest(peer.low, in_part.low - (high_part - peer.high)) < 2
      and (category = '' or greatest(peer.low, in_part.low - (high_part - peer.high)) > 0)
),

final as (
    select distinct unit, period, family, nullif(category, '') as category
    from cell semi join too_tight using (year, family)
    where edition = which
)

select * from final;
