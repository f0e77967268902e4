-- What share are these answers where counts are known as intervals, and how sure can one be of it?
-- grain: one row per place in the four lists, in their order; the least and the greatest share, with Wilson's lower and upper
-- limit at 95 % and at 99.8 %
-- asked by: lead, reader, coordinator, group, public
-- reads: nothing
-- parameters:
--   low: integers
--   high: integers
--   others_low: integers
--   others_high: integers

with asked as (
    select unnest(range(len($low))) as place, unnest($low::bigint[]) as low, unnest($high::bigint[]) as high,
           unnest($others_low::bigint[]) as others_low, unnest($others_high::bigint[]) as others_high
    where case when len(list_distinct([len($low), len($high), len($others_low), len($others_high)])) > 1
               then error('refused: The four lists have the same length.') else true end
),

given as (
    select place, low, high, low + others_high as base_of_low, high + others_low as base_of_high
    from asked
    where case when low < 0 or low > high or others_low < 0 or others_low > others_high
                    then error('refused: A count is 0 or more, and its low not more than its high.')
               when low + others_high <= 0 or high + others_low <= 0
                    then error('refused: A share needs a base: 1 or more.')
               else true end
),

final as (
    select place, share_of(low, base_of_low) as least, share_of(high, base_of_high) as greatest,
           share_lower(low, base_of_low, 95) as lower95, share_upper(high, base_of_high, 95) as upper95,
           share_lower(low, base_of_low, 998) as lower998, share_upper(high, base_of_high, 998) as upper998
    from given
)

select * exclude (place) from final
order by place
