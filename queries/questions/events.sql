-- What happened when: national events, the group's own, the viewer's own member's, and actions that were agreed?
-- grain: one row per event or action; those without a known month last. An action is on the trend that it hopes to move
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
    union all
    select lesson_id, date_trunc('month', coalesce(done_on, due_on))::date,
           date_trunc('month', coalesce(done_on, due_on))::date,
           'Action: ' || if(length(action) > 52, left(action, 51) || '…', action), aim, false, 'action'
    from lesson
    where action is not null and aim in (select name from wanted) and closed_as is distinct from 'dropped'
)

select * from final
order by month nulls last, label
