-- How many households did we help in hardship, and with how much?
-- grain: one row per quarter for which the viewer's own member has entered totals, newest first; null: not counted
-- asked by: lead, reader
-- reads: own
-- parameters: none

with final as (
    select quarter, households, awards, pounds, income_maximised, saved_by, saved_at
    from hardship_total
    where member = $viewer_member
    qualify row_number() over (partition by quarter order by hardship_order desc) = 1
)

select * from final
order by quarter desc
