-- How many households did the group help in hardship, and with how much?
-- grain: one row per closed quarter and total of which at least five members had entered theirs; newest first. Counts to
-- the nearest five, pounds to the nearest thousand
-- asked by: lead, reader, coordinator, group
-- reads: shown
-- parameters: none

with final as (
    select quarter, total, low, high, contributors from shown_hardship
)

select * from final
order by quarter desc, total asc
