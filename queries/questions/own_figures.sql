-- How many incidents do we have in our own current returns, exactly?
-- grain: one row per family (or category) and returned period; part periods are counted so far, without a rate
-- asked by: lead, reader
-- reads: own
-- parameters:
--   by: month | quarter | year = quarter
--   family: family = null
--   category: category = null

with counted as (
    select * from own_counted($viewer_member, $by, $family, $category)
),

final as (
    select family, category, period, n, if(complete, homes, null) as homes, months, complete,
           rate_of(n, if(complete, homes, null)) as rate,
           rate_lower(n, if(complete, homes, null), 95) as rate_low,
           rate_upper(n, if(complete, homes, null), 95) as rate_high
    from counted
)

select * from final
order by family, category, period
