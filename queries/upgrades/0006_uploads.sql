-- new tables: upload
-- From version 5: what became of each upload is kept. Its table is there already; returns that are in the store were saved.

insert into upload
with saved as (
    select return_id, saved_order, member, 'incidents' as rows_of, kind, from_month, to_month, saved_by, saved_at
    from member_return
    union all
    select return_id, saved_order, member, 'hazards', if(file_sha256 is null, 'nil', 'file'), from_month, to_month,
           saved_by, saved_at
    from hazard_return
)

select return_id, row_number() over (order by saved_at asc nulls first, saved_order asc, return_id asc), member,
       rows_of, kind, 'saved', []::varchar[], []::integer[], from_month, to_month, return_id, saved_by, saved_at
from saved;
