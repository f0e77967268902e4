-- What became of each of our uploads: saved, unchanged, refused for what, or left half way?
-- grain: one row per upload of the viewer's own member, newest first
-- asked by: lead
-- reads: uploads
-- parameters: none

with final as (
    select upload_order, tried_at, tried_by, rows_of, kind, from_month, to_month, outcome, rules, found, return_id
    from upload
    where member = $viewer_member
)

select * from final
order by upload_order desc
