-- Who may sign in, and as what?
-- grain: one row per person and role
-- asked by: coordinator
-- reads: administration
-- parameters: none

select email, role, member from person
order by email, role
