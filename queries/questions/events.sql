-- What happened when: national events, the group's own and the viewer's own member's?
-- grain: one row per event; those without a known month last
-- asked by: lead, reader, coordinator, group
-- reads: lists
-- parameters:
--   family: family = null
--   category: category = null

with wanted as (
    select unnest([category, family]) as name from category
    where ($family::varchar is null or family = $family) and ($category::varchar is null or category = $category)
),

final as (
    select event_id, month, month as date, label, category, rebases,
           case when added_by = 'program' then 'national' when member is null then 'group' else 'own' end as kind
    from event
    where removed_at is null
      and (member is null or member = $viewer_member)
      and (category is null or category in (select name from wanted))
)

select * from final
order by month nulls last, label
