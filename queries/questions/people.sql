-- Who may sign in, as what, and when was each address last seen?
-- grain: one row per person and role; last_seen null: never
-- asked by: coordinator
-- reads: administration
-- parameters: none

with seen as (
    select lower(email) as email, max(seen_at) as last_seen
    from session
    where ended_why is distinct from 'refused'
    group by all
),

final as (
    select person.email, role, member, last_seen
    from person left join seen on seen.email = lower(person.email)
)

select * from final
order by email, role
