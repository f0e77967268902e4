-- Which of our own hazards had a clock running out within ten working days of the day of saving?
-- grain: one row per hazard and clock of the viewer's own member
-- asked by: lead, reader
-- reads: own
-- parameters: none

with final as (
    select hazard_ref, month, hazard_type, hazard_level, unnest(falls_due) as clock, judged_on
    from current_hazard
    where member = $viewer_member
)

select * from final
order by month, hazard_ref, clock
