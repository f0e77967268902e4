-- Who did what, and when?
-- grain: one row per act, newest first; no incident data
-- asked by: coordinator
-- reads: administration
-- parameters: none

select acted_at, who, action, member, detail from audit
order by audit_order desc, acted_at desc
