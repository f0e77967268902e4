-- What is this count's rate per 1,000 homes, and how sure can one be of it?
-- grain: one row; limits at 95 % and at 99.8 %, exact below ten, Byar's from there
-- asked by: lead, reader, coordinator, group, public
-- reads: nothing
-- parameters:
--   x: integer
--   homes: integer

with given as (
    select $x::bigint as x, $homes::bigint as homes
    where case when $x < 0 then error('refused: A count (x) is 0 or more.')
               when $homes <= 0 then error('refused: A rate needs homes: 1 or more.')
               else true end
),

final as (
    select rate_of(x, homes) as value,
           rate_lower(x, homes, 95) as lower95, rate_upper(x, homes, 95) as upper95,
           rate_lower(x, homes, 998) as lower998, rate_upper(x, homes, 998) as upper998
    from given
)

select * from final
