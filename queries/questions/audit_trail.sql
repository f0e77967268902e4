-- Who did what, and when?
-- grain: one row per act, newest first; no incident data
-- asked by: coordinator
-- parameters: none

select acted_at, who, action, member, detail from audit
order by acted_at desc, rowid desc
