-- What has been sent, replaced, withdrawn or restored since a quarter was last closed?
-- grain: one row per act, oldest first
-- asked by: coordinator
-- reads: administration
-- parameters: none

with last_closing as (
    select coalesce(max(audit_order), 0) as audit_order from audit where action in ('closing', 'closing taken back')
)

select acted_at, member, action, detail
from audit
where audit_order > (select audit_order from last_closing)
  and action in ('upload', 'replacement', 'withdrawal', 'restore')
order by audit_order
