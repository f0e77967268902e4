-- What would the other members see of these counts of ours, for a family and a quarter?
-- grain: one row per different count asked about; no figure of the store goes in
-- asked by: lead, reader
-- reads: lists
-- parameters:
--   counts: text

with asked as (
    select distinct try_cast(unnest(string_split($counts, ',')) as integer) as n
),

agreed as (
    select agreed_exact(false) as exact
),

final as (
    select n, if(exact, n, disclosed_low(n)) as low, if(exact, n, disclosed_high(n)) as high,
           if(exact, n::varchar, shown_as(disclosed_low(n), disclosed_high(n))) as shown
    from asked cross join agreed
    where n >= 0
)

select * from final
order by n
