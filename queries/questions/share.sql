-- What share of n is x, and how sure can one be of it?
-- grain: one row; Wilson's limits at 95 % and at 99.8 %
-- asked by: lead, reader, coordinator, group, public
-- reads: nothing
-- parameters:
--   x: integer
--   n: integer

with given as (
    select $x::bigint as x, $n::bigint as n
    where case when $n <= 0 then error('refused: A share needs a base (n): 1 or more.')
               when $x < 0 or $x > $n then error('refused: A count (x) is 0 or more, and not more than its base (n).')
               else true end
),

final as (
    select share_of(x, n) as value,
           share_lower(x, n, 95) as lower95, share_upper(x, n, 95) as upper95,
           share_lower(x, n, 998) as lower998, share_upper(x, n, 998) as upper998
    from given
)

select * from final
